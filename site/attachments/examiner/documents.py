"""PDF: whole, open, and nothing but pages. Parsed by pypdf, whose own limits on streams and arrays hold as well."""

import re
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject

from attachments.errors import Refused
from attachments.examiner.hidden import WEB_PAGE, refuse_archive

MOST_PAGES = 5000
MOST_OBJECTS = 300_000
DEEPEST = 100
SNIFFED = 4096  # bytes; no browser looks further to guess what a file is
START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,16}%PDF-\d")
END = b"%%EOF"
PADDING = b"\0\t\n\f\r "

SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
SCRIPT_TYPES = {"/JavaScript", "/Launch", "/ImportData", "/RichMedia", "/Movie", "/3D"}


def examine_pdf(file: BinaryIO, kind: str) -> None:
    """Raises Refused unless this is a PDF from first byte to last, without scripts, commands or files within."""
    _refuse_company(file)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise Refused("encrypted")
        _refuse_active(reader)
        pages = len(reader.pages)
    except LimitReachedError:
        raise Refused("too_complex") from None
    if not pages:
        raise Refused("unreadable")
    if pages > MOST_PAGES:
        raise Refused("too_many_pages", limit=MOST_PAGES)


def _refuse_company(file: BinaryIO) -> None:
    """Something before the header or behind the end makes it two files in one."""
    start = file.read(SNIFFED)
    if not START.match(start):
        raise Refused("hidden_content" if b"%PDF-" in start else "content_mismatch")
    if WEB_PAGE.search(start):
        raise Refused("hidden_content")
    file.seek(0)
    whole = file.read()
    end = whole.rfind(END)
    if end < 0:
        raise Refused("unreadable")
    if whole[end + len(END) :].strip(PADDING):
        raise Refused("hidden_content")
    refuse_archive(file)
    file.seek(0)


def _refuse_active(reader: PdfReader) -> None:
    """Look at every object the file's tables name, reached from a page or not."""
    ids = {number for numbers in reader.xref.values() for number in numbers} | set(reader.xref_objStm)
    if len(ids) > MOST_OBJECTS:
        raise Refused("too_complex")
    for number in ids:
        _look_at(reader.get_object(number), 0)


def _look_at(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Refused("too_complex")
    if isinstance(value, DictionaryObject):
        _refuse_dictionary(value)
        for key in value:
            _look_at(value.raw_get(key), depth + 1)
    elif isinstance(value, ArrayObject):
        for position in range(len(value)):
            _look_at(list.__getitem__(value, position), depth + 1)  # as it lies there, references unfollowed


def _refuse_dictionary(value: DictionaryObject) -> None:
    if SCRIPT_KEYS & value.keys() or {_name(value, "/S"), _name(value, "/Subtype")} & SCRIPT_TYPES:
        raise Refused("pdf_script")
    if "/EF" in value or _name(value, "/Type") == "/EmbeddedFile":
        raise Refused("pdf_embedded")


def _name(value: DictionaryObject, key: str) -> str:
    """The name that stands there or is referred to, since those who show the file follow references too."""
    if key not in value:
        return ""
    found = value[key]
    return found if isinstance(found, str) else ""
