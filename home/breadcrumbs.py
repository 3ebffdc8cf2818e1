"""Where am I: the pages above one, from the front page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from home.context import Link, link_to
from home.languages import active
from home.municipality import portrait

HOME_DEPTH = 2


def breadcrumbs(page: Page, request: HttpRequest) -> list[Link]:
    """The pages above `page`, from the front page, titled in the active language. The folders are known: no query."""
    if page.depth <= HOME_DEPTH:
        return []
    steps = range(HOME_DEPTH + 1, page.depth)
    above = [portrait().folder(page.path[: page.steplen * depth], active()) for depth in steps]
    start = Link(gettext("Start"), reverse("wagtail_serve", args=[""]))
    return [start, *(link_to(folder) for folder in above if folder)]
