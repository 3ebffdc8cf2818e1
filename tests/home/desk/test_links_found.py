"""Which links a page holds, and what can be said of them without asking another site."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from eservices.demo.builder import reading, step
from home.desk.links.actions import links_on_live_pages
from home.desk.links.extract import Place, in_rich_text, in_words, links_of
from home.desk.links.inside import address_fault, is_outside, known_targets
from home.models import InformationPage
from tests.eservices.factories import a_page
from tests.home.catalogue import external, paper_form

pytestmark = pytest.mark.django_db
HERE = Place("body", ("innehåll",))


def found_in(html: str) -> list[tuple[str, str, str]]:
    return [(link.kind, link.target, link.text) for link in in_rich_text(html, HERE)]


def test_links_of_rich_text_with_their_words() -> None:
    html = (
        '<p><a linktype="page" id="7">En <b>sida</b></a> <a linktype="document" id="3">Fil</a>'
        '<a href="https://a.example/?x=1&amp;y=2">Ute</a><a href="#här">x</a><a href="mailto:a@b.se">y</a>'
        '<a href="tel:112">z</a><a href="">tom</a><embed embedtype="image" id="9" alt="Karta"></p>'
    )

    assert found_in(html) == [
        ("page", "7", "En sida"),
        ("document", "3", "Fil"),
        ("address", "https://a.example/?x=1&y=2", "Ute"),
        ("address", "", "tom"),
        ("image", "9", "Karta"),
    ]


@pytest.mark.parametrize("html", ["", "<a", "<a href=", '<a href="x">aldrig slut', "</a></a>", "<p>inget</p>"])
def test_odd_rich_text_is_read_to_its_end(html: str) -> None:
    assert found_in(html) == []


def test_links_in_blocks_say_where_they_stand(a_text_page: Any) -> None:
    text = '<p><a href="https://a.example/">Ute</a></p>'
    body = [
        ("text", text),
        ("fact_box", {"title": "Ruta", "text": text}),
        ("steps", {"title": "Steg", "steps": [{"title": "Ett", "text": text}, {"title": "Två", "text": ""}]}),
    ]
    page = InformationPage.objects.get(pk=a_text_page("Avfall", body=body).pk)

    places = [in_words(link.place) for link in links_of(page)]
    ids = [child.id for child in page.body]
    paths = [link.content_path for link in links_of(page)]

    assert places == ["Innehåll › Text", "Innehåll › Faktaruta › Text", "Innehåll › Steg för steg › Steg › Text"]
    assert paths[:2] == [f"body.{ids[0]}", f"body.{ids[1]}.text"]
    assert re.fullmatch(rf"body\.{ids[2]}\.steps\.[0-9a-f-]+\.text", paths[2])


def test_addresses_and_chosen_pages_of_entries(cast: Any, pages: Any) -> None:
    other = a_page(cast.unit)
    elsewhere = external(address_en="https://en.example/", related=[("page", other)])
    form = paper_form()

    assert [(link.kind, link.target) for link in links_of(elsewhere)] == [
        ("page", str(other.pk)),
        ("address", "https://www.1177.se/"),
        ("address", "https://en.example/"),
    ]
    assert [link.target for link in links_of(form)] == ["https://www.kommun.example/kort.pdf"]


def test_links_within_the_questions_of_a_service(cast: Any) -> None:
    html = '<p><a href="https://a.example/">Läs mer</a></p>'
    page = a_page(cast.unit, steps=[step("s", ("Steg", "Step"), reading("information", "i", ("R", "R"), (html, "")))])

    (link,) = links_of(page)

    assert (link.text, link.target) == ("Läs mer", "https://a.example/")
    assert in_words(link.place) == "Steg › Steg › Frågor och texter › Information › Text"


def test_a_chosen_page_that_is_gone_is_still_found(cast: Any, pages: Any) -> None:
    other = a_page(cast.unit, publish=False)
    elsewhere = external(related=[("page", other)])
    other.delete()
    elsewhere = type(elsewhere).objects.get(pk=elsewhere.pk)

    link = next(link for link in links_of(elsewhere) if link.kind == "page")

    assert known_targets([link]).reason(link) == "page_gone"


def test_pages_and_files_are_well_hidden_or_gone(a_text_page: Any) -> None:
    live, hidden = a_text_page("Visas"), a_text_page("Dold", live=False)
    document = get_document_model().objects.create(title="Fil", file=ContentFile(b"x", name="fil.txt"))
    html = "".join(
        f'<a linktype="{kind}" id="{target}">x</a>'
        for kind, target in [
            ("page", live.pk),
            ("page", hidden.pk),
            ("page", 999999),
            ("page", "x"),
            ("page", "9" * 40),
            ("document", document.pk),
            ("document", 999999),
        ]
    )
    links = list(in_rich_text(html, HERE))
    known = known_targets(links)

    reasons = [known.reason(link) for link in links]

    assert reasons == ["", "page_not_live", "page_gone", "page_gone", "page_gone", "", "file_gone"]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("https://www.1177.se/", ""),
        ("http://testserver/e-tjanster/", ""),
        ("http://testserver", ""),
        ("/e-tjanster", ""),
        ("/en/e-tjanster/", ""),
        ("/en/contact/", ""),
        ("/en/kontakt/", ""),
        ("/flytta/", ""),
        ("/en/finns-inte/", "not_here"),
        ("/e-tjanster/a-o/", ""),
        ("/sok/?q=brygga", ""),
        ("/logga-in/", ""),
        ("/media/fil.pdf", ""),
        ("http://testserver/finns-inte/", "not_here"),
        ("/finns-inte/", "not_here"),
        ("/e-tjanster/finns/inte/", "not_here"),
        ("www.1177.se", "malformed"),
        ("https://", "malformed"),
        ("https://exa mple.se/", "malformed"),
        ("ftp://a.example/", "malformed"),
        ("javascript:alert(1)", "malformed"),
        ("http://[::1", "malformed"),
        ("", "malformed"),
        ("http://localhost/x", "inside_only"),
        ("http://skrivare.local/", "inside_only"),
        ("http://192.168.1.20/intra", "inside_only"),
        ("http://[::1]/", "inside_only"),
        ("http://169.254.169.254/latest/meta-data/", "inside_only"),
    ],
)
def test_what_an_address_tells_by_itself(pages: Any, address: str, fault: str) -> None:
    assert address_fault(address) == fault


def test_only_addresses_of_others_are_asked(pages: Any) -> None:
    html = '<a href="https://a.example/">x</a><a href="/sok/">x</a><a href="http://10.0.0.1/">x</a><a href="x">x</a>'
    links = list(in_rich_text(html, HERE))

    assert [link.target for link in links if is_outside(link)] == ["https://a.example/"]


def test_the_demo_has_no_link_that_leads_nowhere(pages: Any) -> None:
    links = [found.link for found in links_on_live_pages()]
    known = known_targets(links)

    assert len(links) >= 3
    assert [(link.place, link.target) for link in links if known.reason(link)] == []
