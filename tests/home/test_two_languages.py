"""Pages in two trees, e-services in one: each address in its language, and the way from one to the other."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION
from wagtail.rich_text import expand_db_html

from eservices.models import EServicePage
from home import municipality
from home.catalogue.models import ExternalServicePage, PaperFormPage
from home.changes import note_change
from home.models import HomePage, InformationPage, SectionPage
from tests.english import ReadPage


@pytest.fixture
def contact(pages: dict[str, Any]) -> InformationPage:
    return InformationPage.objects.get(slug="kontakt")


@pytest.fixture
def untranslated(contact: InformationPage) -> InformationPage:
    contact.get_translations().get().unpublish()
    municipality.forget()
    return contact


def read(client: Client, path: str) -> ReadPage:
    response = client.get(path)
    assert response.status_code == 200, path
    return ReadPage(response.content)


def test_page_speaks_the_language_of_its_address(client: Client, pages: dict[str, Any]) -> None:
    swedish, english = read(client, "/kontakt/"), read(client, "/en/contact/")

    assert (swedish.language, swedish.soup.h1.text) == ("sv", "Kontakt")
    assert (english.language, english.soup.h1.text) == ("en", "Contact")
    assert (swedish.in_language("en"), english.in_language("sv")) == ("/en/contact/", "/kontakt/")


def test_swedish_address_in_english_leads_to_the_translation(client: Client, pages: dict[str, Any]) -> None:
    assert client.get("/en/kontakt/")["Location"] == "/en/contact/"
    assert client.get("/en/e-tjanster/")["Location"] == "/en/e-services/"
    assert client.get("/contact/").status_code == 404


def test_page_without_translation_is_shown_in_swedish_and_says_so(client: Client, untranslated: Any) -> None:
    page = read(client, "/en/kontakt/")

    assert (page.language, page.soup.article["lang"], page.soup.h1.text) == ("en", "sv", "Kontakt")
    assert page.soup.select_one("main .notice") is not None
    assert page.in_language("sv") == "/kontakt/"
    assert read(client, "/kontakt/").in_language("en") == "/en/kontakt/"
    assert read(client, "/kontakt/").soup.select_one("main .notice") is None


def test_link_to_a_page_without_translation_is_marked_and_stays_in_english(client: Client, untranslated: Any) -> None:
    links = {link["href"]: link.get("lang") for link in read(client, "/en/").soup.select("footer nav a")}

    assert links["/en/kontakt/"] == "sv"
    assert links["/en/e-id/"] is None


def test_english_page_without_swedish_leads_home(client: Client, contact: InformationPage) -> None:
    contact.unpublish()

    assert read(client, "/en/contact/").in_language("sv") == "/"
    assert client.get("/kontakt/").status_code == 404


def test_english_page_is_there_also_while_its_front_page_is_not(client: Client, pages: dict[str, Any]) -> None:
    HomePage.objects.get(slug="english").unpublish()

    assert read(client, "/en/contact/").in_language("sv") == "/kontakt/"
    assert read(client, "/en/").soup.h1.text == "Heby kommuns e-tjänster"


def test_front_page_translated_in_another_process_is_seen_here(client: Client, pages: dict[str, Any]) -> None:
    swedish = [root for root in Site.get_site_root_paths() if root.language_code == "sv"]
    client.get("/")
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, swedish, version=SITE_ROOT_PATHS_CACHE_VERSION)
    assert read(client, "/en/").soup.h1["lang"] == "sv"

    note_change()

    assert read(client, "/en/").soup.h1.get("lang") is None


def test_one_service_has_an_address_in_each_language(client: Client, pages: dict[str, Any]) -> None:
    service = EServicePage(title="Brygga", title_en="Jetty", summary="Om", slug="brygga")
    pages["section"].add_child(instance=service)

    swedish, english = read(client, "/e-tjanster/brygga/"), read(client, "/en/e-tjanster/brygga/")
    with override("sv"):
        in_swedish = service.get_url()
    with override("en"):
        in_english = service.get_url()

    assert (swedish.in_language("en"), english.in_language("sv")) == ("/en/e-tjanster/brygga/", "/e-tjanster/brygga/")
    assert (in_swedish, in_english) == ("/e-tjanster/brygga/", "/en/e-tjanster/brygga/")
    crumbs = [(link.text, link["href"]) for link in english.soup.select(".breadcrumbs a")]
    assert crumbs[1] == ("All e-services", "/en/e-services/")


def test_english_lists_hold_the_services_of_the_swedish_tree(client: Client, pages: dict[str, Any]) -> None:
    pages["section"].add_child(instance=EServicePage(title="Brygga", title_en="Jetty", slug="brygga"))

    for path in ("/en/", "/en/e-services/"):
        assert "/en/e-tjanster/brygga/" in [link["href"] for link in read(client, path).soup.select("main a")], path


def test_catalogue_without_translation_is_read_at_its_swedish_address(client: Client, pages: dict[str, Any]) -> None:
    SectionPage.objects.get(slug="e-services").unpublish()

    page, letters = read(client, "/en/e-tjanster/"), read(client, "/en/e-tjanster/a-o/")

    assert (page.soup.h1["lang"], page.soup.h1.text) == ("sv", "Alla e-tjänster")
    assert (letters.soup.h1.get("lang"), letters.in_language("sv")) == (None, "/e-tjanster/a-o/")
    menu = {link["href"]: link.get("lang") for link in read(client, "/en/").soup.select(".site-nav a")}
    assert menu["/en/e-tjanster/"] == "sv"


def test_section_below_is_offered_from_the_section_in_either_language(client: Client, pages: dict[str, Any]) -> None:
    below = SectionPage(title="Blanketter", slug="blanketter", show_in_menus=True)
    pages["section"].add_child(instance=below)
    below.add_child(instance=EServicePage(title="Brygga", slug="brygga"))

    offered = read(client, "/en/e-services/").soup.select_one('a[href="/en/e-tjanster/blanketter/"] span')

    assert (offered["lang"], offered.text) == ("sv", "Blanketter")
    assert "/en/e-tjanster/blanketter/brygga/" in client.get("/en/e-tjanster/blanketter/").content.decode()

    below.copy_for_translation(Locale.objects.get(language_code="en")).save_revision().publish()
    offered = read(client, "/en/e-services/").soup.select_one('a[href="/en/e-services/blanketter/"] span')
    assert offered.get("lang") is None


def test_swedish_address_in_english_keeps_part_and_question(client: Client, pages: dict[str, Any]) -> None:
    assert client.get("/en/e-tjanster/a-o/?for=foretag")["Location"] == "/en/e-services/a-o/?for=foretag"
    assert read(client, "/en/e-services/a-o/?for=foretag").in_language("sv") == "/e-tjanster/a-o/?for=foretag"


def test_service_cannot_be_put_into_the_english_tree(pages: dict[str, Any]) -> None:
    english = SectionPage.objects.get(slug="e-services")

    for entry in (EServicePage, ExternalServicePage, PaperFormPage):
        assert (entry.can_exist_under(pages["section"]), entry.can_exist_under(english)) == (True, False)
    assert InformationPage.can_exist_under(english)


def test_choice_is_remembered_only_when_a_person_chose(client: Client, pages: dict[str, Any]) -> None:
    client.get("/en/contact/")
    assert client.cookies == {}

    switched = client.get("/sprak/?till=/en/contact/")

    assert (switched.status_code, switched["Location"]) == (302, "/en/contact/")
    assert client.cookies["django_language"].value == "en"
    assert client.cookies["django_language"]["httponly"]
    assert "no-store" in switched["Cache-Control"]


def test_who_chose_english_meets_english_at_the_front_door_only(client: Client, pages: dict[str, Any]) -> None:
    client.get("/sprak/?till=/en/")

    assert client.get("/")["Location"] == "/en/"
    assert read(client, "/kontakt/").language == "sv"

    client.get("/sprak/?till=/")
    assert read(client, "/").language == "sv"


@pytest.mark.parametrize(
    "onward", ["", "//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "x", "javascript:1"]
)
@pytest.mark.django_db
def test_language_link_never_leads_to_another_site(client: Client, onward: str) -> None:
    assert client.get("/sprak/", {"till": onward})["Location"] == "/"


def test_links_in_running_text_lead_to_the_readers_language(pages: dict[str, Any]) -> None:
    service = pages["section"].add_child(instance=EServicePage(title="Brygga", slug="brygga"))
    slugs = ["kontakt", "e-legitimation", "personuppgifter"]
    targets = [*InformationPage.objects.filter(slug__in=slugs).order_by("slug"), service]

    with override("en"), CaptureQueriesContext(connection) as first:
        two = hrefs(targets[-2:])
    with override("en"), CaptureQueriesContext(connection) as second:
        four = hrefs(targets)

    assert four == ["/en/e-id/", "/en/contact/", "/en/personal-data/", "/en/e-tjanster/brygga/"]
    assert two == four[-2:]
    assert len(second) <= len(first)


def hrefs(targets: list[Any]) -> list[str]:
    html = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in targets)
    return [str(link["href"]) for link in ReadPage(expand_db_html(html).encode()).soup.select("a")]


def test_editor_makes_a_translation_as_a_draft_and_writes_on(pages: dict[str, Any], cast: Any, staff_client: Any):
    page = pages["front"].add_child(instance=InformationPage(title="Sophämtning", slug="sophamtning"))
    maja = staff_client(cast.maja)

    offered = f"/admin/oversatt/{page.pk}/" in maja.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    asked = maja.get(f"/admin/oversatt/{page.pk}/")
    made = maja.post(f"/admin/oversatt/{page.pk}/")

    copy = page.get_translations().get()
    assert (offered, asked.status_code, made["Location"]) == (True, 200, f"/admin/pages/{copy.pk}/edit/")
    assert (copy.live, copy.locale.language_code, copy.get_parent().specific) == (
        False,
        "en",
        HomePage.objects.get(slug="english"),
    )


def test_page_below_an_untranslated_one_has_to_wait(pages: dict[str, Any], cast: Any, staff_client: Any) -> None:
    above = pages["front"].add_child(instance=InformationPage(title="Avfall", slug="avfall"))
    below = above.add_child(instance=InformationPage(title="Sopor", slug="sopor"))

    answer = staff_client(cast.maja).post(f"/admin/oversatt/{below.pk}/")

    assert f"/admin/oversatt/{above.pk}/" in answer.content.decode()
    assert not below.get_translations().exists()


def test_translated_page_and_service_have_nothing_to_translate(pages: dict[str, Any], cast: Any, staff_client: Any):
    service = pages["section"].add_child(instance=EServicePage(title="Brygga", slug="brygga"))
    contact = InformationPage.objects.get(slug="kontakt")
    maja = staff_client(cast.maja)

    assert maja.get(f"/admin/oversatt/{service.pk}/").status_code == 404
    assert maja.get(f"/admin/oversatt/{contact.pk}/")["Location"] == f"/admin/pages/{contact.pk}/edit/"
