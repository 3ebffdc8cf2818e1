"""The search page, and suggestions while somebody types. What was asked for is in no log and no cache."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.pace import paced
from home.languages import here
from home.search.actions import record_miss
from home.search.finding import entries_of, find
from home.search.models import SearchEntry
from home.search.registry import kind_in_words
from home.search.words import LONGEST_QUESTION

HITS_A_PAGE, SUGGESTIONS = 20, 6


@dataclass(frozen=True)
class Hit:
    title: str
    summary: str
    url: str
    kind: str
    written_in: str


@paced("search", methods=("GET",))
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question, language = question_of(request), language_of()
    found = find(question, language=language, now=timezone.now())
    page = Paginator(found.pages, HITS_A_PAGE).get_page(request.GET.get("sida"))
    if question and not found.pages and request.method == "GET":
        record_miss(question, today=timezone.localdate())
    context = {"question": question, "found": found, "page": page}
    response = render(request, "home/search.html", context | {"hits": hits_of(list(page), language, request)})
    patch_cache_control(response, private=True, no_store=True)
    return response


@paced("search", methods=("GET",))
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The best hits for what is typed so far, for js/search-suggest.js."""
    found = find(question_of(request), language=language_of(), now=timezone.now())
    hits = hits_of(found.pages[:SUGGESTIONS], language_of(), request)
    response = JsonResponse({"suggestions": [suggestion(hit) for hit in hits]})
    patch_cache_control(response, private=True, no_store=True)
    return response


def question_of(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION]


def language_of() -> str:
    return get_language() or "sv"


def hits_of(pages: Sequence[int], language: str, request: HttpRequest) -> list[Hit]:
    """Addresses are made only for what is shown."""
    return [hit_of(entry, here(entry.page.get_url(request) or "")) for entry in entries_of(pages, language)]


def hit_of(entry: SearchEntry, url: str) -> Hit:
    return Hit(entry.title, entry.summary, url, kind_in_words(entry.kind), entry.written_in)


def suggestion(hit: Hit) -> dict[str, str]:
    return {"title": hit.title, "url": hit.url, "kind": hit.kind, "lang": hit.written_in}
