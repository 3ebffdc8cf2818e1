"""Kontrollera kvittens: anybody may ask whether a document is one of ours. Nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attachments.checks import pieces
from attachments.incoming import SealedUpload
from attachments.limits import MEBIBYTE, Limits
from attachments.middleware import takes_files
from attachments.texts import refusal_text
from casework.receipts.verification import verify
from config.pace import paced

FIELD = "kvittens"
LARGEST_MB = 10


def _limits(request: HttpRequest) -> Limits:
    return Limits(size=LARGEST_MB * MEBIBYTE, count=1)


@paced("check")
@takes_files(_limits)
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {"largest_mb": LARGEST_MB}
    if request.method == "POST":
        upload = request.FILES.get(FIELD)
        context |= _checked(upload) if isinstance(upload, SealedUpload) else _problem(_("Välj en fil."))
    return render(request, "eservices/check_receipt.html", context)


def _checked(upload: SealedUpload) -> dict[str, Any]:
    """What is said of the file. It lies sealed under a key that nobody keeps, and is removed with the answer."""
    if upload.refused:
        return _problem(refusal_text(upload.refused, upload.name))
    with upload.open_reader() as reader:
        return {"found": verify(pieces(reader)), "file_name": upload.name}


def _problem(text: str) -> dict[str, Any]:
    return {"errors": [{"text": text, "url": f"#{FIELD}"}]}
