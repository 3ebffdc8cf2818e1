"""Signatures on what was received: kept as they were given, opened again for reading (domain.md §2.2)."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from accounts.eid.provider import Evidence, Result
from casework.models import Case, Signature, SignatureEvidence, Submission
from casework.sealing import case_key, opened, sealed
from casework.statements import Statement, check_code
from crypto.envelope import SealBroken

if TYPE_CHECKING:
    from accounts.models import User

STATEMENT, DETAILS, EVIDENCE = "signature-statement", "signature-details", "signature-evidence"
logger = logging.getLogger(__name__)
EVIDENCE_PLACES = 100  # pieces a signature can have at most; each has a place of its own under the case's key


@dataclass(frozen=True, kw_only=True)
class GivenSignature:
    """A signature as reception is told of it. `provider_label` is what the signer read, in the authority's language."""

    signer: "User"
    statement: Statement
    result: Result
    provider_label: str
    address: str = ""
    user_agent: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenedSignature:
    """A signature to be shown or verified."""

    number: int
    submission: int
    act: Signature.Act
    name: str
    identity_type: str
    identity_value: str
    country: str
    level: str
    provider: str
    provider_label: str
    transaction: str
    signed_at: datetime
    is_test: bool
    statement: Statement
    evidence: Sequence[Evidence]
    stored_sha256: Sequence[str]  # of each piece of evidence, as it was when it came

    @property
    def is_signature(self) -> bool:
        """Whether it may be called underskriven; else it is an approval, and is never shown as more."""
        return self.act == Signature.Act.SIGNATURE

    @property
    def act_in_words(self) -> str:
        return str(self.act.label)

    @property
    def check_code(self) -> str:
        return check_code(self.statement.content_sha256)


def save_signatures(given: Sequence[GivenSignature], *, submission: Submission, key: bytes) -> list[Signature]:
    """Make the rows of what was given with `submission`, in the order of signing."""
    return [_saved(one, number, submission, key) for number, one in enumerate(given, 1)]


def signatures_of(case: Case) -> list[OpenedSignature]:
    """All signatures of the case, in order; two queries. Raises SealBroken."""
    rows = Signature.objects.filter(submission__case=case).select_related("submission").prefetch_related("evidence")
    key, ordered = b"", list(rows.order_by("submission__sequence", "number"))
    if ordered:
        key = case_key(case)
    return [_opened(row, case.pk, key) for row in ordered]


def readable_signatures(case: Case) -> list[OpenedSignature] | None:
    """The same for a page, which comes out all the same: None when they do not open, and then the log says so."""
    try:
        return signatures_of(case)
    except SealBroken:
        logger.exception("The signatures of case %s cannot be opened", case.pk)
        return None


def _saved(given: GivenSignature, number: int, submission: Submission, key: bytes) -> Signature:
    result, case_id, place = given.result, submission.case_id, _place(submission, number)
    statement = json.dumps({"text": given.statement.text, "data": given.statement.data.decode()}).encode()
    details = json.dumps(_details(given)).encode()
    row = Signature.objects.create(
        submission=submission,
        number=number,
        signer=given.signer,
        act=Signature.Act(result.act),
        provider=result.provider,
        level=result.level,
        is_test=result.is_test,
        signed_at=result.at,
        statement_sealed=sealed(key, statement, case_id=case_id, part=STATEMENT, place=place),
        details_sealed=sealed(key, details, case_id=case_id, part=DETAILS, place=place),
    )
    SignatureEvidence.objects.bulk_create(
        SignatureEvidence(
            signature=row,
            number=piece_number,
            kind=piece.kind,
            sha256=piece.sha256,
            content_sealed=sealed(
                key, piece.content, case_id=case_id, part=EVIDENCE, place=place * EVIDENCE_PLACES + piece_number
            ),
        )
        for piece_number, piece in enumerate(result.evidence, 1)
    )
    return row


def _details(given: GivenSignature) -> dict[str, Any]:
    subject = given.result.subject
    return {
        "name": subject.full_name,
        "identity_type": str(subject.type),
        "identity_value": subject.value,
        "country": subject.country,
        "transaction": given.result.transaction,
        "provider_label": given.provider_label,
        "address": given.address,
        "user_agent": given.user_agent,
    }


def _opened(row: Signature, case_id: UUID, key: bytes) -> OpenedSignature:
    place = _place(row.submission, row.number)
    details = json.loads(opened(key, row.details_sealed, case_id=case_id, part=DETAILS, place=place))
    statement = json.loads(opened(key, row.statement_sealed, case_id=case_id, part=STATEMENT, place=place))
    pieces = list(row.evidence.all())
    return OpenedSignature(
        number=row.number,
        submission=row.submission.sequence,
        act=Signature.Act(row.act),
        level=row.level,
        provider=row.provider,
        signed_at=row.signed_at,
        is_test=row.is_test,
        statement=Statement(statement["text"], statement["data"].encode()),
        evidence=[_piece(piece, case_id, key, place) for piece in pieces],
        stored_sha256=[piece.sha256 for piece in pieces],
        **{name: value for name, value in details.items() if name not in ("address", "user_agent")},
    )


def _piece(row: SignatureEvidence, case_id: UUID, key: bytes, place: int) -> Evidence:
    where = place * EVIDENCE_PLACES + row.number
    return Evidence(row.kind, opened(key, row.content_sealed, case_id=case_id, part=EVIDENCE, place=where))


def _place(submission: Submission, number: int) -> int:
    """Where a signature stands under the case's key: no row can be moved to another submission or number."""
    return submission.sequence * EVIDENCE_PLACES + number


def is_whole(signature: OpenedSignature) -> bool:
    """Whether every piece of evidence is what came when it was given."""
    found = [hashlib.sha256(piece.content).hexdigest() for piece in signature.evidence]
    return found == list(signature.stored_sha256)
