"""The database's clock, which all workers share: leases compared by it hold however the machines' own clocks jump."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def database_now() -> datetime:
    if connection.vendor != "postgresql":
        return timezone.now()  # SQLite lives on this machine and has no clock but ours
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now
