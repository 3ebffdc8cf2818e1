"""The display document: questions and answers as people read them, in both languages, in order.

Made once per state; review page, receipt, resident's case page and caseworker all show it, so they cannot differ. It is
stored with the submission and needs neither the version nor this program to be read.
"""

import html
from typing import Any

from django.utils.html import strip_tags

from questions.document import Question, Service
from questions.evaluate import State, StepState
from questions.texts import LANGUAGES, Text

DISPLAY_FORMAT = 1


def display_document(service: Service, state: State) -> dict[str, Any]:
    """Steps and items that apply; steps without questions are left out. An optional question left blank has value "".

    {"format": 1, "title": T, "steps": [{"id", "position", "title": T, "items": [item, ...]}, ...]}, where an item is
    {"id", "type", "label": T, "value": T} and T is {"sv": str, "en": str}. An item may have "identity_number": true
    (keep it out of search and lists) and, for consent, "body": T, the plain text of what was agreed to.
    """
    steps = (_step(step, state) for step in state.steps)
    return {
        "format": DISPLAY_FORMAT,
        "title": service.title.as_json(),
        "steps": [step for step in steps if step["items"]],
    }


def _step(step: StepState, state: State) -> dict[str, Any]:
    return {
        "id": step.step.id,
        "position": step.position,
        "title": step.step.title.as_json(),
        "items": [_item(question, state) for question in step.items if question.type.has_answer],
    }


def _item(question: Question, state: State) -> dict[str, Any]:
    value = state.values.get(question.id)
    item: dict[str, Any] = {
        "id": question.id,
        "type": question.type.key,
        "label": question.label.as_json(),
        "value": dict.fromkeys(LANGUAGES, ""),
    }
    if question.body:
        item["body"] = _plain(question.body).as_json()
    if value is None:
        return item
    item["value"] = {language: question.type.display(value, question, language) for language in LANGUAGES}
    if question.type.holds_identity_number(value):
        item["identity_number"] = True
    return item


def _plain(body: Text) -> Text:
    """Text of sanitised HTML, with a line break where a block ends."""
    return Text(*(_without_tags(body.in_language(language)) for language in LANGUAGES))


def _without_tags(body: str) -> str:
    for end in ("</p>", "</li>", "</h2>", "</h3>", "</h4>", "<br/>", "<br>"):
        body = body.replace(end, f"{end}\n")
    return html.unescape(strip_tags(body)).strip()
