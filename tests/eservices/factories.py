"""E-services and errands for tests: published as an editor publishes, begun as a resident begins."""

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from casework.models import Case
from eservices.actions.drafts import begin_draft, load_draft
from eservices.actions.sending import canonical_content
from eservices.demo.builder import Json, question, stable_id, step, when
from eservices.filling import facts_of
from eservices.models import Draft, EServicePage, EServiceVersion
from eservices.owners import Owner
from eservices.sealing import open_answers
from eservices.versions import compiled
from questions import evaluate, sha256_hex
from tests.casework.factories import retention_rule

if TYPE_CHECKING:
    from accounts.models import Unit

TEXTS: dict[str, Any] = {
    "title": "Ansök om brygga",
    "title_en": "Apply for a jetty",
    "summary": "Fråga om plats vid bryggan.",
    "purpose": "Uppgifterna behövs för att ge plats.",
    "legal_basis": "Uppgift av allmänt intresse",
}


def two_steps() -> list[Json]:
    """What is wished for; then a yes or no, and a question that only a yes brings into view."""
    with_boat = when("boat", "equals", "yes")
    return [
        step(
            "s-wish",
            ("Din önskan", "Your wish"),
            question("short_text", "wish", ("Vad vill du?", "What do you want?"), max_length=100),
            question("email", "email", ("E-post", "E-mail"), required=False, receipt=True),
        ),
        step(
            "s-boat",
            ("Båten", "The boat"),
            question("yes_no", "boat", ("Har du båt?", "Do you have a boat?")),
            question("short_text", "boat-name", ("Vad heter den?", "Its name?"), max_length=50, show_when=with_boat),
        ),
    ]


def twelve_questions() -> list[Json]:
    items = [question("short_text", f"q{n}", (f"Fråga {n}", f"Question {n}"), max_length=50) for n in range(12)]
    return [step("s-twelve", ("Tolv frågor", "Twelve questions"), *items)]


COMPLETE = {"wish": "Plats för eka", "email": "astrid@example.se", "boat": "no"}


def a_page(unit: "Unit | None", *, steps: list[Json] | None = None, publish: bool = True, **more: Any) -> EServicePage:
    """An e-service under the front page or `parent`, published unless told otherwise."""
    parent = more.pop("parent", None)
    fields = {"login": "required", "slug": f"tjanst-{uuid4().hex[:8]}", "retention_rule": retention_rule()} | TEXTS
    fields |= {"live": False, "steps": json.dumps(two_steps() if steps is None else steps)} | more
    page = EServicePage(unit=unit, **fields)
    (parent or Site.objects.get(is_default_site=True).root_page).add_child(instance=page)
    if publish:
        page.save_revision().publish()
    return EServicePage.objects.get(pk=page.pk)


def newest_version(page: EServicePage) -> EServiceVersion:
    return page.versions.order_by("-number").first()


def publish_again(page: EServicePage, **fields: Any) -> None:
    page = EServicePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, json.dumps(value) if name == "steps" else value)
    page.save_revision().publish()


def raw_answers(**answers: Any) -> dict[str, Any]:
    """By question id, as a draft stores them; keywords use _ where keys have -."""
    return {stable_id(key.replace("_", "-")): value for key, value in answers.items()}


def posted(**answers: Any) -> dict[str, Any]:
    """Field names and values as the browser posts them; a dict is an answer of several parts."""
    fields: dict[str, Any] = {}
    for question_id, value in raw_answers(**answers).items():
        parts = value if isinstance(value, dict) else {"": value}
        fields |= {f"q-{question_id}{'-' if part else ''}{part}": text for part, text in parts.items()}
    return fields


def a_draft(page: EServicePage, owner: Owner, *, keep: bool = False, **answers: Any) -> Draft:
    """A draft begun through the action, without a browser."""
    raw, now = raw_answers(**(COMPLETE | answers)), timezone.now()
    return begin_draft(uuid4(), version=newest_version(page), answers=raw, owner=owner, now=now, keep=keep)


def answers_of(draft_id: UUID, owner: Owner) -> dict[str, Any]:
    """What lies saved, by question id, read through the owner's door."""
    return open_answers(load_draft(draft_id, owner=owner, now=timezone.now()), owner)


def reviewed_of(draft: Draft, owner: Owner) -> str:
    """The hash that the review page of this draft carries."""
    service = compiled(draft.version)
    state = evaluate(service, open_answers(draft, owner), facts_of(service, owner, timezone.now()))
    return sha256_hex(canonical_content(draft.version, service, state))


def drafts_in_database() -> int:
    """How many there are, whoever owns them: tests may look behind the door."""
    return Draft._base_manager.count()


@dataclass
class Errand:
    """One browser on one errand: posts steps with the base that the page it looks at carries."""

    client: Client
    page: EServicePage
    draft_id: UUID = field(default_factory=uuid4)

    def address(self, name: str = "draft", *more: int) -> str:
        first = (self.page.pk, self.draft_id) if name == "first_step" else (self.draft_id, *more)
        return reverse(f"eservices:{name}", args=first)

    def step_address(self, position: int) -> str:
        begun = Draft._base_manager.filter(pk=self.draft_id).exists()
        return self.address("step", position) if begun else self.address("first_step")

    def base(self, position: int) -> str:
        return shown_value(self.client.get(self.step_address(position)), "base")

    def post(
        self,
        position: int = 1,
        *,
        action: str = "next",
        base: str | None = None,
        save: tuple[str, int] = ("", 0),
        **answers: Any,
    ) -> Any:
        """`save`: the page load's token and the number of its save."""
        where = self.step_address(position)
        base = self.base(position) if base is None else base
        hidden = {"action": action, "base": base, "page": save[0], "save_number": save[1]}
        return self.client.post(where, posted(**answers) | hidden)

    def fill(self, **changes: Any) -> "Errand":
        """Both steps of `two_steps`, complete."""
        answers = COMPLETE | changes
        self.post(1, wish=answers.pop("wish"), email=answers.pop("email"))
        self.post(2, **answers)
        return self

    def reviewed(self) -> str:
        return shown_value(self.client.get(self.address("review")), "reviewed")

    def send(self, reviewed: str | None = None) -> Any:
        return self.client.post(self.address("review"), {"reviewed": self.reviewed() if reviewed is None else reviewed})

    def case(self) -> Case:
        return Case.objects.get(submissions__draft_id=self.draft_id)


def shown_value(response: Any, name: str) -> str:
    """The value of a hidden field on a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode()).group(1)
