"""What search engines are told: every public page in both languages, and what is none of their business."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from home.models import InformationPage
from tests.home.catalogue import area, service

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client: Client) -> dict[str, dict[str, str]]:
    """Each address with its alternates by language."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext("s:loc", "", NAMESPACES): {
            link.get("hreflang", ""): link.get("href", "") for link in url.findall("x:link", NAMESPACES)
        }
        for url in tree.findall("s:url", NAMESPACES)
    }


def test_sitemap_names_each_page_in_both_languages(client: Client, pages: Any) -> None:
    service("Bygglov"), area("Egen", "barn")

    found = entries(client)

    both = {"sv": "http://testserver/e-tjanster/bygglov/", "en": "http://testserver/en/e-tjanster/bygglov/"}
    assert found[both["sv"]] == found[both["en"]] == both
    assert {f"http://testserver{path}" for path in ("/", "/en/", "/kontakt/", "/e-tjanster/omrade/barn/")} <= set(found)
    assert found["http://testserver/kontakt/"]["en"] == "http://testserver/en/contact/"
    assert found["http://testserver/en/e-services/a-o/"]["sv"] == "http://testserver/e-tjanster/a-o/"


def test_sitemap_names_what_is_written_in_one_language_once(client: Client, pages: Any) -> None:
    InformationPage.objects.get(slug="contact").unpublish()
    InformationPage.objects.get(slug="e-legitimation").unpublish()

    found = entries(client)

    swedish, english = "http://testserver/kontakt/", "http://testserver/en/e-id/"
    assert (found[swedish], found[english]) == ({"sv": swedish}, {"en": english})
    assert "http://testserver/en/kontakt/" not in found


def test_page_without_translation_sends_search_engines_to_the_swedish_address(client: Client, pages: Any) -> None:
    InformationPage.objects.get(slug="contact").unpublish()

    content = client.get("/en/kontakt/").content.decode()

    assert '<link rel="canonical" href="http://testserver/kontakt/">' in content
    assert re.findall(r'rel="alternate" hreflang="(\w+)"', content) == ["sv"]


def test_every_address_of_the_sitemap_answers(client: Client, pages: Any) -> None:
    assert {client.get(address.removeprefix("http://testserver")).status_code for address in entries(client)} == {200}


def test_sitemap_leaves_out_what_not_all_may_see(client: Client, pages: Any) -> None:
    service("Stängd", live=False)
    PageViewRestriction.objects.create(page=service("Hemlig"), restriction_type=PageViewRestriction.LOGIN)

    assert [address for address in entries(client) if "stangd" in address or "hemlig" in address] == []


def test_sitemap_costs_as_much_for_many_pages(client: Client, pages: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        service(f"Tjänst {number}")
    client.get("/sitemap.xml")  # what a change of pages makes each process look up anew is looked up here

    with django_assert_max_num_queries(4):
        client.get("/sitemap.xml")


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "closed"), [(True, "Disallow: /\n"), (False, "Disallow: /en/mina-sidor/\n")])
def test_robots_keep_out_of_what_is_personal(client: Client, settings: Any, demo: bool, closed: str) -> None:
    settings.DEMO = demo

    content = client.get("/robots.txt").content.decode()

    assert closed in content
    assert ("Disallow: /\n" in content) == demo
    assert "Sitemap: http://testserver/sitemap.xml" in content


def test_page_tells_how_it_is_shared(client: Client, pages: Any) -> None:
    service("Bygglov", title_en="Permits", summary="Fråga oss.", summary_en="Ask us.")

    content = client.get("/en/e-tjanster/bygglov/").content.decode()

    assert '<meta property="og:title" content="Permits">' in content
    assert '<meta name="description" content="Ask us.">' in content
    assert '<link rel="canonical" href="http://testserver/en/e-tjanster/bygglov/">' in content
    assert '<link rel="alternate" hreflang="sv" href="http://testserver/e-tjanster/bygglov/">' in content
    assert '<meta property="og:image" content="http://testserver/static/img/share.png">' in content


def test_service_is_marked_as_data(client: Client, pages: Any, cast: Any) -> None:
    service("Bygglov", category=area("Bygga", "bygga"), unit=cast.unit, for_company=True)

    content = client.get("/e-tjanster/bygglov/").content.decode()

    assert 'itemtype="https://schema.org/GovernmentService"' in content
    assert '<meta itemprop="serviceType" content="Bygga">' in content
    assert '<meta itemprop="name" content="Heby kommun">' in content
    assert '<span itemprop="audienceType">Privatpersoner, företag</span>' in content
