"""The page of the accessibility statement, and the form that keeps an incomplete one from being published."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from home.blocks import SHORT_FEATURES
from home.municipality import portrait
from home.pages import PortalPage
from home.short_addresses import ShortAddressForm
from home.statement import SUPERVISOR, Conformity, is_too_old, what_is_missing


class StatementForm(ShortAddressForm):
    """Saving a draft is always allowed; publishing asks for every part, and lists those that are missing."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for field, message in list(what_is_missing(cleaned, timezone.localdate())):
                self.add_error(None, message)  # in the list above the form
                if field != "shortcomings":  # a StreamField shows only what its own blocks complain of
                    self.add_error(field, message)
        return cleaned


class ShortcomingBlock(blocks.StructBlock):
    what = blocks.CharBlock(label=_("Vad som inte går att använda"), max_length=200)
    why = blocks.TextBlock(label=_("För vem, och varför det är så"), max_length=600)
    instead = blocks.TextBlock(label=_("Vad man kan göra i stället"), max_length=600)
    mended = blocks.CharBlock(label=_("När det ska vara åtgärdat"), max_length=120, required=False)

    class Meta:
        label = _("Brist")
        icon = "warning"


class AccessibilityStatementPage(PortalPage):
    """What of the portal not everybody can use, and what to do about it."""

    actor = models.CharField(
        _("vem som ansvarar"), max_length=120, blank=True, help_text=_("Till exempel Heby kommun.")
    )
    service = models.CharField(_("vad redogörelsen gäller"), max_length=200, blank=True)
    conformity = models.CharField(_("förenlighet med lagen"), max_length=10, choices=Conformity.choices, blank=True)
    shortcomings = StreamField([("shortcoming", ShortcomingBlock())], verbose_name=_("brister"), blank=True)
    burden = RichTextField(
        _("oskäligt betungande anpassning"),
        features=SHORT_FEATURES,
        blank=True,
        help_text=_("Bara om kommunen åberopar det för någon brist. Motivera."),
    )
    outside = RichTextField(
        _("innehåll som lagen inte gäller"), features=SHORT_FEATURES, blank=True, help_text=_("Om det finns något.")
    )
    assessed_on = models.DateField(_("bedömd den"), null=True, blank=True)
    method = models.TextField(
        _("så bedömdes den"), blank=True, help_text=_("Vem som bedömde, och hur. Till exempel självskattning.")
    )
    updated_on = models.DateField(_("redogörelsen uppdaterad den"), null=True, blank=True)
    feedback = models.TextField(
        _("så talar man om brister"),
        blank=True,
        help_text=_("En länk till kontaktformuläret och telefonnumret läggs till."),
    )
    supervisor_url = models.URLField(_("tillsynsmyndighetens sida för anmälan"), default=SUPERVISOR, blank=True)

    content_panels = [
        *PortalPage.content_panels,
        MultiFieldPanel(
            [FieldPanel("actor"), FieldPanel("service"), FieldPanel("conformity")], heading=_("Vad det gäller")
        ),
        FieldPanel("shortcomings"),
        FieldPanel("burden"),
        FieldPanel("outside"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("assessed_on"), FieldPanel("updated_on")]), FieldPanel("method")],
            heading=_("Bedömning"),
        ),
        MultiFieldPanel([FieldPanel("feedback"), FieldPanel("supervisor_url")], heading=_("Synpunkter och tillsyn")),
    ]
    base_form_class = StatementForm
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("tillgänglighetsredogörelse")
        verbose_name_plural = _("tillgänglighetsredogörelser")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        municipality = portrait().municipality
        phone = {"phone": municipality.phone, "phone_link": municipality.phone_link}
        return super().get_context(request, *args, **kwargs) | phone

    @property
    def text_language(self) -> str:
        return str(self.locale.language_code)

    def missing(self, today: date) -> list[tuple[str, Any]]:
        return list(what_is_missing(vars(self) | {"shortcomings": self.shortcomings}, today))

    def is_too_old(self, today: date) -> bool:
        return is_too_old([self.assessed_on, self.updated_on], today)
