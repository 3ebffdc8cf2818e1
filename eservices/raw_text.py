"""A raw answer as text for people, whether it is valid or not."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

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


def rows_of(questions: Iterable[Question], answers: Mapping[str, Any], language: str) -> list[dict[str, str]]:
    """What was written, with the questions it answers, as `components/summary_list.html` shows it."""
    facts = Facts(today=timezone.localdate())
    answered = (question for question in questions if question.id in answers)  # files are answered by no text
    texts = [(question, raw_text(question, answers[question.id], facts, language)) for question in answered]
    return [{"label": question.label.in_language(language), "value": text} for question, text in texts if text]
