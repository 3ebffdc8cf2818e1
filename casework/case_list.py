"""The list of received cases in the Wagtail admin: those of one's own units, and nothing else anywhere on the page."""

from typing import Any

from django.db.models import Case as Choose
from django.db.models import Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView

from accounts.access import person_of
from casework.columns import ReceivedColumn, ServiceColumn, applicant_name
from casework.filters import CaseFilterSet, service_choices
from casework.models import Case, CaseReading, Status
from casework.paginator import CappedPaginator
from casework.permissions import units_of
from casework.reading import log_reading
from casework.search_text import holds_identity_number, words

STATUS_ORDER = Choose(*(When(status=status, then=Value(place)) for place, status in enumerate(Status.values)))


class CaseList(IndexView):
    model = Case
    page_title = _("Ärenden")
    header_icon = "folder-open-inverse"
    index_url_name = "casework:cases"
    index_results_url_name = "casework:cases_results"
    template_name = "casework/case_list.html"
    results_template_name = "casework/case_list_results.html"
    table_classname = "listing case-list"
    filterset_class = CaseFilterSet
    paginator_class = CappedPaginator
    paginate_by = 50
    default_ordering = "-received_at"
    is_searchable = True
    any_permission_required = None  # membership decides, in setup()
    columns = [
        TitleColumn("number", label=_("Diarienummer"), url_name="casework:case", sort_key="number"),
        ServiceColumn("service_title", label=_("E-tjänst")),
        Column("applicant", label=_("Från"), accessor=applicant_name),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            sort_key="status",
            primary=lambda case: case.status == Status.NEW,
        ),
        ReceivedColumn("received_at", label=_("Inkommet"), sort_key="received_at"),
        Column("unit", label=_("Enhet")),
    ]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.is_export = False  # Wagtail would answer ?export= with an empty sheet
        self.today = timezone.localdate()
        self.units = units_of(person_of(request), self.today)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.units:
            raise Http404
        log_reading(request, CaseReading.Kind.LIST, query=asked_for(request))
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[Case]:
        return self.visible.select_related("unit", "register_entry").defer("register_entry__public_title")

    @cached_property
    def visible(self) -> QuerySet[Case]:
        """Through the one door. The units are named once more as plain ids: with them PostgreSQL reads the newest first
        from an index, where a subquery alone makes it read and sort all."""
        return Case.objects.visible_to(person_of(self.request), self.today).filter(
            unit__in=[unit.pk for unit in self.units]
        )

    def get_filterset_kwargs(self) -> dict[str, Any]:
        units = [(unit.pk, unit.name) for unit in self.units]
        given: dict[str, Any] = super().get_filterset_kwargs()
        return given | {"units": units, "services": service_choices(self.visible, units)}

    def get_search_form(self) -> SearchForm:
        return SearchForm(self.request.GET or None, placeholder=_("Nummer, namn, ord"))

    def search_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        if self.searches_identity_number:
            return queryset.none()
        wanted = Q()
        for word in words(self.search_query):
            wanted &= Q(search_text__text__contains=word)
        return queryset.filter(wanted)

    @cached_property
    def searches_identity_number(self) -> bool:
        return holds_identity_number(self.search_query)

    def order_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """By the order of work, not of the alphabet; newest first among equals."""
        descending = self.ordering.startswith("-")
        if self.ordering.lstrip("-") == "status":
            place = STATUS_ORDER.desc() if descending else STATUS_ORDER.asc()
            return queryset.order_by(place, "-received_at", "id")
        return queryset.order_by(self.ordering, "id")


def asked_for(request: HttpRequest) -> str:
    """What was searched, filtered and leafed to, as the access log keeps it: enough to see again what was shown."""
    return " ".join(f"{name}={value}" for name in request.GET for value in request.GET.getlist(name) if value)
