"""The search page and its suggestions, as a resident meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config import pace
from home.search.actions import forget_old_misses, record_miss
from home.search.models import SearchMiss
from home.search.views import HITS_A_PAGE, SUGGESTIONS
from tests.home.html import Markup

QUERIES = 6


def shown(client: Client, question: str = "", path: str = "/sok/", **more: Any) -> str:
    response = client.get(path, {"q": question} | more)
    assert response.status_code == 200
    return response.content.decode()


def test_hits_are_shown_with_title_summary_and_kind(client: Client, services: Any) -> None:
    content = shown(client, "skolskjutsen")

    assert f'href="{services["school"].get_url()}">Skolskjuts</a>' in content
    assert ("Ansök om resa till skolan." in content, '<p class="quiet">E-tjänst</p>' in content) == (True, True)
    assert '<h2 id="traffar">1 träff</h2>' in content
    assert 'value="skolskjutsen"' in content


def test_promise_11_search_is_in_the_language_of_its_address(client: Client, services: Any) -> None:
    content = shown(client, "school transport", "/en/sok/")

    assert ("School transport</a>" in content, "Apply for travel to school." in content) == (True, True)
    assert 'action="/en/sok/"' in content
    assert 'lang="sv" hreflang="sv">Sophämtning</a>' in shown(client, "sophämtning", "/en/sok/")


def test_promise_10_what_was_asked_stands_in_no_title_and_no_cache(client: Client, services: Any) -> None:
    response = client.get("/sok/", {"q": "198911222399"})

    assert "198911222399" not in response.content.decode().split("</title>")[0]
    assert response["Cache-Control"] == "private, no-store"
    assert client.get("/sok/forslag/", {"q": "x"})["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("question", ["", "   ", "\0"])
def test_page_without_a_question_tells_how_to_ask(client: Client, pages: Any, question: str) -> None:
    content = shown(client, question)

    assert "till exempel bygglov" in content
    assert ("Inga träffar" in content, SearchMiss.objects.exists()) == (False, False)


def test_no_hits_helps_on(client: Client, pages: Any) -> None:
    main = shown(client, "xyzzyx").split("<main")[1].split("</main")[0]

    assert "Inga träffar" in main
    assert ('href="/e-tjanster/">Se alla e-tjänster' in main, 'href="tel:+4622436000"' in main) == (True, True)


def test_typing_error_is_told(client: Client, services: Any) -> None:
    assert "Här är träffar för <strong>bygglov</strong>." in shown(client, "byglov")
    assert "Ingen sida har alla orden du skrev." in shown(client, "bygglov sophämtning")


def test_question_is_shown_as_text(client: Client, pages: Any) -> None:
    content = shown(client, '"><script>alert(1)</script>')

    assert "<script>alert" not in content


def test_hits_come_a_page_at_a_time(client: Client, service: Any) -> None:
    for number in range(HITS_A_PAGE + 1):
        service(f"Lokal {number}")

    first, second = shown(client, "lokal"), shown(client, "lokal", sida="2")

    assert (first.count('class="link-title"'), second.count('class="link-title"')) == (HITS_A_PAGE, 1)
    assert ("21 träffar" in first, 'rel="next" href="?q=lokal&amp;sida=2"' in first) == (True, True)
    assert 'rel="prev" href="?q=lokal&amp;sida=1"' in second
    assert ", sida 2" in second.split("</title>")[0]


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "NaN", "", "\0"])
def test_odd_page_number_shows_a_page(client: Client, services: Any, number: str) -> None:
    assert "Bygglov</a>" in shown(client, "bygglov", sida=number)


def test_suggestions_are_the_best_hits_for_what_is_typed(client: Client, services: Any) -> None:
    answer = client.get("/sok/forslag/", {"q": "skolsk"}).json()

    url = services["school"].get_url()
    assert answer["suggestions"][0] == {"title": "Skolskjuts", "url": url, "kind": "E-tjänst", "lang": "sv"}
    assert client.get("/sok/forslag/").json() == {"suggestions": []}
    assert len(client.get("/sok/forslag/", {"q": "om"}).json()["suggestions"]) <= SUGGESTIONS


def test_suggestions_in_english_lead_to_english_pages(client: Client, services: Any) -> None:
    answer = client.get("/en/sok/forslag/", {"q": "build"}).json()

    assert [hit["title"] for hit in answer["suggestions"]] == ["Building permit"]
    assert answer["suggestions"][0]["url"].startswith("/en/")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/sok/", "/sok/forslag/"])
def test_search_only_reads(client: Client, pages: Any, path: str, method: str) -> None:
    assert getattr(client, method)(path, {"q": "bygglov"}).status_code == 405


def test_search_keeps_no_session(client: Client, services: Any) -> None:
    response = client.get("/sok/", {"q": "bygglov"})

    assert response.cookies == {}


def test_who_searches_like_a_program_is_slowed_down(client: Client, pages: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(pace.RATES, "search", pace.Rate("", "2/minute"))

    statuses = [client.get(path, {"q": "x"}).status_code for path in ("/sok/", "/sok/forslag/", "/sok/forslag/")]

    assert statuses == [200, 200, 429]


def test_search_costs_as_much_for_five_services_as_for_twenty(client: Client, services: Any, service: Any) -> None:
    few = queries_of(client)
    for number in range(15):
        service(f"Bygglov för hus {number}")
    many = queries_of(client)

    assert many == few
    assert all(count <= QUERIES for count in many)


def queries_of(client: Client) -> list[int]:
    """Of the page, of suggestions and of a misspelt question, warm."""
    counts = []
    for path, question in (("/sok/", "bygglov"), ("/sok/forslag/", "byg"), ("/sok/", "byglov")):
        client.get(path, {"q": question})
        with CaptureQueriesContext(connection) as asked:
            client.get(path, {"q": question})
        counts.append(len(asked))
    return counts


def test_search_without_hits_is_counted_by_day_without_who(client: Client, services: Any) -> None:
    for _ in range(3):
        shown(client, "Solceller, TAK!")
    shown(client, "bygglov")
    client.get("/sok/forslag/", {"q": "solceller"})
    client.head("/sok/", {"q": "solceller"})

    kept = list(SearchMiss.objects.values_list("words", "day", "times_that_day"))
    assert kept == [("solceller tak", timezone.localdate(), 3)]
    assert {field.name for field in SearchMiss._meta.fields} == {"id", "words", "day", "times_that_day"}


def test_promise_10_number_or_address_searched_for_is_not_kept(client: Client, pages: Any) -> None:
    for question in ("19891122-2399", "890102-0000 qqq", "astrid@example.se", "qqq 0224-36000"):
        shown(client, question)

    assert list(SearchMiss.objects.all()) == []


def test_promise_8_searches_without_hits_are_forgotten_after_ninety_days(db: None) -> None:
    today = timezone.localdate()
    for days in (0, 90, 91):
        record_miss("solceller", today=today - timedelta(days=days))

    assert forget_old_misses(today) == 1
    assert SearchMiss.objects.count() == 2


def test_nonsense_fills_no_table(db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr("home.search.actions.MOST_A_DAY", 2)
    for word in ("qqa", "qqb", "qqc", "qqa"):
        record_miss(word, today=timezone.localdate())

    assert list(SearchMiss.objects.order_by("words").values_list("words", "times_that_day")) == [("qqa", 2), ("qqb", 1)]


def test_form_may_stand_twice_on_a_page(pages: Any, client: Client) -> None:
    from django.template.loader import render_to_string

    markup = Markup(
        render_to_string("components/search_form.html") + render_to_string("components/search_form.html", {"id": "b"})
    )

    assert [field["id"] for field in markup.all("input")] == ["sokfalt", "b"]
    assert [label["for"] for label in markup.all("label")] == ["sokfalt", "b"]
