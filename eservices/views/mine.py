"""Mina sidor: what I have begun, what I wait for, what is under way, what is done."""

import logging
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import person_of, resident_required
from casework.models import Case, CaseEvent, Status
from casework.reading import display_of
from casework.retention import purge_date
from crypto.envelope import SealBroken
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
    drafts = Draft.objects.owned_by(person_of(request)).filter(expires_at__gt=now).select_related("version__service")
    drafts = drafts.defer("body", "kept_body", "wrapped_key", "version__document_bytes", "version__service__steps")
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
    return render(request, "eservices/my_pages.html", shown | {"more": more})


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
