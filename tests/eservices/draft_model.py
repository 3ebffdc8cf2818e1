"""What must be true of one draft, said without the product's help."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from eservices.demo.builder import stable_id

STEPS = {1: ["wish", "email"], 2: ["boat", "boat_name"]}
LIFETIME = {"astrid": timedelta(days=90), "visitor": timedelta(hours=24)}
NOBODY = ("", 0)
Saver = tuple[str, int]  # a page load, and its how-manyth save


@dataclass
class Truth:
    draft: UUID
    owner: str
    at: datetime
    answers: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] | None = None
    savers: dict[int, Saver] = field(default_factory=dict)
    expires: datetime = field(init=False)
    number: str = ""
    is_stored: bool = True

    def is_alive(self) -> bool:
        return self.is_stored and timezone.now() < self.expires

    def save(self, position: int, given: dict[str, str], saver: Saver, *, keep: bool) -> None:
        self.answers = self.answers | given
        self.savers[position] = saver
        self.kept = dict(self.answers) if keep else self.kept
        self.touch()

    def touch(self) -> None:
        self.expires = timezone.now() + LIFETIME[self.owner]

    def leave(self) -> None:
        if self.kept is None:
            self.is_stored = False
        else:
            self.answers = dict(self.kept)
            self.touch()

    def is_own(self, position: int, saver: Saver) -> bool:
        return self.savers.get(position, NOBODY)[0] == saver[0]

    def is_late(self, position: int, saver: Saver) -> bool:
        return self.is_own(position, saver) and saver[1] <= self.savers[position][1]

    def is_conflict(self, position: int, given: dict[str, str], saver: Saver, base: str) -> bool:
        """Another page load has changed these answers since this one was shown, to something else than it says."""
        differs = any(self.answers.get(key) != value for key, value in given.items())
        return not self.is_own(position, saver) and base != self.fingerprint(position) and differs

    def fingerprint(self, position: int) -> str:
        from eservices.actions.drafts import fingerprint

        by_id = {stable_id(key.replace("_", "-")): value for key, value in self.answers.items()}
        return fingerprint(by_id, [stable_id(key.replace("_", "-")) for key in STEPS[position]])

    def is_complete(self) -> bool:
        answers = self.answers
        wished = 0 < len(answers.get("wish", "")) <= 100
        has_address = answers.get("email", "") in ("", "a@example.se")
        named = answers.get("boat") == "no" or (answers.get("boat") == "yes" and bool(answers.get("boat_name")))
        return wished and has_address and named

    def content(self) -> dict[str, Any]:
        """What is sent: only what applies."""
        has_boat = self.answers["boat"] == "yes"
        content = {"wish": self.answers["wish"], "boat": has_boat}
        content |= {"email": self.answers["email"]} if self.answers["email"] else {}
        return content | ({"boat_name": self.answers["boat_name"]} if has_boat else {})

    def send(self, number: str) -> None:
        self.number, self.is_stored, self.at = number, False, timezone.now()

    def shows_receipt(self) -> bool:
        """Without login the browser that sent it may see it for a day."""
        return bool(self.number) and (self.owner != "visitor" or timezone.now() < self.at + LIFETIME["visitor"])


def content_in_words(canonical: bytes) -> dict[str, Any]:
    names = {stable_id(key.replace("_", "-")): key for keys in STEPS.values() for key in keys}
    return {names[question]: value for question, value in json.loads(canonical)["answers"].items()}
