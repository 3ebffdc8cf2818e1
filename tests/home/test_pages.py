"""The front page, sections and information pages, in both languages and with few queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.breadcrumbs import breadcrumbs
from home.models import InformationPage, SectionPage
from tests.home.html import Markup

PATHS = ["/", "/e-tjanster/", *[f"/{slug}/" for slug in ("sa-fungerar-det", "spara-och-skicka-in", "e-legitimation")]]
PATHS += ["/skyddade-personuppgifter/", "/personuppgifter/", "/kontakt/", "/kakor/", "/tillganglighet/"]
ENGLISH = ["/en/", "/en/e-services/", "/en/how-it-works/", "/en/e-id/", "/en/protected-identity/", "/en/contact/"]
ENGLISH += ["/en/cookies/", "/en/accessibility/"]


@pytest.mark.parametrize(("paths", "language"), [(PATHS, "sv"), (ENGLISH, "en")])
def test_page_has_one_heading_and_a_skip_link(client: Client, pages: Any, paths: list[str], language: str) -> None:
    for path in paths:
        markup = Markup(client.get(path).content)

        assert len(markup.all("h1")) == 1, path
        assert markup.first("a")["href"] == f"#{markup.first('main')['id']}", path
        assert markup.first("html")["lang"] == language, path


def test_every_page_shows_who_helps(client: Client, pages: dict[str, Any]) -> None:
    for path in PATHS:
        footer = client.get(path).content.decode().split("<footer")[1]
        assert ("tel:+4622436000" in footer, "information@heby.se" in footer) == (True, True), path
        assert "Skyddade personuppgifter" in footer, path


def test_anonymous_page_costs_at_most_six_queries(client: Client, pages: dict[str, Any]) -> None:
    for path in [*PATHS, *ENGLISH]:
        client.get(path)

        with CaptureQueriesContext(connection) as queries:
            client.get(path)

        assert len(queries) <= 6, (path, [query["sql"][:120] for query in queries])


def test_anonymous_page_opens_no_session(client: Client, pages: dict[str, Any]) -> None:
    response = client.get("/")

    assert response.cookies == {}
    assert "no-store" not in response.get("Cache-Control", "")


def test_page_of_a_logged_in_resident_is_not_kept(cast: Any, resident_client: Any, pages: dict[str, Any]) -> None:
    response = resident_client(cast.astrid).get("/")

    assert response["Cache-Control"] == "private, no-store"
    assert "Inloggad: Astrid" in response.content.decode()


def test_breadcrumbs_name_the_folders_above(rf: Any, pages: dict[str, Any]) -> None:
    below = InformationPage(title="Om barnomsorg", slug="om-barnomsorg")
    SectionPage.objects.get(pk=pages["section"].pk).add_child(instance=below)

    crumbs = breadcrumbs(below, rf.get("/"))

    assert [(crumb.title, crumb.url) for crumb in crumbs] == [("Start", "/"), ("Alla e-tjänster", "/e-tjanster/")]
    assert breadcrumbs(pages["front"], rf.get("/")) == []


def test_hidden_or_unpublished_service_is_not_listed(client: Client, pages: dict[str, Any]) -> None:
    from eservices.models import EServicePage

    for slug, title, live in (("b", "Öppen tjänst", True), ("a", "Stängd tjänst", False), ("c", "Ära tjänst", True)):
        pages["section"].add_child(instance=EServicePage(title=title, slug=slug, live=live))

    content = client.get("/").content.decode()

    assert "Stängd tjänst" not in content
    assert content.index("Ära tjänst") < content.index("Öppen tjänst")  # ä before ö, as in Swedish
