"""Operating notices: where they are shown, in whose language, and by the clock alone."""

import html
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from eservices.models import EServicePage
from home.models import InformationPage, SectionPage
from home.notices import Kind, OperatingNotice
from home.standing_notices import next_edge
from tests.home.html import Markup
from tests.home.notices import TEXT, TEXT_EN, a_notice

EVERY_PAGE = ("/", "/e-tjanster/", "/kontakt/", "/e-tjanster/bygga/", "/logga-in/", "/finns-inte/")


@pytest.fixture
def service(pages: dict[str, Any]) -> EServicePage:
    page = EServicePage(title="Torgplats", title_en="Market stall", slug="bygga")
    SectionPage.objects.get(pk=pages["section"].pk).add_child(instance=page)
    return page


def shown(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def where_shown(client: Client, text: str = TEXT) -> set[str]:
    return {path for path in EVERY_PAGE if text in shown(client, path)}


def test_notice_for_everywhere_stands_on_every_page(client, service):
    a_notice()

    assert where_shown(client) == set(EVERY_PAGE)


def test_notice_about_a_service_stands_there_and_on_the_way(client, service):
    a_notice(service)

    assert where_shown(client) == {"/", "/e-tjanster/", "/e-tjanster/bygga/"}
    assert "Det gäller: Torgplats" in shown(client, "/")
    assert "Market stall" in shown(client, "/en/").split("<main")[0]


def test_notice_about_a_section_stands_on_all_below(client, pages, service):
    elsewhere = EServicePage(title="Annat", slug="annat")
    type(pages["front"]).objects.get(pk=pages["front"].pk).add_child(instance=elsewhere)
    a_notice(pages["section"])

    assert where_shown(client) == {"/", "/e-tjanster/", "/e-tjanster/bygga/"}
    assert TEXT not in shown(client, "/annat/")


def test_notice_names_a_section_in_the_readers_language_alone(client, pages):
    a_notice(pages["section"])

    swedish, english = (shown(client, path).split("<main")[0] for path in ("/e-tjanster/", "/en/e-services/"))
    assert ("Det gäller: Alla e-tjänster" in swedish, "All e-services" in swedish) == (True, False)
    assert ("All e-services" in english, "Alla e-tjänster" in english) == (True, False)

    SectionPage.objects.get(slug="e-services").unpublish()
    assert "Alla e-tjänster" in shown(client, "/en/").split("<main")[0]


def test_notice_speaks_the_readers_language(client, pages):
    a_notice()

    assert (TEXT in shown(client, "/"), TEXT_EN in shown(client, "/en/")) == (True, True)
    assert TEXT not in shown(client, "/en/")


def test_notice_without_english_is_marked_as_swedish(client, pages):
    a_notice(text_en="")

    assert f'<p lang="sv">{TEXT}</p>' in client.get("/en/").content.decode()
    assert f"<p>{TEXT}</p>" in client.get("/").content.decode()


@pytest.mark.parametrize(("kind", "word"), [(Kind.WARNING, "Varning"), (Kind.INFORMATION, "Information")])
def test_promise_11_notice_says_its_kind_with_word_and_icon(client, pages, kind, word):
    a_notice(kind=kind)

    notices = client.get("/").content.decode().split('class="notices')[1].split("</section>")[0]
    markup = Markup(notices)

    assert word in notices.split("notice-title")[1].split("</p>")[0]
    assert markup.first("svg")["aria-hidden"] == "true"
    sections = Markup(client.get("/").content).all("section")
    assert [one["aria-label"] for one in sections if one.get("class") == "notices wrap"] == ["Driftmeddelanden"]


def test_no_notice_leaves_no_trace(client, pages):
    assert "notices wrap" not in shown(client, "/")


def test_text_is_never_markup(client, pages):
    a_notice(text="<script>alert(1)</script> & rad\nrad")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; rad<br>rad" in client.get("/").content.decode()


def test_warnings_come_first(client, pages):
    a_notice(kind=Kind.WARNING, text="Varningen", starts_at=timezone.now() - timedelta(days=1))
    a_notice(text="Upplysningen")

    page = shown(client, "/")

    assert page.index("Varningen") < page.index("Upplysningen")


def test_notice_begins_and_ends_on_the_clock_alone(client, pages):
    began = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    a_notice(starts_at=began, ends_at=began + timedelta(hours=2))

    seen = {}
    for minutes in (-1, 0, 119, 120):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            seen[minutes] = TEXT in shown(client, "/")

    assert seen == {-1: False, 0: True, 119: True, 120: False}


def test_edges_are_known_beforehand(pages):
    now = timezone.now()
    notice = a_notice(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    a_notice(starts_at=now - timedelta(hours=3), ends_at=None)

    assert next_edge(now) == notice.starts_at
    assert next_edge(notice.starts_at) == notice.ends_at
    assert next_edge(notice.ends_at) is None


def test_end_is_told_in_swedish_time_on_both_sides_of_the_change(client, pages):
    """On 25 October 2026 the clock goes from 3 back to 2: 00.30 UTC is 02.30 the first time, 01.30 UTC the second."""
    with time_machine.travel(datetime(2026, 10, 24, 12, tzinfo=UTC)):
        a_notice(text="Före", ends_at=datetime(2026, 10, 24, 22, 30, tzinfo=UTC))
        a_notice(text="Efter", ends_at=datetime(2026, 10, 25, 11, 0, tzinfo=UTC))

        page, english = shown(client, "/"), shown(client, "/en/")

    assert "Gäller till 25 oktober 2026 00.30." in page
    assert "Gäller till 25 oktober 2026 12.00." in page
    assert "25 October 2026 12.00" in english


def test_notices_cost_no_query_once_known(client, pages, service):
    client.get("/")
    with CaptureQueriesContext(connection) as without:
        client.get("/")
    for number in range(20):
        a_notice(service, text=f"Nummer {number}")
    client.get("/")

    with CaptureQueriesContext(connection) as with_twenty:
        client.get("/")

    assert len(with_twenty) == len(without)


def test_place_that_is_not_published_is_not_named(client, service):
    a_notice(service)
    service.unpublish()

    assert service.title not in shown(client, "/")


def test_deleted_page_takes_its_place_along(client, pages):
    contact = InformationPage.objects.get(slug="kontakt")
    a_notice(contact)
    contact.delete()

    assert TEXT not in shown(client, "/")


def test_database_refuses_an_end_before_the_beginning(db):
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        OperatingNotice.objects.create(text="x", starts_at=now, ends_at=now)
