"""Walks through a service as its document asks for: valid answers of every type, and each condition both ways."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.demo import CHILDREN, RESIDENTS
from eservices.demo.received.common import ASSOCIATION_NUMBER
from eservices.filling import facts_of
from eservices.models import EServicePage, SigningParty
from eservices.owners import Owner
from eservices.signing import required_act
from eservices.versions import compiled
from questions import Question, Service, State, evaluate
from tests.eservices.factories import newest_version, shown_value
from tests.eservices.file_cases import a_file
from tests.eservices.signing import answer, logged_in

Wishes = dict[str, Any]
"""Raw answers that a walk is to give, by question id."""

FILLED = {
    "short_text": "Parken",
    "long_text": "Ett svar\nmed flera rader.",
    "amount": "1 200",
    "time": "18.30",
    "email": "astrid@example.se",
    "phone": "070-174 06 05",
    "web_address": "example.se",
    "yes_no": "no",
    "personal_number": CHILDREN[0],
    "coordination_number": next(one.value for one in RESIDENTS if one.first_name == "Irena"),
    "organisation_number": ASSOCIATION_NUMBER,
    "postal_address": {"street": "Storgatan 1", "co": "", "postcode": "744 30", "city": "Heby"},
    "consent": "on",
    "organisation": {
        "organisation_number": ASSOCIATION_NUMBER,
        "organisation_name": "Harbo teatergrupp",
        "role": "Chair",
    },
    "party": {"name": "Irena Kowalska", "personal_number": RESIDENTS[3].value, "email": "irena@example.se"},
}
FITTING = {r"[0-9]{3,4}-[0-9]{4}": "123-4567"}  # an answer for each pattern there is


def valid_answer(question: Question) -> Any:
    options, kind = question.options, question.type.key
    if options.get("pattern"):
        return FITTING[options["pattern"]]
    if kind == "number":
        return str(options.get("min") or 1)
    if kind == "date":
        return date_parts(1 if options.get("min") else -1)
    if kind == "several_choices":
        return [choice.id for choice in question.choices[: options.get("min", 1)]]
    return question.choices[0].id if question.choices else FILLED[kind]


def date_parts(days: int) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=30 * days)
    return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}


def conditioned(service: Service) -> list[Question]:
    """Everything in the service that is there only sometimes."""
    return [item for step in service.steps for item in step.items if item.show_when]


def wishes_for(service: Service, item: Question, *, holds: bool) -> Wishes:
    """What to answer for the condition of `item` to hold, or not; and for the question it asks to be there at all."""
    condition = item.show_when
    assert condition is not None
    assert condition.question is not None
    asked = service.question(condition.question)
    wish = condition.value if (condition.operator != "not_equals") is holds else another(asked, condition.value)
    raw = ("yes" if wish else "no") if isinstance(wish, bool) else [wish] if asked.type.multiple else wish
    return {asked.id: raw} | (wishes_for(service, asked, holds=True) if asked.show_when else {})


def another(asked: Question, value: Any) -> Any:
    """Another answer, which leads to no stop: the first choice never does."""
    if isinstance(value, bool):
        return not value
    return next(choice.id for choice in asked.choices if choice.id != value)


def walks(service: Service) -> list[Wishes]:
    """As few as will do to have every condition hold once and fail once; stops aside, where a walk ends."""
    made: list[Wishes] = [{}]
    for item in conditioned(service):
        for holds in (True, False) if not item.type.stops else (False,):
            wishes = wishes_for(service, item, holds=holds)
            fitting = next((walk for walk in made if agree(walk, wishes)), None)
            if fitting is None:
                made.append(dict(wishes))
            else:
                fitting |= wishes
    return made


def agree(one: Wishes, other: Wishes) -> bool:
    return all(one[key] == other[key] for key in one.keys() & other.keys())


@dataclass
class Walk:
    """One browser's way through one errand, in one language."""

    client: Client
    page: EServicePage
    owner: Owner
    language: str
    wishes: Wishes
    answers: Wishes = field(default_factory=dict)
    draft_id: UUID = field(default_factory=uuid4)
    pages: list[Any] = field(default_factory=list)

    @property
    def service(self) -> Service:
        return compiled(newest_version(self.page))

    @property
    def state(self) -> State:
        return evaluate(self.service, self.answers, facts_of(self.service, self.owner, timezone.now()))

    def address(self, name: str, *args: Any) -> str:
        with override(self.language):
            return reverse(f"eservices:{name}", args=args)

    def get(self, path: str) -> Any:
        response = self.client.get(path)
        assert response.status_code == 200, path
        self.pages.append(response)
        return response

    def to_review(self) -> str:
        """Every step with **Nästa**; the address that is left when there is none."""
        path, review = self.address("first_step", self.page.pk, self.draft_id), self.address("review", self.draft_id)
        while path != review:
            path = self.press_next(path, self.fields(position_in(path)))
            assert "fel=" not in path, self.state.problems
        return path

    def press_next(self, path: str, fields: dict[str, Any]) -> str:
        """Where **Nästa** leads from the step at `path` with `fields` filled in."""
        shown = self.get(path)
        hidden = {name: shown_value(shown, name) for name in ("base", "page")}
        response = self.client.post(path, fields | hidden | {"action": "next", "save_number": "1"})
        assert response.status_code == 302, path
        address: str = response.url
        return address

    def send(self) -> Any:
        """The page that confirms."""
        review = self.to_review()
        response = self.client.post(review, {"reviewed": shown_value(self.get(review), "reviewed")})
        if required_act(self.service):
            response = self.client.get(answer(self.client, response.url, as_=self.owner.user.first_name))
        if any(self.service.question(key).type.key == "party" for key in self.state.values):
            assert response.url == self.address("waiting", self.draft_id)
            self.get(response.url)
            return self.other_signs()
        assert response.url == self.address("sent", self.draft_id)
        return self.get(response.url)

    def other_signs(self) -> Any:
        """Whom `FILLED` names reads and signs; the page that confirms it to him."""
        other, asked = logged_in("Irena"), SigningParty.objects.get(package__draft_id=self.draft_id)
        path = self.address("party", asked.pk)
        self.pages.append(other.get(path))
        begun = other.post(path, {"reviewed": shown_value(self.pages[-1], "reviewed"), "follows": "1"})
        assert other.get(answer(other, begun.url, as_="Irena")).url == path
        self.pages.append(other.get(path))
        return self.pages[-1]

    def fields(self, position: int) -> dict[str, Any]:
        """What a browser posts of this step: answers to what applies."""
        posted: dict[str, Any] = {}
        for question in self.service.steps[position - 1].items:
            if question.type.has_answer and self.state.applies(question.id) and question.type.key != "person":
                posted |= self.field(question)
        return posted

    def field(self, question: Question) -> dict[str, Any]:
        name = f"q-{question.id}"
        if question.type.takes_files:
            return {name: a_file("underlag.pdf" if "pdf" in question.options["kinds"] else "bild.jpg")}
        answer = self.wishes.get(question.id, valid_answer(question))
        self.answers[question.id] = answer
        return {f"{name}-{part}": text for part, text in answer.items()} if isinstance(answer, dict) else {name: answer}


def position_in(path: str) -> int:
    position: int = resolve(urlsplit(path).path).kwargs.get("position", 1)
    return position


def texts_in(value: Any) -> Iterator[Mapping[str, str]]:
    """Every {sv, en} in a document."""
    if isinstance(value, Mapping):
        if value.keys() == {"sv", "en"}:
            yield value
        else:
            for part in value.values():
                yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
