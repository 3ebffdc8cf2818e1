"""Attaching files to a draft and taking them away. Only the owner's requests come here (promise 1).

Every act locks the draft, so that an upload and a sending, or two uploads, never pass each other: the file is either
within what is sent or refused because it was sent before, and no limit is overrun.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Sum

from attachments import scanner
from attachments.actions import kept, record, remove, rescan
from attachments.errors import Refused
from attachments.incoming import SealedUpload
from attachments.kinds import kinds_of
from attachments.models import ScanState
from attachments.names import display_name
from attachments.storage import StorageAway
from crypto.envelope import SealBroken
from eservices.actions.expiry import withdraw_warnings
from eservices.actions.locking import locked_among_all, locked_draft, refuse_if_stopped
from eservices.attached import AttachedFile, Details, attached_files, seal_details, seal_file
from eservices.errors import DraftGone
from eservices.models import Draft, DraftFile
from eservices.owners import Owner
from eservices.sealing import draft_key
from questions import Question

MEBIBYTE = 2**20
PERSON_FILES, PERSON_BYTES = 200, 500 * MEBIBYTE  # over all drafts of one person, or of one browser without login
DRAFT_FILES, DRAFT_BYTES = 60, 250 * MEBIBYTE
RESCANS_A_REQUEST = 2
SCANNER_AWAY, SECONDS_TO_SPARE_IT = "scanner-away", 30


@dataclass(frozen=True)
class Arrival:
    """A file on its way in, the question it answers, and which file of the draft it is to replace, if any."""

    upload: SealedUpload
    question: Question
    instead_of: UUID | None = None

    @property
    def details(self) -> Details:
        """To be asked after `check`, which finds out what kind of file it is."""
        upload = self.upload
        mime = upload.kind.mime if upload.kind else ""
        return Details(name=display_name(upload.name), type=mime, size=upload.size, sha256=upload.sha256)


def attach(arrival: Arrival, *, draft_id: UUID, owner: Owner, now: datetime) -> None:
    """Take a file into the draft, or instead of one of its files. The very same file twice is there once.

    Raises Refused with the reason, AlreadySent, DraftGone or ServiceClosed; then nothing is kept of it.
    """
    upload, question = arrival.upload, arrival.question
    limit = question.options["max_mb"] * MEBIBYTE
    if upload.size > limit:
        upload.discard()
        raise Refused("too_large", limit_bytes=limit)
    # Checking and storing take their time, so nothing is locked yet.
    with kept(upload, allowed_kinds=kinds_of(question.options["kinds"])), transaction.atomic():
        draft = locked_among_all(draft_id, owner=owner, now=now)
        refuse_if_stopped(draft, now)
        files = attached_files(draft, owner)
        old = next((file for file in files if file.id == arrival.instead_of), None)
        staying = [file for file in files if file is not old]
        is_there = any(file.question_id == question.id and file.details == arrival.details for file in staying)
        if is_there:  # a double click, or a retry after a cut connection
            remove([upload.file_id])
        else:
            _check_room(staying, arrival, owner, now)
        if old:
            _take_out(draft, [old.id])
        if not is_there:
            position = old.position if old else files[-1].position + 1 if files else 1
            _put_in(draft, arrival, key=draft_key(draft, owner), position=position, now=now)
        _touch(draft, owner, now)


def detach(draft_id: UUID, file_ids: Collection[UUID], *, owner: Owner, now: datetime) -> None:
    """Take files out of the draft and destroy them. Those that are gone already are no error."""
    with transaction.atomic():
        draft = locked_draft(draft_id, owner=owner, now=now)
        _take_out(draft, file_ids)
        _touch(draft, owner, now)


def rename(draft_id: UUID, file_id: UUID, *, name: str, owner: Owner, now: datetime) -> str:
    """Call the file something else; its extension stays, since it says what the file is. Returns the whole name.

    Raises Refused when nothing is left of the name.
    """
    with transaction.atomic():
        draft = locked_draft(draft_id, owner=owner, now=now)
        refuse_if_stopped(draft, now)
        row = DraftFile.objects.of(draft).filter(pk=file_id).first()
        file = next((file for file in attached_files(draft, owner) if file.id == file_id), None)
        if row is None or file is None:
            raise DraftGone
        details = replace(file.details, name=renamed(file.details.name, name))
        seal_details(row, key=draft_key(draft, owner), details=details)
        row.save(update_fields=["details_sealed"])
        _touch(draft, owner, now)
    return details.name


def renamed(before: str, wanted: str) -> str:
    """The wanted name with the extension the file has. Raises Refused for a name of nothing."""
    dot, extension = before.rpartition(".")[1:]
    ending = f"{dot}{extension}"
    wanted = wanted.strip()
    stem = wanted[: -len(ending)] if wanted.lower().endswith(ending.lower()) else wanted
    if not stem.strip(" ."):
        raise Refused("no_name")
    return display_name(f"{stem.strip()}{ending}")


def search_waiting(files: Collection[AttachedFile]) -> bool:
    """Search some of the files that came while the scanner was away, at their owner's own request: no background job
    holds draft keys (design.md §13.9). A scanner that was away a moment ago is not asked. Tells if anything changed.
    """
    waiting = [file for file in files if file.is_waiting]
    if not waiting or cache.get(SCANNER_AWAY) or not _scanner_answers():
        return False
    states = []
    for file in waiting[:RESCANS_A_REQUEST]:
        with suppress(SealBroken, StorageAway, OSError):
            states.append(rescan(file.stored, file.key))
    return any(state != ScanState.WAITING for state in states)


def destroy_draft(draft: Draft, *, spared: Collection[UUID] = ()) -> None:
    """Delete a draft in hand with its key and files, except those `spared`; within a transaction, the draft locked."""
    ids = set(DraftFile.objects.of(draft).values_list("pk", flat=True))
    draft.delete()
    remove(ids - set(spared))


def _scanner_answers() -> bool:
    if scanner.is_answering():
        return True
    cache.set(SCANNER_AWAY, True, timeout=SECONDS_TO_SPARE_IT)
    return False


def _check_room(staying: list[AttachedFile], arrival: Arrival, owner: Owner, now: datetime) -> None:
    """Raises Refused when the question, the draft or the person has no room for one more. `staying`: without the one
    that it replaces."""
    question, size = arrival.question, arrival.upload.size
    most = question.options["max_count"]
    if sum(file.question_id == question.id for file in staying) >= most:
        raise Refused("question_full", limit=most)
    if len(staying) >= DRAFT_FILES or sum(file.details.size for file in staying) + size > DRAFT_BYTES:
        raise Refused("draft_full", files=DRAFT_FILES, limit=DRAFT_BYTES)
    elsewhere = DraftFile.objects.within(owner.drafts(now)).exclude(pk=arrival.instead_of or UUID(int=0))
    held = elsewhere.aggregate(files=Count("pk"), size=Sum("stored__size"))
    if held["files"] >= PERSON_FILES or (held["size"] or 0) + size > PERSON_BYTES:
        raise Refused("person_full", files=PERSON_FILES, limit=PERSON_BYTES)


def _put_in(draft: Draft, arrival: Arrival, *, key: bytes, position: int, now: datetime) -> None:
    stored = record(arrival.upload)
    row = DraftFile(stored=stored, draft=draft, question_id=arrival.question.id, position=position, created_at=now)
    seal_file(row, key=key, file_key=arrival.upload.key, details=arrival.details)
    row.save(force_insert=True)


def _take_out(draft: Draft, file_ids: Collection[UUID]) -> None:
    rows = DraftFile.objects.of(draft).filter(pk__in=list(file_ids))
    ids = list(rows.values_list("pk", flat=True))
    rows.delete()
    remove(ids)


def _touch(draft: Draft, owner: Owner, now: datetime) -> None:
    """The draft lives on from its last activity; the answers and their revision stay as they are."""
    if draft.warned_days is not None:
        withdraw_warnings([draft], now=now)
    Draft.objects.row_of(draft).update(updated_at=now, expires_at=now + owner.lifetime, warned_days=None)
