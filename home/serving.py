"""Serving a page in the language of its address, found by its whole address in both trees at once."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import views
from wagtail.models import Page, Site

from home.catalogue.section import parted
from home.finding import page_at
from home.languages import MAIN, InBothLanguages, active, address, is_english
from home.municipality import portrait
from home.short_addresses import page_with


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
    """The page at an address, the part of it that is asked for, and where that is in each language.

    `home.context.Portal` and `home.sharing` read it off the request, as `place`.
    """

    page: Any
    trees: Trees
    part: list[str] = field(default_factory=list)  # of the catalogue: ["a-o"]

    @cached_property
    def language(self) -> str:
        return self.trees.language_at(self.page.url_path)

    @cached_property
    def translation(self) -> str:
        """Where its translation stands in the other language's tree; empty when there is none to go to."""
        path = self.page.translated_path or ""
        return path if self.trees.language_at(path) not in ("", self.language) else ""

    @cached_property
    def written(self) -> dict[str, str]:
        """Its address in each language that it is written in."""
        if issubclass(self.page.specific_class or Page, InBothLanguages):
            return {code: self._address(self.page.url_path, code) for code, _name in settings.LANGUAGES}
        found = {self.language: self.page.url_path}
        if self.translation:
            found[self.trees.language_at(self.translation)] = self.translation
        return {code: self._address(found[code], code) for code in (MAIN, "en") if code in found}

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Where to read on in each language: a page without translation is shown in English at its Swedish path, never
        the other way."""
        if self.language == MAIN:
            return {"en": self._address(self.page.url_path, "en"), **self.written}
        return {MAIN: address("", MAIN), **self.written}

    @property
    def better_address(self) -> str:
        """Where to go instead: the translation, when the Swedish page was asked for in English."""
        return self.addresses["en"] if is_english() and self.language == MAIN and self.translation else ""

    def _address(self, url_path: str, language: str) -> str:
        return self.trees.address(url_path, language) + "".join(f"{one}/" for one in self.part)


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's `serve`, told which page it is; it would ask for each folder on the way, and look in one tree only."""
    if prefers_english(request):
        return unkept_redirect(address("", "en"))
    portrait()  # before anything else of this moment: by it a change is seen, also one of the trees' beginnings
    trees = trees_of(request)
    found = find(trees, path)
    onward = found.better_address if found else by_short_address(trees, path)
    if onward:
        return redirect(with_query(onward, request))
    if found is None:
        raise Http404
    request.place = found  # type: ignore[attr-defined]
    request._wagtail_route_for_request = found.page.route(request, found.part)  # type: ignore[attr-defined]  # Wagtail's
    response: HttpResponse = views.serve(request, path)
    return response


def trees_of(request: HttpRequest) -> Trees:
    site = Site.find_for_request(request)
    return Trees.of(site) if site else Trees({})


def find(trees: Trees, path: str) -> Found | None:
    """The page at exactly this address, or else the one that it names a part of."""
    above, part = parted(path.strip("/").split("/"))
    whole = trees.candidates(path)
    page = page_at(*whole, *(trees.candidates("/".join(above) + "/") if above and part else ()))
    if page is None:
        return None
    return Found(page, trees, [] if page.url_path in whole else part)


def by_short_address(trees: Trees, path: str) -> str:
    """Where a short address leads: to its page, or under /en/ to the page as it is read in English."""
    name = path.removesuffix("/")
    page: Page | None = page_with(name) if name and "/" not in name else None
    if page is None or not trees.language_at(page.url_path):
        return ""
    found = Found(page, trees)
    return found.addresses["en" if is_english() else found.language]


def prefers_english(request: HttpRequest) -> bool:
    """Whether somebody who has chosen English comes in by the front door. Any other address is its own choice."""
    return request.path == address("", MAIN) and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en"


def with_query(url: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{url}?{query}" if query else url


def unkept_redirect(url: str) -> HttpResponse:
    response = redirect(url)
    response.headers["Cache-Control"] = "private, no-store"
    return response
