"""What accounts has sealed under the master keys. Second factors stand on the lookup key, which never changes."""

from accounts import identities
from accounts.eid import orders
from accounts.models import EIdOrder, Identity
from crypto import rotation
from crypto.envelope import reseal_value
from operations.sealed_rows import sealed_column


def register() -> None:
    rows = Identity.objects.select_related("user")
    rotation.register(sealed_column("identities", rows.all, "value_sealed", identities.resealed))
    for part in ("state", "result"):
        rotation.register(_orders(part))


def _orders(part: str) -> rotation.Sealed:
    def again(order: EIdOrder) -> bytes:
        return reseal_value(orders.SEALED, getattr(order, f"{part}_sealed"), context=(str(order.pk), part))

    return sealed_column(f"e-ID orders, {part}", EIdOrder.objects.all, f"{part}_sealed", again)
