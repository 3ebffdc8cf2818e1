"""From upload to stored file and to its end: nothing half, nothing left over, nothing unclaimed (R-03, R-21)."""

import os
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from attachments import actions, claims
from attachments.errors import Refused
from attachments.incoming import SealedUpload, incoming_folder
from attachments.kinds import JPEG, KINDS, PDF, Kind
from attachments.models import ScanState, StoredFile
from attachments.storage import UNFINISHED, DiskStore, StorageAway, storage_name, store
from crypto.envelope import SealBroken
from crypto.stream import Sealer, new_file_key
from tests.attachments import samples
from tests.fixtures_scanner import MARKER, Clamd

pytestmark = pytest.mark.django_db
EVERY_KIND = tuple(KINDS.values())
LATER = timedelta(hours=4)


@pytest.fixture(autouse=True)
def no_other_claims(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    known: dict[str, Any] = {}
    monkeypatch.setattr(claims, "_claims", known)
    return known


def an_upload(content: bytes, name: str = "intyg.pdf", scan: ScanState = ScanState.CLEAN) -> SealedUpload:
    file_id = uuid4()
    upload = SealedUpload("bilaga", name, file_id, incoming_folder() / str(file_id), size=len(content), scan=scan)
    sealer = Sealer(upload.key, file_id)
    upload.path.write_bytes(sealer.update(content) + sealer.finish())
    return upload


def accepted(upload: SealedUpload, *, allowed_kinds: Collection[Kind]) -> StoredFile:
    with actions.kept(upload, allowed_kinds=allowed_kinds):
        return actions.record(upload)


def blobs() -> set[UUID]:
    return {file_id for file_id, _ in store().files()}


def parts() -> list[Path]:
    return list(incoming_folder().iterdir())


def grown_old(stored: StoredFile) -> StoredFile:
    """Stored hours ago, row and blob."""
    StoredFile.objects.filter(pk=stored.pk).update(created_at=timezone.now() - LATER)
    for path in incoming_folder().parent.rglob(str(stored.pk)):
        age(path)
    return stored


def age(path: Path, by: timedelta = LATER) -> None:
    then = (timezone.now() - by).timestamp()
    os.utime(path, (then, then))


def test_accepted_file_is_stored_sealed_and_read_back() -> None:
    upload = an_upload(samples.pdf())

    stored = accepted(upload, allowed_kinds=EVERY_KIND)

    assert (stored.pk, stored.size, stored.scan) == (upload.file_id, len(samples.pdf()), ScanState.CLEAN)
    assert stored.scanned_at is not None
    assert upload.kind == PDF
    assert b"".join(actions.read(stored, upload.key)) == samples.pdf()
    assert samples.CANARY.encode() not in b"".join(store().read(stored.pk))
    assert parts() == []


@pytest.mark.parametrize(
    ("content", "name", "kinds", "code"),
    [
        (samples.pdf(), "intyg.pdf", (JPEG,), "kind_not_allowed"),
        (samples.jpeg(), "intyg.pdf", EVERY_KIND, "content_mismatch"),
        (samples.pdf()[:-10], "intyg.pdf", EVERY_KIND, "unreadable"),
    ],
)
def test_file_that_is_not_taken_leaves_nothing(content: bytes, name: str, kinds: Any, code: str) -> None:
    upload = an_upload(content, name)

    with pytest.raises(Refused) as refused:
        accepted(upload, allowed_kinds=kinds)

    assert refused.value.code == code
    assert upload.refused is refused.value
    assert (parts(), blobs(), StoredFile.objects.count()) == ([], set(), 0)


def test_file_refused_on_its_way_in_is_never_accepted() -> None:
    upload = an_upload(samples.pdf())
    upload.kind, upload.refused = PDF, Refused("infected")

    with pytest.raises(Refused):
        accepted(upload, allowed_kinds=EVERY_KIND)

    assert (parts(), blobs()) == ([], set())


def test_storage_that_is_away_refuses_with_its_own_reason(settings: Any) -> None:
    settings.FILE_STORAGE_URL = "file:///proc/nowhere"
    upload = an_upload(samples.pdf())

    with pytest.raises(Refused) as refused:
        accepted(upload, allowed_kinds=EVERY_KIND)

    assert refused.value.code == "storage_away"
    assert (parts(), StoredFile.objects.count()) == ([], 0)


@pytest.mark.parametrize(("failure", "left"), [(Refused("draft_full"), 0), (OperationalError("no answer"), 1)])
def test_file_is_taken_away_again_when_it_surely_has_no_row(failure: Exception, left: int) -> None:
    """A database that fails may have committed first, so then the sweep decides."""
    upload = an_upload(samples.pdf())

    with pytest.raises(type(failure)), actions.kept(upload, allowed_kinds=EVERY_KIND):
        raise failure

    assert (len(blobs()), parts()) == (left, [])


def test_stored_file_opens_under_its_own_key_only() -> None:
    upload = an_upload(samples.pdf())
    stored = accepted(upload, allowed_kinds=EVERY_KIND)

    with pytest.raises(SealBroken):
        list(actions.read(stored, new_file_key()))


@pytest.mark.django_db(transaction=True)
def test_removal_takes_the_blob_when_it_commits_and_not_before() -> None:
    stored = accepted(an_upload(samples.pdf()), allowed_kinds=EVERY_KIND)

    with transaction.atomic():
        actions.remove([stored.pk])
        transaction.set_rollback(True)
    assert (StoredFile.objects.count(), blobs()) == (1, {stored.pk})

    with transaction.atomic():
        actions.remove([stored.pk])
    assert (StoredFile.objects.count(), blobs()) == (0, set())


@pytest.mark.django_db(transaction=True)
def test_removal_asks_a_storage_that_is_away_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[UUID] = []

    def delete(self: DiskStore, file_id: UUID) -> None:
        asked.append(file_id)
        raise StorageAway

    monkeypatch.setattr(DiskStore, "delete", delete)
    with transaction.atomic():
        actions.remove([uuid4() for _ in range(60)])

    assert len(asked) == 1


def sweep(capture: Any) -> None:
    with capture(execute=True):
        actions.sweep(timezone.now())


def test_sweep_removes_what_nobody_claims(no_other_claims, django_capture_on_commit_callbacks) -> None:
    ours, theirs, forgotten, fresh = (accepted(an_upload(samples.pdf()), allowed_kinds=EVERY_KIND) for _ in range(4))
    for stored in (ours, theirs, forgotten):
        grown_old(stored)
    claims.register("drafts", lambda: StoredFile.objects.filter(pk=ours.pk).values("pk"))
    claims.register("cases", lambda: StoredFile.objects.filter(pk=theirs.pk).values("pk"))

    sweep(django_capture_on_commit_callbacks)
    sweep(django_capture_on_commit_callbacks)

    kept = {ours.pk, theirs.pk, fresh.pk}
    assert set(StoredFile.objects.values_list("pk", flat=True)) == kept
    assert blobs() == kept


def test_sweep_touches_no_row_when_nobody_has_registered(django_capture_on_commit_callbacks) -> None:
    stored = grown_old(accepted(an_upload(samples.pdf()), allowed_kinds=EVERY_KIND))

    sweep(django_capture_on_commit_callbacks)

    assert blobs() == {stored.pk}
    assert StoredFile.objects.count() == 1


def test_sweep_removes_blobs_without_a_row_and_old_parts(django_capture_on_commit_callbacks) -> None:
    old_part, young_part = an_upload(b"x").path, an_upload(b"x").path
    age(old_part)
    orphans = [an_upload(b"x") for _ in range(2)]
    for orphan in orphans:
        store().keep(orphan.path, orphan.file_id)
    for path in incoming_folder().parent.rglob(str(orphans[0].file_id)):
        age(path)

    sweep(django_capture_on_commit_callbacks)

    assert blobs() == {orphans[1].file_id}
    assert parts() == [young_part]


def test_sweep_spares_what_the_slowest_request_may_bring(django_capture_on_commit_callbacks) -> None:
    """120 MB at 16 kB a second are more than two hours."""
    part = an_upload(b"x").path
    age(part, by=timedelta(hours=2, minutes=10))

    sweep(django_capture_on_commit_callbacks)

    assert parts() == [part]


def test_sweep_removes_what_was_half_copied_when_a_process_was_killed(var, django_capture_on_commit_callbacks) -> None:
    names = [storage_name(uuid4()) + UNFINISHED for _ in range(2)]
    for name in names:
        (var / "files" / name).parent.mkdir(parents=True)
        (var / "files" / name).write_bytes(b"half")
    age(var / "files" / names[0])

    sweep(django_capture_on_commit_callbacks)

    assert [str(path.relative_to(var / "files")) for path in var.rglob(f"*{UNFINISHED}")] == names[1:]


def test_sweep_goes_past_a_file_that_cannot_be_removed(monkeypatch, django_capture_on_commit_callbacks) -> None:
    for _ in range(3):
        orphan = an_upload(b"x")
        age(orphan.path)
        store().keep(orphan.path, orphan.file_id)
    stuck, delete = min(blobs()), DiskStore.delete

    def fails(self: DiskStore, file_id: UUID) -> None:
        if file_id == stuck:
            raise StorageAway
        delete(self, file_id)

    monkeypatch.setattr(DiskStore, "delete", fails)
    sweep(django_capture_on_commit_callbacks)

    assert blobs() == {stuck}


def test_rescan_keeps_the_verdict(scanner: Clamd, settings: Any) -> None:
    upload = an_upload(samples.pdf(), scan=ScanState.WAITING)
    stored = accepted(upload, allowed_kinds=EVERY_KIND)
    assert not stored.may_be_downloaded

    settings.SCANNER_URL = "tcp://127.0.0.1:1"
    assert actions.rescan(stored, upload.key) == ScanState.WAITING
    settings.SCANNER_URL = scanner.tcp
    assert actions.rescan(stored, upload.key) == ScanState.CLEAN

    stored.refresh_from_db()
    assert stored.may_be_downloaded
    assert stored.scanned_at is not None


def test_rescan_finds_what_the_first_scan_could_not(scanner: Clamd) -> None:
    upload = an_upload(samples.pdf(MARKER.decode()), scan=ScanState.WAITING)
    stored = accepted(upload, allowed_kinds=EVERY_KIND)

    assert actions.rescan(stored, upload.key) == ScanState.INFECTED
    assert not StoredFile.objects.get().may_be_downloaded


def test_rescan_of_a_file_removed_meanwhile_changes_nothing(scanner: Clamd) -> None:
    upload = an_upload(samples.pdf(), scan=ScanState.WAITING)
    stored = accepted(upload, allowed_kinds=EVERY_KIND)
    StoredFile.objects.all().delete()

    assert actions.rescan(stored, upload.key) == ScanState.CLEAN
    assert StoredFile.objects.count() == 0


def test_stored_file_stands_in_no_index_and_has_no_permissions() -> None:
    from django.contrib.auth.models import Permission
    from wagtail.models import ReferenceIndex

    assert not ReferenceIndex.model_is_indexable(StoredFile)
    assert not Permission.objects.filter(content_type__app_label="attachments").exists()
