"""Who still needs a stored file. Each app that points at files says which, in its AppConfig.ready().

A file that nobody has claimed for an hour is swept away, so a claim is all the StoredFile ids that the app's rows hold,
as a query: `register("drafts", lambda: DraftFile.objects.values("stored_id"))`. It must be exact: what it leaves out is
gone within the hour, and what it names too much stays for ever.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

Claim = Callable[[], "QuerySet[Any, Any]"]

_claims: dict[str, Claim] = {}


def register(name: str, claim: Claim) -> None:
    """Name a claim; the same name again replaces it."""
    _claims[name] = claim


def claims() -> dict[str, Claim]:
    return dict(_claims)
