"""What the draft machine stands on: what people may answer, the pages they look at, and two requests at once."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.test import Client
from hypothesis import strategies as st

import eservices.actions.drafts
import eservices.actions.sending
from config import pace
from eservices.errors import DraftGone
from eservices.owners import Owner
from tests.eservices.draft_model import STEPS, Truth
from tests.eservices.factories import answers_of

Answers = dict[str, str]
VALUES = {
    "wish": st.sampled_from(["Eka", "Kanot", "Kajak", "Eka", "", "x" * 101]),
    "email": st.sampled_from(["", "a@example.se", "a@example.se", "ingen adress"]),
    "boat": st.sampled_from(["no", "yes", "no", "yes", ""]),
    "boat_name": st.sampled_from(["Vågen", "Vinden", ""]),
}
PAGES = {position: st.fixed_dictionaries({key: VALUES[key] for key in keys}) for position, keys in STEPS.items()}
ANY_PAGE = st.fixed_dictionaries(VALUES)
FILLED = st.sampled_from([{"wish": "Eka", "email": "a@example.se"}, {"wish": "Kanot", "email": ""}])
FILLED_NEXT = st.sampled_from([{"boat": "no", "boat_name": "Vågen"}, {"boat": "yes", "boat_name": "Vinden"}])
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
OWNERS = ["astrid", "visitor"]
STRANGERS = ["nils", "nils", "other_visitor", "nobody"]
PLACES = st.sampled_from([0, 1, 1, 1, 2, 3, 4, 5])


@dataclass
class Tab:
    """A page of a step that its owner looks at."""

    truth: Truth
    position: int
    base: str
    token: str
    number: int = 0
    posts: list[dict[str, Any]] = field(default_factory=list)


class Browsers:
    """One for each person. Whoever was logged out logs in again before the next request."""

    def __init__(self, cast: Any, log_in: Callable[..., Client]) -> None:
        self.cast, self.log_in = cast, log_in
        self.clients = {name: Client() for name in ("visitor", "other_visitor", "nobody")}
        self.sessions_end()

    def sessions_end(self) -> None:
        self.logged_out = {"astrid", "nils"}

    def owner(self, who: str) -> Owner:
        return Owner(cookie=self.of(who).cookies["visitor"].value) if who == "visitor" else Owner(user=self.cast.astrid)

    def of(self, who: str) -> Client:
        if who in self.logged_out:
            self.logged_out.remove(who)
            self.clients[who] = self.log_in(getattr(self.cast, who))
        return self.clients[who]


class Meanwhile:
    """Runs an act once, inside the next request that reads a draft without holding a lock, or after that request."""

    def __init__(self, monkeypatch: Any) -> None:
        self.act: Callable[[], None] | None = None
        self.depth = 0
        for module in (eservices.actions.drafts, eservices.actions.sending):
            monkeypatch.setattr(module, "open_answers", self._opening(module.open_answers))

    def _opening(self, open_answers: Callable[..., Any]) -> Callable[..., Any]:
        def opened(*arguments: Any) -> Any:
            answers = open_answers(*arguments)
            if len(connection.savepoint_ids) == self.depth:
                self.happens()
            return answers

        return opened

    def happens(self) -> None:
        act, self.act = self.act, None
        if act:
            act()


def stored_answers(draft: UUID, owner: Owner) -> dict[str, Any] | None:
    try:
        return answers_of(draft, owner)
    except DraftGone:
        return None


class atomic_and_undone(ExitStack):  # noqa: N801  # reads as a function
    """What one example did is not there for the next, and is not held against its pace: all play on one morning."""

    def __enter__(self) -> Any:
        super().__enter__()
        pace.forget()
        self.enter_context(transaction.atomic())
        self.callback(transaction.set_rollback, True)
        return self
