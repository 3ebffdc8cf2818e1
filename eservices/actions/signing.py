"""The applicant signs and sends in one act (design.md §13.6)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.eid import evidence, orders
from accounts.eid.provider import Act, Asked
from accounts.models import EIdOrder
from casework.models import Case
from casework.signatures import GivenSignature
from casework.statements import Statement
from eservices.actions.drafts import load_draft
from eservices.actions.locking import refuse_if_stopped, refuse_if_waiting
from eservices.actions.packages import sign
from eservices.actions.sending import content_of, refuse_unreviewed, send, statement_for
from eservices.filling import Claim
from eservices.models import SigningPackage
from eservices.owners import Owner
from eservices.signing import required_act, required_level


def to_sign(draft_id: UUID, *, owner: Owner, reviewed: str, language: str, now: datetime) -> tuple[Asked, str]:
    """What the e-ID is to be asked for, of a service that is sent with a signature, and how sure it must be. Changes
    nothing.

    Raises DraftGone, NotComplete, ReviewedOtherContent, SamePersonTwice, ServiceClosed or WaitsForSignatures.
    """
    draft = load_draft(draft_id, owner=owner, now=now)
    refuse_if_waiting(draft)
    refuse_if_stopped(draft, now)
    content = content_of(draft, owner, now)
    refuse_unreviewed(content, reviewed)
    statement = statement_for(draft, content, language)
    act = required_act(content.service) or Act.APPROVAL
    return Asked(statement.text, statement.data, act), required_level(content.service)


def send_signed(claim: Claim, order: EIdOrder, *, given: GivenSignature, is_test: bool) -> Case | SigningPackage:
    """Accept the signature that came in `order` and send what it signs, or ask the others: both, or neither.

    Raises orders.Refused, and what `send` raises; then the order is spent, and nothing was sent.
    """
    try:
        with transaction.atomic():
            orders.accept(order, given.result, now=claim.now)
            refuse_forged(given)
            return send(
                claim.draft_id,
                owner=claim.owner,
                reviewed=given.statement.content_sha256,
                language=claim.language,
                is_test=is_test or given.result.is_test,
                now=claim.now,
                level=given.result.level,
                signature=given,
            )
    except Exception:
        _spend(order, claim.now)
        raise


def sign_as_party(
    party_id: UUID, order: EIdOrder, *, given: GivenSignature, reviewed: str, follows: bool, now: datetime
) -> Case | None:
    """Accept a party's signature; the case when it was the last.

    Raises orders.Refused, and what `packages.sign` raises; then the order is spent, and nobody has signed.
    """
    try:
        with transaction.atomic():
            orders.accept(order, given.result, now=now)
            refuse_forged(given)
            return sign(party_id, given, reviewed=reviewed, follows=follows, now=now)
    except Exception:
        _spend(order, now)
        raise


def refuse_forged(given: GivenSignature) -> None:
    """Raises orders.Refused when the proof does not show what it is said to show."""
    result = given.result
    claim = evidence.Claim(
        asked=Asked(given.statement.text, given.statement.data),
        subject=result.subject,
        act=result.act,
        transaction=result.transaction,
        at=result.at,
        evidence=result.evidence,
    )
    if not evidence.is_genuine(evidence.findings(claim)):
        raise orders.Refused("not_genuine")


def statement_in(order: EIdOrder) -> Statement:
    """What the order asked to have signed. Raises orders.Refused for one that asked for nothing."""
    asked = orders.asked_of(order)
    if asked is None:
        raise orders.Refused("not_finished")
    return Statement(asked.message, asked.to_sign)


def _spend(order: EIdOrder, now: datetime) -> None:
    try:
        orders.spend(order, now=now)
    except orders.Refused:
        return  # somebody else's request has
