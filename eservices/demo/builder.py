"""Shorthand for writing a service in code: texts as (Swedish, English), ids that stay the same at every loading."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

NAMESPACE = UUID("5b1d7f2e-7c0a-4b7e-9f53-8f2f6c1a0e11")

Pair = tuple[str, str]
Json = dict[str, Any]


def stable_id(key: str) -> str:
    return str(uuid5(NAMESPACE, key))


def pair(name: str, texts: Pair) -> Json:
    return {name: texts[0], f"{name}_en": texts[1]}


def when(question: str, operator: str, value: str = "") -> Json:
    """A condition; `question` is the key the question was made with."""
    return {"question": stable_id(question), "operator": operator, "value": value}


def choice_id(question: str, choice: str) -> str:
    return stable_id(f"{question}/{choice}")


def choices(question: str, labels: dict[str, Pair]) -> list[Json]:
    return [
        {"type": "item", "id": choice_id(question, key), "value": pair("label", texts)} for key, texts in labels.items()
    ]


def question(  # the parts of a question, each by its own name
    kind: str,
    key: str,
    label: Pair,
    *,
    hint: Pair = ("", ""),
    required: bool = True,
    show_when: Json | None = None,
    **options: Any,
) -> Json:
    value = pair("label", label) | pair("hint", hint) | {"required": required, "show_when": show_when or {}} | options
    return {"type": kind, "id": stable_id(key), "value": value}


def reading(kind: str, key: str, label: Pair, body: Pair, show_when: Json | None = None) -> Json:
    return {
        "type": kind,
        "id": stable_id(key),
        "value": pair("label", label) | pair("body", body) | {"show_when": show_when or {}},
    }


def step(key: str, title: Pair, *items: Json, intro: Pair = ("", ""), show_when: Json | None = None) -> Json:
    value = pair("title", title) | pair("intro", intro) | {"items": list(items), "show_when": show_when or {}}
    return {"type": "step", "id": stable_id(key), "value": value}


def described(login: str, minutes: int, **texts: Pair) -> Json:
    """What stands on the service's page beside its steps; each text as (Swedish, English)."""
    named = {name: text for key, both in texts.items() for name, text in pair(key, both).items()}
    return {"login": login, "minutes": minutes} | named


@dataclass(frozen=True)
class DemoService:
    slug: str
    unit: str
    retention: tuple[str, int, str]
    texts: dict[str, Any]
    steps: tuple[Json, ...]
    closed: bool = False  # published once, and taken down again

    def steps_json(self) -> str:
        return json.dumps(self.steps)
