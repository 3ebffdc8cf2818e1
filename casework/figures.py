"""Figures for those who watch the portal."""

from django.db.models import Sum

from casework.models import RegisterSeries
from operations import metrics


def cases_received() -> int:
    """Every case ever received, from the few rows that number them: counting the cases would read them all."""
    return RegisterSeries.objects.aggregate(total=Sum("last_number"))["total"] or 0


def register() -> None:
    metrics.register_figure("portal_cases_received", "Cases received since the beginning", cases_received)
