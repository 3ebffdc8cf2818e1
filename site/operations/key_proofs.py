"""Whether the key file is this database's own (a new installation's has keys of the same names), and what is missing.

The worker counts now and then what stands on each master key; counting anew at each question would read every row.
"""

import hmac

from django.utils import timezone

from crypto import rotation
from crypto.envelope import SealBroken, seal_value, unseal_value
from crypto.keyring import Keyring, keyring
from crypto.lookup import lookup_hash
from operations.models import Figure, KeyProof

PURPOSE = "key-proof"
TEXT = b"portal"
LOOKUP = "lookup"
IN_USE = "in_use:"


def leave_proofs() -> None:
    """Seal a word under the current key and the lookup key, once each."""
    kid, now = keyring().current, timezone.now()
    have = set(KeyProof.objects.filter(kid__in=[kid, LOOKUP]).values_list("kid", flat=True))
    if have == {kid, LOOKUP}:
        return
    proofs = {kid: seal_value(PURPOSE, TEXT, context=(kid,)), LOOKUP: lookup_hash(PURPOSE, "").encode()}
    KeyProof.objects.bulk_create(
        [KeyProof(kid=name, proof=proof, made_at=now) for name, proof in proofs.items()], ignore_conflicts=True
    )


def wrong_keys(keys: Keyring) -> list[str]:
    """Keys of the file whose proof does not open: they are not those that have sealed what is in this database."""
    return [proof.kid for proof in KeyProof.objects.order_by("kid") if not _holds(proof, keys)]


def _holds(proof: KeyProof, keys: Keyring) -> bool:
    if proof.kid == LOOKUP:
        return hmac.compare_digest(bytes(proof.proof), lookup_hash(PURPOSE, "", keys=keys).encode())
    if proof.kid not in keys.keys:
        return True  # missing is another matter than wrong
    try:
        return unseal_value(PURPOSE, proof.proof, context=(proof.kid,), keys=keys) == TEXT
    except SealBroken:
        return False


def missing_kids(keys: Keyring) -> list[str]:
    """Kids that something stood on when it was last counted, and that are not in the file."""
    in_use = Figure.objects.filter(name__startswith=IN_USE, value__gt=0).values_list("name", flat=True)
    return sorted({name.removeprefix(IN_USE) for name in in_use} - set(keys.keys))


def count_what_is_sealed() -> dict[str, int]:
    """Count what stands on each master key, and keep the figures. Reads the first bytes of every sealed thing."""
    counts = rotation.in_use()
    totals: dict[str, int] = {}
    for per_kid in counts.values():
        for kid, count in per_kid.items():
            totals[kid] = totals.get(kid, 0) + count
    keep_figures({f"{IN_USE}{kid}": count for kid, count in totals.items()})
    Figure.objects.filter(name__startswith=IN_USE).exclude(name__in=[f"{IN_USE}{kid}" for kid in totals]).delete()
    keep_figures({f"sealed:{name}": sum(per_kid.values()) for name, per_kid in counts.items()})
    return totals


def keep_figures(figures: dict[str, int]) -> None:
    now = timezone.now()
    Figure.objects.bulk_create(
        [Figure(name=name, value=value, at=now) for name, value in figures.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["value", "at"],
    )
