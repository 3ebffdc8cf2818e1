"""A small portal to search in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from home.search.finding import Found, entries_of, find
from home.search.models import SearchEntry, SynonymGroup
from tests.eservices.factories import a_page


@pytest.fixture
def pages(pages: dict[str, Any]) -> dict[str, Any]:
    """The demo's pages, but nothing of theirs is found: the tests say what there is."""
    SearchEntry.objects.all().delete()
    SynonymGroup.objects.all().delete()
    return pages


@pytest.fixture
def service(cast: Any, pages: dict[str, Any]) -> Callable[..., Any]:
    """`service("Bygglov", summary="…")`: a published e-service."""

    def make(title: str, **fields: Any) -> Any:
        texts = {"title": title, "title_en": "", "summary": "", "parent": pages["section"]} | fields
        return a_page(cast.unit, **texts)

    return make


@pytest.fixture
def services(service: Callable[..., Any]) -> dict[str, Any]:
    return {
        "school": service(
            "Skolskjuts",
            title_en="School transport",
            summary="Ansök om resa till skolan.",
            summary_en="Apply for travel to school.",
        ),
        "build": service("Bygglov", title_en="Building permit", summary="Fråga om du får bygga."),
        "park": service("Parkeringstillstånd för rörelsehindrade"),
        "pre": service("Förskola och pedagogisk omsorg", description="<p>Plats</p><p>för barnet</p>"),
        "waste": service("Sophämtning", summary="Ändra hur ofta vi hämtar."),
    }


def found(question: str, language: str = "sv") -> Found:
    return find(question, language=language, now=timezone.now())


def shown(question: str, language: str = "sv") -> list[SearchEntry]:
    return entries_of(found(question, language).pages, language)


def titles(question: str, language: str = "sv") -> list[str]:
    return [entry.title for entry in shown(question, language)]


def languages_of(page: Any) -> list[str]:
    return sorted(SearchEntry.objects.filter(page_id=page.pk).values_list("language", flat=True))
