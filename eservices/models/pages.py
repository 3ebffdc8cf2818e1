"""The page where an editor describes and builds an e-service."""

import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from eservices import closing
from eservices.blocks import StepsBlock
from eservices.open_now import closing_at
from eservices.page_form import EServicePageForm
from eservices.texts import text_pair
from home.breadcrumbs import breadcrumbs
from home.catalogue.cards import related_cards
from home.catalogue.models import CatalogueEntry
from home.languages import in_language
from home.phones import phone_link
from home.sharing import share_of

PLAIN_FEATURES = ["bold", "link", "ol", "ul"]


class Login(models.TextChoices):
    NONE = "none", _("Ingen inloggning")
    OPTIONAL = "optional", _("Valfri inloggning")
    REQUIRED = "required", _("E-legitimation krävs")


class LoginLevel(models.TextChoices):
    """Tillitsnivå: how sure the e-ID is of who it is (accounts.eid.provider.Level)."""

    ANY = "", _("Vilken som helst av kommunens e-legitimationer")
    LOA3 = "loa3", _("Minst nivå 3, till exempel BankID och Freja+")
    LOA4 = "loa4", _("Nivå 4")


class SignatureLevel(models.TextChoices):
    """What the values mean to people; what they ask of the e-ID stands in `eservices.signing`."""

    NONE = "none", _("Ingen underskrift")
    APPROVAL = "approval", _("Godkännande: den som skickar in legitimerar sig en gång till")
    SIGNATURE = "signature", _("Underskrift med e-legitimation")


class WhenClosed(models.TextChoices):
    FINISH = "finish", _("De som har påbörjat något får skicka in det")
    STOP = closing.STOP, _("Ingen får skicka in det som är påbörjat")


class EServicePage(CatalogueEntry):
    """An e-service: what residents read before they begin, its questions, and the rules that hold for its cases."""

    found_with = ("unit__committee", "retention_rule", "category")

    service_uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title_en = models.CharField(_("titel på engelska"), max_length=255, blank=True)
    summary = models.CharField(_("sammanfattning"), max_length=250, blank=True)
    summary_en = models.CharField(_("sammanfattning på engelska"), max_length=250, blank=True)
    description = RichTextField(_("beskrivning"), features=PLAIN_FEATURES, blank=True)
    description_en = RichTextField(_("beskrivning på engelska"), features=PLAIN_FEATURES, blank=True)
    needs = RichTextField(_("det här behöver du"), features=PLAIN_FEATURES, blank=True)
    needs_en = RichTextField(_("det här behöver du, på engelska"), features=PLAIN_FEATURES, blank=True)
    minutes = models.PositiveSmallIntegerField(_("tid att fylla i, minuter"), null=True, blank=True)
    cost = models.CharField(_("kostnad"), max_length=120, blank=True)
    cost_en = models.CharField(_("kostnad på engelska"), max_length=120, blank=True)
    afterwards = RichTextField(_("det här händer sedan"), features=PLAIN_FEATURES, blank=True)
    afterwards_en = RichTextField(_("det här händer sedan, på engelska"), features=PLAIN_FEATURES, blank=True)
    purpose = models.TextField(_("ändamål med personuppgifterna"), blank=True)
    purpose_en = models.TextField(_("ändamål på engelska"), blank=True)
    legal_basis = models.CharField(_("rättslig grund"), max_length=250, blank=True)
    legal_basis_en = models.CharField(_("rättslig grund på engelska"), max_length=250, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("enhet")
    )
    retention_rule = models.ForeignKey(
        "casework.RetentionRule",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("gallringsregel"),
    )
    login = models.CharField(_("inloggning"), max_length=10, choices=Login.choices, default=Login.REQUIRED)
    login_level = models.CharField(
        _("tillitsnivå"), max_length=8, choices=LoginLevel.choices, default=LoginLevel.ANY, blank=True
    )
    signature_level = models.CharField(
        _("underskrift"), max_length=10, choices=SignatureLevel.choices, default=SignatureLevel.NONE
    )
    signing_in_order = models.BooleanField(_("i tur och ordning"), default=False)
    signing_days = models.PositiveSmallIntegerField(
        _("dagar att skriva under på"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    when_closed = models.CharField(
        _("när e-tjänsten stängs"), max_length=10, choices=WhenClosed.choices, default=WhenClosed.FINISH
    )
    finish_until = models.DateField(_("sista dag att skicka in det som är påbörjat"), null=True, blank=True)
    closed_reason = models.TextField(_("därför är e-tjänsten stängd"), max_length=1000, blank=True)
    closed_reason_en = models.TextField(_("därför är den stängd, på engelska"), max_length=1000, blank=True)
    steps = StreamField(StepsBlock(), verbose_name=_("steg"), blank=True)

    content_panels = [
        HelpPanel(template="eservices/admin/help_description.html"),
        *text_pair("title", _("Säg vad man gör här, till exempel Ansök om skolskjuts.")),
        *text_pair("summary", _("En eller två meningar. Står på kortet i katalogen och i sökningen.")),
        *text_pair("description", _("För vem tjänsten är och vad man kan göra i den. Läses innan man börjar.")),
        *text_pair("needs", _("Uppgifter och handlingar att ha framme. Gärna som en lista.")),
        *text_pair("afterwards", _("Vem som läser ärendet, hur lång tid det brukar ta och hur man får besked.")),
        MultiFieldPanel(
            [
                FieldPanel("minutes", help_text=_("För den som har allt framme. Tomt visar ingen tid.")),
                FieldRowPanel(text_pair("cost", _("Till exempel 500 kronor. Tomt visar ingen kostnad."))),
            ],
            heading=_("Tid och kostnad"),
        ),
    ]
    question_panels = [HelpPanel(template="eservices/admin/help_questions.html"), FieldPanel("steps")]
    rule_panels = [
        FieldPanel(
            "login",
            help_text=_("Utan inloggning kan den som fyller i inte spara och inte följa ärendet på Mina sidor."),
        ),
        FieldPanel(
            "login_level",
            help_text=_(
                "Höj den bara om en felaktig identitet kan skada någon. Den som har loggat in med en svagare"
                " e-legitimation får logga in på nytt."
            ),
        ),
        FieldPanel(
            "signature_level",
            help_text=_(
                "Välj det enklaste som räcker. En underskrift krävs när en lag eller nämnden säger det, eller när"
                " ärendet ska bevaras. Den som skriver under måste vara inloggad med e-legitimation."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "signing_days",
                    help_text=_("Har inte alla skrivit under då skickas inget in, och den som fyllde i får veta det."),
                ),
                FieldPanel(
                    "signing_in_order",
                    help_text=_(
                        "Nästa person får frågan först när den förra har skrivit under. Annars får alla den genast."
                    ),
                ),
            ],
            heading=_("När flera skriver under"),
            help_text=_(
                "Gäller när stegen frågar efter ”Den som också skriver under”. Var och en blir en egen fråga. Alla som"
                " skriver under ser alla svar: fråga inte efter något som någon av dem inte får se, till exempel en"
                " skyddad adress."
            ),
        ),
        FieldPanel(
            "unit", help_text=_("Enhetens handläggare ser ärendena. Enhetens telefon och e-post visas för invånaren.")
        ),
        FieldPanel("retention_rule", help_text=_("Bestämmer när ärendena gallras. Visas för invånaren.")),
        *text_pair("purpose", _("Vad kommunen ska ha uppgifterna till. Den som fyller i har rätt att få veta det.")),
        *text_pair(
            "legal_basis",
            _(
                "Det som ger kommunen rätt att behandla uppgifterna, till exempel myndighetsutövning enligt plan- och "
                "bygglagen."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("when_closed"),
                FieldPanel("finish_until", help_text=_("Lämna tomt om de får göra det så länge utkastet finns kvar.")),
                *text_pair("closed_reason", _("Säg också vart man vänder sig i stället, eller när den öppnar igen.")),
            ],
            heading=_("När e-tjänsten är stängd"),
            help_text=_(
                "Du stänger e-tjänsten genom att avpublicera den, eller med ett sista datum i fliken Publicering."
                " Det du väljer här gäller direkt när den är stängd, utan att publiceras igen. Texten läser de som har"
                " påbörjat något och de som försöker börja."
            ),
        ),
    ]
    closing_fields = ["when_closed", "finish_until", "closed_reason", "closed_reason_en"]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Beskrivning")),
            ObjectList(question_panels, heading=_("Frågor")),
            ObjectList(rule_panels, heading=_("Ansvar och regler")),
            ObjectList(CatalogueEntry.catalogue_panels, heading=_("Katalogen")),
            ObjectList(Page.promote_panels, heading=_("Adress")),
            ObjectList(Page.settings_panels, heading=_("Publicering")),
        ]
    )
    base_form_class = EServicePageForm
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("description")]
    exclude_fields_in_copy = ["service_uuid", *CatalogueEntry.exclude_fields_in_copy]
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []
    template = "eservices/e_service_page.html"

    class Meta:
        verbose_name = _("e-tjänst")
        verbose_name_plural = _("e-tjänster")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        closed = closing_at(self, timezone.now()) if self.pk and self.live else None
        is_open = bool(self.pk and self.live and not closed and self.versions.exists())
        title, summary = (
            in_language(getattr(self, name), getattr(self, f"{name}_en")) for name in ("title", "summary")
        )
        extra: dict[str, Any] = {"is_open": is_open, "closing": closed, "breadcrumbs": breadcrumbs(self, request)}
        extra |= {
            "share": share_of(request, title, summary, short_address=self.short_address),
            "related": related_cards(self),
        }
        extra["phone_link"] = phone_link(self.unit.phone) if self.unit else ""
        return super().get_context(request, *args, **kwargs) | extra

    def publishing_problems(self) -> list[str]:
        """Asked before somebody approves the page in a workflow (home.desk.review)."""
        from eservices.publishing import problems_in_words

        return problems_in_words(self)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The service page, then each step as the resident meets it; then all of it in English."""
        steps = [(number, child.value) for number, child in enumerate(self.steps, 1)]
        return [
            ("", _("Beskrivning")),
            *((f"step-{number}", _step_name(number, value["title"])) for number, value in steps),
            ("en", _("Beskrivning på engelska")),
            *((f"en-step-{number}", _english_step_name(number, value["title"])) for number, value in steps),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """In the language of the mode, whatever language the editor has chosen for the admin."""
        with override("en" if mode_name.startswith("en") else "sv"):
            if "step-" in mode_name:
                from eservices.preview import preview_step

                return preview_step(request, self, self._position(mode_name))
            return super().serve_preview(request, mode_name).render()

    def _position(self, mode_name: str) -> int:
        """Which step a mode names; 0 for one that is not there."""
        return next((n for n in range(1, len(self.steps) + 1) if mode_name.endswith(f"step-{n}")), 0)


def _step_name(number: int, title: str) -> str:
    return gettext("Steg %(number)s: %(title)s") % {"number": number, "title": title}


def _english_step_name(number: int, title: str) -> str:
    return gettext("Steg %(number)s på engelska: %(title)s") % {"number": number, "title": title}
