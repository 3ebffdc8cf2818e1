"""A document to work on, and a seal."""

from datetime import UTC, datetime

import pytest

from documents.typesetting import Attachment, Document, Heading, Pairs, Paragraph, Table

MADE_AT = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def a_document(*rows: tuple[str, str], **changes) -> Document:
    fields = {
        "language": "sv",
        "title": "Kvittens BUN 2026-00012",
        "heading": "Kvittens",
        "description": "Ansök om skolskjuts",
        "author": "Heby kommun",
        "footer": "Heby kommun · BUN 2026-00012",
        "made_at": MADE_AT,
        "notices": ["Det här är ett provärende."],
        "blocks": [
            Paragraph("Heby kommun har tagit emot det som står här."),
            Heading("Svar"),
            Heading("Barnet", 3),
            Pairs(list(rows) or [("Namn", "Åsa Öberg")]),
            Heading("Filer"),
            Table(["Fil", "Storlek"], [["karta.pdf", "12 kB"]] * 3, [3, 1]),
        ],
        "attachments": [Attachment("svar.json", "application/json", "Svaren", '{"namn":"Åsa 日本"}', "source")],
    }
    return Document(**(fields | changes))


@pytest.fixture
def document() -> Document:
    return a_document()
