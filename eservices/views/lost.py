"""Pages for what can be saved no longer: the draft's time ran out, or the service closed. The text is given back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_resident
from eservices.errors import ServiceClosed
from eservices.expired import expired_draft
from eservices.forms import step_form_class
from eservices.models import EServiceVersion, ExpiredDraft
from eservices.owners import owner_of
from eservices.raw_text import raw_text
from eservices.versions import compiled, current_version
from questions import Facts

GONE, CONFLICT = 410, 409


def own_expired(request: HttpRequest, draft_id: UUID) -> HttpResponse | None:
    """The page for whose draft this was; None for everybody else."""
    owner = owner_of(request)
    expired = expired_draft(draft_id, owner=owner, now=timezone.now()) if owner else None
    return expired_page(request, expired) if expired else None


def expired_page(request: HttpRequest, expired: ExpiredDraft) -> HttpResponse:
    if is_autosave(request):
        return not_saved(_("Inte sparat. Utkastet är borttaget. Tryck på Nästa, så får du tillbaka din text."))
    context = lost_context(request, expired.version) | {
        "expired_at": expired.expired_at,
        "service_id": expired.version.service_id if current_version(expired.version.service_id) else None,
    }
    return render(request, "eservices/expired.html", context, status=GONE)


def closed_page(request: HttpRequest, closed: ServiceClosed, draft_id: UUID) -> HttpResponse:
    """The service closed while the person was writing."""
    if is_autosave(request):
        return not_saved_closed()
    context = lost_context(request, closed.version) | {"closing": closed.closing, "draft_id": draft_id}
    return render(request, "eservices/closed.html", context, status=CONFLICT)


def not_saved_closed() -> JsonResponse:
    return not_saved(_("Inte sparat. E-tjänsten har stängt. Tryck på Nästa, så får du tillbaka din text."))


def not_saved(text: str) -> JsonResponse:
    """To js/autosave.js, as a conflict: it shows the text and does not try again."""
    return JsonResponse({"conflict": text}, status=CONFLICT)


def is_autosave(request: HttpRequest) -> bool:
    return request.POST.get("action") == "autosave"


def lost_context(request: HttpRequest, version: EServiceVersion) -> dict[str, Any]:
    title = compiled(version).title.in_language(request.LANGUAGE_CODE)
    return {"service_title": title, "rows": posted_rows(request, version), "is_resident": is_resident(request.user)}


def posted_rows(request: HttpRequest, version: EServiceVersion) -> list[dict[str, str]]:
    """What was posted and not saved, with the questions it answers, to be read and copied."""
    if request.method != "POST":
        return []
    service, language = compiled(version), request.LANGUAGE_CODE
    facts, rows = Facts(today=timezone.localdate()), []
    for step in service.steps:
        form_class = step_form_class(version.pk, version.sha256, step.position, language)
        for question_id, raw in form_class.read(request.POST).items():
            question = service.question(question_id)
            if text := raw_text(question, raw, facts, language):
                rows.append({"label": question.label.in_language(language), "value": text})
    return rows
