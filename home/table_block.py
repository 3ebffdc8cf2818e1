"""A table that can be read aloud: a caption, headings above the columns and, where they are, before the rows."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError


class CaptionedTableBlock(TypedTableBlock):
    """Refuses a table without caption, without rows, or with a column that has no heading."""

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        missing = what_is_missing(cleaned)
        if missing and not self.is_deferred_validation:
            raise TypedTableBlockValidationError(non_block_errors=missing)
        return cleaned


def what_is_missing(table: TypedTable) -> list[str]:
    found = []
    if not table.caption.strip():
        found.append(_("Skriv en tabellrubrik som säger vad tabellen visar."))
    if not table.columns or not table.row_data:
        found.append(_("Lägg till minst en kolumn och en rad."))
    if any(not column["heading"].strip() for column in table.columns):
        found.append(_("Skriv en rubrik för varje kolumn."))
    return found


class TableBlock(blocks.StructBlock):
    table: Any = CaptionedTableBlock(
        [("text", blocks.CharBlock(label=gettext_lazy("Text"), required=False))], label=gettext_lazy("Tabell")
    )
    rows_have_headings = blocks.BooleanBlock(
        label=gettext_lazy("Första kolumnen är radernas rubriker"), required=False, default=True
    )

    class Meta:
        label = gettext_lazy("Tabell")
        icon = "table"
        template = "home/blocks/table.html"
        description = gettext_lazy("Uppgifter att jämföra, i rader och kolumner. Inte för utseendets skull.")


def table_of(caption: str, headings: list[str], rows: list[list[str]]) -> TypedTable:
    """A table of plain texts, as the editor would have written it."""
    columns = [{"type": "text", "heading": heading} for heading in headings]
    raw = {"caption": caption, "columns": columns, "rows": [{"values": row} for row in rows]}
    return TableBlock().child_blocks["table"].to_python(raw)
