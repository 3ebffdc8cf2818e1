"""Verifying the signatures of a case again, off-line, years after: do they still say what was received, and by whom?"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accounts.eid.evidence import Claim, Finding, findings, is_genuine
from accounts.eid.provider import Asked
from accounts.identities import Subject
from attachments.actions import read
from attachments.storage import StorageAway
from casework.errors import ContentAltered
from casework.files import OpenedFile, files_of_submission
from casework.models import Case, Submission
from casework.reading import canonical_of
from casework.signatures import OpenedSignature, is_whole, signatures_of
from casework.statements import facts_in
from crypto.envelope import SealBroken


@dataclass(frozen=True)
class Verified:
    """A signature with everything that was checked of it."""

    signature: OpenedSignature
    findings: Sequence[Finding]

    @property
    def is_genuine(self) -> bool:
        return is_genuine(self.findings)

    @property
    def wrong(self) -> list[str]:
        return [finding.what for finding in self.findings if not finding.holds]


def verify_case(case: Case) -> list[Verified]:
    """Each signature of the case, in order. Reads every file. Raises SealBroken when the signatures do not open."""
    submissions = {one.sequence: one for one in case.submissions.select_related("case__service_version")}
    return [
        Verified(one, [*_own_findings(one, submissions[one.submission]), *findings(claim_of(one))])
        for one in signatures_of(case)
    ]


def claim_of(signature: OpenedSignature) -> Claim:
    """What the proof must show."""
    return Claim(
        asked=Asked(signature.statement.text, signature.statement.data),
        subject=Subject(
            signature.identity_type, signature.identity_value, signature.country, signature.name, last_name=""
        ),
        act=signature.act,
        transaction=signature.transaction,
        at=signature.signed_at,
        evidence=signature.evidence,
    )


def _own_findings(signature: OpenedSignature, submission: Submission) -> Iterator[Finding]:
    """What we can say ourselves: that what was signed is what is stored."""
    yield Finding("evidence", is_whole(signature))
    try:
        signed = facts_in(signature.statement)
    except ValueError:
        yield Finding("statement", holds=False)
        return
    yield Finding("reference", signed["reference"] == str(submission.draft_id))
    yield Finding("version", signed["version"]["sha256"] == submission.case.service_version.sha256)
    yield Finding("answers", signed["content_sha256"] == _content_sha256(submission))
    yield Finding("files", signed["files_sha256"] == _files_sha256(submission))


def _content_sha256(submission: Submission) -> str:
    try:
        return hashlib.sha256(canonical_of(submission)).hexdigest()
    except (SealBroken, ContentAltered):
        return ""


def _files_sha256(submission: Submission) -> list[str]:
    """Of each file as it lies stored now, in the order they were sent; "" for one that cannot be read."""
    return [_sha256_of(file) for file in files_of_submission(submission)]


def _sha256_of(file: OpenedFile) -> str:
    digest = hashlib.sha256()
    try:
        for chunk in read(file.stored, file.key):
            digest.update(chunk)
    except (FileNotFoundError, StorageAway, SealBroken):
        return ""
    return digest.hexdigest()
