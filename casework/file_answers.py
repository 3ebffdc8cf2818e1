"""Handing out a file, for every door alike: who may have it was decided before (promise 5), here whether it can be."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from attachments.actions import read
from attachments.kinds import PDF
from attachments.models import ScanState, StoredFile
from attachments.responses import file_response
from attachments.storage import StorageAway
from casework.files import file_of
from casework.models import Case, Receipt
from casework.receipts.reading import document_key
from crypto.envelope import SealBroken

logger = logging.getLogger(__name__)


def answer_with_file(
    request: HttpRequest, stored: StoredFile, key: bytes, *, name: str, mime: str, size: int, back: str
) -> HttpResponseBase:
    """The file as something to save; or, on the page it was asked for from, why it cannot be fetched."""
    if not stored.may_be_downloaded:
        messages.warning(request, why_not(stored))
        return redirect(back)
    try:
        return file_response(read(stored, key), name=name, mime=mime, size=size)
    except (FileNotFoundError, StorageAway, SealBroken):
        return _broken(request, f"Stored file {stored.pk}", back)


def _broken(request: HttpRequest, what: str, back: str) -> HttpResponseBase:
    logger.error("%s cannot be opened", what, exc_info=True)
    messages.error(request, _("Filen går inte att öppna just nu. Felet är antecknat hos oss."))
    return redirect(back)


def answer_with_case_file(request: HttpRequest, case: Case, number: int, *, back: str) -> HttpResponseBase:
    """The same for a file of a case that the requester has been let in to. Raises Http404 when there is none."""
    try:
        file = file_of(case, number)
    except SealBroken:
        return _broken(request, f"File {number} of case {case.pk}", back)
    if file is None:
        raise Http404
    return answer_with_file(request, file.stored, file.key, name=file.name, mime=file.type, size=file.size, back=back)


def answer_with_receipt(request: HttpRequest, receipt: Receipt | None, *, back: str) -> HttpResponseBase:
    """The receipt as a document; or, on the page it was asked for from, that it is still being made."""
    if receipt is None or receipt.stored is None:
        messages.info(request, _("Kvittensen är inte klar än. Försök igen om en minut."))
        return redirect(back)
    try:
        key = document_key(receipt)
    except SealBroken:
        return _broken(request, f"Receipt {receipt.pk}", back)
    name = f"{_('Kvittens')} {receipt.submission.case.number}.pdf"
    return answer_with_file(request, receipt.stored, key, name=name, mime=PDF.mime, size=receipt.stored.size, back=back)


def why_not(stored: StoredFile) -> str:
    """In words, why a file cannot be fetched; "" when it can."""
    if stored.scan == ScanState.INFECTED:
        return _("Vi hittade skadlig kod i filen. Den går inte att hämta.")
    if stored.scan == ScanState.WAITING:
        return _("Filen väntar på kontroll av skadlig kod. Den går att hämta så snart kontrollen är klar.")
    return ""
