"""Setting a document with Typst: the same facts give the same bytes.

Text is data all the way: what a resident has written can be no markup. A document that Typst refuses all the same, for
some sign it cannot set, is set once more in plain letters: a receipt must never fail to come.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from documents import printable

if TYPE_CHECKING:
    import typst

TEMPLATE = "document.typ"
STANDARDS: "typst.PDFStandards" = ["a-3a", "ua-1"]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Pairs:
    """Label and value, each of any length."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the line; each row has a cell for each column."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@dataclass(frozen=True)
class Paragraph:
    text: str


Block = Heading | Pairs | Table | Paragraph


@dataclass(frozen=True)
class Attachment:
    """A file in the file. `source` is what the document was made of, `supplement` goes with it."""

    name: str
    type: str
    description: str
    content: str
    relationship: Literal["source", "supplement", "data"] = "supplement"


@dataclass(frozen=True, kw_only=True)
class Document:
    """`author` is the authority; `made_at` stands in the file as its date."""

    language: Literal["sv", "en"]
    title: str
    heading: str
    description: str
    author: str
    footer: str
    made_at: datetime
    notices: Sequence[str] = ()
    blocks: Sequence[Block] = ()
    attachments: Sequence[Attachment] = field(default_factory=tuple)


def typeset(document: Document) -> bytes:
    """The PDF, with PDF/A-3a and PDF/UA-1 kept (ISO 19005-3, ISO 14289-1). Raises typst.TypstError for a fault of ours.

    Takes some hundredths of a second.
    """
    import typst

    with translation.override(document.language):
        try:
            return _typeset(document, plain=False)
        except typst.TypstError as error:
            logger.warning("A document is set in plain letters: %s", _without_text(error))
            return _typeset(document, plain=True)


def _typeset(document: Document, *, plain: bool) -> bytes:
    import typst

    inputs = {"facts": json.dumps(_facts(document, plain))}
    inputs |= {f"attached-{number}": one.content for number, one in enumerate(document.attachments)}
    pdf = typst.compile(
        (settings.BASE_DIR / "templates" / "documents" / TEMPLATE).read_bytes(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs=inputs,
        timestamp=int(document.made_at.timestamp()),
    )
    assert isinstance(pdf, bytes)  # noqa: S101  # a list only for pictures of pages
    return pdf


@cache
def _fonts() -> "typst.Fonts":
    """Ours and no others: a document looks the same wherever it is made."""
    import typst

    folder = str(printable.fonts_folder())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _facts(document: Document, plain: bool) -> dict[str, Any]:
    def line(text: str) -> str:
        return printable.line(text, plain=plain)

    return {
        "language": document.language,
        **{name: line(getattr(document, name)) for name in ("title", "heading", "description", "author", "footer")},
        "page_of": _("Sida {page} av {pages}"),
        "notices": [line(notice) for notice in document.notices],
        "blocks": [_block(block, plain) for block in document.blocks],
        "attachments": [
            {key: value for key, value in asdict(one).items() if key != "content"} | {"input": f"attached-{number}"}
            for number, one in enumerate(document.attachments)
        ],
    }


def _block(block: Block, plain: bool) -> dict[str, Any]:
    def lines(text: str) -> list[str]:
        return printable.lines(text, plain=plain)

    def line(text: str) -> str:
        return printable.line(text, plain=plain)

    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": line(block.text)}
        case Pairs():
            return {"kind": "pairs", "rows": [{"label": lines(one), "value": lines(two)} for one, two in block.rows]}
        case Table():
            return {
                "kind": "table",
                "widths": list(block.widths),
                "header": [line(cell) for cell in block.header],
                "rows": [[line(cell) for cell in row] for row in block.rows],
            }
        case Paragraph():
            return {"kind": "text", "lines": lines(block.text)}


def _without_text(error: Exception) -> str:
    """The kind of fault; never what stands in the document."""
    return str(getattr(error, "message", "")).split(":")[0][:80]
