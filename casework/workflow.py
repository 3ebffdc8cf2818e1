"""Which status may follow which. Pure; workflows per service come later (design.md §8)."""

from collections.abc import Mapping

NEW, ONGOING, CLOSED = "new", "ongoing", "closed"

# A case closed by mistake, or taken up again, goes on; it never becomes new again.
TRANSITIONS: Mapping[str, tuple[str, ...]] = {NEW: (ONGOING, CLOSED), ONGOING: (CLOSED,), CLOSED: (ONGOING,)}


def next_statuses(status: str) -> tuple[str, ...]:
    return TRANSITIONS[status]
