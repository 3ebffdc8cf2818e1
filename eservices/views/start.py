"""From **Starta** to the first answer. Nothing is stored until there is something to store."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import login_address
from crypto.envelope import SealBroken
from eservices.errors import DraftGone
from eservices.filling import Filling, filling_of
from eservices.models import EServiceVersion
from eservices.owners import new_visitor, owner_of, remember_visitor
from eservices.sent import sent_case
from eservices.versions import compiled, current_version
from eservices.views.doors import already_sent, broken_seal, may_begin, not_here
from eservices.views.steps import show_step, step_address, take_step


@require_safe
def start(request: HttpRequest, service_id: int) -> HttpResponse:
    """A new errand, or the choice to go on with one begun before."""
    version = current_version(service_id)
    if version is None:
        return not_open(request)
    if not may_begin(request, compiled(version).login):
        return redirect(login_address(request.path))
    owner = owner_of(request)
    begun = (
        owner.drafts(timezone.now()).filter(version__service_id=service_id).order_by("-updated_at")[:5] if owner else ()
    )
    new_id = uuid4()
    if not begun or "ny" in request.GET:
        return redirect("eservices:first_step", service_id=service_id, draft_id=new_id)
    title = compiled(version).title.in_language(request.LANGUAGE_CODE)
    context = {"service_title": title, "service_id": service_id, "new_id": new_id, "drafts": begun}
    return render(request, "eservices/already_begun.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def first_step(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    """The first page of an errand that does not exist yet. Its id is chosen, so a double click makes one draft."""
    try:
        return _begun_errand(request, filling_of(request, draft_id))
    except DraftGone:
        return _new_errand(request, service_id, draft_id)
    except SealBroken:
        return broken_seal(request, draft_id)


def _begun_errand(request: HttpRequest, filling: Filling) -> HttpResponse:
    first = filling.state.steps[0].position
    if request.method != "POST":
        return redirect(step_address(filling, first))
    response = take_step(request, filling, first)
    remember_visitor(response, filling.owner)
    return response


def _new_errand(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    owner = owner_of(request)
    if owner and sent_case(draft_id, owner=owner, now=timezone.now()):
        return already_sent(request, draft_id)  # the back button after Skicka in
    version = current_version(service_id)
    if version is None:
        return not_open(request)
    if not may_begin(request, compiled(version).login):
        return redirect(login_address(request.path))
    filling = _nothing_yet(request, version, draft_id)
    position = filling.state.steps[0].position
    try:
        response = (
            take_step(request, filling, position) if request.method == "POST" else show_step(request, filling, position)
        )
    except DraftGone:
        return not_here(request, draft_id)
    remember_visitor(response, filling.owner)
    return response


def _nothing_yet(request: HttpRequest, version: EServiceVersion, draft_id: UUID) -> Filling:
    owner = owner_of(request) or new_visitor()
    return Filling(draft_id, version, owner, timezone.now(), request.LANGUAGE_CODE, answers={})


def not_open(request: HttpRequest) -> HttpResponse:
    return render(request, "eservices/not_open.html", status=404)
