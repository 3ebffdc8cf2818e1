"""Plain text: whole characters, no control codes, no web page."""

from typing import BinaryIO

from attachments.errors import Refused
from attachments.examiner.hidden import refuse_web_page

ALLOWED_CONTROLS = b"\t\n\r\f"
CONTROLS = bytes(set(range(32)) - set(ALLOWED_CONTROLS)) + b"\x7f"


def examine_text(file: BinaryIO, kind: str) -> None:
    """UTF-8 or Windows' Latin-1; UTF-16 is what a person seldom means, and holds NUL."""
    text = file.read()
    if text.translate(None, CONTROLS) != text:
        raise Refused("content_mismatch")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_unless_western(text)
    refuse_web_page(file)


def _refuse_unless_western(text: bytes) -> None:
    try:
        text.decode("cp1252")
    except UnicodeDecodeError:
        raise Refused("content_mismatch") from None
