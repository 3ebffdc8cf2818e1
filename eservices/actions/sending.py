"""Skicka in: the draft becomes a received case, once (promises 2, 3 and 4)."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.eid.orders import act_suffices, level_suffices
from casework.actions import AlreadyReceived, Received, receive
from casework.files import ReceivedFile
from casework.models import Case
from casework.signatures import GivenSignature
from casework.statements import Statement
from config.pace import may_mail
from eservices.actions.expiry import withdraw_warnings
from eservices.actions.files import destroy_draft
from eservices.actions.locking import locked_draft, refuse_if_stopped
from eservices.actions.packages import begin_package
from eservices.actions.receiving import service_facts
from eservices.attached import AttachedFile, attached_files
from eservices.errors import (
    AlreadySent,
    LoginTooWeak,
    NotComplete,
    ReviewedOtherContent,
    SamePersonTwice,
    SignatureMissing,
)
from eservices.filling import facts_of
from eservices.models import Draft, EServiceVersion, SigningPackage
from eservices.owners import Owner
from eservices.packages import AskedParty, PartyDetails
from eservices.sealing import Answers, open_answers
from eservices.signing import required_act, required_level, statement_of
from eservices.versions import compiled
from home.municipality import municipality_name
from questions import Facts, Service, State, canonical_submission, display_document, evaluate, sha256_hex
from questions.types.people import Party


def canonical_content(version: EServiceVersion, service: Service, state: State) -> bytes:
    """The bytes that are sent, hashed and stored; the language a person happens to read in is not part of them."""
    facts = {"id": version.pk, "number": version.number, "sha256": version.sha256}
    return canonical_submission(service, state, version=facts, language="sv")


@dataclass(frozen=True)
class Content:
    """What of a draft would be sent: exactly this is shown at Granska, signed, and received."""

    service: Service
    state: State
    canonical: bytes
    files: list[ReceivedFile]
    parties: list[AskedParty] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        return sha256_hex(self.canonical)

    @property
    def files_sha256(self) -> list[str]:
        return [file.sha256 for file in self.files]


def send(
    draft_id: UUID,
    *,
    owner: Owner,
    reviewed: str,
    language: str,
    is_test: bool,
    now: datetime,
    level: str = "",
    signature: GivenSignature | None = None,
) -> Case | SigningPackage:
    """Receive the owner's draft as a case and remove the draft, in one transaction; or, when others are to sign too,
    make the package that waits for them.

    `reviewed` is the hash of the content that the review page showed; `level` how sure the owner's e-ID is; `signature`
    what was given on the content, where the service asks for one. Raises AlreadySent, DraftGone, LoginTooWeak,
    NotComplete, ReviewedOtherContent, SamePersonTwice, SignatureMissing, ServiceClosed or WaitsForSignatures; then
    nothing has changed.
    """
    try:
        with transaction.atomic():
            draft = locked_draft(draft_id, owner=owner, now=now)
            refuse_if_stopped(draft, now)
            content = content_of(draft, owner, now)
            refuse_unreviewed(content, reviewed)
            if not level_suffices(level, required_level(content.service)):
                raise LoginTooWeak
            refuse_unsigned(draft, content, signature)
            signed = {"is_test": is_test, "signatures": [signature] if signature else []}
            received = _received(draft, content, owner=owner, language=language, now=now, **signed)
            if draft.warned_days is not None:
                withdraw_warnings([draft], now=now)
            if content.parties:
                return begin_package(draft, received, content.parties, now=now)
            case = receive(received)
            destroy_draft(draft, spared=[file.stored_id for file in received.files])
            return case
    except AlreadyReceived as error:
        raise AlreadySent(error.case) from error


def content_of(draft: Draft, owner: Owner, now: datetime) -> Content:
    """Raises NotComplete or SamePersonTwice."""
    service = compiled(draft.version)
    files = attached_files(draft, owner) if service.takes_files else []
    answers, facts = open_answers(draft, owner), facts_of(service, owner, now, files)
    state = evaluate(service, answers, facts)
    if not state.complete:
        raise NotComplete(state)
    canonical = canonical_content(draft.version, service, state)
    parties = list(_parties(service, state, answers, facts))
    if len({party.details.hash for party in parties}) < len(parties):
        raise SamePersonTwice
    return Content(service, state, canonical, _files_to_send(files, state), parties)


def _parties(service: Service, state: State, answers: Answers, facts: Facts) -> Iterator[AskedParty]:
    """Those of questions that apply, in the order of the document."""
    for question_id, value in state.values.items():
        question = service.question(question_id)
        if isinstance(question.type, Party):
            email = question.type.address(answers.get(question_id), question, facts)
            yield AskedParty(question_id, PartyDetails(**value, email=email))


def refuse_unreviewed(content: Content, reviewed: str) -> None:
    """Raises ReviewedOtherContent."""
    if content.sha256 != reviewed:
        raise ReviewedOtherContent


def refuse_unsigned(draft: Draft, content: Content, signature: GivenSignature | None) -> None:
    """Raises SignatureMissing, or ReviewedOtherContent when what was signed is not what would be sent."""
    required = required_act(content.service)
    if required is None:
        return
    if signature is None or not act_suffices(signature.result.act, required):
        raise SignatureMissing
    if signature.statement.data != statement_for(draft, content, "sv").data:
        raise ReviewedOtherContent


def statement_for(draft: Draft, content: Content, language: str) -> Statement:
    """What the applicant signs of this draft as it is now."""
    return statement_of(
        draft.version,
        content.service,
        municipality=municipality_name(),
        reference=draft.pk,
        content_sha256=content.sha256,
        files_sha256=content.files_sha256,
        language=language,
    )


def _received(draft: Draft, content: Content, *, owner: Owner, language: str, now: datetime, **signed: Any) -> Received:
    service, state = content.service, content.state
    return Received(
        draft_id=draft.pk,
        **service_facts(draft.version),
        canonical=content.canonical,
        display=display_document(service, state),
        applicant=owner.user,
        applicant_name=_counterpart(service, state, owner),
        receipt_email=_mailable(receipt_email(service, state)),
        language="en" if language.startswith("en") else "sv",
        municipality=municipality_name(),
        visitor_hash=owner.visitor_hash,
        received_at=now,
        files=content.files,
        **signed,
    )


def _counterpart(service: Service, state: State, owner: Owner) -> str:
    """Whom it comes from, for the register and the list: the person, and the organisation that the person names."""
    person = owner.user.get_full_name() if owner.user else ""
    named = (value["name"] for key, value in state.values.items() if service.question(key).type.key == "organisation")
    return ", ".join(part for part in (next(named, ""), person) if part)


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
