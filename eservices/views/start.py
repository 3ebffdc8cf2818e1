"""From **Starta** to the first answer. Nothing is stored until there is something to store."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import login_address
from attachments.middleware import takes_files
from config.pace import paced
from crypto.envelope import SealBroken
from eservices.errors import AlreadySent, DraftGone, ServiceClosed
from eservices.filling import Filling, filling_of
from eservices.models import Draft, EServiceVersion, Login
from eservices.open_now import closing_at
from eservices.owners import new_visitor, owner_of, remember_visitor
from eservices.sent import sent_case
from eservices.versions import closed_version, compiled, current_version
from eservices.views.attaching import room_for_files
from eservices.views.doors import already_sent, broken_seal, log_in_surely, may_begin, not_here
from eservices.views.logged_out import taken_care_of
from eservices.views.lost import closed_page, lost_context, told_script_closed, waiting_rows
from eservices.views.steps import show_with_parked, step_address, take_step


@require_safe
def start(request: HttpRequest, service_id: int) -> HttpResponse:
    """A new errand, or the choice to go on with one begun before."""
    version = current_version(service_id)
    if version is None:
        return not_open(request, service_id)
    service, new_id = compiled(version), uuid4()
    if not may_begin(request, service):
        return log_in_surely(request, service)
    context = {"service_title": service.title.in_language(request.LANGUAGE_CODE), "service_id": service_id}
    if begun := _begun_before(request, service_id):
        return render(request, "eservices/already_begun.html", context | {"drafts": begun, "new_id": new_id})
    if service.login == Login.OPTIONAL and not request.user.is_authenticated:
        choices = {"new_id": new_id, "login_url": login_address(request.path)}
        return render(request, "eservices/choose_login.html", context | choices)
    return redirect("eservices:first_step", service_id=service_id, draft_id=new_id)


def _begun_before(request: HttpRequest, service_id: int) -> list[Draft]:
    """The requester's newest drafts of the service."""
    owner = owner_of(request)
    if owner is None:
        return []
    drafts = owner.drafts(timezone.now()).filter(version__service_id=service_id)
    return list(drafts.order_by("-updated_at")[:5])


@paced("save")
@takes_files(room_for_files)
@require_http_methods(["GET", "HEAD", "POST"])
def first_step(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    """The first page of an errand that does not exist yet. Its id is chosen, so a double click makes one draft."""
    try:
        return _begun_or_new(request, service_id, draft_id)
    except AlreadySent:
        return already_sent(request, draft_id)
    except SealBroken:
        return broken_seal(request, draft_id)
    except ServiceClosed as closed:
        return closed_page(request, closed, draft_id)


def _begun_or_new(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    """Of two first answers at once (a double click, an autosave under way) one makes the draft, the other saves to it.

    The id taken by somebody else's draft looks as if it never was.
    """
    for attempt in (_begun_errand, _new_errand, _begun_errand):
        try:
            return attempt(request, service_id, draft_id)
        except DraftGone:
            continue
    return not_here(request, draft_id)


def _begun_errand(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    filling = filling_of(request, draft_id)
    first = filling.state.steps[0].position
    if request.method != "POST":
        return redirect(step_address(filling, first))
    response = take_step(request, filling, first)
    remember_visitor(response, filling.owner)
    return response


@paced("start")
def _new_errand(request: HttpRequest, service_id: int, draft_id: UUID) -> HttpResponse:
    owner = owner_of(request)
    if owner and sent_case(draft_id, owner=owner, now=timezone.now()):
        return already_sent(request, draft_id)  # the back button after Skicka in
    if answer := taken_care_of(request):
        return answer
    version = current_version(service_id)
    if version is None:
        return not_open(request, service_id, draft_id)
    if not may_begin(request, compiled(version)):
        return log_in_surely(request, compiled(version))
    filling = _nothing_yet(request, version, draft_id)
    position = filling.state.steps[0].position
    answer_with = take_step if request.method == "POST" else show_with_parked
    response = answer_with(request, filling, position)
    remember_visitor(response, filling.owner)
    return response


def _nothing_yet(request: HttpRequest, version: EServiceVersion, draft_id: UUID) -> Filling:
    owner = owner_of(request) or new_visitor()
    return Filling(draft_id, version, owner, timezone.now(), request.LANGUAGE_CODE, answers={})


def not_open(request: HttpRequest, service_id: int, draft_id: UUID | None = None) -> HttpResponse:
    """Says why when the editor has written why; gives back what was posted, and leads to what was begun before."""
    if told := told_script_closed(request):
        return told
    version = closed_version(service_id)
    context: dict[str, Any] = {}
    if version:
        context = lost_context(request, version) | {"drafts": _begun_before(request, service_id)}
        context["closing"] = closing_at(version.service, timezone.now())
        context["parked"] = waiting_rows(request, owner_of(request), draft_id) if draft_id else []
    return render(request, "eservices/not_open.html", context, status=404)
