"""The administrators' page for mail that has not left. It never shows to whom or what."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import user_passes_test

from outbox.actions import NotParked, drop_held, release_held, retry_all_parked, retry_parked
from outbox.clock import database_now
from outbox.health import health
from outbox.models import OutboxMessage
from outbox.permissions import can_manage_outbox
from outbox.texts import error_words, topic_words

ROWS = 100

managers_only = user_passes_test(can_manage_outbox)


@managers_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    state = health(database_now())
    parked = OutboxMessage.objects.parked().defer("payload_sealed").order_by("-parked_at")[:ROWS]
    held = OutboxMessage.objects.held().defer("payload_sealed").order_by("created_at")[:ROWS]
    context = {
        "health": state,
        "held": [held_row(message) for message in held],
        "rows": [row(message) for message in parked],
        "is_cut": state.parked > ROWS,
        "header_title": _("Utkorg"),
        "header_icon": "mail",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Start")},
            {"url": "", "label": _("Utkorg")},
        ],
    }
    return render(request, "outbox/index.html", context)


@managers_only
@require_POST
def retry(request: HttpRequest, message_id: UUID) -> HttpResponse:
    try:
        retry_parked(get_object_or_404(OutboxMessage, pk=message_id), by=request.user)
        messages.success(request, _("Meddelandet skickas om ett ögonblick."))
    except NotParked:
        messages.warning(request, _("Meddelandet är redan på väg eller skickat."))
    return redirect("outbox:index")


@managers_only
@require_POST
def retry_all(request: HttpRequest) -> HttpResponse:
    count = retry_all_parked(by=request.user)
    text = ngettext("%s meddelande skickas inom en minut.", "%s meddelanden skickas inom en minut.", count)
    messages.success(request, text % count)
    return redirect("outbox:index")


@managers_only
@require_POST
def release(request: HttpRequest) -> HttpResponse:
    count = release_held(_chosen(request), by=request.user)
    text = ngettext("%s meddelande skickas inom en minut.", "%s meddelanden skickas inom en minut.", count)
    messages.success(request, text % count)
    return redirect("outbox:index")


@managers_only
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    count = drop_held(_chosen(request), by=request.user)
    text = ngettext("%s meddelande är kastat.", "%s meddelanden är kastade.", count)
    messages.success(request, text % count)
    return redirect("outbox:index")


def _chosen(request: HttpRequest) -> UUID | None:
    """The message a button stands beside; None for the buttons that mean all of them."""
    if "message" not in request.POST:
        return None
    try:
        return UUID(request.POST["message"])
    except ValueError:
        raise Http404 from None


def held_row(message: OutboxMessage) -> dict[str, Any]:
    return {"id": message.pk, "topic": topic_words(message.topic), "created_at": message.created_at}


def row(message: OutboxMessage) -> dict[str, Any]:
    return {
        "kind": message.get_kind_display(),
        "topic": topic_words(message.topic),
        "created_at": message.created_at,
        "parked_at": message.parked_at,
        "attempts": message.attempts,
        "error": error_words(message.last_error),
        "retry_url": reverse("outbox:retry", args=[message.pk]),
    }
