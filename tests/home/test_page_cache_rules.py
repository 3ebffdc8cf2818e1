"""What the page cache may keep, by what a request asks and an answer says; and how much of it."""

from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.urls import resolve

from home import page_cache


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Encoding", "gzip"),
        ("Cache-Control", "private"),
        ("Cache-Control", "no-store"),
        ("Vary", "User-Agent"),
        ("Vary", "*"),
        ("Content-Security-Policy", "script-src 'nonce-abc'"),
    ],
)
def test_answer_that_says_it_is_special_is_not_kept(rf, header, value):
    request, response = an_answer(rf)
    assert page_cache.is_for_all(request, response)

    response[header] = value

    assert not page_cache.is_for_all(request, response)


def an_answer(rf: Any) -> Any:
    request = rf.get("/")
    request.session, request.resolver_match = SessionStore(), resolve("/")
    return request, HttpResponse("x")


def test_answer_that_opened_a_session_is_not_kept(rf):
    request, response = an_answer(rf)
    request.session.accessed = True

    assert not page_cache.is_for_all(request, response)


def test_answer_that_sets_a_cookie_is_not_kept(rf):
    request, response = an_answer(rf)
    response.set_cookie("x", "y")

    assert not page_cache.is_for_all(request, response)


def test_preview_of_a_page_is_neither_kept_nor_taken_from_the_shelf(rf):
    request = rf.get("/kontakt/")
    assert page_cache.key_of(request)

    request.is_dummy = True

    assert page_cache.key_of(request) is None
    assert page_cache.key_of(rf.post("/kontakt/")) is None
    assert page_cache.key_of(rf.get("/kontakt/", HTTP_AUTHORIZATION="Basic x")) is None


def a_kept_page(size: int) -> page_cache.Page:
    return page_cache.Page((1, 1, 1), b"x" * size, {}, None, None, 0.0)


def test_shelf_has_room_for_so_much_and_drops_what_nobody_asks_for(monkeypatch):
    shelf = page_cache.Shelf()
    monkeypatch.setattr(page_cache, "MOST_BYTES", 10 * (1000 + page_cache.BESIDES))
    monkeypatch.setattr(page_cache.Page, "is_fresh", lambda page, known: True)
    for number in range(10):
        shelf.put(("host", False, f"/{number}/", ""), a_kept_page(1000))
    shelf.get(("host", False, "/0/", ""), (1, 1, 1))

    shelf.put(("host", False, "/10/", ""), a_kept_page(1500))

    assert {key[2] for key in shelf.pages} == {"/0/", *(f"/{number}/" for number in range(3, 11))}
    assert shelf.size == sum(page.size for page in shelf.pages.values()) <= page_cache.MOST_BYTES
