"""Why an act on a case was refused. Views turn these into words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.models import Case


class AlreadyReceived(Exception):
    """The draft was sent before: by a double click or another tab, perhaps a moment ago. `case` is what it became."""

    def __init__(self, case: "Case") -> None:
        super().__init__(str(case.pk))
        self.case = case


class NotAllowed(Exception):
    """The person may not do this, or the case's status does not allow it."""


class StaleCase(Exception):
    """Somebody changed the case after the person's page was shown. `case` is how it is now."""

    def __init__(self, case: "Case") -> None:
        super().__init__(str(case.pk))
        self.case = case


class ContentAltered(Exception):
    """The stored content opens but is not what was received: its hash differs."""
