"""Going on with a draft, leaving it, removing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import is_resident
from config.pace import paced
from eservices.actions.drafts import leave_without_saving, remove_draft
from eservices.actions.locking import refuse_if_waiting
from eservices.actions.parking import first_waiting_position, forget_parked
from eservices.errors import DraftGone, WaitsForSignatures
from eservices.expiry import removal_words
from eservices.filling import Filling, draft_of
from eservices.models import Draft
from eservices.versions import compiled
from eservices.views.doors import errand_or, not_here, note_removal, own_errand, waiting
from eservices.views.steps import next_address, step_address

GET_OR_POST = ["GET", "HEAD", "POST"]


@own_errand
@require_safe
def resume(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Where the errand goes on; first to the step where something written waits to be given back."""
    parked = first_waiting_position(filling.owner, filling.draft_id, filling.now)
    return redirect(next_address(filling) if parked is None else step_address(filling, parked))


def nothing_saved(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The first page links to `leave` before there is a draft: nothing to ask about, for this id as for any other."""
    messages.info(request, _("Inget sparades."))
    return redirect(_after_leaving(request))


@paced("save")
@errand_or(nothing_saved)
@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest, filling: Filling) -> HttpResponse:
    """Leave without saving: back to what was last kept, or nothing at all. Asked first, since it cannot be undone."""
    if request.method == "POST":
        left = leave_without_saving(filling.begun, owner=filling.owner, now=filling.now)
        forget_parked(filling.owner, filling.draft_id)
        if left is None:
            note_removal(request, filling.draft_id)
        messages.info(
            request, _("Det du ändrat är borttaget.") if left else _("Inget sparades. Uppgifterna är borttagna.")
        )
        return redirect(_after_leaving(request))
    draft = filling.begun
    added = [file.details.name for file in filling.files if draft.kept_at and file.added_at > draft.kept_at]
    about_files = {"added": added, "takes_files": filling.service.takes_files}
    context = _context(request, draft, next_address(filling))
    return render(request, "eservices/leave.html", context | about_files)


@paced("save")
@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Remove a draft, asked first. Its answers are not opened, so that one whose seal is broken can be removed too."""
    try:
        draft, _owner = draft_of(request, draft_id, timezone.now())
        refuse_if_waiting(draft)
        if request.method == "POST":
            note_removal(request, draft_id)
            remove_draft(draft, now=timezone.now())
    except DraftGone:
        return not_here(request, draft_id)
    except WaitsForSignatures:
        return waiting(request, draft_id)
    if request.method == "POST":
        messages.success(request, _("Utkastet är borttaget."))
        return redirect(_after_leaving(request))
    return render(
        request, "eservices/remove.html", _context(request, draft, reverse("eservices:draft", args=[draft_id]))
    )


def _context(request: HttpRequest, draft: Draft, continue_url: str) -> dict[str, object]:
    title = compiled(draft.version).title.in_language(request.LANGUAGE_CODE)
    removal = removal_words(draft.expires_at, timezone.now())
    return {"draft": draft, "service_title": title, "continue_url": continue_url, "removal": removal}


def _after_leaving(request: HttpRequest) -> str:
    return reverse("eservices:my_pages") if is_resident(request.user) else reverse("wagtail_serve", args=[""])
