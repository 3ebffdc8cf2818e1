"""Areas, what an entry of the catalogue knows about itself, and the entries that are no e-services of ours."""

from typing import Any
from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.blocks import PageChooserBlock, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.breadcrumbs import breadcrumbs
from home.catalogue import icons
from home.catalogue.audiences import FIELDS, Audience
from home.catalogue.cards import MOST_RELATED, related_cards
from home.catalogue.drawings import Drawing
from home.catalogue.forms import CatalogueEntryForm
from home.finding import QuicklyFound
from home.languages import InBothLanguages, in_language
from home.phones import phone_link
from home.sharing import share_of
from home.short_addresses import ADDRESS_PANEL, short_address_field

ENTRY_TYPES = ["eservices.EServicePage", "home.ExternalServicePage", "home.PaperFormPage"]


class Category(models.Model):
    """An area of the catalogue, for instance Barn och skola, with a page of its own."""

    name = models.CharField(_("namn"), max_length=60, unique=True)
    name_en = models.CharField(_("namn på engelska"), max_length=60, blank=True)
    slug = models.SlugField(
        _("adress"),
        max_length=60,
        unique=True,
        help_text=_("Sista delen av sidans adress, till exempel barn-och-skola."),
    )
    description = models.CharField(
        _("beskrivning"), max_length=200, blank=True, help_text=_("En mening om vad som finns här.")
    )
    description_en = models.CharField(_("beskrivning på engelska"), max_length=200, blank=True)
    icon = models.CharField(_("bild"), max_length=20, choices=icons.Icon.choices, default=icons.Icon.PAPER)
    sort_order = models.PositiveSmallIntegerField(
        _("ordning"), default=50, help_text=_("Låga tal kommer först. Lika tal sorteras efter namn.")
    )

    class Meta:
        verbose_name = _("område")
        verbose_name_plural = _("områden")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        return in_language(self.name, self.name_en)

    @property
    def shown_description(self) -> str:
        return in_language(self.description, self.description_en)

    @property
    def picture(self) -> str:
        return icons.picture(self.icon)


class ServiceUse(models.Model):
    """How many cases a service has had lately. There is a row only where the number tells of no one person."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="use")
    cases = models.PositiveIntegerField()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.cases}"


class CatalogueEntry(InBothLanguages, QuicklyFound, Page):
    """Where an entry stands in the catalogue, for whom it is, and what is like it."""

    category = models.ForeignKey(
        "home.Category", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("område")
    )
    for_private = models.BooleanField(_("privatpersoner"), default=True)
    for_company = models.BooleanField(_("företag"), default=False)
    for_association = models.BooleanField(_("föreningar"), default=False)
    related = StreamField(
        [("page", PageChooserBlock(page_type=ENTRY_TYPES, label=_("E-tjänst eller blankett")))],
        verbose_name=_("liknande e-tjänster"),
        blank=True,
        max_num=MOST_RELATED,
    )
    drawing = models.CharField(
        _("teckning"),
        max_length=20,
        choices=Drawing.choices,
        blank=True,
        help_text=_("Visas bredvid rubriken på breda skärmar. Den är till för ögat: den som lyssnar hör inte om den."),
    )
    short_address = short_address_field()

    exclude_fields_in_copy = ["short_address"]
    catalogue_panels = [
        FieldPanel(
            "category", help_text=_("Utan område finns den bara i hela listan, under sin bokstav och i sökningen.")
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel(name) for name in FIELDS.values()])],
            heading=_("För vem"),
            help_text=_("Kryssa i alla som kan använda den."),
        ),
        FieldPanel(
            "related", help_text=_("Högst fyra, i den ordning de ska visas. Tomt visar några i samma område i stället.")
        ),
        FieldPanel("drawing"),
        ADDRESS_PANEL,
    ]

    class Meta:
        abstract = True

    @property
    def related_ids(self) -> list[int]:
        return [child["value"] for child in self.related.raw_data if child["value"]]

    @property
    def audiences(self) -> str:
        """In words: "Privatpersoner, företag"."""
        names = [str(audience.label) for audience in Audience if getattr(self, audience.field)]
        return ", ".join([*names[:1], *(name.lower() for name in names[1:])])


class EntryElsewhere(CatalogueEntry):
    """What services on other sites and forms on paper have in common."""

    title_en = models.CharField(_("titel på engelska"), max_length=255, blank=True)
    summary = models.CharField(_("sammanfattning"), max_length=250)
    summary_en = models.CharField(_("sammanfattning på engelska"), max_length=250, blank=True)
    cost = models.CharField(_("kostnad"), max_length=120, blank=True)
    cost_en = models.CharField(_("kostnad på engelska"), max_length=120, blank=True)

    base_form_class = CatalogueEntryForm
    text_panels = [
        FieldRowPanel([TitleFieldPanel("title"), FieldPanel("title_en")]),
        FieldRowPanel(
            [
                FieldPanel(
                    "summary", help_text=_("En eller två meningar. Står på kortet i katalogen och i sökningen.")
                ),
                FieldPanel("summary_en"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("cost", help_text=_("Till exempel 500 kronor. Tomt visar ingen kostnad.")),
                FieldPanel("cost_en"),
            ]
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("title_en"),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
    ]
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_summary(self) -> str:
        return in_language(self.summary, self.summary_en)

    @property
    def shown_cost(self) -> str:
        return in_language(self.cost, self.cost_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "breadcrumbs": breadcrumbs(self, request),
            "share": share_of(request, self.shown_title, self.shown_summary, short_address=self.short_address),
            "related": related_cards(self),
        }


def tabs(panels: list[Any]) -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(panels, heading=_("Beskrivning")),
            ObjectList(CatalogueEntry.catalogue_panels, heading=_("Katalogen")),
            ObjectList(Page.promote_panels, heading=_("Adress")),
            ObjectList(Page.settings_panels, heading=_("Publicering")),
        ]
    )


class ExternalServicePage(EntryElsewhere):
    """A service that somebody else runs on another site, which the portal leads to."""

    address = models.URLField(
        _("adress till tjänsten"),
        max_length=500,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Hela adressen, till exempel https://www.1177.se/."),
    )
    address_en = models.URLField(
        _("adress på engelska"), max_length=500, blank=True, validators=[URLValidator(schemes=["https", "http"])]
    )
    responsible = models.CharField(
        _("vem som ansvarar"), max_length=120, help_text=_("Den som driver tjänsten, till exempel Region Uppsala.")
    )
    responsible_en = models.CharField(_("vem som ansvarar, på engelska"), max_length=120, blank=True)

    found_with = ("category",)
    edit_handler = tabs(
        [
            *EntryElsewhere.text_panels,
            FieldRowPanel(
                [
                    FieldPanel("address"),
                    FieldPanel("address_en", help_text=_("Om tjänsten har en egen sida på engelska.")),
                ]
            ),
            FieldRowPanel([FieldPanel("responsible"), FieldPanel("responsible_en")]),
        ]
    )

    class Meta:
        verbose_name = _("tjänst på en annan webbplats")
        verbose_name_plural = _("tjänster på andra webbplatser")

    @property
    def shown_address(self) -> str:
        return in_language(self.address, self.address_en)

    @property
    def shown_responsible(self) -> str:
        return in_language(self.responsible, self.responsible_en)

    @property
    def host(self) -> str:
        return host_of(self.shown_address)


class PaperFormPage(EntryElsewhere):
    """A form to print, fill in by hand and send in."""

    source = StreamField(
        [
            ("document", DocumentChooserBlock(label=_("Fil"))),
            ("address", URLBlock(label=_("Adress på en annan webbplats"), max_length=500)),
        ],
        verbose_name=_("blankett"),
        min_num=1,
        max_num=1,
    )
    send_to = models.TextField(
        _("hit skickas blanketten"), max_length=500, help_text=_("Postadress, rad för rad. Eller var den lämnas in.")
    )
    send_to_en = models.TextField(_("hit skickas blanketten, på engelska"), max_length=500, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enhet"),
        help_text=_("Enhetens telefon och e-post visas för den som har frågor."),
    )

    found_with = ("category", "unit")
    edit_handler = tabs(
        [
            *EntryElsewhere.text_panels,
            FieldPanel("source", help_text=_("Antingen en fil att ladda ner eller en adress där den finns.")),
            FieldRowPanel([FieldPanel("send_to"), FieldPanel("send_to_en")]),
            FieldPanel("unit"),
        ]
    )

    class Meta:
        verbose_name = _("blankett på papper")
        verbose_name_plural = _("blanketter på papper")

    @property
    def shown_send_to(self) -> str:
        return in_language(self.send_to, self.send_to_en)

    @property
    def phone_link(self) -> str:
        return phone_link(self.unit.phone) if self.unit else ""

    @property
    def document(self) -> Any:
        """The file, unless it has been deleted since or the form lies elsewhere."""
        return next((block.value for block in self.source if block.block_type == "document"), None)

    @property
    def form_url(self) -> str:
        address = next((block.value for block in self.source if block.block_type == "address"), "")
        return self.document.url if self.document else address

    @property
    def form_host(self) -> str:
        return "" if self.document else host_of(self.form_url)


def host_of(address: str) -> str:
    """The site as people say it: without www."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
