"""Mina sidor: what I have begun, what I wait for, what is under way, what is done."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import person_of, resident_required
from accounts.contact_form import ContactForm
from accounts.contacts import has_contact
from accounts.eid.provider import Act
from accounts.identities import subject_hash, subject_of
from accounts.models import User
from casework.file_answers import answer_with_case_file, answer_with_receipt, why_not
from casework.files import files_of
from casework.models import Case, CaseEvent, Status
from casework.reading import display_of
from casework.receipts.reading import receipt_of
from casework.retention import purge_date
from casework.signatures import readable_signatures
from casework.timeline import event_in_words
from crypto.envelope import SealBroken
from eservices.closing import Closing
from eservices.expiry import is_soon, plain_removal_words, removal_words
from eservices.models import Draft, PartyState, SigningPackage, SigningParty
from eservices.open_now import closing_at
from eservices.shown import in_language
from eservices.signing import required_act
from eservices.versions import compiled
from questions.formats import size_text

SHOWN = 50
logger = logging.getLogger(__name__)


@resident_required
@require_safe
def my_pages(request: HttpRequest) -> HttpResponse:
    """The four groups, at most fifty of each unless all are asked for. As many queries for one row as for all."""
    now, everything = timezone.now(), "alla" in request.GET
    cases = Case.objects.of_applicant(person_of(request)).order_by("-received_at").defer("wrapped_key")
    drafts = Draft.objects.owned_by(person_of(request)).filter(expires_at__gt=now, waits=False).with_service()
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
    shown |= {"to_sign": to_sign(person_of(request)), "others_sign": waiting_for_others(person_of(request))}
    context = shown | {"more": more, "drafts": cards} | _reminding(cards, person_of(request)) | _noticed(cards)
    return render(request, "eservices/my_pages.html", context)


def to_sign(person: User) -> list[SigningParty]:
    """What somebody has asked `person` to sign."""
    subject = subject_of(person)
    if subject is None:
        return []
    mine = SigningParty.objects.of_person(subject_hash(subject)).whose_turn()
    return list(mine.select_related("package__version__service").order_by("package__deadline")[:SHOWN])


def waiting_for_others(person: User) -> list[SigningPackage]:
    """What `person` has filled in and signed, and others have not; each with how many have."""
    signed = Count("parties", filter=Q(parties__state=PartyState.SIGNED))
    own = SigningPackage.objects.of_owner(person).waiting().select_related("version__service")
    packages = list(own.annotate(signed=signed + 1, asked=Count("parties") + 1).order_by("deadline")[:SHOWN])
    for package in packages:
        package.is_approval = required_act(compiled(package.version)) == Act.APPROVAL
    return packages


def _reminding(cards: list["DraftCard"], person: User) -> dict[str, Any]:
    """What is soon removed, and the offer of mail to who has drafts and has given no address."""
    soon = [card for card in cards if card.is_soon]
    return {
        "soon": soon,
        "first_removal": min((card.draft.expires_at for card in soon), default=None),
        "contact_form": ContactForm() if cards and not has_contact(person) else None,
    }


def _noticed(cards: list["DraftCard"]) -> dict[str, Any]:
    """Operating notices: those about what is begun are shown here too, but not twice."""
    return {
        "about_services": {card.draft.version.service_id for card in cards},
        "told_notices": {card.closing.notice_id for card in cards if card.closing},
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
    expires_at, closing = draft.expires_at, closing_at(draft.version.service, now)
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
        "files": _files(case, request.LANGUAGE_CODE),
        "signatures": readable_signatures(case),
        "receipt": receipt_of(case, person_of(request)),
        "history": [(event.at, _in_words(event)) for event in case.events.all()],
        "purge_date": purge_date(case),
    }
    return render(request, "eservices/my_case.html", context)


@resident_required
@require_safe
def my_file(request: HttpRequest, case_id: UUID, number: int) -> HttpResponseBase:
    """A file of one of my own cases."""
    case = get_object_or_404(Case.objects.of_applicant(person_of(request)), pk=case_id)
    return answer_with_case_file(request, case, number, back=reverse("eservices:my_case", args=[case_id]))


@resident_required
@require_safe
def my_receipt(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """My own receipt of one of my own cases."""
    person = person_of(request)
    case = get_object_or_404(Case.objects.of_applicant(person), pk=case_id)
    back = reverse("eservices:my_case", args=[case_id])
    return answer_with_receipt(request, receipt_of(case, person), back=back)


def _files(case: Case, language: str) -> list[dict[str, Any]]:
    """What was attached, or nothing when it does not open: then neither do the answers, and the page says so."""
    try:
        return [
            {"file": file, "size": size_text(file.size, language), "why_not": why_not(file.stored)}
            for file in files_of(case)
        ]
    except SealBroken:
        logger.exception("The files of case %s cannot be opened", case.pk)
        return []


def _in_words(event: CaseEvent) -> str:
    """What happened, and for a change of status: to what."""
    if event.kind == CaseEvent.Kind.HARMFUL_FILE:
        return event_in_words(event)
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
