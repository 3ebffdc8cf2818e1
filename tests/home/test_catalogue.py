"""The pages of the catalogue: areas, audiences, A–Ö, the most used, the new, and what they cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from eservices.models import EServicePage
from home import municipality
from home.catalogue.uses import record_uses
from home.models import Category, ExternalServicePage, PaperFormPage, SectionPage
from tests.english import ReadPage
from tests.home.catalogue import area, external, paper_form, service, titles

LIST = "/e-tjanster/"


@pytest.fixture
def catalogue(pages: dict[str, Any]) -> SectionPage:
    """The demo's section, with nothing in it yet."""
    for model in (ExternalServicePage, PaperFormPage):
        model.objects.all().delete()
    Category.objects.all().delete()
    return SectionPage.objects.get(slug="e-tjanster")


def test_list_holds_all_kinds_in_swedish_order(client: Client, catalogue: Any) -> None:
    service("Ängsvakt"), service("åker"), external("Örnkoll"), paper_form("Zonkarta")

    assert titles(client.get(LIST).content) == ["Zonkarta", "åker", "Ängsvakt", "Örnkoll"]


def test_what_not_all_may_see_is_not_listed(client: Client, catalogue: Any) -> None:
    service("Stängd", live=False)
    closed = service("För några")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    original = external("Öppen")
    original.create_alias(update_slug="kopia")

    assert titles(client.get(LIST).content) == ["Öppen"]


def test_audience_narrows_every_part(client: Client, catalogue: Any) -> None:
    service("För alla", for_company=True, for_association=True)
    service("För privata")

    assert titles(client.get(f"{LIST}?for=foretag").content) == ["För alla"]
    assert titles(client.get(f"{LIST}nya/?for=forening").content) == ["För alla"]
    assert len(titles(client.get(f"{LIST}?for=privatperson").content)) == 2


@pytest.mark.parametrize(
    "query", ["for=alla", "for=", "for=%00", "sida=0", "sida=-1", "sida=9e9", "sida=99999", "sida=²"]
)
def test_what_an_address_asks_for_in_vain_is_left_out(client: Client, catalogue: Any, query: str) -> None:
    service("Tjänst")

    assert titles(client.get(f"{LIST}?{query}").content) == ["Tjänst"]


def test_area_has_a_page_of_its_own(client: Client, catalogue: Any) -> None:
    school, roads = area(description="Förskola och skola."), area("Vägar", "vagar")
    service("Skolskjuts", category=school), service("Potthål", category=roads), service("Utan område")

    content = client.get(f"{LIST}omrade/barn/").content

    assert titles(content) == ["Skolskjuts"]
    assert b"<h1>Barn och skola</h1>" in content
    assert "Förskola och skola." in content.decode()
    assert f'href="{LIST}omrade/vagar/"' in content.decode()


def test_area_speaks_english_and_keeps_the_audience(client: Client, catalogue: Any) -> None:
    service("Skolskjuts", title_en="School bus", category=area(name_en="Children"))

    path = "/en/e-services/omrade/barn/?for=privatperson"
    content = client.get(path).content

    assert client.get(f"/en{LIST}omrade/barn/?for=privatperson")["Location"] == path
    assert b"<h1>Children</h1>" in content
    assert f'href="{path}" aria-current="true"' in content.decode()
    assert ReadPage(content).in_language("sv") == f"{LIST}omrade/barn/?for=privatperson"


@pytest.mark.parametrize("path", ["omrade/okant/", "omrade/", "omrade/barn/mer/", "a-o/b/", "finns-inte/"])
def test_part_that_does_not_exist_is_missing(client: Client, catalogue: Any, path: str) -> None:
    assert client.get(f"{LIST}{path}").status_code == 404


def test_page_of_that_name_goes_before_the_part(client: Client, catalogue: Any) -> None:
    service("Mina nya planer", slug="nya")

    assert b"<h1 itemprop" in client.get(f"{LIST}nya/").content


def test_letters_without_hits_are_no_links(client: Client, catalogue: Any) -> None:
    service("Ansök"), service("Önska"), service("24 timmar")

    content = client.get(f"{LIST}a-o/").content.decode()

    assert [letter for letter in ("A", "B", "Ö") if f">{letter}</a>" in content] == ["A", "Ö"]
    assert '<span aria-hidden="true">B</span>' in content
    assert content.index("Önska") < content.index("24 timmar")


def test_most_used_come_first_and_few_uses_tell_nothing(client: Client, catalogue: Any) -> None:
    some, many, few = service("Några"), service("Många"), service("Få")
    record_uses({some.pk: 5, many.pk: 60, few.pk: 4})

    assert titles(client.get(f"{LIST}mest-anvanda/").content) == ["Många", "Några"]
    assert titles(client.get("/").content) == ["Många", "Några", "Få"]


def test_front_page_calls_them_the_most_used_when_there_are_some(client: Client, catalogue: Any) -> None:
    services = [service(f"Tjänst {number}") for number in range(4)]
    service("Oanvänd")
    record_uses({one.pk: 9 for one in services[:3]})
    before = client.get("/").content
    record_uses({one.pk: 9 for one in services})

    assert ("Mest använda" in before.decode(), titles(before)[3:]) == (False, ["Oanvänd", "Tjänst 3"])
    after = client.get("/").content
    assert "Mest använda" in after.decode()
    assert "Oanvänd" not in titles(after)


def test_new_are_those_of_three_months(client: Client, catalogue: Any) -> None:
    now = timezone.now()
    for title, days in (("Äldre", 40), ("Nyast", 1), ("Gammal", 91)):
        service(title, published_at=now - timedelta(days=days))

    assert titles(client.get(f"{LIST}nya/").content) == ["Nyast", "Äldre"]
    assert "Gammal" not in client.get("/").content.decode().split('id="nytt"')[1].split("</section>")[0]


@pytest.mark.parametrize("part", ["", "a-o/", "mest-anvanda/", "nya/", "?for=forening", "omrade/barn/"])
def test_empty_list_says_so(client: Client, catalogue: Any, part: str) -> None:
    area()

    content = client.get(f"{LIST}{part}").content.decode()

    assert '<div class="empty">' in content


def test_long_list_comes_in_parts(client: Client, catalogue: Any) -> None:
    for number in range(50):
        service(f"Tjänst {number:02}")

    first, second = client.get(LIST).content, client.get(f"{LIST}?sida=2").content

    assert (len(titles(first)), titles(second)) == (48, ["Tjänst 48", "Tjänst 49"])
    assert f'href="{LIST}?sida=2" rel="next"' in first.decode()
    assert "50 tjänster" in second.decode()


def test_section_below_holds_only_its_own(client: Client, catalogue: Any) -> None:
    below = catalogue.add_child(instance=SectionPage(title="Blanketter", slug="blanketter", show_in_menus=True))
    service("Inuti", parent=below), service("Utanför")
    municipality.forget()

    assert titles(client.get(f"{LIST}blanketter/").content) == ["Inuti"]
    assert len(titles(client.get(LIST).content)) == 2
    assert f'<a href="{LIST}blanketter/"><span>Blanketter</span></a>' in client.get(LIST).content.decode()


@pytest.mark.parametrize("path", ["/", LIST, f"{LIST}a-o/", f"{LIST}omrade/barn/", "/en/e-services/"])
def test_three_services_cost_as_many_queries_as_fifty(client: Client, catalogue: Any, path: str) -> None:
    school = area()
    made = [service(f"Tjänst {number}", category=school) for number in range(3)]
    record_uses({page.pk: 9 for page in made})
    for_three = queries(client, path)

    for number in range(3, 50):
        service(f"Tjänst {number}", category=school)
    record_uses(dict.fromkeys(EServicePage.objects.values_list("pk", flat=True), 9))

    assert len(queries(client, path)) == len(for_three) <= 6


def queries(client: Client, path: str) -> list[str]:
    municipality.forget()  # or what the frame shows may grow old between the two
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured]


def test_new_site_without_a_section_has_a_front_page(client: Client, catalogue: Any) -> None:
    Page.objects.filter(pk=catalogue.pk).first().delete()
    municipality.forget()

    assert client.get("/").status_code == 200
