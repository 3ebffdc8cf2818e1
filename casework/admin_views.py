"""The case page in the Wagtail admin. A case of another unit does not exist here: 404, never 403 (security.md T-07)."""

import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import person_of
from casework.actions import change_status
from casework.errors import ContentAltered, NotAllowed, StaleCase
from casework.file_answers import answer_with_case_file, answer_with_receipt, why_not
from casework.files import files_of
from casework.forms import SentStatusForm, StatusForm
from casework.models import Case, CaseReading, Status, Submission
from casework.permissions import can_change_status
from casework.reading import canonical_of, counterpart_of, display_of, log_reading
from casework.receipts.reading import receipt_of
from casework.retention import purge_date
from casework.signatures import readable_signatures
from casework.timeline import timeline
from crypto.envelope import SealBroken
from questions.formats import size_text

logger = logging.getLogger(__name__)


def visible_case(request: HttpRequest, case_id: UUID) -> Case:
    cases = Case.objects.visible_to(person_of(request), timezone.localdate())
    return get_object_or_404(cases.select_related("unit", "retention_rule", "register_entry__committee"), pk=case_id)


@require_safe
def case_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = visible_case(request, case_id)
    log_reading(request, CaseReading.Kind.CASE, case)
    may_change = can_change_status(person_of(request), case, timezone.localdate())
    context = {
        "case": case,
        "files": files_for_reader(case),
        "answers": [answers_of(submission) for submission in case.submissions.order_by("sequence")],
        "counterpart": counterpart_for_reader(case),
        "signatures": readable_signatures(case),
        "receipt": receipt_of(case, case.applicant),
        "timeline": timeline(case),
        "purge_date": purge_date(case),
        "form": StatusForm(case=case) if may_change else None,
    }
    return render(request, "casework/case.html", context | page_furniture(case))


@require_safe
def case_file(request: HttpRequest, case_id: UUID, number: int) -> HttpResponseBase:
    """A file of a case, to save. The trace is left before the file is opened, and names its number only."""
    case = visible_case(request, case_id)
    get_object_or_404(case.files, number=number)
    log_reading(request, CaseReading.Kind.FILE, case, file_number=number)
    return answer_with_case_file(request, case, number, back=reverse("casework:case", args=[case_id]))


@require_safe
def case_receipt(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The applicant's receipt, as he has it."""
    case = visible_case(request, case_id)
    log_reading(request, CaseReading.Kind.RECEIPT, case)
    receipt = receipt_of(case, case.applicant)
    return answer_with_receipt(request, receipt, back=reverse("casework:case", args=[case_id]))


@require_POST
def change_case_status(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = visible_case(request, case_id)
    log_reading(request, CaseReading.Kind.CASE, case)
    form = SentStatusForm(request.POST)
    if form.is_valid():
        report_change(request, case, Status(form.cleaned_data["to"]), form.cleaned_data["revision"])
    else:
        messages.error(request, _("Välj en status."))
    return redirect("casework:case", case_id)


def report_change(request: HttpRequest, case: Case, to: Status, revision: int) -> None:
    """Change the status and say how it went. The page shown next has the case as it is now, whoever was first."""
    try:
        changed = change_status(case, to=to, revision=revision, by=person_of(request))
        messages.success(request, _("Status är nu %(status)s.") % {"status": changed.get_status_display()})
    except StaleCase as stale:
        text = _("Någon annan hann ändra ärendet, så din ändring sparades inte. Status är nu %(status)s.")
        messages.warning(request, text % {"status": stale.case.get_status_display()})
    except NotAllowed:
        messages.error(request, _("Ärendet kan inte få den statusen nu."))


def answers_of(submission: Submission) -> dict[str, Any]:
    """A submission's steps in the reader's language; `steps` is None when the content is not what was received."""
    language = "en" if (get_language() or "").startswith("en") else "sv"
    try:
        canonical_of(submission)
        steps = [in_language(step, language) for step in display_of(submission)["steps"]]
    except (SealBroken, ContentAltered):
        logger.exception("Submission %s cannot be opened", submission.pk)
        steps = None
    return {"submission": submission, "steps": steps}


def in_language(step: dict[str, Any], language: str) -> dict[str, Any]:
    def chosen(text: dict[str, str]) -> str:
        return text.get(language) or text["sv"]

    items = [
        {"label": chosen(item["label"]), "value": chosen(item["value"]), "body": chosen(item.get("body") or {"sv": ""})}
        for item in step["items"]
    ]
    return {"title": chosen(step["title"]), "items": items}


def files_for_reader(case: Case) -> list[dict[str, Any]] | None:
    """The case's files with their size and, where one cannot be fetched, why; None when they cannot be opened."""
    try:
        return [
            {"file": file, "size": size_text(file.size, get_language()), "why_not": why_not(file.stored)}
            for file in files_of(case)
        ]
    except SealBroken:
        logger.exception("The files of case %s cannot be opened", case.pk)
        return None


def counterpart_for_reader(case: Case) -> str:
    try:
        return counterpart_of(case.register_entry) or _("Ingen har angetts: ärendet skickades utan inloggning")
    except SealBroken:
        logger.exception("The counterpart of case %s cannot be opened", case.pk)
        return _("Går inte att läsa")


def page_furniture(case: Case) -> dict[str, Any]:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Hem")}
    cases = {"url": reverse("casework:cases"), "label": _("Ärenden")}
    here = {"url": "", "label": case.number}
    return {"breadcrumbs_items": [home, cases, here], "header_title": case.number, "header_icon": "folder-open-inverse"}
