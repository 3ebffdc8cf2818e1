"""Questions and answers as pages show them: the fields of a step, and the display document in one language."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import mark_safe

from eservices.attached import AttachedFile
from eservices.forms import StepForm
from eservices.raw_text import raw_text
from eservices.shown_files import FileControl, file_control
from questions import Facts, Question, State, Step, Text


@dataclass(frozen=True)
class ShownItem:
    """A question with its field, or a text to read. `hidden` ones wait for an answer on the same page."""

    question: Question
    field: Any
    label: str
    body: str
    unit: str = ""
    hidden: bool = False
    choice: Any = None
    """What this page says and what another window has saved (views.choices.Choice), where the person must choose."""
    files: FileControl | None = None
    shown_when: str = ""
    """In a preview, the condition as a sentence: there all questions stand, and the editor must see which are asked."""


def shown_items(
    step: Step,
    form: StepForm,
    language: str,
    state: State | None = None,
    choice: Callable[[Question], Any] = lambda question: None,
    files: Sequence[AttachedFile] = (),
) -> list[ShownItem]:
    """Every item of the step in order; without `state` (a preview) all of them are visible."""
    return [
        ShownItem(
            question=question,
            field=form[f"q-{question.id}"] if question.type.has_answer else None,
            label=question.label.in_language(language),
            # The body passed Wagtail's allow-list of tags when the editor saved it.
            body=mark_safe(question.body.in_language(language)) if question.body else "",  # noqa: S308
            unit=unit_of(question, language),
            hidden=state is not None and not state.applies(question.id),
            choice=choice(question) if question.type.has_answer else None,
            files=file_control(question, files, language) if question.type.takes_files else None,
        )
        for question in step.items
    ]


def unit_of(question: Question, language: str) -> str:
    """What stands after the box: the unit the editor gave a number, kronor for an amount."""
    if question.type.key == "amount":
        return "SEK" if language == "en" else "kr"
    unit = question.options.get("unit")
    return Text.from_json(unit).in_language(language) if unit else ""


def in_language(
    display: dict[str, Any],
    language: str,
    change_url: Callable[[int], str] | None = None,
    known: Container[str] = (),
) -> list[dict[str, Any]]:
    """Steps with rows of label, value and the text agreed to; with `change_url` each row leads back to its question.

    What e-ID told stands there without a way to change it: the person cannot.
    """
    return [
        {
            "title": step["title"][language],
            "rows": [
                {
                    "label": item["label"][language],
                    "value": item["value"][language],
                    "agreed": item["body"][language] if "body" in item else "",
                    "change_url": f"{change_url(step['position'])}#id_q-{item['id']}"
                    if change_url and item["id"] not in known
                    else "",
                }
                for item in step["items"]
            ],
        }
        for step in display["steps"]
    ]


def as_typed(state: State, answers: Mapping[str, Any], facts: Facts, language: str) -> list[dict[str, Any]]:
    """Every step that applies with its questions and what was typed, valid or not; an errand that can go no further."""
    return [
        {
            "title": shown.step.title.in_language(language),
            "rows": [
                {
                    "label": question.label.in_language(language),
                    "value": raw_text(question, question.type.given(question, answers, facts), facts, language),
                }
                for question in shown.step.items
                if question.type.has_answer and state.applies(question.id)
            ],
        }
        for shown in state.steps
    ]
