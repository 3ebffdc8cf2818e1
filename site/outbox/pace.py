"""How long the outbox waits. Tests of real processes shorten some by settings of the same names."""

from datetime import timedelta

from django.conf import settings

PATIENCE = timedelta(hours=72)
LONGEST_WAIT = timedelta(minutes=30)
INTERRUPTIONS_BEFORE_PARKING = 10
TRIES_OF_A_FAULTY_ROW = 5
SWEEP_TIME = timedelta(seconds=50)  # then the next minute's sweep takes over


def lease() -> timedelta:
    """How long a worker has a message to itself: more than one delivery can take (nine answers of 30 s)."""
    return _seconds("OUTBOX_LEASE_SECONDS", 300)


def wait_after(attempts: int) -> timedelta:
    """From the failure of try number `attempts` to the next: 1, 2, 4, 8, 16, 30, 30, … minutes."""
    first = _seconds("OUTBOX_FIRST_WAIT_SECONDS", 60)
    return min(first * (1 << min(attempts - 1, 16)), LONGEST_WAIT)


def _seconds(name: str, default: int) -> timedelta:
    return timedelta(seconds=float(getattr(settings, name, default)))
