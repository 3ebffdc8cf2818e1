"""The verbs of casework: receiving what a resident has sent, and moving a case along."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actors import SYSTEM, Actor, actor_label, actor_user
from accounts.models import Unit
from casework import mails
from casework.errors import AlreadyReceived, NotAllowed, StaleCase
from casework.files import ReceivedFile, take_files
from casework.models import (
    Case,
    CaseEvent,
    CaseSearchText,
    CoApplicant,
    Receipt,
    RegisterEntry,
    Signature,
    Status,
    Submission,
)
from casework.permissions import can_change_status
from casework.receipts.actions import ask_for_receipts
from casework.register import next_running_number, written_number
from casework.sealing import give_key, sealed
from casework.search_text import search_text
from casework.signatures import GivenSignature, save_signatures
from casework.workflow import next_statuses

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["AlreadyReceived", "NotAllowed", "Received", "StaleCase", "change_status", "receive"]

FIRST = 1  # sequence of a case's first submission


@dataclass(frozen=True, kw_only=True)
class Received:
    """All that reception needs to know, as plain values: `casework` knows nothing of drafts, pages or forms."""

    draft_id: UUID
    service_version_id: int
    service_title: str
    service_title_en: str
    unit_id: int
    retention_rule_id: int
    public_title: str  # the register's title: says what the case is about, and nothing about the person
    canonical: bytes  # RFC 8785 JSON of the answers; exactly these bytes are hashed and kept
    display: Mapping[str, Any]  # questions.display_document
    applicant: "User | None"
    applicant_name: str
    receipt_email: str | None
    language: Literal["sv", "en"]
    municipality: str
    visitor_hash: str
    is_test: bool
    received_at: datetime | None = None
    files: Sequence[ReceivedFile] = ()
    signatures: Sequence[GivenSignature] = ()  # in the order of signing; the applicant's first
    followers: Sequence["User"] = ()  # others who signed and want to see the case on Mina sidor


def receive(received: Received) -> Case:
    """Make the case of what was sent: submission, register entry, event, search text and mails, together or not at all.

    Joins the caller's transaction when there is one; the draft is to be deleted in it. Raises AlreadyReceived when the
    draft was received before, also when two requests race: then nothing of the second remains, not even a gap in the
    series.
    """
    earlier = _already_made_of(received.draft_id)
    if earlier:
        raise AlreadyReceived(earlier)
    try:
        with transaction.atomic():
            return _make_case(received)
    except IntegrityError:
        earlier = _already_made_of(received.draft_id)
        if earlier is None:
            raise
        raise AlreadyReceived(earlier) from None


def _already_made_of(draft_id: UUID) -> Case | None:
    submission = Submission.objects.select_related("case").filter(draft_id=draft_id).first()
    return submission.case if submission else None


def _make_case(received: Received) -> Case:
    """What can be done beforehand is: the series' lock is taken by the register number and held to the commit."""
    unit = Unit.objects.select_related("committee").get(pk=received.unit_id)
    case = _unnumbered_case(received)
    key = give_key(case)
    submission = _sealed_submission(received, case, key)
    entry = _register_entry(received, case, key, unit)
    entry.running_number = next_running_number(committee_id=entry.committee_id, year=entry.year)
    case.number = written_number(
        committee_code=unit.committee.code, year=entry.year, running_number=entry.running_number
    )
    case._history_user = received.applicant  # type: ignore[attr-defined]  # simple-history reads it from there
    case.save(force_insert=True)
    submission.save(force_insert=True)
    take_files(received.files, submission=submission, key=key, first_number=1)
    signatures = save_signatures(received.signatures, submission=submission, key=key)
    entry.save(force_insert=True)
    CoApplicant.objects.bulk_create(CoApplicant(case=case, user=user) for user in received.followers)
    _save_search_text(received, case)
    receipt = mails.queue_receipt(
        case, email=received.receipt_email, language=received.language, files=len(received.files)
    )
    mails.queue_unit_notice(case, unit)
    _ask_for_receipts(received, submission)
    _record_signatures(case, signatures)
    _record(
        case,
        CaseEvent.Kind.RECEIVED,
        sequence=len(signatures) + 1,
        at=case.received_at,
        by=received.applicant or SYSTEM,
        label="" if received.applicant else _("Sökanden utan inloggning"),
        details={"receipt": receipt} | ({"files": len(received.files)} if received.files else {}),
    )
    return case


def _ask_for_receipts(received: Received, submission: Submission) -> None:
    """One for each who sent it: the applicant, signed in or not, and all who signed."""
    readers = {one.signer.pk: one.signer for one in received.signatures if one.signer != received.applicant}
    event = Receipt.Event.COMPLETED if readers else Receipt.Event.SENT
    ask_for_receipts(
        submission,
        readers=[received.applicant, *readers.values()],
        event=event,
        issuer=received.municipality,
        now=timezone.now(),
    )


def _unnumbered_case(received: Received) -> Case:
    return Case(
        service_version_id=received.service_version_id,
        service_title=received.service_title,
        service_title_en=received.service_title_en,
        unit_id=received.unit_id,
        retention_rule_id=received.retention_rule_id,
        applicant=received.applicant,
        is_test=received.is_test,
        received_at=received.received_at or timezone.now(),
    )


def _sealed_submission(received: Received, case: Case, key: bytes) -> Submission:
    display = json.dumps(received.display, ensure_ascii=False, separators=(",", ":")).encode()
    return Submission(
        case=case,
        sequence=FIRST,
        draft_id=received.draft_id,
        visitor_hash=received.visitor_hash,
        language=received.language,
        content_sealed=sealed(key, received.canonical, case_id=case.id, part="content", place=FIRST),
        display_sealed=sealed(key, display, case_id=case.id, part="display", place=FIRST),
        content_sha256=hashlib.sha256(received.canonical).hexdigest(),
        received_at=case.received_at,
    )


def _register_entry(received: Received, case: Case, key: bytes, unit: Unit) -> RegisterEntry:
    return RegisterEntry(
        case=case,
        committee_id=unit.committee_id,
        year=timezone.localdate(case.received_at).year,
        received_at=case.received_at,
        counterpart_sealed=sealed(key, received.applicant_name.encode(), case_id=case.id, part="counterpart"),
        public_title=received.public_title,
    )


def _save_search_text(received: Received, case: Case) -> None:
    text = search_text(
        number=case.number,
        titles=(received.service_title,),
        applicant_name=received.applicant_name,
        display=received.display,
    )
    CaseSearchText.objects.create(case=case, text=text)


def _record_signatures(case: Case, signatures: Sequence[Signature]) -> None:
    """What led to reception, each at the time it happened. Residents are named by role, as in all traces."""
    kinds = {Signature.Act.SIGNATURE: CaseEvent.Kind.SIGNED, Signature.Act.APPROVAL: CaseEvent.Kind.APPROVED}
    for sequence, signature in enumerate(signatures, 1):
        is_applicant = signature.signer_id == case.applicant_id
        CaseEvent.objects.create(
            case=case,
            sequence=sequence,
            kind=kinds[Signature.Act(signature.act)],
            at=signature.signed_at,
            actor=signature.signer,
            actor_label="Sökanden" if is_applicant else "Medsökande",
            details={"signature": signature.number},
        )


def change_status(case: Case, *, to: Status, revision: int, by: Actor, now: datetime | None = None) -> Case:
    """Move the case to another status, with history and event; `now` when it was done, this moment unless given.

    `revision` is the case's when the person's page was shown. Raises StaleCase, with the case as it is now, when
    somebody changed it since; NotAllowed when the person may not, or the status cannot follow the present one.
    """
    with transaction.atomic():
        # Only the case is locked: an outer join's rows cannot be on PostgreSQL.
        current = Case.objects.select_for_update(of=("self",)).select_related("unit", "retention_rule").get(pk=case.pk)
        now = now or timezone.now()
        if not can_change_status(by, current, timezone.localdate(now)):
            raise NotAllowed
        if current.revision != revision:
            raise StaleCase(current)
        if to not in next_statuses(current.status):
            raise NotAllowed
        _set_status(current, to, now, by)
    return current


def _set_status(case: Case, to: Status, now: datetime, by: Actor) -> None:
    before, case.status = case.status, Status(to)
    case.closed_at = now if case.status == Status.CLOSED else None
    case.revision += 1
    case._history_user = actor_user(by)  # type: ignore[attr-defined]  # simple-history reads it from there
    case.save(update_fields=["status", "closed_at", "revision"])
    sequence = CaseEvent.objects.filter(case=case).count() + 1  # events are never deleted, and the case is locked
    _record(
        case,
        CaseEvent.Kind.STATUS_CHANGED,
        sequence=sequence,
        at=now,
        by=by,
        details={"before": before, "after": case.status.value},
    )


def _record(
    case: Case,
    kind: CaseEvent.Kind,
    *,
    sequence: int,
    at: datetime,
    by: Actor,
    details: Mapping[str, Any],
    label: str | Promise = "",
) -> None:
    """The event names the revision it made, so that the timeline can put it together with its history row."""
    with translation.override("sv"):  # labels are kept for the municipality, whatever language the resident used
        who = str(label) or actor_label(by)
    CaseEvent.objects.create(
        case=case,
        sequence=sequence,
        kind=kind,
        at=at,
        actor=actor_user(by),
        actor_label=who,
        details={**details, "revision": case.revision},
    )
