"""Serving a page in the language of its address, found by its whole address in both trees at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import views
from wagtail.models import Page, Site

from home.finding import page_at
from home.languages import MAIN, active, address, is_english


@dataclass(frozen=True)
class Trees:
    """Where each language's tree begins: `{"sv": "/hem/", "en": "/english/"}`."""

    roots: dict[str, str]

    @classmethod
    def of(cls, site: Site) -> "Trees":
        return cls(
            {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
        )

    def candidates(self, path: str) -> list[str]:
        """Where in the trees the page for `path` may stand: in the active language's own, or else in the Swedish."""
        return [f"{self.roots[code]}{path}" for code in (active(), MAIN) if code in self.roots]

    def language_at(self, url_path: str) -> str:
        return next((code for code, root in self.roots.items() if url_path.startswith(root)), "")

    def address(self, url_path: str, language: str) -> str:
        """Where the page at a place in some tree is shown in a language."""
        return address(url_path.removeprefix(self.roots[self.language_at(url_path)]), language)


@dataclass
class Found:
    """The page at an address, and where it is in each language."""

    page: Any
    trees: Trees

    @cached_property
    def language(self) -> str:
        return self.trees.language_at(self.page.url_path)

    @cached_property
    def translation(self) -> str:
        """Where its translation stands in the other language's tree; empty when there is none to go to."""
        path = self.page.translated_path or ""
        return path if self.trees.language_at(path) not in ("", self.language) else ""

    @cached_property
    def addresses(self) -> dict[str, str]:
        """By language. A page without translation is shown in English at its Swedish path; never the other way."""
        if self.language == MAIN:
            place = self.page.url_path
            return {MAIN: self.trees.address(place, MAIN), "en": self.trees.address(self.translation or place, "en")}
        swedish = self.trees.address(self.translation, MAIN) if self.translation else address("", MAIN)
        return {MAIN: swedish, "en": self.trees.address(self.page.url_path, "en")}

    @property
    def better_address(self) -> str:
        """Where to go instead: the translation, when the Swedish page was asked for in English."""
        return self.addresses["en"] if is_english() and self.language == MAIN and self.translation else ""


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's `serve`, told which page it is; it would ask for each folder on the way, and look in one tree only."""
    if prefers_english(request):
        return unkept_redirect(address("", "en"))
    found = find(request, path)
    if found.better_address:
        return redirect(found.better_address)
    request.page_addresses = found.addresses  # type: ignore[attr-defined]  # read by home.context.Portal
    request._wagtail_route_for_request = found.page.route(request, [])  # type: ignore[attr-defined]  # Wagtail's own
    response: HttpResponse = views.serve(request, path)
    return response


def find(request: HttpRequest, path: str) -> Found:
    site = Site.find_for_request(request)
    trees = Trees.of(site) if site else Trees({})
    page: Page | None = page_at(*trees.candidates(path))
    if page is None:
        raise Http404
    return Found(page, trees)


def prefers_english(request: HttpRequest) -> bool:
    """Whether somebody who has chosen English comes in by the front door. Any other address is its own choice."""
    return request.path == address("", MAIN) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en"


def unkept_redirect(url: str) -> HttpResponse:
    response = redirect(url)
    response.headers["Cache-Control"] = "private, no-store"
    return response
