"""The search page, and suggestions while somebody types. What was asked for is in no log and no cache."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from config.pace import paced
from home.search.actions import record_miss
from home.search.finding import Found, find
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
    question = question_of(request)
    found = found_for(question)
    page = Paginator(found.hits, HITS_A_PAGE).get_page(request.GET.get("sida"))
    if question and not found.hits and request.method == "GET":
        record_miss(question, today=timezone.localdate())
    hits = [hit_of(entry, request) for entry in page]
    response = render(request, "home/search.html", {"question": question, "found": found, "page": page, "hits": hits})
    patch_cache_control(response, private=True, no_store=True)
    return response


@paced("search", methods=("GET",))
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """The best hits for what is typed so far, for js/search-suggest.js."""
    hits = [hit_of(entry, request) for entry in found_for(question_of(request)).hits[:SUGGESTIONS]]
    response = JsonResponse({"suggestions": [suggestion(hit) for hit in hits]})
    patch_cache_control(response, private=True, no_store=True)
    return response


def question_of(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION]


def found_for(question: str) -> Found:
    return find(question, language=get_language() or "sv", now=timezone.now())


def hit_of(entry: SearchEntry, request: HttpRequest) -> Hit:
    """Its address is made only for what is shown: Wagtail looks into the cache for each."""
    address = entry.page.get_url(request) or ""
    return Hit(entry.title, entry.summary, address, kind_in_words(entry.kind), entry.written_in)


def suggestion(hit: Hit) -> dict[str, str]:
    return {"title": hit.title, "url": hit.url, "kind": hit.kind, "lang": hit.written_in}
