"""How a request gets to an errand: its owner's, or nothing (promises 1 and 5)."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_resident, login_address, login_facts
from accounts.eid.orders import level_suffices
from crypto.envelope import SealBroken
from eservices.errors import AlreadySent, DraftGone, ServiceClosed, WaitsForSignatures
from eservices.filling import Claim, Filling, claim_of, filling_of
from eservices.owners import owner_of, remember_visitor
from eservices.sent import sent_case
from eservices.signing import required_level
from eservices.views.attaching import is_upload
from eservices.views.logged_out import taken_care_of
from eservices.views.lost import closed_page, is_autosave, own_expired
from questions import Service

Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., HttpResponse]
logger = logging.getLogger(__name__)
REMOVED, REMEMBERED = "removed_drafts", 10


def errand_or(
    gone: View, find: Callable[[HttpRequest, UUID], Filling | Claim] = filling_of
) -> Callable[[Callable[..., Answer]], Callable[..., Answer | HttpResponse]]:
    """Give the view the requester's own `Filling` instead of an id; `gone` answers when there is none."""

    def decorator(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, draft_id: UUID, **kwargs: Any) -> Answer | HttpResponse:
            try:
                found = find(request, draft_id)
                response = view(request, found, **kwargs)
            except DraftGone:
                return gone(request, draft_id)
            except ServiceClosed as closed:
                return closed_page(request, closed, draft_id)
            except (AlreadySent, WaitsForSignatures, SealBroken) as hindrance:
                return INSTEAD[type(hindrance)](request, draft_id)
            if request.method == "POST":
                remember_visitor(response, found.owner)  # the cookie lives a day from the last save, as the draft does
            return response

        return guarded

    return decorator


def not_here(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Its owner is told that it was sent or ran out of time; who is not logged in is asked to; else it never was."""
    if answer := taken_care_of(request):
        return answer
    owner = owner_of(request)
    if owner and sent_case(draft_id, owner=owner, now=timezone.now()):
        return already_sent(request, draft_id)
    if expired := own_expired(request, draft_id):
        return expired
    if owner is None and not request.user.is_authenticated:
        return redirect(login_address(request.path))
    if was_removed(request, draft_id):
        messages.info(request, _("Utkastet är borttaget."))
        return redirect("eservices:my_pages")
    raise Http404


def already_sent(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    if is_upload(request):
        text = _("Filen är inte uppladdad. Ärendet är redan inskickat.")
        return JsonResponse({"problem": "sent", "text": text}, status=409)
    if is_autosave(request):
        text = _("Ärendet är redan inskickat. Det du skriver här kommer inte med.")
        link = {"url": reverse("eservices:sent", args=[draft_id]), "text": _("Visa kvittensen")}
        return JsonResponse({"problem": "sent", "text": text, "link": link}, status=409)
    messages.info(request, _("Ärendet är redan inskickat."))
    return redirect("eservices:sent", draft_id=draft_id)


def waiting(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is being signed is read and changed on no step: to the page that says who has signed."""
    if is_upload(request) or is_autosave(request):
        text = _("Det här väntar på underskrift och går inte att ändra. Ta tillbaka det först.")
        link = {"url": reverse("eservices:waiting", args=[draft_id]), "text": _("Visa underskrifterna")}
        return JsonResponse({"problem": "sent", "text": text, "link": link}, status=409)
    return redirect("eservices:waiting", draft_id=draft_id)


def note_removal(request: HttpRequest, draft_id: UUID) -> None:
    """Remember in the session what its person is about to remove, so that a second click or the back button is told
    so. At once: the second click may be under way."""
    if is_resident(request.user):
        request.session[REMOVED] = [*request.session.get(REMOVED, []), str(draft_id)][-REMEMBERED:]
        request.session.save()


def was_removed(request: HttpRequest, draft_id: UUID) -> bool:
    """Whether this session's person removed the draft. Read anew: this request may have begun before the removal."""
    if not is_resident(request.user):
        return False
    stored = request.session.__class__(request.session.session_key)
    return str(draft_id) in stored.get(REMOVED, [])


def broken_seal(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The stored answers are not those that were saved: a changed row, or another key. Nothing is shown."""
    logger.error("The answers of draft %s cannot be opened", draft_id, exc_info=True)
    can_remove = is_resident(request.user)
    return render(request, "eservices/broken_draft.html", {"draft_id": draft_id, "can_remove": can_remove}, status=409)


INSTEAD: dict[type[Exception], View] = {
    AlreadySent: already_sent,
    WaitsForSignatures: waiting,
    SealBroken: broken_seal,
}

own_errand = errand_or(not_here)
"""Everybody but the owner is sent away without a hint."""

claimed_errand = errand_or(not_here, find=claim_of)
"""The same for a view that reads the draft itself, under a lock: it gets a `Claim`."""


def may_begin(request: HttpRequest, service: Service) -> bool:
    """Whether the service's login rule lets this requester fill it in; staff log in as residents first."""
    if is_resident(request.user):
        return is_sure_enough(request, service)
    return service.login != "required" and not request.user.is_authenticated


def is_sure_enough(request: HttpRequest, service: Service) -> bool:
    """Whether the login's level of assurance is what the service asks for."""
    return level_suffices(login_facts(request)[0], required_level(service))


def log_in_surely(request: HttpRequest, service: Service) -> HttpResponse:
    """To the login, which says that a surer e-ID is needed where that is so, and leads back here."""
    return redirect(login_address(request.path, required_level(service)))
