"""Granska, what is done from there (Spara, Skicka in, and Signera by way of `signing`), and the confirmation."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import login_facts
from casework.file_answers import answer_with_receipt
from casework.models import CaseEvent
from casework.receipts.reading import receipt_of
from casework.signatures import readable_signatures
from casework.statements import check_code
from config.pace import paced
from eservices.actions.drafts import keep_draft
from eservices.actions.parking import first_waiting_position
from eservices.actions.sending import canonical_content, receipt_email, send
from eservices.contact import receiving_unit
from eservices.errors import LoginTooWeak, NotComplete, ReviewedOtherContent, SamePersonTwice, SignatureMissing
from eservices.filling import Claim, Filling
from eservices.owners import owner_of
from eservices.sent import sent_case
from eservices.shown import as_typed, in_language
from eservices.signing import required_act, signing_rules
from eservices.versions import compiled
from eservices.views.attaching import searched
from eservices.views.doors import claimed_errand, is_sure_enough, log_in_surely, not_here, own_errand
from eservices.views.lost import waiting_rows
from eservices.views.signing import begin_signing, not_ready
from eservices.views.steps import SHOW_PROBLEMS, kept_message, next_address, step_address
from eservices.views.waiting import told_of_end
from questions import display_document, sha256_hex


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return (_keep if request.POST.get("action") == "save" else _send)(request, draft_id)
    return _show(request, draft_id)


@own_errand
def _show(request: HttpRequest, filling: Filling) -> HttpResponse:
    if filling.is_stopped:
        return _show_stopped(request, filling)
    if filling.owner.user and not is_sure_enough(request, filling.service):
        return log_in_surely(request, filling.service)
    filling = searched(filling)
    if unfinished := _unfinished(filling):
        return redirect(unfinished)
    told = {"last_try": told_of_end(request, filling.draft_id)} if filling.owner.user else {}
    return render(request, "eservices/review.html", _to_review(filling) | told)


def _to_review(filling: Filling) -> dict[str, object]:
    service, language = filling.service, filling.language
    reviewed = sha256_hex(canonical_content(filling.version, service, filling.state))
    return {
        "filling": filling,
        "service_title": service.title.in_language(language),
        "sections": in_language(
            display_document(service, filling.state),
            language,
            lambda position: step_address(filling, position),
            known=filling.known,
        ),
        "reviewed": reviewed,
        "receipt_email": receipt_email(service, filling.state),
        "previous": step_address(filling, filling.state.steps[-1].position),
        "can_keep": filling.owner.user is not None,
        "retention": service.facts["retention"],
        "unit": receiving_unit(service.facts["unit"]),
        "is_waiting": any(file.is_waiting for file in filling.files),
        "act": required_act(service),
        "others_sign": any(service.question(key).type.key == "party" for key in filling.state.values),
        "rules": signing_rules(service),
        "check_code": check_code(reviewed),
    }


def _unfinished(filling: Filling) -> str:
    """Where the errand must go on before it can be reviewed: what was written last belongs among it."""
    waiting = first_waiting_position(filling.owner, filling.draft_id, filling.now)
    if waiting is not None:
        return step_address(filling, waiting)
    return "" if filling.state.complete else f"{next_address(filling)}?{SHOW_PROBLEMS}=1"


def _show_stopped(request: HttpRequest, filling: Filling) -> HttpResponse:
    """The answers as they were typed, complete or not, to be read, printed and removed."""
    title = filling.service.title.in_language(filling.language)
    sections = as_typed(filling.state, filling.answers, filling.facts, filling.language)
    context = {
        "filling": filling,
        "service_title": title,
        "sections": sections,
        "parked": waiting_rows(request, filling.owner, filling.draft_id),
    }
    return render(request, "eservices/stopped.html", context)


@paced("save")
@own_errand
def _keep(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Spara, as on a step; who is not logged in has nowhere to come back to."""
    if filling.owner.user is None:
        return redirect("eservices:review", draft_id=filling.draft_id)
    kept = replace(filling, draft=keep_draft(filling.begun, owner=filling.owner, now=filling.now))
    messages.success(request, kept_message(kept))
    return redirect("eservices:my_pages")


@paced("send")
@claimed_errand
def _send(request: HttpRequest, claim: Claim) -> HttpResponse:
    level, _provider, is_test = login_facts(request)
    try:
        send(
            claim.draft_id,
            owner=claim.owner,
            level=level,
            reviewed=request.POST.get("reviewed", ""),
            language=claim.language,
            is_test=is_test,
            now=claim.now,
        )
    except SignatureMissing:
        return begin_signing(request, claim)
    except LoginTooWeak:
        return redirect("eservices:review", draft_id=claim.draft_id)  # which leads on to the login
    except (NotComplete, ReviewedOtherContent, SamePersonTwice) as problem:
        return not_ready(request, claim, problem)
    return redirect("eservices:sent", draft_id=claim.draft_id)


@require_safe
def sent(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The confirmation: number, time, what happens next. Only for the one who sent it."""
    owner = owner_of(request)
    case = sent_case(draft_id, owner=owner, now=timezone.now()) if owner else None
    if owner is None or case is None:
        return not_here(request, draft_id)
    service = compiled(case.service_version).facts
    receipt_mailed = case.events.filter(kind=CaseEvent.Kind.RECEIVED, details__receipt=True).exists()
    context = {
        "case": case,
        "service": service,
        "on_my_pages": case.applicant_id is not None,
        "receipt_mailed": receipt_mailed,
        "signatures": readable_signatures(case),
        "receipt": receipt_of(case, owner.user),
        "draft_id": draft_id,
    }
    return render(request, "eservices/sent.html", context)


@require_safe
def sent_receipt(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """The receipt as a document, from the confirmation: also for who sent without login, for a day."""
    owner = owner_of(request)
    case = sent_case(draft_id, owner=owner, now=timezone.now()) if owner else None
    if owner is None or case is None:
        return not_here(request, draft_id)
    back = reverse("eservices:sent", args=[draft_id])
    return answer_with_receipt(request, receipt_of(case, owner.user), back=back)
