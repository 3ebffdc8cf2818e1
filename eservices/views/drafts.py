"""Going on with a draft, leaving it, removing it."""

from uuid import UUID

from accounts.access import is_resident
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from eservices.actions.drafts import leave_without_saving, remove_draft
from eservices.errors import DraftGone
from eservices.filling import Filling, filling_of
from eservices.views.doors import own_errand
from eservices.views.steps import next_address

GET_OR_POST = ["GET", "HEAD", "POST"]


@own_errand
@require_safe
def resume(request: HttpRequest, filling: Filling) -> HttpResponse:
    return redirect(next_address(filling))


@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Leave without saving: back to what was last kept, or nothing at all. Asked first, since it cannot be undone.

    The first page links here before there is a draft; then there is nothing to ask about, for this id as for any other.
    """
    try:
        filling = filling_of(request, draft_id)
    except DraftGone:
        messages.info(request, _("Inget sparades."))
        return redirect(_after_leaving(request))
    if request.method == "POST":
        left = leave_without_saving(filling.draft, owner=filling.owner, now=filling.now)
        messages.info(request, _("Det du ändrat är borttaget.") if left else _("Inget sparades. Uppgifterna är borttagna."))
        return redirect(_after_leaving(request))
    return render(request, "eservices/leave.html", _context(filling))


@own_errand
@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, filling: Filling) -> HttpResponse:
    if request.method == "POST":
        remove_draft(filling.draft)
        messages.success(request, _("Utkastet är borttaget."))
        return redirect(_after_leaving(request))
    return render(request, "eservices/remove.html", _context(filling))


def _context(filling: Filling) -> dict[str, object]:
    return {
        "filling": filling,
        "draft": filling.draft,
        "service_title": filling.service.title.in_language(filling.language),
        "continue_url": next_address(filling),
    }


def _after_leaving(request: HttpRequest) -> str:
    return reverse("eservices:my_pages") if is_resident(request.user) else reverse("wagtail_serve", args=[""])
