"""Where am I: the pages above one, from the front page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import Page

from home.context import Link
from home.municipality import portrait

HOME_DEPTH = 2


def breadcrumbs(page: Page, request: HttpRequest) -> list[Link]:
    """The pages above `page`, from the front page, titled in the active language. The folders are known: no query."""
    if page.depth <= HOME_DEPTH:
        return []
    folders = portrait().folders
    above = [folders.get(page.path[: page.steplen * depth]) for depth in range(HOME_DEPTH + 1, page.depth)]
    start = Link(gettext("Start"), reverse("wagtail_serve", args=[""]))
    return [start, *(Link(folder.shown_title, folder.get_url(request)) for folder in above if folder)]
