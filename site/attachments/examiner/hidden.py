"""What a file of another kind hides: a web page or an archive in or behind it (polyglots)."""

import re
import zipfile
from typing import BinaryIO

from attachments.errors import Refused

WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|iframe|svg|\?php)[\s>]", re.IGNORECASE)
PIECE, OVERLAP = 2**20, 64


def refuse_archive(file: BinaryIO) -> None:
    """Programs look for an archive at the end of a file, whatever stands before it."""
    if zipfile.is_zipfile(file):
        raise Refused("hidden_content")


def refuse_web_page(file: BinaryIO) -> None:
    file.seek(0)
    kept = b""
    while piece := file.read(PIECE):
        if WEB_PAGE.search(kept + piece):
            raise Refused("hidden_content")
        kept = piece[-OVERLAP:]
    file.seek(0)
