"""Pages for what can be saved no longer: the draft's time ran out, or the service closed. The text is given back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_resident
from eservices.actions.parking import waiting_texts
from eservices.errors import ServiceClosed
from eservices.expired import expired_draft
from eservices.forms import step_form_class
from eservices.models import EServiceVersion, ExpiredDraft
from eservices.owners import Owner, owner_of
from eservices.raw_text import rows_of
from eservices.versions import compiled, current_version
from eservices.views.attaching import is_upload

GONE, CONFLICT = 410, 409


def own_expired(request: HttpRequest, draft_id: UUID) -> HttpResponse | None:
    """The page for whose draft this was; None for everybody else."""
    owner = owner_of(request)
    expired = expired_draft(draft_id, owner=owner, now=timezone.now()) if owner else None
    return expired_page(request, expired) if expired else None


def expired_page(request: HttpRequest, expired: ExpiredDraft) -> HttpResponse:
    told = told_script(
        request,
        saving=_("Inte sparat. Utkastet är borttaget. Tryck på Nästa, så får du tillbaka din text."),
        uploading=_("Filen är inte uppladdad. Utkastet är borttaget. Tryck på Nästa, så får du tillbaka din text."),
    )
    if told:
        return told
    context = lost_context(request, expired.version) | {
        "expired_at": expired.expired_at,
        "service_id": expired.version.service_id if current_version(expired.version.service_id) else None,
    }
    return render(request, "eservices/expired.html", context, status=GONE)


def closed_page(request: HttpRequest, closed: ServiceClosed, draft_id: UUID) -> HttpResponse:
    """The service closed while the person was writing."""
    if told := told_script_closed(request):
        return told
    context = lost_context(request, closed.version) | {"closing": closed.closing, "draft_id": draft_id}
    return render(request, "eservices/closed.html", context, status=CONFLICT)


def told_script_closed(request: HttpRequest) -> JsonResponse | None:
    return told_script(
        request,
        saving=_("Inte sparat. E-tjänsten har stängt. Tryck på Nästa, så får du tillbaka din text."),
        uploading=_("Filen är inte uppladdad. E-tjänsten har stängt. Tryck på Nästa, så får du tillbaka din text."),
    )


def told_script(request: HttpRequest, *, saving: str, uploading: str) -> JsonResponse | None:
    """To js/autosave.js or js/uploads.js, which shows the text and does not try again; None when a person asks."""
    text = saving if is_autosave(request) else uploading if is_upload(request) else ""
    return JsonResponse({"problem": "lost", "text": text}, status=CONFLICT) if text else None


def is_autosave(request: HttpRequest) -> bool:
    return request.POST.get("action") == "autosave"


def lost_context(request: HttpRequest, version: EServiceVersion) -> dict[str, Any]:
    title = compiled(version).title.in_language(request.LANGUAGE_CODE)
    return {"service_title": title, "rows": posted_rows(request, version), "is_resident": is_resident(request.user)}


def posted_rows(request: HttpRequest, version: EServiceVersion) -> list[dict[str, str]]:
    """What was posted and not saved, with the questions it answers, to be read and copied."""
    if request.method != "POST":
        return []
    language = request.LANGUAGE_CODE
    answers: dict[str, Any] = {}
    for step in compiled(version).steps:
        answers |= step_form_class(version.pk, version.sha256, step.position, language).read(request.POST)
    return _rows(version, answers, language)


def waiting_rows(request: HttpRequest, owner: Owner | None, draft_id: UUID) -> list[dict[str, str]]:
    """What the owner wrote in this errand when logged out, and what no step can take back since the service stopped.

    It is not marked as given back: until its hour is out the page may be opened again.
    """
    if owner is None:
        return []
    rows: list[dict[str, str]] = []
    for row, text in waiting_texts(owner, draft_id, None, timezone.now()):
        rows += _rows(row.version, text.answers, request.LANGUAGE_CODE)
    return rows


def _rows(version: EServiceVersion, answers: dict[str, Any], language: str) -> list[dict[str, str]]:
    service = compiled(version)
    return rows_of((service.question(question_id) for question_id in answers), answers, language)
