"""The front page, sections and information pages, and whose portal it is."""

from hashlib import sha256
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.blocks import BodyBlock
from home.catalogue import front, section
from home.catalogue.models import (  # noqa: F401  # Django looks for an app's models here
    ENTRY_TYPES,
    Category,
    ExternalServicePage,
    PaperFormPage,
    ServiceUse,
)
from home.changes import PublicChange  # noqa: F401
from home.context import Portal, link_to
from home.desk.links.models import BrokenLink, OutsideAddress  # noqa: F401
from home.desk.review import ReviewTask  # noqa: F401
from home.languages import in_language
from home.look import HEX
from home.look_form import MunicipalityForm
from home.notices import OperatingNotice  # noqa: F401
from home.pages import PortalPage
from home.phones import phone_link
from home.search.models import SearchEntry, SearchMiss, SynonymGroup  # noqa: F401
from home.sharing import share_of
from home.statement_page import AccessibilityStatementPage  # noqa: F401


class HomePage(PortalPage):
    """The front page: what the portal is, the e-services, and how things work here."""

    max_count = 1  # the front page in English is made by translating this one
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.SectionPage",
        "home.InformationPage",
        "home.AccessibilityStatementPage",
        *ENTRY_TYPES,
    ]
    promote_panels = Page.promote_panels

    class Meta:
        verbose_name = _("startsida")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        catalogue = front.shown(Portal(request).catalogue_url)
        return super().get_context(request, *args, **kwargs) | catalogue


class SectionPage(PortalPage):
    """A folder of e-services, with an address of its own: /e-tjanster/."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.SectionPage", "home.InformationPage", *ENTRY_TYPES]

    class Meta:
        verbose_name = _("avdelning")
        verbose_name_plural = _("avdelningar")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """An area, A–Ö and the like have addresses below the section's own."""
        above, part = section.parted(path_components)
        if part and not above and self.live:
            return RouteResult(self, kwargs={"part": "/".join(part)})
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context |= section.shown(self, request, kwargs.get("part", ""))
        if kwargs.get("part"):
            context["breadcrumbs"].append(link_to(self))
            context["share"] = share_of(request, context["heading"], context["lead"])
        return context


class InformationPage(PortalPage):
    """A page to read: how e-services work, e-ID, personal data, contact."""

    body = StreamField(BodyBlock(), verbose_name=_("innehåll"), blank=True)

    content_panels = [*PortalPage.content_panels, FieldPanel("body")]
    search_fields = [*PortalPage.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.SectionPage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = _("informationssida")
        verbose_name_plural = _("informationssidor")


COLOUR = RegexValidator(HEX, _("Skriv färgen med # och sex tecken, till exempel #14574a."))
PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{4,}$", _("Skriv telefonnumret med siffror, till exempel 0224-360 00."))


def version_of(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]


@register_setting(icon="home")
class MunicipalitySettings(BaseSiteSetting):
    """Name, telephone and texts of the municipality: content, not code. Read through home.municipality."""

    name = models.CharField(
        _("kommunens namn"),
        max_length=80,
        default="Kommunen",
        help_text=_("Står överst på varje sida. Till exempel Heby kommun."),
    )
    portal_name = models.CharField(
        _("portalens namn"), max_length=80, default="E-tjänster", help_text=_("Står under kommunens namn.")
    )
    portal_name_en = models.CharField(_("portalens namn på engelska"), max_length=80, default="E-services", blank=True)
    service_desk_name = models.CharField(
        _("vem som svarar"),
        max_length=80,
        blank=True,
        help_text=_("De som hjälper till per telefon. Till exempel Medborgarservice."),
    )
    service_desk_name_en = models.CharField(_("vem som svarar, på engelska"), max_length=80, blank=True)
    phone = models.CharField(
        _("telefon"), max_length=40, blank=True, validators=[PHONE], help_text=_("Står i sidfoten på varje sida.")
    )
    phone_hours = models.CharField(
        _("telefontider"), max_length=120, blank=True, help_text=_("Till exempel måndag–fredag kl. 8–16.")
    )
    phone_hours_en = models.CharField(_("telefontider på engelska"), max_length=120, blank=True)
    email = models.EmailField(
        _("e-post"), blank=True, help_text=_("För frågor om portalen. Står i sidfoten på varje sida.")
    )
    accent = models.CharField(
        _("färg i ljust läge"),
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text=_("Till länkar, rubriker och knappar. Tomt ger portalens egen gröna."),
    )
    accent_dark = models.CharField(
        _("färg i mörkt läge"),
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text=_("En ljusare färg, för den som har mörkt läge i sin telefon eller dator."),
    )
    logo = models.BinaryField(null=True, editable=False)  # in the database: all web processes have it, backups too
    logo_kind = models.CharField(max_length=3, blank=True, editable=False)
    logo_alt = models.CharField(
        _("logotypens beskrivning"),
        max_length=120,
        blank=True,
        help_text=_("För den som inte ser den. Till exempel Heby kommuns vapen."),
    )
    footer_text = models.CharField(
        _("rad i sidfoten"), max_length=250, blank=True, help_text=_("Till exempel adress och organisationsnummer.")
    )
    footer_text_en = models.CharField(_("rad i sidfoten på engelska"), max_length=250, blank=True)
    protected_identity = models.TextField(
        _("skyddade personuppgifter"),
        blank=True,
        help_text=_(
            "Vad den som har skyddade personuppgifter ska göra i stället. "
            "Telefonnumret läggs till sist. Tomt ger vår standardtext."
        ),
    )
    protected_identity_en = models.TextField(_("skyddade personuppgifter, på engelska"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldRowPanel([FieldPanel("portal_name"), FieldPanel("portal_name_en")])],
            heading=_("Namn"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("accent"), FieldPanel("accent_dark")]),
                FieldPanel("logo_file"),
                FieldPanel("logo_alt"),
                FieldPanel("remove_logo"),
            ],
            heading=_("Färg och logotyp"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("service_desk_name"), FieldPanel("service_desk_name_en")]),
                FieldPanel("phone"),
                FieldRowPanel([FieldPanel("phone_hours"), FieldPanel("phone_hours_en")]),
                FieldPanel("email"),
            ],
            heading=_("Hjälp till invånarna"),
        ),
        FieldRowPanel(
            [FieldPanel("protected_identity"), FieldPanel("protected_identity_en")],
            heading=_("Skyddade personuppgifter"),
        ),
        FieldRowPanel([FieldPanel("footer_text"), FieldPanel("footer_text_en")], heading=_("Sidfot")),
    ]

    base_form_class = MunicipalityForm

    class Meta:
        verbose_name = _("kommunens uppgifter")

    @cached_property
    def colours_version(self) -> str:
        """Part of the stylesheet's address; empty when no colours are chosen."""
        return version_of(f"{self.accent} {self.accent_dark}".encode()) if self.accent and self.accent_dark else ""

    @cached_property
    def logo_version(self) -> str:
        return version_of(bytes(self.logo)) if self.logo else ""

    @property
    def portal_title(self) -> str:
        return in_language(self.portal_name, self.portal_name_en)

    @property
    def service_desk(self) -> str:
        return in_language(self.service_desk_name, self.service_desk_name_en)

    @property
    def hours(self) -> str:
        return in_language(self.phone_hours, self.phone_hours_en)

    @property
    def footer(self) -> str:
        return in_language(self.footer_text, self.footer_text_en)

    @property
    def protected_identity_text(self) -> str:
        return in_language(self.protected_identity, self.protected_identity_en)

    @property
    def phone_link(self) -> str:
        return phone_link(self.phone)
