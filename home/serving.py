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

    def below_root(self, url_path: str, language: str) -> str:
        return url_path.removeprefix(self.roots[language])


@dataclass
class Found:
    """The page at an address, and where it is in each language."""

    page: Any
    trees: Trees

    @property
    def language(self) -> str:
        return str(self.page.locale.language_code)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """By language. A page without translation is shown in English at its Swedish path; never the other way."""
        own = self.trees.below_root(self.page.url_path, self.language)
        other = MAIN if self.language == "en" else "en"
        path = own if other == "en" else ""
        if self.page.translated_path:
            path = self.trees.below_root(self.page.translated_path, other)
        return {self.language: address(own, self.language), other: address(path, other)}

    @property
    def better_address(self) -> str:
        """Where to go instead: the translation, when the Swedish page was asked for in English."""
        return self.addresses["en"] if is_english() and self.language == MAIN and self.page.translated_path else ""


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
