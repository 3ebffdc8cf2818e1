"""Where sealed files lie: in a folder, or in S3-compatible storage (FILE_STORAGE_URL).

    file:///path                                    a folder
    s3://key:secret@host:port/bucket?region=…&tls=no

Names are made here from the file's random id, in two levels of folders so that none grows too wide: `3f/a2/<id>`. What
lies there is sealed, and no address of it is ever handed out.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

BLOCK = 256 * 1024
UNFINISHED = ".unfinished"
CONNECT_SECONDS, ANSWER_SECONDS, TRIES = 5, 20, 2


class StorageAway(Exception):
    """The storage did not do what it was asked; what was asked may be tried again."""


class FileStore(Protocol):
    """What both kinds can do. Every method raises StorageAway when the storage fails."""

    def keep(self, part: Path, file_id: UUID) -> None:
        """Take over a sealed file from `incoming`; durable when this returns."""

    def read(self, file_id: UUID) -> Iterator[bytes]:
        """The sealed bytes in blocks. Raises FileNotFoundError when there is no such file."""

    def delete(self, file_id: UUID) -> None:
        """Remove the file; nothing happens when there is none."""

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        """Every file that lies there, and since when."""


def store() -> FileStore:
    return _store(settings.FILE_STORAGE_URL)


def check() -> None:
    """Write, read and delete a probe. Raises StorageAway when any of it fails."""
    probe, text = settings.VAR_DIR / "incoming" / f"{uuid4()}.probe", secrets.token_bytes(32)
    file_id = uuid4()
    try:
        probe.parent.mkdir(mode=0o700, exist_ok=True)
        probe.write_bytes(text)
        store().keep(probe, file_id)
        if b"".join(store().read(file_id)) != text:
            raise StorageAway("The storage gives back something else than was stored")
        store().delete(file_id)
    except OSError as error:
        raise StorageAway(str(error)) from error
    finally:
        probe.unlink(missing_ok=True)


@lru_cache
def _store(url: str) -> FileStore:
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path.startswith("/"):
        return DiskStore(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.hostname and parts.path.strip("/"):
        return S3Store(url)
    raise ImproperlyConfigured("FILE_STORAGE_URL must be file:///path or s3://key:secret@host:port/bucket")


def storage_name(file_id: UUID) -> str:
    return f"{file_id.hex[:2]}/{file_id.hex[2:4]}/{file_id}"


def _id_in(name: str) -> UUID | None:
    """The id in a storage name; None for anything that is not one of ours."""
    try:
        file_id = UUID(name.rpartition("/")[2])
    except ValueError:
        return None
    return file_id if storage_name(file_id) == name else None


class DiskStore:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, part: Path, file_id: UUID) -> None:
        target = self._folder / storage_name(file_id)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync(part)
            _move(part, target)
            for folder in (target.parent, target.parent.parent, self._folder):
                _sync(folder)  # or a power cut could take a folder just made, with the file
        except OSError as error:
            raise StorageAway(str(error)) from error

    def read(self, file_id: UUID) -> Iterator[bytes]:
        try:
            with open(self._folder / storage_name(file_id), "rb") as file:
                while block := file.read(BLOCK):
                    yield block
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StorageAway(str(error)) from error

    def delete(self, file_id: UUID) -> None:
        path = self._folder / storage_name(file_id)
        try:
            path.unlink(missing_ok=True)
            path.with_suffix(UNFINISHED).unlink(missing_ok=True)
        except OSError as error:
            raise StorageAway(str(error)) from error

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        """With those half copied when a process was killed, or the sweep would never find them."""
        for path in self._folder.glob("??/??/*"):
            file_id = _id_in(str(path.relative_to(self._folder)).removesuffix(UNFINISHED))
            if file_id:
                try:
                    yield file_id, datetime.fromtimestamp(path.stat().st_mtime, UTC)
                except FileNotFoundError:
                    continue  # removed meanwhile


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _move(part: Path, target: Path) -> None:
    try:
        part.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(part, target)


def _copy(part: Path, target: Path) -> None:
    """From another file system, where rename does not reach: whole or not at all."""
    unfinished = target.with_suffix(UNFINISHED)
    try:
        shutil.copyfile(part, unfinished)
        unfinished.chmod(0o600)
        _sync(unfinished)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    part.unlink()


class S3Store:
    """No access rule is sent with an object: without one it is private, and new buckets refuse to be told."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    @cached_property
    def _storage(self) -> Any:
        from boto3.s3.transfer import TransferConfig
        from botocore.config import Config
        from storages.backends.s3 import S3Storage

        options = {name: values[-1] for name, values in parse_qs(self._url.query).items()}
        scheme = "http" if options.get("tls") == "no" else "https"
        return S3Storage(
            access_key=unquote(self._url.username or ""),
            secret_key=unquote(self._url.password or ""),
            bucket_name=self._url.path.strip("/"),
            endpoint_url=f"{scheme}://{self._url.netloc.rpartition('@')[2]}",
            region_name=options.get("region", "us-east-1"),
            querystring_auth=False,
            file_overwrite=True,
            transfer_config=TransferConfig(use_threads=False),  # or ten parts of 8 MiB would be in memory
            client_config=Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=CONNECT_SECONDS,
                read_timeout=ANSWER_SECONDS,
                retries={"total_max_attempts": TRIES},
                request_checksum_calculation="when_required",  # what many S3-compatible servers do not know
                response_checksum_validation="when_required",
            ),
        )

    def keep(self, part: Path, file_id: UUID) -> None:
        from django.core.files import File

        with _s3_errors(), open(part, "rb") as file:
            self._storage.save(storage_name(file_id), File(file, name=str(file_id)))
        part.unlink()

    def read(self, file_id: UUID) -> Iterator[bytes]:
        with _s3_errors():
            answer = self._storage.bucket.Object(storage_name(file_id)).get()
            yield from answer["Body"].iter_chunks(BLOCK)

    def delete(self, file_id: UUID) -> None:
        with _s3_errors():
            self._storage.delete(storage_name(file_id))

    def files(self) -> Iterator[tuple[UUID, datetime]]:
        with _s3_errors():
            for entry in self._storage.bucket.objects.all():
                file_id = _id_in(entry.key)
                if file_id:
                    yield file_id, entry.last_modified


@contextmanager
def _s3_errors() -> Iterator[None]:
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "NoSuchKey":
            raise FileNotFoundError from error
        raise StorageAway(str(error)) from error
    except (BotoCoreError, Boto3Error) as error:
        raise StorageAway(type(error).__name__) from error
