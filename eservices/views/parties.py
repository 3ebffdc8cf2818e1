"""Who is asked to sign: from the link in a mail, by way of the e-ID, to the very content, and yes or no.

The link shows nothing and changes nothing, however often a mail scanner opens it. Behind it stands the e-ID: only who
was named finds anything, and everybody else finds what nobody was ever asked (promise 5).
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.access import is_resident, login_address, login_facts, person_of, resident_required
from accounts.eid import orders
from accounts.eid.orders import level_suffices
from accounts.eid.provider import Act, Asked, Purpose, Unavailable
from accounts.identities import subject_hash, subject_of
from accounts.models import User
from accounts.views import SIGNED, hand_over, not_signed
from attachments.models import StoredFile
from casework.file_answers import answer_with_file, answer_with_receipt
from casework.receipts.reading import receipt_of
from casework.statements import check_code
from config.pace import paced
from crypto.envelope import SealBroken
from eservices.actions.packages import decline, is_stopped
from eservices.actions.signing import sign_as_party, statement_in
from eservices.errors import NotYourTurn, PackageClosed, ReviewedOtherContent
from eservices.models import PackageState, PartyState, SigningParty
from eservices.packages import content_of_package, link_mark
from eservices.shown import in_language
from eservices.signing import provider_for, required_act, required_level, statement_for_package
from eservices.versions import compiled
from eservices.views.signing import given_signature, order_id_in
from questions import Service
from questions.formats import size_text

logger = logging.getLogger(__name__)
FOLLOWS = "party_follows"  # in the session, on the way to the e-ID and back: which parties want to follow the case


@require_safe
def invited(request: HttpRequest, party_id: UUID, generation: int, mark: str) -> HttpResponse:
    """The neutral page. It says nothing of whom or what; a link that holds no longer says only that."""
    holds = (
        constant_time_compare(mark, link_mark(party_id, generation))
        and SigningParty.objects.filter(
            pk=party_id, generation=generation, package__state__in=(PackageState.WAITING, PackageState.RECEIVED)
        ).exists()
    )
    page, is_logged_in = reverse("eservices:party", args=[party_id]), is_resident(request.user)
    context = {"holds": holds, "is_logged_in": is_logged_in, "url": page if is_logged_in else login_address(page)}
    return render(request, "eservices/invited.html", context, status=200 if holds else 410)


@dataclass
class Asking:
    """What one person is asked, during one request."""

    party: SigningParty
    person: User
    now: datetime
    language: str

    @property
    def service(self) -> Service:
        return compiled(self.party.package.version)

    @property
    def is_open(self) -> bool:
        package = self.party.package
        is_waiting = package.state == PackageState.WAITING and package.deadline > self.now
        return is_waiting and self.party.state == PartyState.WAITING and not self.is_stopped

    @cached_property
    def is_stopped(self) -> bool:
        """The service takes nothing just now."""
        return is_stopped(self.party.package, self.now)

    def asked_for(self) -> Asked:
        """What the e-ID is to sign."""
        package = self.party.package
        statement = statement_for_package(package, content_of_package(package), self.language)
        return Asked(statement.text, statement.data, required_act(self.service) or Act.APPROVAL)


def asked(view: Any) -> Any:
    """Gives the view the requester's own `Asking`; everybody else gets a page that names nobody."""

    @wraps(view)
    @resident_required
    def guarded(request: HttpRequest, party_id: UUID, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request)
        subject = subject_of(person)
        own = SigningParty.objects.of_person(subject_hash(subject)) if subject else SigningParty.objects.none()
        party = (
            own.exclude(invited_at=None)
            .select_related("package__version__service", "package__owner")
            .filter(pk=party_id)
        )
        found = party.first()
        if found is None:
            return render(request, "eservices/not_asked.html", status=404)
        asking = Asking(found, person, timezone.now(), request.LANGUAGE_CODE)
        if asking.is_open and not level_suffices(login_facts(request)[0], required_level(asking.service)):
            return redirect(login_address(request.path, required_level(asking.service)))
        try:
            response: HttpResponseBase = view(request, asking, **kwargs)
        except SealBroken:
            logger.exception("Package %s cannot be opened", found.package_id)
            return render(request, "eservices/broken_draft.html", {"draft_id": None, "can_remove": False}, status=409)
        return response

    return guarded


@paced("send")
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def party(request: HttpRequest, asking: Asking) -> HttpResponse:
    """What is to be signed, just as the applicant reviewed it; or how it went."""
    if not asking.is_open:
        return _show_end(request, asking)
    return _begin(request, asking) if request.method == "POST" else _show(request, asking)


def _show(request: HttpRequest, asking: Asking) -> HttpResponse:
    package = asking.party.package
    content = content_of_package(package)
    context = {
        "party": asking.party,
        "package": package,
        "service_title": asking.service.title.in_language(asking.language),
        "role": asking.service.question(asking.party.question_id).label.in_language(asking.language),
        "applicant": content.applicant_name,
        "sections": in_language(content.display, asking.language),
        "files": [
            (number, file.name, size_text(file.size, asking.language)) for number, file in enumerate(content.files, 1)
        ],
        "act": required_act(asking.service) or Act.APPROVAL,
        "check_code": check_code(package.content_sha256),
    }
    return render(request, "eservices/party.html", context)


def _begin(request: HttpRequest, asking: Asking) -> HttpResponse:
    if request.POST.get("reviewed", "") != asking.party.package.content_sha256:
        return redirect("eservices:party", party_id=asking.party.pk)
    asked_for = asking.asked_for()
    provider = provider_for(asked_for.act, login_facts(request)[1])
    if provider is None:
        return render(request, "eservices/cannot_sign.html", {"back": request.path}, status=503)
    note_follows(request, asking.party)
    try:
        started = orders.begin(
            request,
            provider,
            return_path=reverse("eservices:party_signed", args=[asking.party.pk]),
            purpose=Purpose.SIGN,
            expected=subject_of(asking.person),
            required_level=required_level(asking.service),
            asked=asked_for,
        )
    except Unavailable:
        return not_signed(request, "away", back=request.path)
    return hand_over(request, provider, started)


def note_follows(request: HttpRequest, party: SigningParty) -> None:
    """Remember the choice on the way to the e-ID and back."""
    others = [one for one in request.session.get(FOLLOWS, []) if one != str(party.pk)]
    request.session[FOLLOWS] = [*others, str(party.pk)] if request.POST.get("follows") else others


@paced("send", methods=("GET",))
@require_GET
@asked
def party_signed(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Where the e-ID's answer comes in. Read twice, or without an answer, it changes nothing."""
    back = reverse("eservices:party", args=[asking.party.pk])
    try:
        order, result = orders.collect(request, order_id_in(request), asking.now)
        given = given_signature(request, asking.person, order, result)
        sign_as_party(
            asking.party.pk,
            order,
            given=given,
            reviewed=statement_in(order).content_sha256,
            follows=str(asking.party.pk) in request.session.get(FOLLOWS, []),
            now=asking.now,
        )
    except orders.Refused as refusal:
        return not_signed(request, refusal.reason, back=back) if request.GET.get(SIGNED) else redirect(back)
    except (NotYourTurn, PackageClosed, ReviewedOtherContent):
        messages.warning(request, _("Underskriften togs inte emot. Här ser du vad som har hänt."))
    return redirect(back)


@paced("send")
@require_http_methods(["GET", "HEAD", "POST"])
@asked
def party_declines(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Säg nej: asked once more, since it ends the whole thing."""
    back = reverse("eservices:party", args=[asking.party.pk])
    if not asking.is_open:
        return redirect(back)
    if request.method != "POST":
        return render(request, "eservices/decline.html", {"back": back})
    try:
        decline(asking.party.pk, by=asking.person, reason=request.POST.get("reason", "").strip(), now=asking.now)
    except (NotYourTurn, PackageClosed):
        messages.warning(request, _("Ditt svar togs inte emot. Här ser du vad som har hänt."))
    return redirect(back)


@require_safe
@asked
def party_file(request: HttpRequest, asking: Asking, number: int) -> HttpResponseBase:
    """A file of what is to be signed: nobody signs what he cannot read."""
    back = reverse("eservices:party", args=[asking.party.pk])
    files = list(content_of_package(asking.party.package).files) if asking.is_open else []
    if not 0 < number <= len(files):
        return render(request, "eservices/not_asked.html", status=404)
    file = files[number - 1]
    stored = StoredFile.objects.get(pk=file.stored_id)
    return answer_with_file(request, stored, file.key, name=file.name, mime=file.type, size=file.size, back=back)


@require_safe
@asked
def party_receipt(request: HttpRequest, asking: Asking) -> HttpResponseBase:
    """His or her own receipt, also of a case that is not followed."""
    case = asking.party.package.case
    if case is None or asking.party.state != PartyState.SIGNED:
        return render(request, "eservices/not_asked.html", status=404)
    back = reverse("eservices:party", args=[asking.party.pk])
    return answer_with_receipt(request, receipt_of(case, asking.person), back=back)


def _show_end(request: HttpRequest, asking: Asking) -> HttpResponse:
    """I have answered, or it is over; what was signed is told where it was received."""
    package = asking.party.package
    case = package.case
    context = {
        "party": asking.party,
        "package": package,
        "is_stopped": package.state == PackageState.WAITING and asking.is_stopped,
        "is_expired": package.state == PackageState.EXPIRED
        or (package.state == PackageState.WAITING and package.deadline <= asking.now),
        "service_title": asking.service.title.in_language(asking.language),
        "case": case,
        "is_approval": required_act(asking.service) == Act.APPROVAL,
        "receipt": receipt_of(case, asking.person) if case and asking.party.state == PartyState.SIGNED else None,
    }
    return render(request, "eservices/party_end.html", context)
