"""The filters of the case list. Their choices name nothing but what the person's own cases hold (security.md T-07)."""

from typing import Any

import django_filters
from django import forms
from django.apps import apps
from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from casework.models import Case, Status

SERVICE = "service_version__service"
Choices = list[tuple[int, str]]

EARLIEST, LATEST = 1900, 2200


class CaseFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, widget=forms.CheckboxSelectMultiple, distinct=False
    )
    service = django_filters.ChoiceFilter(label=_("E-tjänst"), field_name=SERVICE)
    unit = django_filters.ChoiceFilter(label=_("Enhet"), field_name="unit")
    received = django_filters.DateFromToRangeFilter(
        label=_("Inkommet"), field_name="received_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Years that no case can be of find nothing: SQLite cannot put the first of them in another time zone."""
        days = self.form.cleaned_data.get("received")
        if days and any(day and not EARLIEST <= day.year <= LATEST for day in (days.start, days.stop)):
            return queryset.none()
        found: QuerySet[Case] = super().filter_queryset(queryset)
        return found

    def __init__(self, *args: Any, units: Choices, services: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["service"].extra["choices"] = services
        self.filters["unit"].extra["choices"] = units
        if len(units) < 2:
            del self.filters["unit"]


def service_choices(visible: QuerySet[Case], units: Choices) -> Choices:
    """The services that the cases of `units`, all the `visible` ones, came through, by the services' present names.

    Kept for a minute. Asks for each version whether there is any case: an index look-up a version, where DISTINCT would
    read every case.
    """
    key = f"case-services:{sorted(pk for pk, _name in units)}".replace(" ", "")
    choices: Choices = cache.get_or_set(key, lambda: _services_of(visible), timeout=60) or []
    return choices


def _services_of(visible: QuerySet[Case]) -> Choices:
    versions = apps.get_model("eservices", "EServiceVersion")._default_manager
    used = versions.filter(Exists(visible.filter(service_version=OuterRef("pk")).order_by()))
    return sorted(set(used.order_by().values_list("service_id", "service__title")), key=lambda choice: choice[1])
