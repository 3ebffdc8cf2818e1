"""Mina sidor: what I have begun, what I wait for, what is under way, what is done."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import person_of, resident_required
from accounts.contact_form import ContactForm
from accounts.contacts import has_contact
from accounts.models import User
from casework.models import Case, CaseEvent, Status
from casework.reading import display_of
from casework.retention import purge_date
from crypto.envelope import SealBroken
from eservices.closing import Closing, closing_of
from eservices.expiry import is_soon, plain_removal_words, removal_words
from eservices.models import Draft
from eservices.shown import in_language

SHOWN = 50
logger = logging.getLogger(__name__)


@resident_required
@require_safe
def my_pages(request: HttpRequest) -> HttpResponse:
    """The four groups, at most fifty of each unless all are asked for. As many queries for one row as for all."""
    now, everything = timezone.now(), "alla" in request.GET
    cases = Case.objects.of_applicant(person_of(request)).order_by("-received_at").defer("wrapped_key")
    drafts = Draft.objects.owned_by(person_of(request)).filter(expires_at__gt=now).with_service()
    drafts = drafts.defer("body", "kept_body", "wrapped_key")
    groups: dict[str, Any] = {
        "drafts": drafts.order_by("-updated_at"),
        "ongoing": cases.ongoing(),
        "closed": cases.closed().select_related("retention_rule"),
    }
    shown = {name: list(rows if everything else rows[: SHOWN + 1]) for name, rows in groups.items()}
    more = not everything and any(len(rows) > SHOWN for rows in shown.values())
    if more:
        shown = {name: rows[:SHOWN] for name, rows in shown.items()}
    for case in shown["closed"]:
        case.purge_date = purge_date(case)
    cards = [card_of(draft, now) for draft in shown["drafts"]]
    context = shown | {"more": more, "drafts": cards} | _reminding(cards, person_of(request))
    return render(request, "eservices/my_pages.html", context)


def _reminding(cards: list["DraftCard"], person: User) -> dict[str, Any]:
    """What is soon removed, and the offer of mail to who has drafts and has given no address."""
    soon = [card for card in cards if card.is_soon]
    return {
        "soon": soon,
        "first_removal": min((card.draft.expires_at for card in soon), default=None),
        "contact_form": ContactForm() if cards and not has_contact(person) else None,
    }


@dataclass(frozen=True)
class DraftCard:
    """A draft with the words about its end: removal by time, and what holds if its service is closed."""

    draft: Draft
    closing: Closing | None
    is_stopped: bool
    is_soon: bool
    removal: str


def card_of(draft: Draft, now: datetime) -> DraftCard:
    expires_at, closing = draft.expires_at, closing_of(draft.version.service, timezone.localdate(now))
    is_stopped = closing is not None and not closing.may_finish
    removal = plain_removal_words(expires_at) if is_stopped else removal_words(expires_at, now)
    return DraftCard(draft, closing, is_stopped, is_soon(expires_at, now), removal)


@resident_required
@require_safe
def my_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One of my own cases; anybody else's does not exist here (promise 5)."""
    cases = Case.objects.of_applicant(person_of(request)).select_related("unit", "retention_rule")
    case = get_object_or_404(cases, pk=case_id)
    context = {
        "case": case,
        "sections": _sections(case, request.LANGUAGE_CODE),
        "history": [(event.at, _in_words(event)) for event in case.events.all()],
        "purge_date": purge_date(case),
    }
    return render(request, "eservices/my_case.html", context)


def _in_words(event: CaseEvent) -> str:
    """What happened, and for a change of status: to what."""
    after = event.details.get("after")
    return f"{event.get_kind_display()}: {Status(after).label}" if after in Status else event.get_kind_display()


def _sections(case: Case, language: str) -> list[dict[str, Any]] | None:
    """What was sent, or None when the content is not what was received."""
    submission = case.submissions.latest("sequence")
    try:
        return in_language(display_of(submission), language)
    except SealBroken:
        logger.exception("Submission %s cannot be opened", submission.pk)
        return None
