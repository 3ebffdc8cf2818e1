"""Handing out a file, for every door alike: who may have it was decided before (promise 5), here is whether it can be."""

import logging

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from attachments.actions import read
from attachments.models import ScanState, StoredFile
from attachments.responses import file_response
from attachments.storage import StorageAway
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
        logger.exception("Stored file %s cannot be opened", stored.pk)
        messages.error(request, _("Filen går inte att öppna just nu. Felet är antecknat hos oss."))
        return redirect(back)


def why_not(stored: StoredFile) -> str:
    """In words, why a file cannot be fetched; "" when it can."""
    if stored.scan == ScanState.INFECTED:
        return _("Vi hittade skadlig kod i filen. Den går inte att hämta.")
    if stored.scan == ScanState.WAITING:
        return _("Filen väntar på kontroll av skadlig kod. Den går att hämta så snart kontrollen är klar.")
    return ""
