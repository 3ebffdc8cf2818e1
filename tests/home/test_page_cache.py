"""The page cache answers visitors without cookies, with nobody's page but everybody's, and never with an old one."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import connection
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home import page_cache
from home.models import InformationPage, MunicipalitySettings
from tests.home.notices import TEXT, a_notice

SESSION, CSRF, VISITOR = (getattr(django_settings, f"{name}_COOKIE_NAME") for name in ("SESSION", "CSRF", "VISITOR"))


@pytest.fixture(autouse=True)
def _on(settings: Any) -> None:
    settings.PAGE_CACHE = True


def kept() -> set[str]:
    """Addresses of the pages on the shelf."""
    return {path for _host, _secure, path, _language in page_cache.shelf.pages}


def queries(client: Client, path: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path, headers=headers)
    return len(asked)


def test_second_visitor_costs_no_query_and_gets_the_same_page(pages):
    first = Client().get("/")

    with CaptureQueriesContext(connection) as asked:
        second = Client().get("/")

    assert (len(asked), second.status_code) == (0, 200)
    assert second.content == first.content
    ours = {name: value for name, value in second.items() if name != "X-Request-ID"}
    assert ours == {name: value for name, value in first.items() if name != "X-Request-ID"}
    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.parametrize("path", ["/", "/e-tjanster/", "/kontakt/", "/en/", "/en/contact/", "/en/e-services/a-o/"])
def test_public_pages_are_kept_in_both_languages(pages, path):
    Client().get(path)

    assert kept() == {path}
    assert Client().get(path)["Content-Language"] == ("en" if path.startswith("/en/") else "sv")


@pytest.mark.parametrize(
    "path",
    ["/logga-in/", "/finns-inte/", "/utloggad/", "/?a=1", "/e-tjanster", "/demo/", "/healthz", "/admin/login/"],
)
def test_nothing_else_is_kept(pages, path):
    for _ in range(2):
        Client().get(path)

    assert kept() == set()


def test_missing_page_is_there_as_soon_as_it_is_published(pages):
    assert Client().get("/nyheter/").status_code == 404

    pages["front"].add_child(instance=InformationPage(title="Nyheter", slug="nyheter"))

    assert Client().get("/nyheter/").status_code == 200


@pytest.mark.parametrize("cookie", [SESSION, CSRF, VISITOR, "messages"])
def test_promise_1_who_has_a_cookie_of_ours_is_passed_by(pages, cookie):
    Client().get("/")
    page_cache.shelf.pages[next(iter(page_cache.shelf.pages))].headers["X-Kept"] = "yes"
    client = Client()
    client.cookies[cookie] = "x"

    assert "X-Kept" in Client().get("/")
    assert "X-Kept" not in client.get("/")
    assert len(page_cache.shelf.pages) == 1


def test_promise_1_resident_and_stranger_never_meet_each_others_page(pages, cast, resident_client):
    astrid, nils = resident_client(cast.astrid), resident_client(cast.nils)
    shown = [client.get("/").content.decode() for client in (astrid, Client(), nils, Client(), astrid)]

    who = [re.findall(r"Inloggad: (\w+)", page) for page in shown]
    assert who == [["Astrid"], [], ["Nils"], [], ["Astrid"]]
    assert "csrfmiddlewaretoken" not in shown[1] + shown[3]


def test_no_page_on_the_shelf_has_a_cookie_or_a_form_token(pages, cast, resident_client):
    astrid = resident_client(cast.astrid)
    for path in ("/", "/kontakt/", "/logga-in/", "/en/"):
        astrid.get(path)
        Client().get(path)

    bodies = b"".join(page.body for page in page_cache.shelf.pages.values())
    assert {name for page in page_cache.shelf.pages.values() for name in page.headers} & {"Set-Cookie"} == set()
    assert (b"csrfmiddlewaretoken" in bodies, b"Astrid" in bodies) == (False, False)
    assert kept() == {"/", "/kontakt/", "/en/"}


def test_page_with_a_form_token_is_not_kept(pages, monkeypatch):
    inner = InformationPage.get_context

    def with_token(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return inner(self, request, *args, **kwargs) | {"token": get_token(request)}

    monkeypatch.setattr(InformationPage, "get_context", with_token)

    assert CSRF in Client().get("/kontakt/").cookies
    assert kept() == set()


def test_restricted_page_is_not_kept(pages):
    Client().get("/kontakt/")
    page = InformationPage.objects.get(slug="kontakt")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.PASSWORD, password="hemligt")

    assert Client().get("/kontakt/").status_code == 200
    assert "password" in Client().get("/kontakt/").content.decode()
    assert kept() == set()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_remembered_language_has_a_page_of_its_own(pages, language):
    client = Client()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    client.get("/kontakt/")

    assert [key[3] for key in page_cache.shelf.pages] == [language]


def test_who_chose_english_is_shown_no_kept_front_page(pages):
    client = Client()
    for choice, onward in (("/en/", "/en/"), ("/", "")):
        Client().get("/"), client.get("/sprak/", {"till": choice})
        for _ in range(2):
            assert client.get("/").get("Location", "") == onward

    assert kept() == {"/"}


def test_made_up_language_cookie_makes_no_page(pages):
    client = Client()
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "x" * 1000
    client.get("/")

    assert kept() == set()


def test_cookies_of_others_change_nothing(pages):
    Client().get("/")
    client = Client()
    client.cookies["_ga"] = "GA1.2.3"

    assert queries(client, "/") == 0


def test_unknown_query_string_is_answered_anew(pages):
    Client().get("/")

    assert Client().get("/?utm_source=brev").status_code == 200
    assert queries(Client(), "/?fel=1") > 0
    assert kept() == {"/"}


def test_head_has_the_heads_of_get_and_no_body(pages):
    for path in ("/", "/kontakt/"):
        first = Client().head(path)
        get, second = Client().get(path), Client().head(path)
        for head in (first, second):
            assert (head.status_code, head.content) == (200, b"")
            assert head["Content-Length"] == str(len(get.content))
            assert {name: head[name] for name in ("ETag", "Vary", "Content-Type", "Cache-Control")} == {
                name: get[name] for name in ("ETag", "Vary", "Content-Type", "Cache-Control")
            }


@pytest.mark.parametrize("weakened", ["", "W/"])
def test_who_has_the_page_is_told_so(pages, weakened):
    """A proxy that compresses the page makes its mark a weak one."""
    tag = Client().get("/")["ETag"]

    answer = Client().get("/", headers={"If-None-Match": weakened + tag})

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert "Cookie" in answer["Vary"]
    assert Client().get("/", headers={"If-None-Match": '"another"'}).status_code == 200


def test_mark_changes_with_the_page(pages):
    before = Client().get("/")["ETag"]
    MunicipalitySettings.objects.get().save()
    same = Client().get("/")["ETag"]
    changed = MunicipalitySettings.objects.get()
    changed.name = "Grannkommunen"
    changed.save()

    assert (same == before, Client().get("/", headers={"If-None-Match": before}).status_code) == (True, 200)


def test_browsers_keep_it_and_ask_each_time(pages, cast, resident_client):
    assert Client().get("/")["Cache-Control"] == "no-cache"
    assert resident_client(cast.astrid).get("/")["Cache-Control"] == "private, no-store"


def test_pages_depend_on_cookies_for_whoever_else_keeps_them(pages):
    for _ in range(2):
        assert "Cookie" in Client().get("/")["Vary"]


def test_whatever_compression_is_asked_for_the_page_is_the_same(pages):
    plain = Client().get("/")
    for wanted in ("gzip, br", "identity", "*;q=0"):
        answer = Client().get("/", headers={"Accept-Encoding": wanted})
        assert (answer.content, answer.get("Content-Encoding")) == (plain.content, None)
        assert answer["Content-Length"] == str(len(plain.content))


def test_notice_begins_and_ends_on_kept_pages(pages):
    now = timezone.now()
    a_notice(starts_at=now + timedelta(seconds=10), ends_at=now + timedelta(seconds=20))

    seen = {}
    for seconds in (0, 9, 10, 19, 20, 21):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            seen[seconds] = TEXT in Client().get("/").content.decode()
            assert queries(Client(), "/") == 0

    assert seen == {0: False, 9: False, 10: True, 19: True, 20: False, 21: False}


def test_switched_off_it_keeps_nothing(pages, settings):
    settings.PAGE_CACHE = False

    assert "ETag" not in Client().get("/")
    assert kept() == set()


def test_hosts_have_pages_of_their_own(pages):
    Client().get("/")

    assert queries(Client(HTTP_HOST="localhost"), "/") > 0
    assert Client(HTTP_HOST="evil.example").get("/").status_code == 400
    assert {key[0] for key in page_cache.shelf.pages} == {"testserver", "localhost"}


def test_made_up_addresses_fill_nothing(pages):
    for number in range(50):
        Client().get(f"/finns-inte-{number}/")

    assert (kept(), page_cache.shelf.size) == (set(), 0)


def test_figures_tell_how_often_a_page_was_at_hand(pages):
    def counts() -> list[float]:
        return [counter._value.get() for counter in (page_cache.found, page_cache.made)]

    before = counts()
    for _ in range(3):
        Client().get("/")
    Client().get("/logga-in/")

    assert [after - then for after, then in zip(counts(), before, strict=True)] == [2, 1]


def test_log_and_figures_know_the_view_of_a_kept_page(pages, caplog):
    for _ in range(2):
        Client().get("/kontakt/")

    told = [record.facts for record in caplog.records if record.name == "portal.access"]
    assert [(facts["view"], facts["path"]) for facts in told] == [("wagtail_serve", "/kontakt/")] * 2
