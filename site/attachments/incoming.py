"""Files on their way in: sealed, hashed, counted and scanned in one pass, piece by piece, as the request is read.

Nothing of a file touches the disk in clear, and no more than a piece is in memory (security.md T-10). A sealed part
lies in VAR_DIR/incoming until `actions.accept` moves it; what nobody accepted is gone when the request ends, or with
the hourly sweep if the process died. A file that breaks a limit is read to its end and dropped, so that the person gets
an answer, with the other fields and files of the same request kept.
"""

import contextlib
import dataclasses
import errno
import hashlib
import io
import logging
import os
import shutil
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, UnreadablePostError

from attachments.errors import Refused
from attachments.kinds import Kind
from attachments.limits import Limits
from attachments.models import ScanState
from attachments.names import display_name
from attachments.scanner import Scan
from crypto.stream import CHUNK_SIZE, SealedReader, Sealer, new_file_key

logger = logging.getLogger(__name__)

FULL = {errno.ENOSPC, errno.EDQUOT}
RESERVE = 2**30  # bytes left to the database, which may lie on the same disk; at most a tenth of a small one


def incoming_folder() -> Path:
    folder: Path = settings.VAR_DIR / "incoming"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def has_room() -> bool:
    """Whether the disk takes another file and still leaves what everybody's text needs."""
    disk = shutil.disk_usage(settings.VAR_DIR)
    return disk.free >= min(RESERVE, disk.total // 10)


@dataclasses.dataclass
class SealedUpload:
    """What stands in request.FILES for each file. `refused` says why nothing was kept of it.

    `kind` is filled in by `actions.check`. `key` opens the file and is the caller's to wrap; it is stored nowhere.
    """

    field: str
    name: str
    file_id: UUID
    path: Path
    size: int = 0
    sha256: str = ""
    scan: ScanState = ScanState.WAITING
    refused: Refused | None = None
    kind: Kind | None = None
    key: bytes = dataclasses.field(default_factory=new_file_key, repr=False)

    def open_reader(self) -> BinaryIO:
        """The clear text, seekable, opened chunk by chunk. Raises FileNotFoundError after `discard` or acceptance."""
        sealed = open(self.path, "rb")  # noqa: SIM115 - the reader closes it
        return io.BufferedReader(SealedReader(self.key, self.file_id, sealed), CHUNK_SIZE)

    def discard(self) -> None:
        """Remove the sealed part, if it still lies in `incoming`."""
        self.path.unlink(missing_ok=True)

    close = discard  # Django closes what is in request.FILES when the answer is sent, or the reading failed


class Reception:
    """One file while it comes in."""

    def __init__(self, upload: SealedUpload, scan: Scan) -> None:
        self.upload = upload
        self.scan = scan
        self._hash = hashlib.sha256()
        self._sealer = Sealer(upload.key, upload.file_id)
        self._file: Any = None
        if not upload.refused:
            self._guarded(self._create)

    def take(self, chunk: bytes, limits: Limits, quota: int | None) -> None:
        """The next piece. Once the file is refused, the rest only passes by."""
        self.upload.size += len(chunk)
        if self.upload.refused:
            return
        if self.upload.size > limits.size:
            self.refuse(Refused("too_large", limit_bytes=limits.size))
        elif quota is not None and self.upload.size > quota:
            self.refuse(Refused("quota", left_bytes=max(quota, 0)))
        else:
            self._hash.update(chunk)
            self.scan.feed(chunk)
            self._guarded(lambda: self._file.write(self._sealer.update(chunk)))

    def complete(self) -> None:
        if not self.upload.refused and not self.upload.size:
            self.refuse(Refused("empty"))
        if not self.upload.refused:
            self._guarded(self._finish)
        if not self.upload.refused:
            self.upload.sha256 = self._hash.hexdigest()
            self.upload.scan = self.scan.finish()
            if self.upload.scan == ScanState.INFECTED:
                self.refuse(Refused("infected"))

    def refuse(self, reason: Refused) -> None:
        self.upload.refused = reason
        self.abandon()

    def abandon(self) -> None:
        self.scan.abandon()
        if self._file:
            with contextlib.suppress(OSError):  # closing writes what is left, and the disk may be full
                self._file.close()
        self.upload.discard()

    def _create(self) -> None:
        handle = os.open(self.upload.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "wb")

    def _finish(self) -> None:
        self._file.write(self._sealer.finish())
        self._file.close()

    def _guarded(self, step: Any) -> None:
        try:
            step()
        except OSError as error:
            logger.error("A file could not be written to incoming: %s", errno.errorcode.get(error.errno or 0, "?"))
            self.refuse(Refused("storage_full" if error.errno in FULL else "storage_away"))


class SealingUploadHandler(FileUploadHandler):
    """Django's hand-over of each file, with the limits of this request."""

    chunk_size = CHUNK_SIZE

    def __init__(self, request: HttpRequest | None = None, limits: Limits | None = None) -> None:
        super().__init__(request)
        self.limits = limits or Limits()
        self.uploads: list[SealedUpload] = []
        self._reception: Reception | None = None
        self._left = self.limits.quota
        self._scanner_failed = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        file_id = uuid4()
        path = incoming_folder() / str(file_id)
        upload = SealedUpload(str(self.field_name), display_name(self.file_name or ""), file_id, path)
        self.uploads.append(upload)
        if len(self.uploads) > self.limits.count:
            upload.refused = Refused("too_many", limit=self.limits.count)
        elif not has_room():
            logger.error("The disk is nearly full: no file is taken")
            upload.refused = Refused("storage_full")
        # A scanner that failed once in this request is not waited for again: twenty files would be minutes.
        self._reception = Reception(upload, Scan(skip=self._scanner_failed or bool(upload.refused)))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self._reception is not None  # noqa: S101 - Django calls new_file first
        self._reception.take(raw_data, self.limits, self._left)

    def file_complete(self, file_size: int) -> Any:
        assert self._reception is not None  # noqa: S101 - Django calls new_file first
        reception, self._reception = self._reception, None
        reception.complete()
        self._scanner_failed = self._scanner_failed or reception.scan.failed
        if self._left is not None and not reception.upload.refused:
            self._left -= reception.upload.size
        return reception.upload

    def upload_interrupted(self) -> None:
        """The request ended in the middle of a file: what came of its fields must not pass for a whole form."""
        self.discard()
        raise UnreadablePostError("The request was cut off")

    def discard(self) -> None:
        """Remove every part that still lies in `incoming`."""
        if self._reception:
            self._reception.abandon()
        for upload in self.uploads:
            upload.discard()


class SkippingUploadHandler(FileUploadHandler):
    """For pages that take no files: whatever is sent is read past."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None
