"""Two windows have answered the same questions: both answers are shown, and the person chooses for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from eservices.actions.drafts import PageSave, fingerprint
from eservices.errors import EditConflict
from eservices.filling import Filling
from eservices.raw_text import raw_text
from questions import Question

OWN, OTHER = "own", "other"
UNSETTLED = "unsettled"
"""Stands on a page that asks the person to choose; its value is the parked text that the page holds, if any."""


@dataclass(frozen=True)
class Choice:
    """What this page says and what is saved, as texts; `is_other` when the person has chosen what is saved."""

    name: str
    own: str
    other: str
    is_other: bool


def choice_field(question_id: str) -> str:
    return f"choice-{question_id}"


def chosen_other(posted: Mapping[str, Any], question_ids: Iterable[str]) -> frozenset[str]:
    """The questions for which the person wants what is already saved."""
    return frozenset(key for key in question_ids if posted.get(choice_field(key)) == OTHER)


def settled_row(request: HttpRequest) -> UUID | None:
    """The parked text that this page showed beside what is saved."""
    try:
        return UUID(request.POST.get(UNSETTLED, ""))
    except ValueError:
        return None


def as_chosen(
    filling: Filling, posted: Mapping[str, Any], chosen: frozenset[str], *, base: str, page: PageSave
) -> dict[str, Any]:
    """What is posted, with what is saved where the person chose that.

    Raises EditConflict when it is no longer what the person saw: they chose between other texts.
    """
    stale = base != fingerprint(filling.answers, posted) and not (filling.draft and page.is_own(filling.draft))
    if chosen and stale:
        raise EditConflict(filling.answers)
    return {key: filling.answers.get(key, own) if key in chosen else own for key, own in posted.items()}


def choice_of(question: Question, filling: Filling, stored: Mapping[str, Any], chosen: frozenset[str]) -> Choice | None:
    """The two answers to a question, or None where they are the same."""
    own, other = filling.answers.get(question.id), stored.get(question.id)
    if own == other or (question.type.is_blank(own) and question.type.is_blank(other)):
        return None
    own_text, other_text = (
        raw_text(question, raw, filling.facts, filling.language) or _("Inget svar") for raw in (own, other)
    )
    return Choice(choice_field(question.id), own_text, other_text, is_other=question.id in chosen)
