"""Whether receipts are made, for the report on the portal's readiness."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from casework.models import Receipt
from operations.readiness import Check, Finding, State, register
from outbox.clock import database_now

LATE = timedelta(minutes=15)


def receipts_are_made() -> Finding:
    late = Receipt.objects.waiting().filter(asked_at__lt=database_now() - LATE).exists()
    return Finding(State.DEGRADED if late else State.OK)


def register_checks() -> None:
    register(
        Check(
            "receipts",
            receipts_are_made,
            _("Kvittenser som PDF"),
            _("Se i arbetarens logg varför de inte blir till, och kör manage.py check --deploy: ofta är det stämpeln."),
            uses_database=True,
        )
    )
