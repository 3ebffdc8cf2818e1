"""Sealing of files while they stream: STREAM over AES-256-GCM (security.md, "Draft encryption").

A file is cut into chunks of 64 KiB, each sealed with a nonce that counts them and says which is the last. So chunks
cannot be moved, left out or added, and a file sealed for one id opens under no other. Never more than a chunk or two is
in memory.

    sealed file   version 1 | prefix 7 | chunk …       nonce = prefix 7 | counter 4 | last 1, associated data = file id
    chunk         text 65 536 (the last one less, maybe nothing) | tag 16
"""

import io
import secrets
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto.envelope import TAG_SIZE, SealBroken
from crypto.keyring import KEY_SIZE

if TYPE_CHECKING:
    from typing_extensions import Buffer

VERSION = b"\x01"
PREFIX_SIZE = 7
HEADER_SIZE = len(VERSION) + PREFIX_SIZE
CHUNK_SIZE = 64 * 1024
SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE


def new_file_key() -> bytes:
    """A random key for one file, 32 bytes. Each has its own, so that it can change hands without being resealed."""
    return secrets.token_bytes(KEY_SIZE)


def sealed_size(size: int) -> int:
    """How many bytes a file of `size` takes sealed."""
    return HEADER_SIZE + size + TAG_SIZE * max(1, -(-size // CHUNK_SIZE))


class Sealer:
    """Seals one file piece by piece: write what `update` gives, and at the end what `finish` gives."""

    def __init__(self, key: bytes, file_id: UUID) -> None:
        self._cipher = AESGCM(key)
        self._file_id = file_id
        self._prefix = secrets.token_bytes(PREFIX_SIZE)
        self._counter = 0
        self._waiting = bytearray()
        self._begun = False

    def update(self, data: bytes) -> bytes:
        """The sealed bytes that `data` completes; none while it still fits in a chunk, since that may be the last."""
        self._waiting += data
        sealed, done = [self._header()], 0
        while len(self._waiting) - done > CHUNK_SIZE:
            sealed.append(self._seal(bytes(self._waiting[done : done + CHUNK_SIZE]), last=False))
            done += CHUNK_SIZE
        del self._waiting[:done]
        return b"".join(sealed)

    def finish(self) -> bytes:
        """The sealed end of the file. The sealer is of no use afterwards."""
        sealed = self._header() + self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()
        return sealed

    def _header(self) -> bytes:
        if self._begun:
            return b""
        self._begun = True
        return VERSION + self._prefix

    def _seal(self, text: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._counter, last)
        self._counter += 1
        return self._cipher.encrypt(nonce, text, self._file_id.bytes)


def open_blocks(key: bytes, file_id: UUID, blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The clear chunks of a sealed file that comes in blocks of any size.

    Raises SealBroken where the file was altered, reordered, cut, extended, or is another's. What came before a cut has
    been handed out by then: whoever must not use half a file waits for the end.
    """
    cipher, waiting, counter, prefix = AESGCM(key), bytearray(), 0, b""
    for block in blocks:
        waiting += block
        if not prefix and len(waiting) >= HEADER_SIZE:
            prefix = _prefix(bytes(waiting[:HEADER_SIZE]))
            del waiting[:HEADER_SIZE]
        while prefix and len(waiting) > SEALED_CHUNK_SIZE:
            yield _open(cipher, file_id, _nonce(prefix, counter, False), bytes(waiting[:SEALED_CHUNK_SIZE]))
            del waiting[:SEALED_CHUNK_SIZE]
            counter += 1
    if not prefix:
        raise SealBroken
    yield _open(cipher, file_id, _nonce(prefix, counter, True), bytes(waiting))


class SealedReader(io.RawIOBase):
    """A seekable clear-text view of a seekable sealed file, for parsers that jump about; one chunk is clear at a time.

    Wrap it in `io.BufferedReader` for parsers that read byte by byte. The last chunk is opened at once, so that `size`
    can be trusted; any other broken chunk raises SealBroken when it is read. Closing closes the sealed file.
    """

    def __init__(self, key: bytes, file_id: UUID, sealed: BinaryIO) -> None:
        super().__init__()
        self._cipher, self._file_id, self._sealed = AESGCM(key), file_id, sealed
        body = sealed.seek(0, io.SEEK_END) - HEADER_SIZE
        sealed.seek(0)
        self._prefix = _prefix(sealed.read(HEADER_SIZE))
        self._last = max(0, -(-body // SEALED_CHUNK_SIZE) - 1)
        self.size = body - TAG_SIZE * (self._last + 1)
        self._position = 0
        self._chunk, self._chunk_number = b"", -1
        self._load(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("negative seek position")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: "Buffer") -> int:
        """Fills the whole buffer where the file is long enough: zipfile takes a short read for the end of the file."""
        view = memoryview(buffer).cast("B")
        done = 0
        while done < len(view) and self._position < self.size:
            number, within = divmod(self._position, CHUNK_SIZE)
            self._load(number)
            piece = self._chunk[within : within + len(view) - done]
            view[done : done + len(piece)] = piece
            done += len(piece)
            self._position += len(piece)
        return done

    def close(self) -> None:
        if not self.closed:
            self._sealed.close()
        super().close()

    def _load(self, number: int) -> None:
        if number == self._chunk_number:
            return
        self._sealed.seek(HEADER_SIZE + number * SEALED_CHUNK_SIZE)
        sealed = self._sealed.read(SEALED_CHUNK_SIZE)
        nonce = _nonce(self._prefix, number, number == self._last)
        self._chunk, self._chunk_number = _open(self._cipher, self._file_id, nonce, sealed), number


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


def _prefix(header: bytes) -> bytes:
    if len(header) < HEADER_SIZE or not header.startswith(VERSION):
        raise SealBroken
    return header[len(VERSION) :]


def _open(cipher: AESGCM, file_id: UUID, nonce: bytes, sealed: bytes) -> bytes:
    if len(sealed) < TAG_SIZE:
        raise SealBroken
    try:
        return cipher.decrypt(nonce, sealed, file_id.bytes)
    except InvalidTag:
        raise SealBroken from None
