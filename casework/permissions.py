"""Who may see and handle cases. Membership alone decides; being superuser opens nothing (design.md §13.15)."""

from datetime import date
from typing import TYPE_CHECKING

from accounts.actors import Actor, System
from accounts.models import Unit
from casework.models import Case

if TYPE_CHECKING:
    from accounts.models import User


def can_see_cases(user: "User", today: date) -> bool:
    """Whether the person works for any unit that day, and so has a list of cases at all."""
    return bool(units_of(user, today))


def units_of(user: "User", today: date) -> list[Unit]:
    """The units whose cases the person sees that day; asked once a request, since menu and list both want to know."""
    if not user.is_authenticated:
        return []
    known: tuple[date, list[Unit]] | None = getattr(user, "_units_of_day", None)
    if known is None or known[0] != today:
        known = (today, list(Unit.objects.worked_for_by(user, today)))
        user._units_of_day = known  # type: ignore[attr-defined]  # a note for this request, not a field
    return known[1]


def can_see_case(user: "User", case: Case, today: date) -> bool:
    if not user.is_authenticated:
        return False
    return Unit.objects.worked_for_by(user, today).filter(pk=case.unit_id).exists()


def can_change_status(actor: Actor, case: Case, today: date) -> bool:
    """Every caseworker and registrar of the unit; and the portal itself."""
    return isinstance(actor, System) or can_see_case(actor, case, today)
