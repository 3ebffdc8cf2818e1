"""What all pages but e-services share, and the way to them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.context import Link, link_to
from home.finding import QuicklyFound
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


class PortalPage(QuicklyFound, Page):
    """What our pages share: a text in one language; its translation is a page in that language's tree."""

    lead = models.TextField(
        _("ingress"), blank=True, help_text=_("En eller två meningar som säger vad sidan är till för.")
    )

    class Meta:
        abstract = True

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    @property
    def foreign_language(self) -> str:
        """The language of the text, for the `lang` attribute, when it is not the one the page is shown in."""
        language: str = self.locale.language_code
        return "" if language == active() else language

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"breadcrumbs": breadcrumbs(self, request)}
