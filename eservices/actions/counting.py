"""Which services people use, told to the catalogue (which knows nothing of cases)."""

from datetime import datetime, timedelta

from django.db.models import Count

from casework.models import Case
from home.catalogue.uses import record_uses

PERIOD = timedelta(days=90)


def count_uses(now: datetime) -> int:
    """Count the cases of the last ninety days by service; how many services were told of."""
    recent = Case.objects.filter(received_at__gt=now - PERIOD)
    return record_uses(dict(recent.values_list("service_version__service").annotate(Count("pk")).order_by()))
