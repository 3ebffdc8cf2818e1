"""What applies, what is missing, where the journey goes: one pure function for page, validation, summary and sending.

`evaluate` walks the document once, in order, and costs time proportional to its questions. It does no I/O and never
raises because of an answer. What does not apply is not looked at (promise 13): it is in no value, problem or total.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from questions.document import Question, Service, Step
from questions.problems import Invalid, Problem
from questions.types.files import FileFact

NO_PROBLEMS: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """The person whom e-ID has vouched for. `number_type` as in `identity_numbers`, or a name of the e-ID's own."""

    name: str
    number: str
    number_type: str = "personal_number"
    country: str = "SE"


@dataclass(frozen=True, slots=True)
class Mandate:
    """That the person may act for an organisation, as a register says. `number` is twelve digits."""

    number: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known besides the answers."""

    today: date
    person: Person | None = None
    mandates: Mapping[str, Mandate] | None = None
    """Whom the person may act for, by number; None where no register says."""
    files: Mapping[str, tuple[FileFact, ...]] = field(default_factory=dict)
    """What is attached, by question id, in the order it came."""


@dataclass(frozen=True, slots=True)
class StepState:
    """A step that applies. `position` is its place in the document, for addresses; people see `number` of `total`."""

    step: Step
    number: int
    total: int
    items: tuple[Question, ...]
    """Those that apply, information and stop among them."""
    problems: Mapping[str, tuple[Problem, ...]]
    complete: bool

    @property
    def position(self) -> int:
        return self.step.position


@dataclass(frozen=True, slots=True)
class State:
    steps: tuple[StepState, ...]
    """Those that apply, up to and including the one with a stop."""
    values: Mapping[str, Any]
    """Canonical values by question id, in document order: only what applies, is valid and is not blank."""
    problems: Mapping[str, tuple[Problem, ...]]
    stopped_at: Question | None
    _applying: frozenset[str] = field(repr=False)
    _by_position: Mapping[int, StepState] = field(repr=False)

    @property
    def complete(self) -> bool:
        """Everything that applies is rightly answered, so that the errand can be sent."""
        return bool(self.steps) and self.first_incomplete is None

    @property
    def first_incomplete(self) -> StepState | None:
        """Where to go on; the step with the stop when that is what is in the way."""
        return next((step for step in self.steps if not step.complete), None)

    def applies(self, question_id: str) -> bool:
        return question_id in self._applying

    def step(self, position: int) -> StepState | None:
        """The step at this place in the document, if it applies."""
        return self._by_position.get(position)

    def next_after(self, position: int) -> StepState | None:
        return next((step for step in self.steps if step.position > position), None)

    def previous_before(self, position: int) -> StepState | None:
        return next((step for step in reversed(self.steps) if step.position < position), None)

    def may_visit(self, position: int) -> bool:
        """The step applies and every step before it is complete (one with a stop never is)."""
        first = self.first_incomplete
        return position in self._by_position and (first is None or position <= first.position)


def evaluate(service: Service, answers: Mapping[str, Any], facts: Facts) -> State:
    """The state of an errand. `answers` are raw, by question id, as posted; unknown ids are ignored."""
    walk = _Walk(answers, facts)
    for step in service.steps:
        if walk.stopped_at is not None:
            break
        if step.show_when is None or step.show_when.holds(walk.values):
            walk.visit(step)
    return walk.state()


class _Walk:
    """The one pass; `values` grows as it goes, so a condition sees exactly what stands before it."""

    def __init__(self, answers: Mapping[str, Any], facts: Facts) -> None:
        self.answers = answers
        self.facts = facts
        self.values: dict[str, Any] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self.visited: list[tuple[Step, tuple[Question, ...]]] = []
        self.stopped_at: Question | None = None

    def visit(self, step: Step) -> None:
        items = []
        for question in step.items:
            if question.show_when is not None and not question.show_when.holds(self.values):
                continue
            items.append(question)
            if question.type.stops:
                self.stopped_at = question
                break
            if question.type.has_answer:
                self.answer(question, step)
        self.visited.append((step, tuple(items)))

    def answer(self, question: Question, step: Step) -> None:
        value = question.type.known_value(self.facts)
        if value is not None:
            self.values[question.id] = value
            return
        raw = question.type.given(question, self.answers, self.facts)
        if question.type.is_blank(raw):
            if question.required:
                self.problems[question.id] = (_problem(Invalid("required"), question, step),)
            return
        try:
            self.values[question.id] = question.type.parse(raw, question, self.facts)
        except Invalid as invalid:
            self.problems[question.id] = tuple(_problem(fault, question, step) for fault in invalid.faults)

    def state(self) -> State:
        steps = tuple(self._step_state(number, step, items) for number, (step, items) in enumerate(self.visited, 1))
        return State(
            steps=steps,
            values=MappingProxyType(self.values),
            problems=MappingProxyType(self.problems),
            stopped_at=self.stopped_at,
            _applying=frozenset(item.id for step in steps for item in step.items),
            _by_position=MappingProxyType({step.position: step for step in steps}),
        )

    def _step_state(self, number: int, step: Step, items: tuple[Question, ...]) -> StepState:
        problems = {item.id: self.problems[item.id] for item in items if item.id in self.problems}
        stopped = bool(items) and items[-1] is self.stopped_at
        return StepState(
            step=step,
            number=number,
            total=len(self.visited),
            items=items,
            problems=MappingProxyType(problems),
            complete=not problems and not stopped,
        )


def _problem(fault: Invalid, question: Question, step: Step) -> Problem:
    return Problem(
        code=fault.code,
        type=question.type.key,
        step=step.id,
        question=question.id,
        part=fault.part,
        params={**fault.params, "label": question.label},
    )
