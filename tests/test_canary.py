"""The searcher finds a canary in every form, or a search that finds nothing says nothing."""

import base64
import gzip
import io
import random
import zipfile
import zlib

import pytest
from django.contrib.sessions.backends.db import SessionStore

from tests.canary import files_in, places_with

CANARY = "Kanariefågel-8417"
PLAIN = CANARY.encode()


def zipped(content: bytes) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return file.getvalue()


def in_session() -> bytes:
    return SessionStore().encode({"draft": {"wish": CANARY * 3}}).encode()


PLANTED = {
    "utf-8": PLAIN,
    "utf-16-le": CANARY.encode("utf-16-le"),
    "utf-16-be": CANARY.encode("utf-16-be"),
    "latin-1": CANARY.encode("latin-1"),
    "escaped": CANARY.encode("unicode_escape"),
    "in an address": b"?q=Kanarief%C3%A5gel-8417",
    "hex": PLAIN.hex().encode(),
    "HEX": PLAIN.hex().upper().encode(),
    **{f"base64 + {shift}": base64.b64encode(b"x" * shift + PLAIN + b"yy") for shift in range(3)},
    **{f"urlsafe base64 + {shift}": base64.urlsafe_b64encode(b"~" * shift + PLAIN) for shift in range(3)},
    "utf-16 in base64": base64.b64encode(b"x" + CANARY.encode("utf-16-le")),
    "zlib": zlib.compress(PLAIN),
    "gzip": gzip.compress(PLAIN),
    "torn gzip": gzip.compress(PLAIN + random.Random(1).randbytes(4000))[:-200],
    "zip": zipped(PLAIN),
    "gzip in zlib": zlib.compress(gzip.compress(PLAIN)),
    "a packed session": in_session(),
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_canary_is_found(form):
    content = bytes(range(256)) + PLANTED[form] + bytes(range(255, -1, -1))

    assert places_with([CANARY], [("here", content)]) == {(CANARY, "here")}


def test_what_is_not_there_is_not_found():
    content = b"".join(PLANTED.values()).replace(b"8417", b"8418")

    assert places_with(["Kanariefågel-9999"], [("here", content)]) == set()


def test_files_are_found_by_name_and_content(tmp_path):
    (tmp_path / f"{CANARY}.txt").write_text("")
    (tmp_path / ".hidden").write_bytes(gzip.compress(PLAIN))

    found = {place.rpartition("/")[2] for _canary, place in places_with([CANARY], files_in(tmp_path))}

    assert found == {f"{CANARY}.txt", ".hidden"}
