"""How a request gets to an errand: its owner's, or nothing (promises 1 and 5)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from accounts.access import is_resident, login_address
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from eservices.errors import AlreadySent, DraftGone
from eservices.filling import filling_of
from eservices.owners import owner_of
from eservices.sent import sent_case

View = Callable[..., HttpResponse]


def own_errand(view: View) -> View:
    """Give the view the requester's own `Filling` instead of an id; send everybody else away without a hint."""

    @wraps(view)
    def guarded(request: HttpRequest, draft_id: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, filling_of(request, draft_id), **kwargs)
        except DraftGone:
            return not_here(request, draft_id)
        except AlreadySent:
            return already_sent(request, draft_id)

    return guarded


def not_here(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Sent before, by this very owner: show it. Not logged in: log in first. All else looks as if it never was."""
    owner = owner_of(request)
    if owner and sent_case(draft_id, owner=owner, now=timezone.now()):
        return already_sent(request, draft_id)
    if owner is None and not request.user.is_authenticated:
        return redirect(login_address(request.path))
    raise Http404


def already_sent(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    messages.info(request, _("Ärendet är redan inskickat."))
    return redirect("eservices:sent", draft_id=draft_id)


def may_begin(request: HttpRequest, login: str) -> bool:
    """Whether the service's login rule lets this requester fill it in; staff log in as residents first."""
    if is_resident(request.user):
        return True
    return login != "required" and not request.user.is_authenticated
