"""Verifying what an e-ID provider gave as proof, without asking the provider: at reception, and years later.

A provider's module says how its own kinds of proof are checked (KNOWN below); a claim without a piece that anybody can
check is not genuine. Evidence of a provider that is no longer switched on is verified as before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import import_string

from accounts.eid.provider import Asked, Evidence
from accounts.identities import Subject

KNOWN = {
    "TEST_SIGNATURE": "accounts.eid.test_signatures.check",
    "ID_TOKEN": "accounts.eid.oidc.verification.check",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: signature | message | content | person | transaction | time | level | proof."""

    what: str
    holds: bool


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What a signature is said to be."""

    asked: Asked
    subject: Subject
    act: str
    transaction: str
    at: datetime
    evidence: Sequence[Evidence]

    def piece(self, kind: str) -> bytes:
        """Raises KeyError when it is missing."""
        return {piece.kind: piece.content for piece in self.evidence}[kind]


def findings(claim: Claim) -> list[Finding]:
    """Everything that was checked. Proof that cannot even be read is a finding, not an error."""
    checks = [import_string(KNOWN[piece.kind]) for piece in claim.evidence if piece.kind in KNOWN]
    if not checks:
        return [Finding("proof", holds=False)]
    return [finding for check in checks for finding in _checked(check, claim)]


def is_genuine(found: Sequence[Finding]) -> bool:
    return bool(found) and all(finding.holds for finding in found)


def _checked(check: "Callable[[Claim], Iterable[Finding]]", claim: Claim) -> list[Finding]:
    try:
        return list(check(claim))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return [Finding("proof", holds=False)]
