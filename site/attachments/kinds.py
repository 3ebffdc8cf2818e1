"""The kinds of files an editor may allow, and how each is told by its name.

An editor ticks groups ("PDF", "Bilder"); a file is of one kind in one of them. Left out on purpose: formats with macros
(docm, xlsm), old Office files and RTF (known for exploits), CSV (a spreadsheet program runs what it finds in one), SVG
(a web page in disguise), HEIC (no decoder of ours; telephones send JPEG unless HEIC is asked for), and all archives.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Kind:
    code: str
    label: "_StrPromise"
    mime: str
    extensions: tuple[str, ...]  # lower case, without the dot; the first is the usual one


@dataclass(frozen=True)
class Group:
    """What the editor chooses among."""

    code: str
    label: "_StrPromise"
    kinds: tuple[Kind, ...]


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
PDF = Kind("pdf", _("PDF"), "application/pdf", ("pdf",))
JPEG = Kind("jpeg", _("JPEG-bild"), "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"))
PNG = Kind("png", _("PNG-bild"), "image/png", ("png",))
WEBP = Kind("webp", _("WebP-bild"), "image/webp", ("webp",))
GIF = Kind("gif", _("GIF-bild"), "image/gif", ("gif",))
DOCX = Kind("docx", _("Word-dokument"), f"{OFFICE}.wordprocessingml.document", ("docx",))
ODT = Kind("odt", _("OpenDocument-text"), f"{OPEN_DOCUMENT}.text", ("odt",))
TXT = Kind("txt", _("Ren text"), "text/plain", ("txt",))
XLSX = Kind("xlsx", _("Excel-kalkylblad"), f"{OFFICE}.spreadsheetml.sheet", ("xlsx",))
ODS = Kind("ods", _("OpenDocument-kalkylblad"), f"{OPEN_DOCUMENT}.spreadsheet", ("ods",))

GROUPS = {
    group.code: group
    for group in (
        Group("pdf", _("PDF"), (PDF,)),
        Group("image", _("Bilder"), (JPEG, PNG, WEBP, GIF)),
        Group("text", _("Textdokument"), (DOCX, ODT, TXT)),
        Group("sheet", _("Kalkylblad"), (XLSX, ODS)),
    )
}
KINDS = {kind.code: kind for group in GROUPS.values() for kind in group.kinds}


def kinds_of(groups: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds in the groups of these codes; KeyError for a code that is none."""
    return tuple(kind for code in groups for kind in GROUPS[code].kinds)


def kind_of_name(name: str, allowed: Collection[Kind]) -> Kind | None:
    """The allowed kind that the name's extension claims."""
    _stem, dot, extension = name.rpartition(".")
    return next((kind for kind in allowed if dot and extension.lower() in kind.extensions), None)


def accept_attribute(kinds: Iterable[Kind]) -> str:
    """For `<input type="file" accept="…">`: a help to the person, never a check."""
    return ",".join(f".{extension}" for kind in kinds for extension in kind.extensions)


def extensions_text(kinds: Iterable[Kind]) -> str:
    """The usual extensions, for a sentence about what may be attached: "pdf, jpg, png"."""
    return ", ".join(kind.extensions[0] for kind in kinds)
