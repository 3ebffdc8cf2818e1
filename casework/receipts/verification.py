"""Kontrollera kvittens: is a document our receipt, unchanged, and what does it say? Nothing of it is kept."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.models import Signature
from casework.receipts.content import FACTS_NAME, FORMAT
from casework.statements import check_code
from documents import sealing
from documents.checking import Verdict
from documents.examining import examine


@dataclass(frozen=True)
class Signed:
    name: str
    act_in_words: str
    signed_at: datetime
    provider_label: str
    is_test: bool


@dataclass(frozen=True)
class Receipted:
    """What a genuine receipt says."""

    number: str
    service: dict[str, str]
    received_at: datetime
    is_test: bool
    check_code: str
    files: Sequence[str]
    signatures: Sequence[Signed]


@dataclass(frozen=True)
class Verified:
    """`receipt` is None unless the document is genuine, and a receipt."""

    verdict: Verdict
    sealed_at: datetime | None = None
    sealed_by: str = ""
    receipt: Receipted | None = None

    @property
    def is_genuine(self) -> bool:
        return self.verdict == Verdict.GENUINE

    @property
    def is_changed(self) -> bool:
        return self.verdict == Verdict.CHANGED


def verify(content: Iterable[bytes]) -> Verified:
    """Raises ImproperlyConfigured when our own seal cannot be read. A genuine document of ours that is no receipt is
    genuine, and says nothing more here.
    """
    found = examine(content, ours=sealing.certificates(), wanted=FACTS_NAME)
    checked = found.checked
    receipt = _receipted(found.attached) if checked.verdict == Verdict.GENUINE else None
    return Verified(checked.verdict, checked.sealed_at, checked.sealed_by, receipt)


def _receipted(content: bytes) -> Receipted | None:
    """We sealed the facts, so they are as `receipts.content` wrote them; those of a later format are not read."""
    facts: dict[str, Any] = json.loads(content) if content else {}
    if facts.get("format") != FORMAT:
        return None
    return Receipted(
        number=facts["number"],
        service=facts["service"],
        received_at=datetime.fromisoformat(facts["received_at"]),
        is_test=facts["is_test"],
        check_code=check_code(facts["content_sha256"]),
        files=[file["name"] for file in facts["files"]],
        signatures=[
            Signed(
                name=one["name"],
                act_in_words=str(Signature.Act(one["act"]).label),
                signed_at=datetime.fromisoformat(one["signed_at"]),
                provider_label=one["provider"],
                is_test=one["is_test"],
            )
            for one in facts["signatures"]
        ],
    )
