"""The demo's content and its pages, which exist only in a demo."""

from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from home import demo
from home.models import HomePage, InformationPage, MunicipalitySettings

DEMO_PAGES = [
    "/demo/",
    "/demo/mejl/",
    "/demo/komponenter/",
    *[f"/demo/fel/{status}/" for status in (400, 403, 404, 408, 413, 419, 429, 431, 500, 503)],
]


def test_load_is_idempotent_and_keeps_what_was_changed(pages: dict[str, Any]) -> None:
    InformationPage.objects.filter(slug="kontakt").update(title="Ändrad")
    MunicipalitySettings.objects.update(phone="0224-111 11")
    before = set(Page.objects.values_list("path", "title"))

    again = demo.load()

    assert set(Page.objects.values_list("path", "title")) == before
    assert MunicipalitySettings.objects.get().phone == "0224-111 11"
    assert (again["front"].pk, again["section"].pk) == (pages["front"].pk, pages["section"].pk)


def test_front_page_takes_the_place_of_wagtails(pages: dict[str, Any]) -> None:
    assert Site.objects.get().root_page.specific == pages["front"]
    assert not Page.objects.filter(slug="home", depth=2).exists()


def test_every_page_is_written_in_both_languages(pages: dict[str, Any]) -> None:
    for page in InformationPage.objects.filter(locale__language_code="sv"):
        english = page.get_translations().get()
        assert all([page.title, page.lead, page.body, english.title, english.lead, english.body]), page.slug
        assert [block.block_type for block in page.body] == [block.block_type for block in english.body], page.slug
    assert InformationPage.objects.count() == 2 * len(demo.INFORMATION_PAGES)


def test_english_tree_grows_where_only_the_swedish_stood(pages: dict[str, Any]) -> None:
    HomePage.objects.get(slug="english").delete()
    InformationPage.objects.get(slug="kontakt").delete()

    demo.load()

    english = InformationPage.objects.filter(locale__language_code="en")
    assert english.count() == len(demo.INFORMATION_PAGES) - 1
    assert not english.filter(slug="contact").exists()


def test_demo_pages_answer_in_both_languages(client: Client, pages: dict[str, Any]) -> None:
    for path in DEMO_PAGES:
        swedish, english = client.get(path), client.get(path, {"sprak": "en"})

        assert (swedish.status_code, english.status_code) == (200, 200), path
        assert '<html lang="sv">' in swedish.content.decode(), path
        assert f'href="{path}?sprak=en" lang="en"' in swedish.content.decode() or path.endswith(
            ("408/", "413/", "431/", "500/", "503/")
        ), path


def test_demo_pages_are_gone_outside_the_demo(client: Client, pages: dict[str, Any], settings: Any) -> None:
    settings.DEMO = False

    assert {client.get(path).status_code for path in DEMO_PAGES} == {404}


@pytest.mark.django_db
def test_demo_pages_are_read_only(client: Client) -> None:
    assert {client.post(path).status_code for path in DEMO_PAGES} == {405}


def test_unknown_error_page_is_missing(client: Client, pages: dict[str, Any]) -> None:
    assert client.get("/demo/fel/418/").status_code == 404


def test_start_page_shows_codes_that_let_staff_in(client: Client, pages: dict[str, Any]) -> None:
    call_command("load_demo", verbosity=0)
    from accounts.demo import demo_codes

    content = client.get("/demo/").content.decode()

    for person in demo_codes():
        assert (person.username in content, person.password in content) == (True, True)
    assert content.count('<code class="number">') == len(demo_codes()) == 8


def test_start_page_is_never_kept(client: Client, pages: dict[str, Any]) -> None:
    assert "no-store" in client.get("/demo/")["Cache-Control"]


def test_mail_page_shows_mails_as_text(client: Client, pages: dict[str, Any], settings: Any, tmp_path: Any) -> None:
    from django.core.mail import EmailMessage

    from outbox.demo import DemoMailBackend

    settings.DEMO_MAIL_DIR = tmp_path
    DemoMailBackend().send_messages([EmailMessage("Kvittens <b>", "Tack & hej <script>", to=["astrid@example.org"])])

    content = client.get("/demo/mejl/").content.decode()

    assert ("Kvittens &lt;b&gt;" in content, "Tack &amp; hej &lt;script&gt;" in content) == (True, True)
    assert "astrid@example.org" in content


def test_load_demo_refuses_outside_the_demo(settings: Any, db: None) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=yes"):
        call_command("load_demo")


def test_this_suite_runs_the_demo() -> None:
    assert django_settings.DEMO is True
