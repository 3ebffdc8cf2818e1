"""What all pages but the catalogue's entries share."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from home.breadcrumbs import breadcrumbs
from home.finding import QuicklyFound
from home.languages import active
from home.sharing import share_of
from home.short_addresses import ADDRESS_PANEL, ShortAddressForm, short_address_field


class PortalPage(QuicklyFound, Page):
    """What our pages share: a text in one language; its translation is a page in that language's tree."""

    lead = models.TextField(
        _("ingress"), blank=True, help_text=_("En eller två meningar som säger vad sidan är till för.")
    )
    short_address = short_address_field()

    class Meta:
        abstract = True

    base_form_class = ShortAddressForm
    exclude_fields_in_copy = ["short_address"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [*Page.promote_panels, ADDRESS_PANEL]
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    @property
    def foreign_language(self) -> str:
        """The language of the text, for the `lang` attribute, when it is not the one the page is shown in."""
        language: str = self.locale.language_code
        return "" if language == active() else language

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "breadcrumbs": breadcrumbs(self, request),
            "share": share_of(request, self.title, self.lead, short_address=self.short_address),
        }
