"""Skicka in: the draft becomes a received case, once (promises 2, 3 and 4)."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from casework.actions import AlreadyReceived, Received, receive
from casework.files import ReceivedFile
from casework.models import Case
from config.pace import may_mail
from eservices.actions.expiry import withdraw_warnings
from eservices.actions.files import destroy_draft
from eservices.actions.locking import locked_draft, refuse_if_stopped
from eservices.attached import AttachedFile, attached_files
from eservices.errors import AlreadySent, NotComplete, ReviewedOtherContent
from eservices.filling import facts_of
from eservices.models import Draft, EServiceVersion
from eservices.owners import Owner
from eservices.sealing import open_answers
from eservices.versions import compiled
from questions import Service, State, canonical_submission, display_document, evaluate, sha256_hex


def canonical_content(version: EServiceVersion, service: Service, state: State) -> bytes:
    """The bytes that are sent, hashed and stored; the language a person happens to read in is not part of them."""
    facts = {"id": version.pk, "number": version.number, "sha256": version.sha256}
    return canonical_submission(service, state, version=facts, language="sv")


def send(draft_id: UUID, *, owner: Owner, reviewed: str, language: str, is_test: bool, now: datetime) -> Case:
    """Receive the owner's draft as a case and remove the draft, in one transaction.

    `reviewed` is the hash of the content that the review page showed. Raises AlreadySent, DraftGone, NotComplete,
    ReviewedOtherContent or ServiceClosed; then nothing has changed.
    """
    try:
        with transaction.atomic():
            draft = locked_draft(draft_id, owner=owner, now=now)
            refuse_if_stopped(draft, now)
            received = _received(draft, owner=owner, reviewed=reviewed, language=language, is_test=is_test, now=now)
            case = receive(received)
            if draft.warned_days is not None:
                withdraw_warnings([draft], now=now)
            destroy_draft(draft, spared=[file.stored_id for file in received.files])
            return case
    except AlreadyReceived as error:
        raise AlreadySent(error.case) from error


def _received(draft: Draft, *, owner: Owner, reviewed: str, language: str, is_test: bool, now: datetime) -> Received:
    service = compiled(draft.version)
    files = attached_files(draft, owner) if service.takes_files else []
    state = evaluate(service, open_answers(draft, owner), facts_of(service, owner, now, files))
    if not state.complete:
        raise NotComplete(state)
    canonical = canonical_content(draft.version, service, state)
    if sha256_hex(canonical) != reviewed:
        raise ReviewedOtherContent
    return Received(
        draft_id=draft.pk,
        service_version_id=draft.version_id,
        service_title=service.title.sv,
        service_title_en=service.title.in_language("en"),
        unit_id=service.facts["unit"]["id"],
        retention_rule_id=service.facts["retention"]["id"],
        public_title=service.title.sv,
        canonical=canonical,
        display=display_document(service, state),
        applicant=owner.user,
        applicant_name=owner.user.get_full_name() if owner.user else "",
        receipt_email=_mailable(receipt_email(service, state)),
        language="en" if language.startswith("en") else "sv",
        visitor_hash=owner.visitor_hash,
        is_test=is_test,
        received_at=now,
        files=_files_to_send(files, state),
    )


def _files_to_send(files: list[AttachedFile], state: State) -> list[ReceivedFile]:
    """Those of questions that apply; the others are destroyed with the draft (promise 13)."""
    return [
        ReceivedFile(stored_id=file.id, key=file.key, question_id=file.question_id, **asdict(file.details))
        for file in files
        if file.question_id in state.values
    ]


def _mailable(address: str | None) -> str | None:
    """The address, unless its box has had its share: nobody shall be buried in receipts he never asked for (T-52)."""
    return address if address and may_mail(address) else None


def receipt_email(service: Service, state: State) -> str | None:
    """The first e-mail answer that the editor said takes the receipt; None when no address was given."""
    for question_id, value in state.values.items():
        question = service.question(question_id)
        if question.type.key == "email" and question.options.get("receipt"):
            return str(value)
    return None
