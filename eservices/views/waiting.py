"""Väntar på underskrift, for who filled in: who has signed, and what can be done meanwhile."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import person_of, resident_required
from accounts.eid.provider import Act
from config.pace import paced
from crypto.envelope import SealBroken
from eservices.actions import packages
from eservices.errors import DraftGone, NotYourTurn, PackageClosed, TooManyMails
from eservices.models import PackageState, PartyState, SigningPackage, SigningParty
from eservices.packages import PartyDetails, content_of_package, details_of, reason_of
from eservices.shown import in_language
from eservices.signing import required_act
from eservices.versions import compiled
from eservices.views.doors import broken_seal, not_here
from outbox.mail import InvalidRecipient

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownParty:
    party: SigningParty
    details: PartyDetails
    role: str

    @property
    def is_asked(self) -> bool:
        return self.party.invited_at is not None and self.party.state == PartyState.WAITING


@paced("mail")
@require_http_methods(["GET", "HEAD", "POST"])
@resident_required
def waiting(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    package = own_waiting(request, draft_id)
    if package is None:
        return not_here(request, draft_id) if latest_package(request, draft_id) is None else _over(request, draft_id)
    try:
        return _act(request, package) if request.method == "POST" else _show(request, package)
    except SealBroken:
        return broken_seal(request, draft_id)


def own_waiting(request: HttpRequest, draft_id: UUID) -> SigningPackage | None:
    own = SigningPackage.objects.of_owner(person_of(request)).waiting().select_related("version")
    return own.filter(draft_id=draft_id).first()


def latest_package(request: HttpRequest, draft_id: UUID) -> SigningPackage | None:
    own = SigningPackage.objects.of_owner(person_of(request)).select_related("version")
    return own.filter(draft_id=draft_id).order_by("-created_at").first()


def _over(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    package = latest_package(request, draft_id)
    if package and package.state == PackageState.RECEIVED:
        return redirect("eservices:sent", draft_id=draft_id)
    return redirect("eservices:review", draft_id=draft_id)


def _show(request: HttpRequest, package: SigningPackage, errors: dict[str, Any] | None = None) -> HttpResponse:
    service, language = compiled(package.version), request.LANGUAGE_CODE
    content = content_of_package(package)
    parties = shown_parties(package, language)
    context: dict[str, Any] = {
        "package": package,
        "service_title": service.title.in_language(language),
        "signed_at": datetime.fromisoformat(content.signature["result"]["at"]),
        "parties": parties,
        "is_approval": required_act(service) == Act.APPROVAL,
        "done": 1 + sum(one.party.state == PartyState.SIGNED for one in parties),
        "total": 1 + len(parties),
        "sections": in_language(content.display, language),
        "is_overdue": package.deadline <= timezone.now(),
    }
    return render(request, "eservices/waiting.html", context | (errors or {}))


def shown_parties(package: SigningPackage, language: str) -> list[ShownParty]:
    service, parties = compiled(package.version), list(package.parties.all())
    for one in parties:
        one.package = package
    return [
        ShownParty(one, details_of(one), service.question(one.question_id).label.in_language(language))
        for one in parties
    ]


def _act(request: HttpRequest, package: SigningPackage) -> HttpResponse:
    """Ta tillbaka, skicka igen, rätta adress: `action` says which, `party` for whom."""
    try:
        ACTIONS[request.POST.get("action", "")](request, package)
    except InvalidRecipient:
        return _show_faulty_address(request, package)
    except TooManyMails:
        messages.warning(request, _("Vi har redan skrivit så många gånger som vi gör. Hör av dig till personen själv."))
    except (KeyError, ValueError, DraftGone, NotYourTurn, PackageClosed):
        messages.info(request, _("Det gick inte, för något har hänt sedan du öppnade sidan. Här ser du hur det är nu."))
    return redirect("eservices:waiting", draft_id=package.draft_id)


def _withdraw(request: HttpRequest, package: SigningPackage) -> None:
    packages.withdraw(package.pk, by=person_of(request), now=timezone.now())
    messages.success(request, _("Du har tagit tillbaka det. Alla underskrifter är ogiltiga. Nu kan du ändra."))


def _send_again(request: HttpRequest, package: SigningPackage) -> None:
    packages.send_again(UUID(request.POST.get("party", "")), by=person_of(request), now=timezone.now())
    messages.success(request, _("Vi har skickat frågan igen."))


def _correct_address(request: HttpRequest, package: SigningPackage) -> None:
    email = request.POST.get("email", "").strip()
    packages.correct_address(UUID(request.POST.get("party", "")), email, by=person_of(request), now=timezone.now())
    messages.success(request, _("Adressen är ändrad, och frågan är skickad dit. Den gamla länken gäller inte."))


ACTIONS = {"withdraw": _withdraw, "again": _send_again, "address": _correct_address}


def _show_faulty_address(request: HttpRequest, package: SigningPackage) -> HttpResponse:
    """What was typed stays in its box."""
    party, email = request.POST.get("party", ""), request.POST.get("email", "")
    problem = {"text": _("Skriv en fullständig e-postadress, till exempel namn@example.se."), "url": f"#adress-{party}"}
    return _show(request, package, {"errors": [problem], "typed": {"party": party, "email": email}})


def _readable_reason(party: SigningParty) -> str:
    """For a page that comes out all the same."""
    try:
        return reason_of(party)
    except SealBroken:
        logger.exception("The reason of party %s cannot be opened", party.pk)
        return ""


def told_of_end(request: HttpRequest, draft_id: UUID) -> dict[str, Any] | None:
    """How the last try to get this draft signed ended, for the review page; None when it has not been tried."""
    package = latest_package(request, draft_id)
    if package is None or package.state in (PackageState.WAITING, PackageState.RECEIVED):
        return None
    declined = package.parties.filter(state=PartyState.DECLINED).first()
    label = compiled(package.version).question(declined.question_id).label if declined else None
    return {
        "package": package,
        "role": label.in_language(request.LANGUAGE_CODE) if label else "",
        "reason": _readable_reason(declined) if declined else "",
        "declined_at": declined.answered_at if declined else None,
    }
