"""Where sealed files lie: in a folder or in S3-compatible storage, under names that say nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from attachments import storage
from attachments.storage import StorageAway, storage_name, store
from tests.fixtures_scanner import low_port

FILE_ID = UUID("3fa2b7c1-0000-4000-8000-00000000000a")
CONTENT = b"sealed" * 200_000


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    port = low_port()
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str) -> Any:
    import boto3

    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "se/cret"}
    bucket = boto3.resource("s3", endpoint_url=f"http://{s3_server}", region_name="us-east-1", **keys).Bucket(
        f"portal-{uuid4()}"
    )
    bucket.create()
    return bucket


@pytest.fixture(params=["disk", "s3"])
def kind(request: pytest.FixtureRequest, settings: Any) -> str:
    if request.param == "s3":
        bucket = request.getfixturevalue("bucket")
        server = request.getfixturevalue("s3_server")
        settings.FILE_STORAGE_URL = f"s3://key:se%2Fcret@{server}/{bucket.name}?region=us-east-1&tls=no"
    return str(request.param)


@pytest.fixture
def part(var: Path) -> Path:
    part = var / "part"
    part.write_bytes(CONTENT)
    return part


def test_file_is_kept_read_listed_and_deleted(kind: str, part: Path) -> None:
    store().keep(part, FILE_ID)

    assert not part.exists()
    assert b"".join(store().read(FILE_ID)) == CONTENT
    assert [file_id for file_id, _ in store().files()] == [FILE_ID]

    store().delete(FILE_ID)
    store().delete(FILE_ID)

    assert list(store().files()) == []
    with pytest.raises(FileNotFoundError):
        list(store().read(FILE_ID))


def test_probe_leaves_nothing(kind: str, var: Path) -> None:
    storage.check()

    assert list(store().files()) == []
    assert [path for path in var.rglob("*") if path.is_file()] == []


def test_names_are_ours_and_two_folders_deep(part: Path, var: Path) -> None:
    store().keep(part, FILE_ID)

    assert storage_name(FILE_ID) == f"3f/a2/{FILE_ID}"
    assert (var / "files" / "3f" / "a2" / str(FILE_ID)).read_bytes() == CONTENT
    assert (var / "files").stat().st_mode & 0o777 == 0o700


def test_strange_files_in_the_folder_are_left_alone(var: Path) -> None:
    (var / "files" / "aa" / "bb").mkdir(parents=True)
    (var / "files" / "aa" / "bb" / "README").write_text("not ours")
    (var / "files" / "aa" / "bb" / str(FILE_ID)).write_text("in the wrong place")

    assert list(store().files()) == []


def test_objects_are_private(bucket: Any, s3_server: str, settings: Any, part: Path) -> None:
    settings.FILE_STORAGE_URL = f"s3://key:secret@{s3_server}/{bucket.name}?tls=no"

    store().keep(part, FILE_ID)

    grants = bucket.Object(storage_name(FILE_ID)).Acl().grants
    assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}
    assert "AuthenticatedUsers" not in str(grants)
    assert "AllUsers" not in str(grants)


def test_file_comes_over_from_another_file_system(part: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self == part:
            raise OSError(18, "Invalid cross-device link")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)

    store().keep(part, FILE_ID)

    assert [path.name for path in var.rglob("*") if path.is_file()] == [str(FILE_ID)]
    assert b"".join(store().read(FILE_ID)) == CONTENT


@pytest.mark.parametrize("url", ["s3://key:secret@127.0.0.1:1/bucket?tls=no", "file:///proc/nowhere"])
def test_storage_that_is_away_says_so(settings: Any, part: Path, url: str) -> None:
    settings.FILE_STORAGE_URL = url

    with pytest.raises(StorageAway):
        storage.check()
    with pytest.raises(StorageAway):
        store().keep(part, FILE_ID)
    assert part.exists()


def test_missing_bucket_is_told_from_a_missing_file(settings: Any, s3_server: str) -> None:
    settings.FILE_STORAGE_URL = f"s3://key:secret@{s3_server}/no-such-bucket?tls=no"

    with pytest.raises(StorageAway):
        storage.check()
    with pytest.raises(StorageAway):
        list(store().read(FILE_ID))


@pytest.mark.parametrize(
    "url", ["", "/var/files", "file:files", "ftp://host/x", "s3://key:secret@host", "s3:///bucket"]
)
def test_address_that_names_no_storage_is_refused(settings: Any, url: str) -> None:
    settings.FILE_STORAGE_URL = url

    with pytest.raises(ImproperlyConfigured):
        store()


def test_folder_may_have_any_name(settings: Any, tmp_path: Path, part: Path) -> None:
    settings.FILE_STORAGE_URL = f"file://{tmp_path}/med%20blank"

    store().keep(part, FILE_ID)

    assert (tmp_path / "med blank").is_dir()
    shutil.rmtree(tmp_path / "med blank")
