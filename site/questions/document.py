"""The service document compiled: what `evaluate` and the pages work on.

Compile once per version and keep the result; patterns, limits, choices and conditions are prepared here. Everything is
frozen, so one compiled service serves all threads. Positions count steps from 1, as addresses and people do.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import re2

from questions.conditions import Condition, UnknownCondition, compile_condition
from questions.schema import FORMAT
from questions.texts import Text
from questions.types import TYPES, QuestionType
from questions.types.base import body_of
from questions.types.choices import Choice


class UnknownDocument(ValueError):
    """A document this program cannot run: unknown format or type, a dangling condition, a pattern RE2 refuses."""


@dataclass(frozen=True, slots=True)
class Question:
    """An item of a step; also information and stop, whose type has `has_answer` False."""

    id: str
    type: QuestionType[Any]
    label: Text
    required: bool
    hint: Text | None = None
    show_when: Condition | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    """Names of the fields with these options; () for one field."""
    choices: tuple[Choice, ...] = ()
    body: Text | None = None
    """Sanitised HTML of information, stop and consent."""
    prepared: Any = field(default=None, repr=False, compare=False)

    @property
    def multiple(self) -> bool:
        return self.type.multiple


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    position: int
    title: Text
    items: tuple[Question, ...]
    intro: Text | None = None
    show_when: Condition | None = None


@dataclass(frozen=True)
class Service:
    """A compiled version. `facts` is the document's open "service" object."""

    id: str
    title: Text
    login: str
    steps: tuple[Step, ...]
    facts: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every item by id, in document order."""
        return MappingProxyType({item.id: item for step in self.steps for item in step.items})

    @cached_property
    def _steps_by_question(self) -> Mapping[str, Step]:
        return {item.id: step for step in self.steps for item in step.items}

    @cached_property
    def takes_files(self) -> bool:
        """Whether any question asks for files."""
        return any(item.type.takes_files for step in self.steps for item in step.items)

    def question(self, question_id: str) -> Question:
        """Raises KeyError."""
        return self.questions[question_id]

    def step_of(self, question_id: str) -> Step:
        """The step that holds the question. Raises KeyError."""
        return self._steps_by_question[question_id]

    def step_at(self, position: int) -> Step | None:
        return self.steps[position - 1] if 1 <= position <= len(self.steps) else None


def compile_service(document: Mapping[str, Any]) -> Service:
    """Compile a document that `publishing_problems` finds no error in. Raises UnknownDocument for one it cannot run."""
    try:
        if document["format"] != FORMAT:
            raise UnknownDocument(f"format {document['format']!r}")
        about = document["service"]
        return Service(
            id=about["id"],
            title=Text.from_json(about["title"]),
            login=about["login"],
            steps=_compile_steps(document["steps"]),
            facts=MappingProxyType(dict(about)),
        )
    except UnknownCondition as error:
        raise UnknownDocument(f"{error.code} {error.params}") from error
    except (KeyError, TypeError, AttributeError, ArithmeticError, RecursionError, re2.error) as error:
        raise UnknownDocument(f"{type(error).__name__}: {error}") from error


def _compile_steps(steps: list[dict[str, Any]]) -> tuple[Step, ...]:
    earlier: dict[str, Question] = {}
    return tuple(_compile_step(data, position, earlier) for position, data in enumerate(steps, 1))


def _compile_step(data: Mapping[str, Any], position: int, earlier: dict[str, Question]) -> Step:
    show_when = _condition(data, earlier)
    items = []
    for item in data["items"]:
        question = compile_question(item, earlier)
        if question.id in earlier:
            raise UnknownDocument(f"two questions with id {question.id}")
        if question.type.has_answer:
            earlier[question.id] = question
        items.append(question)
    return Step(data["id"], position, Text.from_json(data["title"]), tuple(items), _text(data, "intro"), show_when)


def compile_question(data: Mapping[str, Any], earlier: Mapping[str, Question]) -> Question:
    """One question; `earlier` are those its condition may refer to. Raises UnknownDocument, KeyError, re2.error."""
    question_type = TYPES.get(data["type"])
    if question_type is None:
        raise UnknownDocument(f"type {data['type']!r}")
    options = data.get("options", {})
    return Question(
        id=data["id"],
        type=question_type,
        label=Text.from_json(data["label"]),
        required=bool(data["required"]) and question_type.has_answer,
        hint=_text(data, "hint"),
        show_when=_condition(data, earlier),
        options=MappingProxyType(dict(options)),
        parts=question_type.parts_of(options),
        choices=question_type.choices(options),
        body=body_of(options),
        prepared=question_type.prepare(options),
    )


def _condition(data: Mapping[str, Any], earlier: Mapping[str, Question]) -> Condition | None:
    return compile_condition(data["show_when"], earlier) if data.get("show_when") else None


def _text(data: Mapping[str, Any], name: str) -> Text | None:
    text = data.get(name)
    return Text.from_json(text) if text and text["sv"] else None
