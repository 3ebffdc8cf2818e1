"""Looking for texts where they must not be, in whatever form: for every test that says that something lies nowhere.

A canary is a word that occurs nowhere else. It is looked for as UTF-8, UTF-16 and Latin-1, as hex, as base64 at all
three alignments, escaped as in JSON and in addresses, and in whatever zlib, gzip or raw deflate streams lie packed in
what is searched, streams within streams too.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from tests.eservices.traces import read_apart

Place = tuple[str, bytes]
GZIP, ZLIB, ZIP_ENTRY = b"\x1f\x8b\x08", rb"\x78[\x01\x5e\x9c\xda]", rb"PK\x03\x04"
PACKED = re.compile(rb"\x1f\x8b\x08|" + ZLIB + rb"|" + ZIP_ENTRY, re.DOTALL)
BASE64 = re.compile(rb"[A-Za-z0-9_-]{24,}={0,2}|[A-Za-z0-9+/]{24,}={0,2}")
DEEPEST = 3  # a stream in base64 in a stream: no storage of ours packs more often
MOST = 2**26


def forms(text: str) -> set[bytes]:
    """All the ways in which the text may be written without being packed."""
    coded = {text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    coded |= {text.encode("latin-1", "ignore"), text.encode("unicode_escape")}
    coded |= {json.dumps(text)[1:-1].encode(), quote(text).encode()}
    spelled = {form for plain in coded for form in (plain.hex().encode(), plain.hex().upper().encode())}
    in_base64 = {form for plain in coded for shift in range(3) for form in in_base64_at(plain, shift)}
    return coded | spelled | in_base64


def in_base64_at(plain: bytes, shift: int) -> set[bytes]:
    """The characters that the text alone decides, wherever it begins in its group of three bytes."""
    code = base64.b64encode(b"\0" * shift + plain)
    first, last = -(-shift * 8 // 6), (shift + len(plain)) * 8 // 6
    return {code[first:last], code[first:last].translate(bytes.maketrans(b"+/", b"-_"))}


def streams_in(content: bytes, depth: int = DEEPEST) -> Iterator[bytes]:
    """The content, and all that comes out of it when it is unpacked."""
    yield content
    if depth:
        for unpacked in (*inflated(content), *from_base64(content)):
            yield from streams_in(unpacked, depth - 1)


def inflated(content: bytes) -> Iterator[bytes]:
    for found in PACKED.finditer(content):
        start = found.start()
        if found.group().startswith(b"PK"):
            name, extra = (int.from_bytes(content[start + at : start + at + 2], "little") for at in (26, 28))
            unpacked = inflate(content[start + 30 + name + extra :], -zlib.MAX_WBITS)
        else:
            unpacked = inflate(content[start:], zlib.MAX_WBITS | 32)
        if unpacked:
            yield unpacked


def inflate(packed: bytes, window: int) -> bytes:
    """As much of the stream as can be had: a torn one has leaked as well."""
    machine, unpacked = zlib.decompressobj(window), b""
    try:
        for at in range(0, len(packed), 512):
            unpacked += machine.decompress(packed[at : at + 512], MOST)
            if machine.eof or len(unpacked) > MOST:
                break
    except zlib.error:
        pass
    return unpacked


def from_base64(content: bytes) -> Iterator[bytes]:
    """What packed streams lie in base64, as Django's sessions do."""
    for found in BASE64.findall(content):
        plain = found.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
        decoded = base64.b64decode(plain + b"=" * (-len(plain) % 4)) if len(plain) % 4 != 1 else b""
        if PACKED.match(decoded):
            yield decoded


def places_with(canaries: Iterable[str], places: Iterable[Place]) -> set[tuple[str, str]]:
    """Which canary lies where."""
    wanted = {canary: forms(canary) for canary in canaries}
    return {
        (canary, name)
        for name, content in places
        for stream in streams_in(content)
        for canary, written in wanted.items()
        if any(form in stream for form in written)
    }


def files_in(*folders: Path, leave: Iterable[str] = ()) -> Iterator[Place]:
    """Every file, hidden and temporary ones too; its name is searched as well."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name not in leave:
                yield str(path), str(path).encode() + b"\n" + read_apart(path)
