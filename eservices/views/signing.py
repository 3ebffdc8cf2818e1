"""Signera: from Granska to the e-ID, and back with a signature that is accepted together with what it signs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from accounts.access import login_facts
from accounts.eid import orders, registry
from accounts.eid.provider import Purpose, Result, Unavailable
from accounts.identities import subject_of
from accounts.models import EIdOrder, User
from accounts.views import SIGNED, hand_over, not_signed
from casework.signatures import GivenSignature
from config.pace import paced
from eservices.actions.drafts import load_draft
from eservices.actions.signing import send_signed, statement_in, to_sign
from eservices.errors import DraftGone, NotComplete, ReviewedOtherContent, SamePersonTwice
from eservices.filling import Claim, filling_of
from eservices.models import SigningPackage
from eservices.signing import provider_for
from eservices.views.doors import claimed_errand
from eservices.views.steps import SHOW_PROBLEMS, next_address

USER_AGENT_LENGTH = 300


def begin_signing(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Hand the person over to the e-ID with what is to be signed. Raises what `to_sign` raises."""
    reviewed = request.POST.get("reviewed", "")
    asked, level = to_sign(claim.draft_id, owner=claim.owner, reviewed=reviewed, language=claim.language, now=claim.now)
    signer = subject_of(claim.owner.user) if claim.owner.user else None
    provider = provider_for(asked.act, login_facts(request)[1])
    if signer is None or provider is None:
        return render(request, "eservices/cannot_sign.html", {"back": request.path}, status=503)
    back = reverse("eservices:signed", args=[claim.draft_id])
    try:
        started = orders.begin(
            request,
            provider,
            return_path=back,
            purpose=Purpose.SIGN,
            expected=signer,
            required_level=level,
            asked=asked,
        )
    except Unavailable:
        return not_signed(request, "away", back=reverse("eservices:review", args=[claim.draft_id]))
    return hand_over(request, provider, started)


@paced("send", methods=("GET",))
@require_GET
@claimed_errand
def signed(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Where the e-ID's answer comes in. Read twice, or without an answer, it changes nothing."""
    try:
        order, result = orders.collect(request, order_id_in(request), claim.now)
        if claim.owner.user is None:
            raise DraftGone
        given = given_signature(request, claim.owner.user, order, result)
        sent = send_signed(claim, order, given=given, is_test=login_facts(request)[2])
        is_asked = isinstance(sent, SigningPackage)
    except orders.Refused as refusal:
        return _refused(request, claim, refusal.reason)
    except (NotComplete, ReviewedOtherContent, SamePersonTwice) as problem:
        return not_ready(request, claim, problem)
    return redirect("eservices:waiting" if is_asked else "eservices:sent", draft_id=claim.draft_id)


def not_ready(
    request: HttpRequest, claim: Claim, problem: NotComplete | ReviewedOtherContent | SamePersonTwice
) -> HttpResponse:
    """Back to what is missing, or to what has changed since it was looked through."""
    if isinstance(problem, SamePersonTwice):
        messages.error(request, _("Samma person står två gånger bland dem som ska skriva under. Ändra den ena."))
        return redirect("eservices:review", draft_id=claim.draft_id)
    if isinstance(problem, NotComplete):
        return redirect(f"{next_address(filling_of(request, claim.draft_id))}?{SHOW_PROBLEMS}=1")
    messages.warning(request, _("Uppgifterna har ändrats sedan du granskade dem. Granska igen innan du skickar in."))
    return redirect("eservices:review", draft_id=claim.draft_id)


def _refused(request: HttpRequest, claim: Claim, reason: str) -> HttpResponse:
    """Raises DraftGone where there is nothing to sign any more, or never was for this person."""
    load_draft(claim.draft_id, owner=claim.owner, now=claim.now)
    back = reverse("eservices:review", args=[claim.draft_id])
    return not_signed(request, reason, back=back) if request.GET.get(SIGNED) else redirect(back)


def given_signature(request: HttpRequest, signer: User, order: EIdOrder, result: Result) -> GivenSignature:
    with override("sv"):  # kept for the municipality, whatever language the resident used
        label = str(registry.provider(order.provider).label)
    return GivenSignature(
        signer=signer,
        statement=statement_in(order),
        result=result,
        provider_label=label,
        address=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:USER_AGENT_LENGTH],
    )


def order_id_in(request: HttpRequest) -> UUID:
    """Raises orders.Refused."""
    try:
        return UUID(request.GET.get(SIGNED, ""))
    except ValueError as error:
        raise orders.Refused("unknown_order") from error
