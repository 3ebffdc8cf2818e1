"""One file of a draft: fetch it, rename it, exchange it, remove it. Its owner's alone (promises 1 and 5).

No message names a file: messages lie in clear in a cookie or a session row, and what a file is called is sealed.
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from attachments.errors import Refused
from attachments.middleware import takes_files
from casework.file_answers import answer_with_file
from config.pace import paced
from eservices.actions.files import detach, rename
from eservices.attached import AttachedFile
from eservices.filling import Filling
from eservices.shown_files import file_control, refusal_in_words, shown_file
from eservices.views.attaching import files_address, room_for_files, searched, take_one, uploads_in
from eservices.views.doors import own_errand

GET_OR_POST = ["GET", "HEAD", "POST"]
NEW_NAME, NEW_FILE = "namn", "fil"


@own_errand
@require_safe
def fetch_file(request: HttpRequest, filling: Filling, file_id: UUID) -> HttpResponseBase:
    filling = searched(filling)
    file = _file(filling, file_id)
    back = files_address(filling, file.question_id)
    details = file.details
    return answer_with_file(
        request, file.stored, file.key, name=details.name, mime=details.type, size=details.size, back=back
    )


@own_errand
@require_http_methods(GET_OR_POST)
def remove_file(request: HttpRequest, filling: Filling, file_id: UUID) -> HttpResponse:
    """Asked first, since it cannot be undone."""
    file = _file(filling, file_id)
    if request.method == "POST":
        detach(filling.draft_id, [file.id], owner=filling.owner, now=filling.now)
        messages.success(request, _("Filen är borttagen."))
        return redirect(files_address(filling, file.question_id))
    return render(request, "eservices/remove_file.html", _context(filling, file))


@own_errand
@require_http_methods(GET_OR_POST)
def rename_file(request: HttpRequest, filling: Filling, file_id: UUID) -> HttpResponse:
    file = _file(filling, file_id)
    wanted = request.POST.get(NEW_NAME, "")
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            rename(filling.draft_id, file.id, name=wanted, owner=filling.owner, now=filling.now)
        except Refused as refused:
            errors = [{"text": refusal_in_words(refused, file.details.name), "url": f"#{NEW_NAME}"}]
        else:
            messages.success(request, _("Filen har fått ett nytt namn."))
            return redirect(files_address(filling, file.question_id))
    stem, dot, extension = file.details.name.rpartition(".")
    named = {"name": wanted or stem or extension, "extension": f"{dot}{extension}" if stem else "", "errors": errors}
    return render(request, "eservices/rename_file.html", _context(filling, file) | named)


@paced("upload")
@takes_files(room_for_files)
@own_errand
@require_http_methods(GET_OR_POST)
def replace_file(request: HttpRequest, filling: Filling, file_id: UUID) -> HttpResponse:
    """Put another file in the place of this one. While the new one is not taken, the old one stays."""
    file = _file(filling, file_id)
    question = filling.service.question(file.question_id)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        chosen = uploads_in(request, NEW_FILE)
        told = take_one(filling, question, chosen[0], file.id) if chosen else _("Välj en fil.")
        if not told:
            messages.success(request, _("Filen är utbytt."))
            return redirect(files_address(filling, file.question_id))
        errors = [{"text": told, "url": f"#{NEW_FILE}"}]
    control = file_control(question, [], filling.language)
    return render(
        request, "eservices/replace_file.html", _context(filling, file) | {"control": control, "errors": errors}
    )


def _file(filling: Filling, file_id: UUID) -> AttachedFile:
    file = next((file for file in filling.files if file.id == file_id), None)
    if file is None or file.question_id not in filling.service.questions:
        raise Http404
    return file


def _context(filling: Filling, file: AttachedFile) -> dict[str, object]:
    return {
        "service_title": filling.service.title.in_language(filling.language),
        "file": shown_file(file, filling.language),
        "back": files_address(filling, file.question_id),
    }
