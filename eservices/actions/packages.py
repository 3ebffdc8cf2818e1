"""Several people sign: asked, reminded, signed, declined, taken back, out of time (design.md §7, §13.6).

Whatever ends a package locks its row first, so that of two ends one happens: the last two signatures make one case, and
a signature that races with a withdrawal is either part of what is received or void.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.identities import subject_hash
from accounts.models import User
from casework.actions import Received, receive
from casework.models import Case
from casework.signatures import GivenSignature
from crypto.envelope import SealBroken
from eservices import signing_mails as mails
from eservices.actions.files import destroy_draft
from eservices.actions.receiving import service_facts
from eservices.errors import DraftGone, NotYourTurn, PackageClosed, ReviewedOtherContent, TooManyMails
from eservices.models import Draft, PackageState, PartyState, SigningPackage, SigningParty
from eservices.open_now import closing_at
from eservices.owners import RESIDENT_LIFETIME
from eservices.packages import (
    AskedParty,
    PackageContent,
    content_of_package,
    details_of,
    give_key,
    seal_content,
    seal_party,
    seal_reason,
    seal_signature,
    signature_as_json,
    signature_from_json,
    signature_of_party,
)
from eservices.signing import signing_rules, statement_for_package
from eservices.versions import compiled
from outbox.mail import check_recipient

logger = logging.getLogger(__name__)
MOST_MAILS = 8  # to one party of one package
MOST_REMINDERS = 3
REMIND_EVERY = timedelta(days=3)
LONGEST_REASON = 1000
KEPT_FOR = timedelta(days=90)  # of who said no, and when; as long as what was filled in is kept


def begin_package(draft: Draft, received: Received, asked: Sequence[AskedParty], *, now: datetime) -> SigningPackage:
    """Hold what would be received until the others have signed it too, and ask them; in the caller's transaction,
    the draft locked. `received` has the applicant's signature.
    """
    assert received.applicant is not None  # noqa: S101  # services that are signed require login
    (signature,) = received.signatures
    rules = signing_rules(compiled(draft.version))
    package = SigningPackage(
        draft_id=draft.pk,
        owner=received.applicant,
        version=draft.version,
        in_order=rules.in_order,
        language=received.language,
        is_test=received.is_test,
        content_sha256=signature.statement.content_sha256,
        created_at=now,
        deadline=now + timedelta(days=rules.days),
    )
    give_key(package)
    seal_content(
        package,
        PackageContent(
            canonical=received.canonical,
            display=dict(received.display),
            files=list(received.files),
            municipality=received.municipality,
            receipt_email=received.receipt_email,
            applicant_name=received.applicant_name,
            signature=signature_as_json(signature),
        ),
    )
    package.save(force_insert=True)
    for number, one in enumerate(asked, 1):
        party = SigningParty(package=package, number=number, question_id=one.question_id)
        seal_party(party, one.details)
        party.save(force_insert=True)
    Draft.objects.row_of(draft).update(waits=True, expires_at=package.deadline + RESIDENT_LIFETIME, warned_days=None)
    _invite_next(package, now)
    return package


def sign(party_id: UUID, given: GivenSignature, *, reviewed: str, follows: bool, now: datetime) -> Case | None:
    """Take a party's signature; with the last one everything is received, and the case returned.

    The signature was accepted by `orders.accept` in the same transaction. `reviewed` is the hash of the content that
    the page showed. Raises NotYourTurn, PackageClosed or ReviewedOtherContent; then nothing has changed.
    """
    with transaction.atomic():
        package, party = _locked(party_id, now)
        if subject_hash(given.result.subject) != party.subject_hash:
            raise NotYourTurn
        content = content_of_package(package)
        signed = statement_for_package(package, content, "sv")
        if reviewed != package.content_sha256 or given.statement.data != signed.data:
            raise ReviewedOtherContent
        party.state, party.user, party.answered_at = PartyState.SIGNED, given.signer, now
        party.follows = follows
        seal_signature(party, given)
        party.save(update_fields=["state", "user", "answered_at", "follows", "signature_sealed"])
        if _all_have_signed(package):
            return _receive(package, content, now)
        _invite_next(package, now)
        return None


def decline(party_id: UUID, *, by: User, reason: str, now: datetime) -> None:
    """A party says no: nothing is sent, all signatures are void, and the applicant may change and ask anew.

    Raises NotYourTurn or PackageClosed.
    """
    with transaction.atomic():
        package, party = _locked(party_id, now)
        party.state, party.user, party.answered_at = PartyState.DECLINED, by, now
        seal_reason(party, reason[:LONGEST_REASON])
        party.save(update_fields=["state", "user", "answered_at", "reason_sealed"])
        _end(package, PackageState.DECLINED, now)


def withdraw(package_id: UUID, *, by: User, now: datetime) -> None:
    """The applicant takes it back, to change it or to leave it. Raises DraftGone for anybody else, PackageClosed."""
    with transaction.atomic():
        _end(_own(package_id, by, now), PackageState.WITHDRAWN, now)


def expire_packages(now: datetime) -> int:
    """End every package whose time is up; returns how many."""
    ended = 0
    for package_id in SigningPackage.objects.overdue(now).values_list("pk", flat=True):
        with transaction.atomic():
            package = SigningPackage.objects.overdue(now).select_for_update().filter(pk=package_id).first()
            if package:
                _end(package, PackageState.EXPIRED, now)
                ended += 1
    return ended


def remind_parties(now: datetime) -> int:
    """Write again to those who have not answered, a few times; returns to how many."""
    reminded = 0
    due = SigningParty.objects.whose_turn().filter(reminders__lt=MOST_REMINDERS, package__deadline__gt=now)
    for party_id in due.filter(invited_at__lte=now - REMIND_EVERY).values_list("pk", flat=True):
        with transaction.atomic():
            party = due.select_for_update(of=("self",)).select_related("package__version").filter(pk=party_id).first()
            if (
                party is None
                or party.invited_at is None
                or now < party.invited_at + REMIND_EVERY * (party.reminders + 1)
            ):
                continue
            party.reminders += 1
            party.save(update_fields=["reminders"])
            with _told_of_broken_seals(party.package_id):
                reminded += _write_to(party, mails.REMINDER)
    return reminded


def send_again(party_id: UUID, *, by: User, now: datetime) -> None:
    """At the applicant's wish. Raises DraftGone, NotYourTurn, PackageClosed or TooManyMails."""
    with transaction.atomic():
        party = _asked_by(party_id, by, now)
        if not _write_to(party, mails.INVITATION):
            raise TooManyMails


def correct_address(party_id: UUID, email: str, *, by: User, now: datetime) -> None:
    """Write to another address from now on; the link in what was sent to the old one is dead.

    Raises InvalidRecipient, and what `send_again` raises.
    """
    check_recipient(email)
    with transaction.atomic():
        party = _asked_by(party_id, by, now)
        seal_party(party, replace(details_of(party), email=email))
        party.generation += 1
        party.save(update_fields=["details_sealed", "generation"])
        if not _write_to(party, mails.INVITATION):
            raise TooManyMails


def _all_have_signed(package: SigningPackage) -> bool:
    return not package.parties.exclude(state=PartyState.SIGNED).exists()


def _locked(party_id: UUID, now: datetime) -> tuple[SigningPackage, SigningParty]:
    """The party and the package, locked in that order. Raises NotYourTurn or PackageClosed."""
    found = SigningPackage.objects.filter(parties=party_id).values("pk")
    package = (
        SigningPackage.objects.select_for_update(of=("self",))
        .select_related("version__service", "owner")
        .get(pk__in=found)
    )
    if package.state != PackageState.WAITING or package.deadline <= now or is_stopped(package, now):
        raise PackageClosed
    party = package.parties.get(pk=party_id)
    party.package = package
    if party.state != PartyState.WAITING or party.invited_at is None:
        raise NotYourTurn
    return package, party


def is_stopped(package: SigningPackage, now: datetime) -> bool:
    """Whether the service takes nothing now, not even what was begun before it closed (promise 12)."""
    closing = closing_at(package.version.service, now)
    return closing is not None and not closing.may_finish


def forget_old_packages(now: datetime) -> int:
    """Those that ended without being sent, when nobody asks how any more; returns how many rows went."""
    ended = SigningPackage.objects.exclude(state__in=(PackageState.WAITING, PackageState.RECEIVED))
    return ended.filter(closed_at__lt=now - KEPT_FOR).delete()[0]


def _own(package_id: UUID, by: User, now: datetime) -> SigningPackage:
    own = SigningPackage.objects.of_owner(by).select_for_update(of=("self",)).select_related("version", "owner")
    package = own.filter(pk=package_id).first()
    if package is None:
        raise DraftGone
    if package.state != PackageState.WAITING or package.deadline <= now:
        raise PackageClosed
    return package


def _asked_by(party_id: UUID, by: User, now: datetime) -> SigningParty:
    party = SigningParty.objects.filter(pk=party_id, package__owner=by).first()
    if party is None:
        raise DraftGone
    package = _own(party.package_id, by, now)
    party = package.parties.get(pk=party_id)
    party.package = package
    if party.state != PartyState.WAITING or party.invited_at is None:
        raise NotYourTurn
    return party


def _invite_next(package: SigningPackage, now: datetime) -> None:
    """All who wait, or where they sign in order the first of them, unless that is done already."""
    waiting = list(package.parties.filter(state=PartyState.WAITING))
    for party in waiting[:1] if package.in_order else waiting:
        if party.invited_at is None:
            party.package, party.invited_at = package, now
            party.save(update_fields=["invited_at"])
            _write_to(party, mails.INVITATION)


def _write_to(party: SigningParty, topic: str) -> bool:
    """Queue one more mail to the party; tells whether it will go out."""
    if party.mails >= MOST_MAILS:
        return False
    party.mails += 1
    if not mails.write_to_party(party, topic):
        return False
    party.save(update_fields=["mails"])
    return True


def _receive(package: SigningPackage, content: PackageContent, now: datetime) -> Case:
    """Everybody has signed: what they signed becomes a case, and the draft goes."""
    draft = Draft.objects.waiting(package.draft_id).select_for_update().get()
    parties = list(package.parties.select_related("user"))
    for party in parties:
        party.package = package
    signatures = [signature_from_json(content.signature, package.owner), *map(signature_of_party, parties)]
    case = receive(
        Received(
            draft_id=package.draft_id,
            **service_facts(package.version),
            canonical=content.canonical,
            display=content.display,
            applicant=package.owner,
            applicant_name=content.applicant_name,
            receipt_email=content.receipt_email,
            language="en" if package.language == "en" else "sv",
            municipality=content.municipality,
            visitor_hash="",
            is_test=package.is_test or any(one.result.is_test for one in signatures),
            received_at=now,
            files=content.files,
            signatures=signatures,
            followers=[party.user for party in parties if party.follows and party.user],
        )
    )
    mails.tell_all_signed(package, parties)
    destroy_draft(draft, spared=[file.stored_id for file in content.files])
    _close(package, PackageState.RECEIVED, now, case=case)
    return case


def _end(package: SigningPackage, state: PackageState, now: datetime) -> None:
    """Over without being sent: everybody concerned is told, the draft is its owner's again, the signatures are void."""
    with _told_of_broken_seals(package.pk):
        mails.tell_it_is_over(package, state)
    Draft.objects.waiting(package.draft_id).update(waits=False, updated_at=now, expires_at=now + RESIDENT_LIFETIME)
    _close(package, state, now)


@contextmanager
def _told_of_broken_seals(package_id: UUID) -> Iterator[None]:
    """A package that does not open cannot be written about, and holds no other up."""
    try:
        yield
    except SealBroken:
        logger.exception("Package %s cannot be opened", package_id)


def _close(package: SigningPackage, state: PackageState, now: datetime, case: Case | None = None) -> None:
    """With its key the package's content is gone; who answered, and when, stays."""
    package.state, package.closed_at, package.case = state, now, case
    package.wrapped_key = package.content_sealed = b""
    package.save(update_fields=["state", "closed_at", "case", "wrapped_key", "content_sealed"])
    package.parties.update(details_sealed=b"", signature_sealed=b"")
