"""Each draft's key is wrapped under a master key and its owner's own uuid (security.md, Draft encryption).

For a resident the uuid stands in guardian's row: the key can be wrapped anew without opening an answer. For a visitor
it is the cookie, which we do not have: those drafts live 24 hours after the last activity, and are left to run out.
"""

from collections.abc import Iterator

from django.db import transaction

from crypto import rotation
from crypto.envelope import Domain, SealBroken, reseal_value, rewrap_key
from crypto.rotation import Counts, Moved, Sealed, kids_of
from eservices.models import Draft, ParkedText, SigningPackage, SigningParty
from eservices.models.drafts import WrappedKey
from eservices.packages import REASON
from operations.sealed_rows import BATCH, sealed_column

AGES_OUT = "drafts begun without login stand on their visitor's cookie: they run out within 24 hours"


def register() -> None:
    rotation.register(Sealed("drafts", _kids, _move, AGES_OUT))
    texts = ParkedText.objects.select_related("person")
    packages = SigningPackage.objects.waiting()
    rotation.register(sealed_column("packages to sign", packages.all, "wrapped_key", _package_again))
    reasons = SigningParty.objects.exclude(reason_sealed=b"")
    rotation.register(sealed_column("reasons", reasons.all, "reason_sealed", _reason_again))
    rotation.register(sealed_column("parked texts", texts.all, "wrapped_key", _parked_again))


def _package_again(package: SigningPackage) -> bytes:
    return rewrap_key(package.wrapped_key, Domain.PACKAGE, package.pk, str(package.owner_id))


def _reason_again(party: SigningParty) -> bytes:
    return reseal_value(REASON, party.reason_sealed, context=(str(party.pk),))


def _parked_again(text: ParkedText) -> bytes:
    return rewrap_key(text.wrapped_key, Domain.PARKED_TEXT, text.id, str(text.person.uuid))


def _kids() -> Counts:
    return kids_of(Draft.objects.key_headers())


def _move(kid: str) -> Iterator[Moved]:
    batch = Draft.objects.keys_on_others(kid, after=None, limit=BATCH)
    while batch:
        yield _moved(batch)
        batch = Draft.objects.keys_on_others(kid, after=batch[-1].draft_id, limit=BATCH)


@transaction.atomic
def _moved(batch: list[WrappedKey]) -> Moved:
    total = Moved()
    for key in batch:
        try:
            fresh = rewrap_key(key.blob, Domain.DRAFT, key.draft_id, str(key.owner_uuid))
        except SealBroken:
            total += Moved(unreadable=1)
        else:
            total += Moved(moved=Draft.objects.replace_key(key, by=fresh))
    return total
