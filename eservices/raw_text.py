"""A raw answer as text for people, whether it is valid or not."""

from typing import Any

from questions import Facts, Invalid, Question


def raw_text(question: Question, raw: Any, facts: Facts, language: str) -> str:
    """The displayed value when the answer is valid, else what was typed."""
    if question.type.is_blank(raw):
        return ""
    try:
        return question.type.display(question.type.parse(raw, question, facts), question, language)
    except Invalid:
        parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
        return ", ".join(str(part) for part in parts if part)
