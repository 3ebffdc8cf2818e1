"""Each case's key is wrapped under a master key. What the key has sealed, files too, stays as it is."""

from casework.models import Case
from crypto import rotation
from crypto.envelope import Domain, rewrap_key
from operations.sealed_rows import sealed_column


def register() -> None:
    rows = Case.objects.only("pk", "wrapped_key")
    rotation.register(sealed_column("cases", rows.all, "wrapped_key", _again))


def _again(case: Case) -> bytes:
    return rewrap_key(case.wrapped_key, Domain.CASE, case.id, str(case.id))
