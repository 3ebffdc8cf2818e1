"""Files on a step page: those chosen in its form, and those that the page's script sends one by one."""

from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from attachments.errors import Refused
from attachments.incoming import SealedUpload
from attachments.limits import FILES_A_REQUEST, Limits
from config.pace import in_words, seconds_to_wait
from eservices.actions.drafts import begin_draft
from eservices.actions.files import MEBIBYTE, PERSON_BYTES, Arrival, attach, search_waiting
from eservices.filling import Filling
from eservices.owners import owner_of
from eservices.shown_files import file_control, refusal_in_words
from questions import Question, Step
from questions.types.files import MOST_MB

Refusals = dict[str, list[str]]
"""Sentences by question id."""

LARGEST = MOST_MB * MEBIBYTE  # which question a file is for is not known before the form is read
UPLOAD, ATTACH = "upload-", "attach-"
FILE_PAGES = {"remove-": "remove_file", "rename-": "rename_file", "replace-": "replace_file"}


def room_for_files(request: HttpRequest, **address: Any) -> Limits:
    """What a request may bring before it is known whether it gets anywhere. Nobody's files never reach the disk."""
    begins = "service_id" in address and not request.user.is_authenticated
    count = FILES_A_REQUEST if begins or owner_of(request) else 0
    return Limits(size=LARGEST, count=count, quota=PERSON_BYTES)


def asks_to_attach(action: str) -> bool:
    return action.startswith(ATTACH)


def is_upload(request: HttpRequest) -> bool:
    """Whether js/uploads.js asks: a file, and none of the answers on the page."""
    return asks_to_attach(request.POST.get("action", ""))


def attach_by_itself(request: HttpRequest, filling: Filling, step: Step) -> JsonResponse:
    """Take one file that the script sends; the answers on the page are not in this post and stay as they are saved."""
    question = _file_question(step, request.POST.get("action", "").removeprefix(ATTACH))
    begun = filling if filling.draft else _begun(filling)
    errors = take_chosen(request, begun, step).get(question.id, [])
    after = replace(begun)  # what is attached now is read anew
    control = file_control(question, after.files, after.language)
    context = {"control": control, "draft_id": after.draft_id}
    return JsonResponse(
        {
            "list": render_to_string("eservices/file_list.html", context, request),
            "is_full": control.is_full,
            "errors": errors,
            "applies": [item.id for item in step.items if after.state.applies(item.id)],
        }
    )


def take_chosen(request: HttpRequest, filling: Filling, step: Step) -> Refusals:
    """Attach what was chosen for the file questions of the step; each by itself, so that a bad one harms no other."""
    refusals: Refusals = {}
    for question in step.items:
        chosen = uploads_in(request, f"q-{question.id}") if question.type.takes_files else []
        if chosen and (wait := seconds_to_wait("upload", request)):
            refusals[question.id] = [
                _("Många filer på kort tid. Välj filerna igen om %(time)s.") % {"time": in_words(wait)}
            ]
            continue
        sentences = [told for upload in chosen if (told := take_one(filling, question, upload))]
        if sentences:
            refusals[question.id] = sentences
    return refusals


def uploads_in(request: HttpRequest, field: str) -> list[SealedUpload]:
    """What `takes_files` puts in the place of Django's own files."""
    return cast(list[SealedUpload], request.FILES.getlist(field))


def take_one(filling: Filling, question: Question, upload: SealedUpload, instead_of: UUID | None = None) -> str:
    """Attach one file; "" or, in words, why it was not taken."""
    try:
        arrival = Arrival(upload, question, instead_of)
        attach(arrival, draft_id=filling.draft_id, owner=filling.owner, now=filling.now)
    except Refused as refused:
        return refusal_in_words(refused, upload.name)
    return ""


def after_file_button(filling: Filling, action: str) -> str:
    """Where a button of the file list leads, once the page is saved; "" when another button was pressed."""
    if action.startswith(UPLOAD):
        return files_address(filling, action.removeprefix(UPLOAD))
    for prefix, name in FILE_PAGES.items():
        file_id = action.removeprefix(prefix)
        if action.startswith(prefix) and any(str(file.id) == file_id for file in filling.files):
            return reverse(f"eservices:{name}", args=[filling.draft_id, file_id])
    return ""


def files_address(filling: Filling, question_id: str) -> str:
    """The file list of a question, on its step; the draft itself when the question is gone."""
    if question_id not in filling.service.questions:
        return reverse("eservices:draft", args=[filling.draft_id])
    position = filling.service.step_of(question_id).position
    return reverse("eservices:step", args=[filling.draft_id, position]) + f"#filer-{question_id}"


def searched(filling: Filling) -> Filling:
    """The errand after some of its waiting files were searched, where any wait."""
    return replace(filling) if search_waiting(filling.files) else filling


def _begun(filling: Filling) -> Filling:
    """The first file makes the draft, as a first answer does."""
    draft = begin_draft(
        filling.draft_id, version=filling.version, answers=filling.answers, owner=filling.owner, now=filling.now
    )
    return replace(filling, draft=draft)


def _file_question(step: Step, question_id: str) -> Question:
    for question in step.items:
        if question.id == question_id and question.type.takes_files:
            return question
    raise Http404
