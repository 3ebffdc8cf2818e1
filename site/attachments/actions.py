"""What is done to stored files. Rows belong to the caller's transaction; blobs follow, so that a crash leaves an orphan
for the sweep and never a row without its file.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID, uuid4

from django.db import Error as DatabaseFailure
from django.db import transaction
from django.utils import timezone

from attachments import scanner
from attachments.checks import check_content
from attachments.claims import claims
from attachments.errors import Refused
from attachments.incoming import SealedUpload, incoming_folder
from attachments.kinds import Kind
from attachments.models import ScanState, StoredFile
from attachments.storage import StorageAway, store
from crypto.stream import Sealer, new_file_key, open_blocks

logger = logging.getLogger(__name__)

GRACE = timedelta(hours=3)  # longer than the slowest request taken: what is younger may be on its way to its owner
BATCH = 500


def check(upload: SealedUpload, *, allowed_kinds: Collection[Kind]) -> Kind:
    """Find out what the file is, by name and content, and set `upload.kind`. Raises Refused, having discarded the file.

    Takes up to seconds: call it outside a transaction.
    """
    try:
        if upload.refused:
            raise upload.refused
        with upload.open_reader() as reader:
            upload.kind = check_content(reader, upload.name, allowed_kinds)
    except Refused as refused:
        upload.refused = refused
        upload.discard()
        raise
    return upload.kind


@contextmanager
def kept(upload: SealedUpload, *, allowed_kinds: Collection[Kind]) -> Iterator[None]:
    """Check the file and move it to the storage, for the caller to `record` within. Raises Refused.

    Outside the transaction, since a slow storage would hold the lock that everybody writes under. When what is done
    within fails the file is taken away again.
    """
    check(upload, allowed_kinds=allowed_kinds)
    try:
        store().keep(upload.path, upload.file_id)
    except StorageAway as error:
        logger.error("The storage took no file: %s", error)
        upload.refused = Refused("storage_away")
        upload.discard()
        raise upload.refused from error
    with _taken_back(upload.file_id):
        yield


@contextmanager
def _taken_back(file_id: UUID) -> Iterator[None]:
    """When what is done within fails, the file that was stored is removed again."""
    try:
        yield
    except DatabaseFailure:
        raise  # perhaps after everything was committed: the sweep sees whether there is a row
    except Exception:
        _delete_blob(file_id)
        raise


def record(upload: SealedUpload) -> StoredFile:
    """The row of a file that is `kept`, in the caller's transaction, where its key is wrapped and it is claimed."""
    now = timezone.now()
    scanned_at = now if upload.scan == ScanState.CLEAN else None
    return StoredFile.objects.create(
        id=upload.file_id, size=upload.size, created_at=now, scan=upload.scan, scanned_at=scanned_at
    )


@dataclass(frozen=True)
class KeptDocument:
    """A document of our own that lies in the storage; `key` opens it and is the caller's to wrap."""

    file_id: UUID
    size: int
    key: bytes = field(repr=False)


@contextmanager
def kept_document(content: bytes) -> Iterator[KeptDocument]:
    """Seal what the portal has made and store it, for the caller to `record_document` within; as `kept` does a file
    that came in. Raises StorageAway.
    """
    document = KeptDocument(uuid4(), len(content), new_file_key())
    sealer, path = Sealer(document.key, document.file_id), incoming_folder() / str(document.file_id)
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(sealer.update(content) + sealer.finish())
        store().keep(path, document.file_id)
    except OSError as error:
        raise StorageAway(str(error)) from error
    finally:
        path.unlink(missing_ok=True)
    with _taken_back(document.file_id):
        yield document


def record_document(document: KeptDocument) -> StoredFile:
    """Its row, in the caller's transaction. It is ours, so there is nothing in it to search for."""
    now = timezone.now()
    return StoredFile.objects.create(
        id=document.file_id, size=document.size, created_at=now, scan=ScanState.CLEAN, scanned_at=now
    )


def read(stored: StoredFile, key: bytes) -> Iterator[bytes]:
    """The clear file, chunk by chunk. Raises FileNotFoundError, StorageAway or SealBroken as it is read."""
    return open_blocks(key, stored.pk, store().read(stored.pk))


def rescan(stored: StoredFile, key: bytes) -> ScanState:
    """Scan a file again, usually one that waits, and keep the verdict; without one it is as before."""
    state = scanner.scan_stream(read(stored, key))
    if state in (ScanState.CLEAN, ScanState.INFECTED):
        stored.scan, stored.scanned_at = state, timezone.now()
        # Not `save`, which fails on a file that its owner has removed meanwhile.
        StoredFile.objects.filter(pk=stored.pk).update(scan=state, scanned_at=stored.scanned_at)
    return ScanState(stored.scan)


def remove(ids: Iterable[UUID]) -> None:
    """Remove files: rows in the caller's transaction, blobs when it commits. A crash between leaves only an orphan."""
    ids = list(ids)
    StoredFile.objects.filter(pk__in=ids).delete()
    transaction.on_commit(partial(_delete_while_somebody_waits, ids))


def _delete_while_somebody_waits(ids: Iterable[UUID]) -> None:
    """A storage that is away is asked once, not file by file: the sweep takes the rest."""
    for file_id in ids:
        if not _delete_blob(file_id):
            return


def _delete_blob(file_id: UUID) -> bool:
    try:
        store().delete(file_id)
    except StorageAway as error:
        logger.warning("A removed file lies there until the sweep: %s (%s)", file_id, error)
        return False
    return True


def sweep(now: datetime) -> None:
    """Remove what nobody needs and is older than GRACE: unclaimed rows, files without a row, parts never accepted.

    Safe at any time, any number of times. Without any claim registered no row is touched: then it is the wiring that is
    wrong, not the files.
    """
    remove(unclaimed(now))
    _sweep_blobs(now)
    _sweep_incoming(now)


def unclaimed(now: datetime) -> list[UUID]:
    files = StoredFile.objects.created_before(now - GRACE)
    if not claims():
        return []
    for claim in claims().values():
        files = files.exclude(pk__in=claim())
    return list(files.values_list("pk", flat=True))


def _sweep_blobs(now: datetime) -> None:
    old = (file_id for file_id, since in store().files() if since < now - GRACE)
    while ids := list(islice(old, BATCH)):
        known = set(StoredFile.objects.filter(pk__in=ids).values_list("pk", flat=True))
        for file_id in set(ids) - known:
            _delete_blob(file_id)  # one that cannot be removed stands in no other's way


def _sweep_incoming(now: datetime) -> None:
    for part in incoming_folder().iterdir():
        try:
            if part.stat().st_mtime < (now - GRACE).timestamp():
                part.unlink()
        except FileNotFoundError:
            continue  # accepted or discarded meanwhile
