"""Operating notices in the Wagtail admin: coming, current and past, and a form that reads times as Swedish time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet

from home.notices import SECTIONS_AND_SERVICES, OperatingNotice, Phase, Where

YEARS = range(2000, 2101)
LONGEST_ID = 18  # digits


class SwedishTimeField(forms.DateTimeField):
    """A time by the clock in Sweden, whatever time zone an editor has chosen for the admin."""

    widget = AdminDateTimeInput
    default_error_messages = {
        "invalid": _("Skriv datum och klockslag så här: 2026-12-01 08:00."),
        "year": _("Skriv ett år mellan 2000 och 2100."),
        "ambiguous_timezone": _(
            "Klockan ställs om den natten, så det klockslaget finns inte, eller finns två gånger. Välj ett annat."
        ),
    }

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(timezone.get_default_timezone()):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        try:
            with timezone.override(timezone.get_default_timezone()):
                found: datetime | None = super().to_python(value)
        except ValidationError as error:
            code = "ambiguous_timezone" if error.code == "ambiguous_timezone" else "invalid"
            raise ValidationError(self.error_messages[code], code=code) from error
        except OverflowError as error:
            raise ValidationError(self.error_messages["year"], code="year") from error
        if found and found.year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        return found


class PlacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django knows it without
    """Boxes to tick. Wagtail's own chooser of pages starts with an inline script, which our policy forbids."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        if any(len(str(one)) > LONGEST_ID for one in value or ()):  # SQLite fails on larger numbers
            raise ValidationError(self.error_messages["invalid_pk_value"] % {"pk": "…"}, code="invalid_pk_value")
        return super().clean(value)

    def label_from_instance(self, page: Any) -> str:
        kind = page.specific_class.get_verbose_name() if page.specific_class else ""
        return f"{page.title} ({kind})"


class NoticeForm(WagtailAdminModelForm):
    starts_at = SwedishTimeField(label=_("Från"), initial=timezone.now)
    ends_at = SwedishTimeField(label=_("Till"), required=False)
    places = PlacesField(
        queryset=Page.objects.filter(SECTIONS_AND_SERVICES).order_by("path"),
        label=_("Avdelningar och e-tjänster"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        ends_at = cleaned.get("ends_at")
        if self.instance.pk is None and ends_at and ends_at <= timezone.now():
            self.add_error("ends_at", gettext("Sluttiden har redan varit, så ingen skulle se meddelandet."))
        if "where" in cleaned and "places" in cleaned:
            self._check_places(cleaned["where"], cleaned["places"])
        return cleaned

    def _check_places(self, where: str, chosen: Collection[Page]) -> None:
        if where == Where.CHOSEN and not chosen:
            self.add_error("where", gettext("Välj minst en avdelning eller e-tjänst längre ned."))
        if where == Where.EVERYWHERE and chosen:
            self.add_error("where", gettext("Du har valt avdelningar eller e-tjänster. Ta bort dem, eller ändra här."))


class NoticeFilters(WagtailFilterSet):
    phase = django_filters.ChoiceFilter(label=_("När"), choices=Phase.choices, method="in_phase", empty_label=_("Alla"))

    class Meta:
        model = OperatingNotice
        fields = ["phase", "kind", "closes"]

    def in_phase(self, notices: QuerySet[OperatingNotice], name: str, value: str) -> QuerySet[OperatingNotice]:
        return OperatingNotice.objects.in_phase(value, timezone.now()).filter(pk__in=notices.values("pk"))


PANELS = [
    HelpPanel(
        content=_(
            "Ett driftmeddelande syns överst på sidorna, från och till de tider du sätter. Det börjar och slutar "
            "av sig självt. Skriv kort: vad som händer, vad det betyder för den som läser, och vad hen kan göra."
        )
    ),
    FieldPanel(
        "kind", help_text=_("Varning när något inte fungerar eller snart slutar fungera. Information för allt annat.")
    ),
    FieldRowPanel(
        [
            FieldPanel("text", help_text=_("Det viktigaste först. Ett eller två stycken räcker.")),
            FieldPanel("text_en", help_text=_("Lämnar du den tom visas den svenska texten.")),
        ],
        heading=_("Text"),
    ),
    FieldRowPanel(
        [
            FieldPanel("starts_at", help_text=_("Svensk tid.")),
            FieldPanel("ends_at", help_text=_("Svensk tid. Tomt betyder tills vidare.")),
        ],
        heading=_("Tid"),
    ),
    FieldPanel("where", help_text=_("Överallt är varje sida i portalen, också Mina sidor.")),
    FieldPanel("places", help_text=_("En avdelning tar med alla sina e-tjänster.")),
    FieldPanel(
        "closes",
        help_text=_(
            "Gäller de e-tjänster som meddelandet handlar om, så länge det visas. De som är mitt i ett ärende får "
            "läsa meddelandet och vad som gäller. Det de har sparat finns kvar."
        ),
    ),
]


class NoticeViewSet(SnippetViewSet):
    model = OperatingNotice
    icon = "warning"
    menu_label = _("Driftmeddelanden")
    menu_order = 250
    add_to_admin_menu = True
    url_namespace = "driftmeddelanden"
    base_url_path = "driftmeddelanden"
    filterset_class = NoticeFilters
    list_display = [
        "__str__",
        Column("phase_label", label=_("När")),
        Column("period", label=_("Tid")),
        Column("get_kind_display", label=_("Slag"), sort_key="kind"),
        Column("get_where_display", label=_("Visas"), sort_key="where"),
    ]
    ordering = ["-starts_at", "-pk"]
    copy_view_enabled = False
    edit_handler = ObjectList(PANELS, base_form_class=NoticeForm)
