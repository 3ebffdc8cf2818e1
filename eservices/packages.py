"""A package of signatures, opened: what is to be received when all have signed, and who is asked.

Sealed under the package's own key, which the server can open (design.md §13.6); each blob is bound to its row.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from accounts.eid import orders
from accounts.identities import Subject, subject_hash
from casework.files import ReceivedFile
from casework.signatures import GivenSignature
from casework.statements import Statement
from crypto.envelope import Domain, new_wrapped_key, seal, seal_value, unseal, unseal_value, unwrap_key
from crypto.lookup import lookup_hash
from eservices.models import SigningPackage, SigningParty

if TYPE_CHECKING:
    from accounts.models import User

LINK, REASON = "signing-link", "signing-reason"
MARK_LENGTH = 43


@dataclass(frozen=True, kw_only=True)
class PackageContent:
    """What would be received, and the applicant's signature on it. `municipality` as it is named in what is signed."""

    canonical: bytes
    display: dict[str, Any]
    files: Sequence[ReceivedFile]
    municipality: str
    receipt_email: str | None
    applicant_name: str
    signature: Mapping[str, Any]  # `signature_as_json`

    @property
    def files_sha256(self) -> list[str]:
        return [file.sha256 for file in self.files]


@dataclass(frozen=True, kw_only=True)
class PartyDetails:
    """Whom the applicant named. `email` is where we write, and no part of what is signed."""

    name: str
    number: str
    number_type: str
    country: str
    email: str

    @property
    def hash(self) -> str:
        return subject_hash(Subject(self.number_type, self.number, self.country, "", ""))


@dataclass(frozen=True)
class AskedParty:
    """Somebody whom the applicant named to sign too, and the question that names the role."""

    question_id: str
    details: PartyDetails


def give_key(package: SigningPackage) -> None:
    package.wrapped_key = new_wrapped_key(Domain.PACKAGE, package.pk, str(package.owner_id))


def package_key(package: SigningPackage) -> bytes:
    """Raises SealBroken, also once the key is destroyed."""
    return unwrap_key(bytes(package.wrapped_key), Domain.PACKAGE, package.pk, str(package.owner_id))


def seal_content(package: SigningPackage, content: PackageContent) -> None:
    files = [asdict(file) | {"stored_id": str(file.stored_id), "key": _text(file.key)} for file in content.files]
    plain = asdict(content) | {"canonical": content.canonical.decode(), "files": files}
    package.content_sealed = _sealed(package, "content", plain)


def content_of_package(package: SigningPackage) -> PackageContent:
    """Raises SealBroken."""
    plain = _opened(package, "content", package.content_sealed)
    files = [
        ReceivedFile(**file | {"stored_id": UUID(file["stored_id"]), "key": base64.b64decode(file["key"])})
        for file in plain["files"]
    ]
    return PackageContent(**plain | {"canonical": plain["canonical"].encode(), "files": files})


def seal_party(party: SigningParty, details: PartyDetails) -> None:
    party.subject_hash = details.hash
    party.details_sealed = _sealed(party.package, f"party:{party.pk}", asdict(details))


def details_of(party: SigningParty) -> PartyDetails:
    """Raises SealBroken."""
    return PartyDetails(**_opened(party.package, f"party:{party.pk}", party.details_sealed))


def seal_signature(party: SigningParty, given: GivenSignature) -> None:
    party.signature_sealed = _sealed(party.package, f"signature:{party.pk}", signature_as_json(given))


def signature_of_party(party: SigningParty) -> GivenSignature:
    """Of one who has signed. Raises SealBroken."""
    assert party.user is not None  # noqa: S101  # set with the signature
    return signature_from_json(_opened(party.package, f"signature:{party.pk}", party.signature_sealed), party.user)


def seal_reason(party: SigningParty, reason: str) -> None:
    """Why somebody said no, for the applicant alone: it outlives the package's key."""
    party.reason_sealed = seal_value(REASON, reason.encode(), context=(str(party.pk),)) if reason else b""


def reason_of(party: SigningParty) -> str:
    """Empty when none was given. Raises SealBroken."""
    blob = bytes(party.reason_sealed)
    return unseal_value(REASON, blob, context=(str(party.pk),)).decode() if blob else ""


def signature_as_json(given: GivenSignature) -> dict[str, Any]:
    """All but the signer, whom the row names."""
    return {
        "text": given.statement.text,
        "data": given.statement.data.decode(),
        "result": json.loads(orders.dumped(given.result)),
        "provider_label": given.provider_label,
        "address": given.address,
        "user_agent": given.user_agent,
    }


def signature_from_json(plain: Mapping[str, Any], signer: "User") -> GivenSignature:
    return GivenSignature(
        signer=signer,
        statement=Statement(plain["text"], plain["data"].encode()),
        result=orders.loaded(json.dumps(plain["result"]).encode()),
        provider_label=plain["provider_label"],
        address=plain["address"],
        user_agent=plain["user_agent"],
    )


def link_mark(party_id: UUID, generation: int) -> str:
    """What a link must carry: nobody makes one without the server's key, and a new generation kills the old."""
    return lookup_hash(LINK, f"{party_id}|{generation}")[:MARK_LENGTH]


def _sealed(package: SigningPackage, part: str, plain: Mapping[str, Any]) -> bytes:
    return seal(package_key(package), json.dumps(plain).encode(), context=(part, str(package.pk)))


def _opened(package: SigningPackage, part: str, blob: bytes | memoryview) -> Any:
    return json.loads(unseal(package_key(package), blob, context=(part, str(package.pk))))


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
