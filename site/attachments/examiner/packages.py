"""Office and OpenDocument files: sound archives that say themselves what they are, without macros or foreign parts."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree import ElementTree

from attachments.errors import Refused
from attachments.examiner.zips import UNPACKED, Part, parts_of, unpack

OFFICE = "application/vnd.openxmlformats-officedocument"
OFFICE_MAIN = {
    "docx": f"{OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OFFICE}.presentationml.presentation.main+xml",  # embedded only
}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # an old Office file, or a new one with a password
ARCHIVE_OR_PROGRAM = (
    b"PK\3\4",
    OLD_OFFICE,
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"MZ",
    b"\x7fELF",
)
EMBEDDED = re.compile(r"[^/]+/embeddings/[^/]+\.(docx|xlsx|pptx)", re.IGNORECASE)  # the sheet behind a chart
MACRO_PART = re.compile(r"(?:.*/)?(?:vba[^/]*\.(?:bin|xml)(?:\.rels)?|activeX/.*)|(?:Basic|Scripts)/.*", re.IGNORECASE)
XML_PART = re.compile(r".*\.(?:xml|rels|vml|rdf)", re.IGNORECASE)
DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")  # in UTF-8 and UTF-16
FETCHED = {"attachedtemplate", "oleobject", "frame", "subdocument"}  # what programs fetch without asking
FOREIGN = re.compile(
    r"(?:https?|ftp|mhtml|mk|ms-\w+):"
    r"|(?:file:[/\\]*|[/\\]{2,})(?![/\\]*[A-Za-z]:)",  # not on a disk of one's own: a server, which is told who asks
    re.IGNORECASE,
)
LONGEST_READ = 5 * 2**20  # bytes of a part that is read as a whole
OVERLAP = 64


@dataclass
class Content:
    """What is kept of the parts while they pass by."""

    names: list[str]
    whole: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Budget:
    left: int = UNPACKED


def examine_package(file: BinaryIO, kind: str) -> None:
    _examine(file, kind, Budget(), within=False)


def _examine(file: BinaryIO, kind: str, budget: Budget, *, within: bool) -> None:
    start = file.read(4)
    if start == OLD_OFFICE:
        raise Refused("encrypted")
    if start != b"PK\3\4":
        raise Refused("content_mismatch")
    parts = parts_of(file)
    if any(MACRO_PART.fullmatch(part.name) for part in parts):
        raise Refused("macros")
    content = Content([part.name for part in parts])
    for part in parts:
        if EMBEDDED.fullmatch(part.name) and not within:
            embedded = b"".join(_spent(unpack(file, part), budget))
            _examine(io.BytesIO(embedded), part.name.rpartition(".")[2].lower(), budget, within=True)
        else:
            _look_at(part, _spent(unpack(file, part), budget), content)
    if kind in OPEN_DOCUMENT:
        _refuse_unless_open_document(parts, content, kind)
    else:
        _refuse_unless_office(content, kind)


def _spent(pieces: Iterator[bytes], budget: Budget) -> Iterator[bytes]:
    for piece in pieces:
        budget.left -= len(piece)
        if budget.left < 0:
            raise Refused("unpacks_too_large", limit_bytes=UNPACKED)
        yield piece


def _look_at(part: Part, pieces: Iterator[bytes], content: Content) -> None:
    keep = _tells_relations(part.name) or part.name in ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
    if keep and part.unpacked > LONGEST_READ:
        raise Refused("too_complex")
    is_xml, tail, first = XML_PART.fullmatch(part.name), b"", True
    for piece in pieces:
        if first and piece.startswith(ARCHIVE_OR_PROGRAM):
            raise Refused("nested")
        if is_xml and DOCTYPE.search(tail + piece):
            raise Refused("hidden_content")  # entities: a bomb, or a way to fetch something
        if keep:
            content.whole[part.name] = content.whole.get(part.name, b"") + piece
        tail, first = piece[-OVERLAP:], False


def _refuse_unless_office(content: Content, kind: str) -> None:
    types = content.whole.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise Refused("macros")
    if OFFICE_MAIN[kind] not in types or "_rels/.rels" not in content.whole:
        raise Refused("content_mismatch")
    for name, text in content.whole.items():
        if _tells_relations(name):
            _refuse_fetching(text)


def _tells_relations(name: str) -> bool:
    return name.lower().endswith(".rels")  # Office does not tell capitals in names of parts


def _refuse_fetching(relations: bytes) -> None:
    """Read as XML, as Office reads it: in any encoding and any spelling. `_look_at` has refused entities."""
    for relation in ElementTree.fromstring(relations).iter():  # noqa: S314 - no DOCTYPE, bounded, in our own process
        kind = relation.get("Type", "").strip().rpartition("/")[2].lower()
        if kind in FETCHED and FOREIGN.match(relation.get("Target", "").strip()):
            raise Refused("external")


def _refuse_unless_open_document(parts: list[Part], content: Content, kind: str) -> None:
    if not parts or parts[0].name != "mimetype" or parts[0].method != zipfile.ZIP_STORED:
        raise Refused("content_mismatch")
    if content.whole.get("mimetype") != OPEN_DOCUMENT[kind]:
        raise Refused("content_mismatch")
    if b"encryption-data" in content.whole.get("META-INF/manifest.xml", b""):
        raise Refused("encrypted")
    if "content.xml" not in content.names:
        raise Refused("unreadable")
