"""An empty portal becomes one that residents can use by the command that README names."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage, MunicipalitySettings, SectionPage

pytestmark = pytest.mark.django_db


def set_up(name: str = "Storåkers kommun", **options: str) -> str:
    out = StringIO()
    call_command("set_up_site", name, stdout=out, **options)
    return out.getvalue().strip()


def test_empty_portal_gets_what_it_lacks(client: Client) -> None:
    assert set_up() == "Made: front page, section of e-services, settings of the municipality."

    page, english = (client.get(path).content.decode() for path in ("/", "/en/"))
    assert "<h1>E-tjänster hos Storåkers kommun</h1>" in page
    assert "<h1>E-services of Storåkers kommun</h1>" in english
    assert client.get("/e-tjanster/").status_code == 200
    assert "Heby" not in page + english
    assert not Page.objects.filter(slug="home", depth=2).exists()


def test_site_is_known_by_the_portals_address(settings: Any) -> None:
    settings.PORTAL_URL = "https://e.kommun.example"

    set_up(hostname="e.kommun.example")

    site = Site.objects.get()
    assert (site.root_url, site.root_page.specific) == ("https://e.kommun.example", HomePage.objects.get(slug="hem"))


def test_second_run_changes_nothing() -> None:
    set_up()
    HomePage.objects.update(title="Ändrad av en redaktör")
    MunicipalitySettings.objects.update(phone="0224-111 11")
    before = list(Page.objects.values_list("path", "title"))

    assert set_up("En annan kommun") == "Nothing was missing."

    assert list(Page.objects.values_list("path", "title")) == before
    assert MunicipalitySettings.objects.get().name == "Storåkers kommun"


def test_only_what_is_missing_is_made() -> None:
    set_up()
    SectionPage.objects.all().delete()

    assert set_up() == "Made: section of e-services."
    assert SectionPage.objects.get(slug="e-tjanster").get_translations().get().url == "/en/e-services/"


def test_english_section_that_stands_alone_is_left_as_it_is() -> None:
    set_up()
    SectionPage.objects.get(slug="e-tjanster").delete()

    assert set_up() == "Made: section of e-services."
    assert SectionPage.objects.count() == 2


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_name_that_no_page_could_show_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="The name cannot be used"):
        set_up(name)
    assert not HomePage.objects.exists()
