"""Every link on a page, whatever its type: read from the fields as they are stored, so that targets that are gone show.

Wagtail's own ReferenceIndex forgets a chosen page as soon as the page that chose it is saved again, and knows neither
addresses nor the words of a link.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db.models import URLField
from django.utils.text import capfirst
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock, URLBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

PAGE, DOCUMENT, IMAGE, ADDRESS = "page", "document", "image", "address"
APART = " › "


@dataclass(frozen=True)
class Link:
    """`target` is an id for pages and files, else an address. `content_path` and `place` say where it stands, in
    Wagtail's words and in the editor's."""

    kind: str
    target: str
    text: str
    content_path: str
    place: tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    path: str
    labels: tuple[Any, ...]

    def within(self, part: Any, label: Any = "") -> "Place":
        return Place(f"{self.path}.{part}", (*self.labels, label) if label else self.labels)

    def link(self, kind: str, target: Any, text: str = "") -> Link:
        return Link(kind, str(target), text, self.path, self.labels)


def in_words(place: tuple[Any, ...]) -> str:
    """In the active language: "Innehåll › Faktaruta › Text"."""
    return str(capfirst(APART.join(str(label) for label in place)))


def links_of(page: Page) -> Iterator[Link]:
    """Of the specific page, as it is live."""
    for field in page._meta.concrete_fields:
        place = Place(field.name, (field.verbose_name,))
        if isinstance(field, RichTextField):
            yield from in_rich_text(getattr(page, field.name) or "", place)
        elif isinstance(field, URLField) and getattr(page, field.name):
            yield place.link(ADDRESS, getattr(page, field.name))
        elif isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from in_block(stream.stream_block, list(stream.raw_data), place)


def in_block(block: Any, raw: Any, place: Place) -> Iterator[Link]:
    """What a block holds, from its stored form."""
    if isinstance(block, StreamBlock):
        yield from _in_stream(block, raw or [], place)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from in_block(child, (raw or {}).get(name), place.within(name, child.label))
    elif isinstance(block, ListBlock):
        yield from _in_list(block, raw or [], place)
    elif isinstance(block, RichTextBlock):
        yield from in_rich_text(raw or "", place)
    elif isinstance(block, URLBlock) and raw:
        yield place.link(ADDRESS, raw)
    elif isinstance(block, ChooserBlock) and raw:
        yield from _chosen(block, raw, place)


def _in_stream(block: StreamBlock, raw: list[Any], place: Place) -> Iterator[Link]:
    for item in raw:
        child = block.child_blocks.get(item["type"])
        if child is not None:
            yield from in_block(child, item["value"], place.within(item.get("id", ""), child.label))


def _in_list(block: ListBlock, raw: list[Any], place: Place) -> Iterator[Link]:
    for item in raw:
        has_id = isinstance(item, dict) and item.keys() == {"type", "value", "id"}
        value, part = (item["value"], item["id"]) if has_id else (item, "")
        yield from in_block(block.child_block, value, place.within(part))


def _chosen(block: ChooserBlock, raw: Any, place: Place) -> Iterator[Link]:
    model = block.model_class
    for base, kind in ((Page, PAGE), (get_document_model(), DOCUMENT), (get_image_model(), IMAGE)):
        if issubclass(model, base):
            yield place.link(kind, raw)


def in_rich_text(html: str, place: Place) -> Iterator[Link]:
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    for kind, target, text in reader.found:
        yield place.link(kind, target, text)


class _Reader(HTMLParser):
    """Links and embedded pictures of rich text, in the form in which Wagtail stores it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.open: tuple[str, str] | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.open, self.text = _target(given), ""
        elif tag == "embed" and given.get("embedtype") == IMAGE:
            self.found.append((IMAGE, given.get("id", ""), given.get("alt", "")))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            self.found.append((*self.open, " ".join(self.text.split())))
            self.open = None


def _target(given: dict[str, str]) -> tuple[str, str] | None:
    """None for what leads out of the web, or to another place on the same page."""
    if given.get("linktype") in (PAGE, DOCUMENT):
        return given["linktype"], given.get("id", "")
    href = given.get("href", "")
    return None if href.startswith(("#", "mailto:", "tel:")) else (ADDRESS, href)
