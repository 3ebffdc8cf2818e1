"""For search engines: every public page in each language it is written in, and where they have no business."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.catalogue.models import Category
from home.catalogue.section import A_TO_Z, AREA
from home.finding import for_everyone
from home.languages import MAIN
from home.municipality import portrait
from home.serving import Found, trees_of
from home.sharing import whole

CLOSED = (
    "admin/",
    "personal/",
    "starta/",
    "utkast/",
    "kvittens/",
    "mina-sidor/",
    "logga-in/",
    "logga-ut/",
    "utloggad/",
    "sprak/",
)
SITE_DEPTH = 2
SHOWN = ("url_path", "path", "depth", "last_published_at", "translation_key", "content_type", "locale__language_code")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    addresses = [entry for place in places(request) for entry in entries(place)]
    return render(request, "home/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def places(request: HttpRequest) -> Iterator[Found]:
    """Pages by the tree, each once with its translation; with the section that holds the catalogue, its parts."""
    trees, catalogue = trees_of(request), portrait().catalogue(MAIN)
    for page in pages_once():
        if trees.language_at(page.url_path):
            yield Found(page, trees)
        if catalogue and page.pk == catalogue.pk:
            areas = Category.objects.values_list("slug", flat=True)
            yield from (Found(page, trees, part) for part in ([A_TO_Z], *([AREA, slug] for slug in areas)))


def pages_once() -> Iterator[Any]:
    """Each published page that all may see, with the `translated_path` of its translation. The Swedish one first."""
    pages = Page.objects.live().filter(for_everyone(), depth__gte=SITE_DEPTH, alias_of=None).order_by("path")
    known = defaultdict(list)
    for page in pages.select_related("locale").only(*SHOWN):
        known[page.translation_key].append(page)
    for same in known.values():
        first, *others = sorted(same, key=lambda page: page.locale.language_code != MAIN)
        first.translated_path = others[0].url_path if others else ""
        first.published = {page.locale.language_code: page.last_published_at for page in same}
        yield first


def entries(place: Found) -> Iterator[dict[str, Any]]:
    alternates = {code: whole(path) for code, path in place.written.items()}
    published = {} if place.part else place.page.published
    for code, address in alternates.items():
        changed = published.get(code, published.get(MAIN))  # a page that is in both languages has one day
        yield {"address": address, "alternates": alternates, "changed": changed}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demo is to be found by nobody; a portal, but for what is personal or the staff's."""
    closed = ["/"] if settings.DEMO else [f"{prefix}{path}" for prefix in ("/", "/en/") for path in CLOSED]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {whole(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
