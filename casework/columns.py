"""Columns of the case list that Wagtail does not have."""

from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column

from casework.models import Case
from casework.reading import counterpart_of
from crypto.envelope import SealBroken


class ReceivedColumn(Column):
    """How long ago, and exactly when beneath it: readable without hovering."""

    cell_template_name = "casework/received_cell.html"


class ServiceColumn(Column):
    """The service, and a mark when the case is a test."""

    cell_template_name = "casework/service_cell.html"


def applicant_name(case: Case) -> str:
    """Opened for the page's rows alone; needs case.register_entry at hand."""
    entry = case.register_entry
    entry.case = case
    try:
        return counterpart_of(entry) or _("Utan inloggning")
    except SealBroken:
        return _("Går inte att läsa")
