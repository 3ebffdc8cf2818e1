"""The front page, sections and information pages, and whose portal it is."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.blocks import BodyBlock
from home.breadcrumbs import breadcrumbs
from home.catalogue import front, section
from home.catalogue.models import (  # noqa: F401  # Django looks for an app's models here
    ENTRY_TYPES,
    Category,
    ExternalServicePage,
    PaperFormPage,
    ServiceUse,
)
from home.changes import PublicChange  # noqa: F401
from home.context import Link, Portal
from home.desk.links.models import BrokenLink, OutsideAddress  # noqa: F401
from home.desk.review import ReviewTask  # noqa: F401
from home.finding import QuicklyFound, page_at
from home.languages import in_language, is_english
from home.notices import OperatingNotice  # noqa: F401
from home.phones import phone_link
from home.search.models import SearchEntry, SearchMiss, SynonymGroup  # noqa: F401
from home.sharing import share_of
from home.short_addresses import ADDRESS_PANEL, ShortAddressForm, page_with, short_address_field


class PortalPage(QuicklyFound, Page):
    """What our pages share: one page, its texts in Swedish and English side by side."""

    title_en = models.CharField(_("titel på engelska"), max_length=255, blank=True)
    lead = models.TextField(
        _("ingress"), blank=True, help_text=_("En eller två meningar som säger vad sidan är till för.")
    )
    lead_en = models.TextField(_("ingress på engelska"), blank=True)
    short_address = short_address_field()

    class Meta:
        abstract = True

    base_form_class = ShortAddressForm
    exclude_fields_in_copy = ["short_address"]
    promote_panels = [*Page.promote_panels, ADDRESS_PANEL]

    text_panels = [
        FieldRowPanel([TitleFieldPanel("title"), FieldPanel("title_en")], heading=_("Titel")),
        FieldRowPanel([FieldPanel("lead"), FieldPanel("lead_en")], heading=_("Ingress")),
    ]
    content_panels = text_panels
    search_fields = [*Page.search_fields, index.SearchField("title_en"), index.SearchField("lead")]

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_lead(self) -> str:
        return in_language(self.lead, self.lead_en)

    @property
    def relative_url_here(self) -> str:
        """The address in the active language."""
        return self.get_url() or ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        extra = {
            "breadcrumbs": breadcrumbs(self, request),
            "share": share_of(request, self.shown_title, self.shown_lead, short_address=self.short_address),
        }
        return super().get_context(request, *args, **kwargs) | extra


class HomePage(PortalPage):
    """The front page: what the portal is, the e-services, and how things work here."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.SectionPage", "home.InformationPage", *ENTRY_TYPES]
    promote_panels = Page.promote_panels

    class Meta:
        verbose_name = _("startsida")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page by its whole address; walk the tree, as Wagtail does, only when there is none."""
        above, part = section.parted(path_components)
        page = page_at(self.address_of(path_components), self.address_of(above)) if path_components else None
        if page is None and len(path_components) == 1 and (leads_to := page_with(path_components[0])):
            return RouteResult(self, kwargs={"leads_to": leads_to})
        if page is None:
            return super().route(request, path_components)
        return page.route(request, [] if page.url_path == self.address_of(path_components) else part)

    def address_of(self, path_components: list[str]) -> str:
        """In the tree."""
        return f"{self.url_path}{'/'.join(path_components)}/"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The front page, or the way from a short address to its page."""
        if leads_to := kwargs.pop("leads_to", None):
            return redirect(leads_to.get_url(request))
        return super().serve(request, *args, **kwargs)

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
            context["breadcrumbs"].append(Link(self.shown_title, self.get_url(request)))
            context["share"] = share_of(request, context["heading"], context["lead"])
        return context


class InformationPage(PortalPage):
    """A page to read: how e-services work, e-ID, personal data, contact."""

    body = StreamField(BodyBlock(), verbose_name=_("innehåll"), blank=True)
    body_en = StreamField(BodyBlock(), verbose_name=_("innehåll på engelska"), blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList([*PortalPage.text_panels, FieldPanel("body")], heading=_("Svenska")),
            ObjectList([FieldPanel("body_en")], heading=_("Engelska")),
            ObjectList(PortalPage.promote_panels, heading=_("Adress och meny")),
            ObjectList(Page.settings_panels, heading=_("Publicering")),
        ]
    )
    search_fields = [*PortalPage.search_fields, index.SearchField("body"), index.SearchField("body_en")]
    parent_page_types = ["home.HomePage", "home.SectionPage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    class Meta:
        verbose_name = _("informationssida")
        verbose_name_plural = _("informationssidor")

    @property
    def shown_body(self) -> Any:
        return self.body_en if is_english() and self.body_en else self.body

    @property
    def body_language(self) -> str:
        """The language the text is in, for the `lang` attribute, when nobody has translated it yet."""
        return "en" if is_english() and self.body_en else "sv"


PHONE = RegexValidator(r"^\+?[0-9][0-9 \-]{4,}$", _("Skriv telefonnumret med siffror, till exempel 0224-360 00."))


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

    class Meta:
        verbose_name = _("kommunens uppgifter")

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
