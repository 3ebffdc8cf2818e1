"""For search engines: every public page in both languages, and where they have no business."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.catalogue.models import Category
from home.catalogue.section import A_TO_Z, area_url
from home.context import Portal
from home.finding import for_everyone
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
)
SITE_DEPTH = 2


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    with override(settings.LANGUAGE_CODE):
        addresses = [entry(path, changed) for path, changed in swedish_paths(request)]
    return render(request, "home/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


def swedish_paths(request: HttpRequest) -> Iterator[tuple[str, datetime | None]]:
    """Pages by the tree, then the parts of the catalogue, each with when it last changed."""
    pages = Page.objects.live().filter(for_everyone(), depth__gte=SITE_DEPTH, alias_of=None).order_by("path")
    for page in pages.only("pk", "url_path", "depth", "path", "last_published_at"):
        if url := page.get_url(request):
            yield url, page.last_published_at
    if catalogue := Portal(request).catalogue_url:
        yield f"{catalogue}{A_TO_Z}/", None
        yield from ((area_url(catalogue, area), None) for area in Category.objects.all())


def entry(path: str, changed: datetime | None) -> dict[str, Any]:
    alternates = {code: whole(translate_url(path, code)) for code, _name in settings.LANGUAGES}
    return {"alternates": alternates, "changed": changed}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demo is to be found by nobody; a portal, but for what is personal or the staff's."""
    closed = ["/"] if settings.DEMO else [f"{prefix}{path}" for prefix in ("/", "/en/") for path in CLOSED]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {whole(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
