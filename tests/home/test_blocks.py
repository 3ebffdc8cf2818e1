"""Every kind of block: what it shows, what it refuses, and that its HTML is valid."""

import gc
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import CharBlock
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.rich_text import RichText

from home.blocks import BodyBlock
from home.media_blocks import PictureBlock, VideoBlock
from home.models import InformationPage
from home.table_block import CaptionedTableBlock
from tools import html_checker

TABLE = CaptionedTableBlock([("text", CharBlock(required=False))])
ROWS = [["Mina sidor", "1 timme"], ["Språk", "1 år"]]


@pytest.fixture
def image(db: None, settings: Any, tmp_path: Any) -> Image:
    settings.MEDIA_ROOT = tmp_path
    return Image.objects.create(title="Bryggan", file=get_test_image_file(size=(1600, 900)))


@pytest.fixture
def document(db: None, settings: Any, tmp_path: Any) -> Document:
    settings.MEDIA_ROOT = tmp_path
    return Document.objects.create(title="Taxa", file=ContentFile(b"%PDF-1.7" + b" " * 2040, name="taxa.pdf"))


def table(caption: str = "Kakor", heading: str = "Namn", rows: Any = ROWS) -> Any:
    columns = [{"type": "text", "heading": heading}, {"type": "text", "heading": "Livslängd"}]
    return TABLE.to_python({"columns": columns, "rows": [{"values": row} for row in rows], "caption": caption})


def body_of_every_kind(image: Image, document: Document) -> list[tuple[str, Any]]:
    item = {"title": "Kostar det?", "text": RichText("<p>Nej.</p>")}
    steps = [item, {"title": "Sedan", "text": RichText("<p>Vänta.</p>")}]
    image.contextual_alt_text, image.decorative = "Bryggan i kvällsljus", False
    film = {"title": "Så loggar du in", "url": "https://www.play.example/1?a=1&b=2", "picture": image}
    return [
        ("text", RichText("<h2>Rubrik</h2><p>Text med <b>fetstil</b>.</p><ul><li>En sak</li></ul>")),
        ("fact_box", {"title": "Fakta", "text": RichText("<p>Kort.</p>")}),
        ("steps", {"title": "Så gör du", "steps": steps}),
        ("folded", {"title": "Frågor", "items": [item]}),
        ("table", {"table": table(), "rows_have_headings": True}),
        ("picture", {"picture": image, "caption": "Foto: kommunen"}),
        ("document", {"document": document, "title": ""}),
        ("quote", {"text": "Det gick fort.", "source": "Astrid"}),
        ("video", film | {"length": "3 minuter", "has_captions": True}),
        ("contact", {"title": "Vi svarar", "name": "", "phone": "0224-360 00", "hours": "", "email": ""}),
    ]


@pytest.fixture
def page(pages: dict[str, Any], image: Image, document: Document) -> InformationPage:
    made = InformationPage(title="Allt", slug="allt", body=body_of_every_kind(image, document))
    return pages["front"].add_child(instance=made)


def soup(client: Client, path: str = "/allt/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_every_kind_of_block_is_in_the_test(page: InformationPage) -> None:
    assert {block.block_type for block in page.body} == set(BodyBlock().child_blocks)


@pytest.mark.skipif(not html_checker.JAR.exists(), reason="needs the HTML checker; make test fetches it")
def test_every_kind_of_block_is_valid_html(client: Client, page: InformationPage) -> None:
    assert html_checker.faults({"/allt/": client.get("/allt/").content}) == []


def test_table_has_caption_and_headings_and_can_be_scrolled_by_keyboard(client: Client, page: InformationPage) -> None:
    region = soup(client).select_one(".table-scroll")

    assert (region.name, region["tabindex"], region["aria-label"]) == ("section", "0", "Kakor")
    assert region.caption.text == "Kakor"
    assert [cell.text for cell in region.select("th[scope=col]")] == ["Namn", "Livslängd"]
    assert [cell.text for cell in region.select("th[scope=row]")] == ["Mina sidor", "Språk"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves a file to the collector
def test_picture_has_its_description_and_size_and_is_fetched_from_us(client: Client, page: InformationPage) -> None:
    shown = soup(client).select_one(".picture img")
    fetched = client.get(shown["src"])
    fetched.close()
    gc.collect()

    assert (shown["alt"], shown["width"], shown["height"]) == ("Bryggan i kvällsljus", "1000", "562")
    assert (fetched.status_code, fetched["Content-Type"]) == (200, "image/png")
    assert "default-src 'none'" in fetched["Content-Security-Policy"]


def test_document_link_says_kind_and_size(client: Client, page: InformationPage) -> None:
    assert " ".join(soup(client).select_one(".document-link").text.split()) == "Taxa (PDF, 2,0 kB)"


def test_film_is_a_link_that_says_where_it_leads(client: Client, page: InformationPage) -> None:
    film = soup(client).select_one(".video-link")

    assert film.a["href"] == "https://www.play.example/1?a=1&b=2"
    assert "Öppnas hos play.example." in film.figcaption.text
    assert (film.img["alt"], soup(client).iframe, film.img["src"].startswith("/bilder/")) == ("", None, True)


def test_page_with_every_kind_costs_no_query_a_block(client: Client, page: InformationPage) -> None:
    client.get("/allt/")
    with CaptureQueriesContext(connection) as before:
        client.get("/allt/")
    page.body = [(block.block_type, block.value) for block in page.body] * 2
    page.save()
    client.get("/allt/")

    with CaptureQueriesContext(connection) as after:
        client.get("/allt/")

    assert len(after) <= len(before) <= 9


def test_picture_without_description_is_refused(image: Image) -> None:
    block = PictureBlock()
    decorative = {"picture": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"picture": {"image": image.pk, "alt_text": "", "decorative": False}}))

    assert block.clean(block.to_python(decorative))["picture"].pk == image.pk


@pytest.mark.parametrize("fault", [{"caption": " "}, {"heading": ""}, {"rows": []}])
def test_table_that_cannot_be_read_aloud_is_refused(fault: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        TABLE.clean(table(**fault))

    assert len(refused.value.as_json_data()["messages"]) == 1
    assert TABLE.clean(table()).caption == "Kakor"


def test_film_needs_a_web_address(image: Image) -> None:
    value = {"title": "Film", "url": "javascript:alert(1)", "picture": image.pk, "length": "1 minut"}

    with pytest.raises(ValidationError):
        VideoBlock().clean(VideoBlock().to_python(value))


@pytest.mark.parametrize("name", ["text", "fact_box", "steps", "folded", "quote", "contact"])
def test_editor_sees_the_block_before_choosing_it(cast: Any, staff_client: Any, name: str) -> None:
    block = InformationPage._meta.get_field("body").stream_block.child_blocks[name]

    preview = staff_client(cast.maja).get("/admin/block-preview/", {"id": block.definition_prefix})

    assert (preview.status_code, "css/blocks.css" in preview.content.decode()) == (200, True)
    assert block.get_description()
