"""A zip archive whose directory tells the truth, read before anything is unpacked.

Programs that open archives believe different parts of them, so the parts must agree: every entry lies where the
directory says, with the same name and sizes in its own header, one after the other from the first byte to the last,
none over another (the quoted zip bomb), nothing between or behind. Unpacking counts what really comes out.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from attachments.errors import Refused

MOST_PARTS = 5000
UNPACKED = 300 * 2**20  # bytes in all
RATIO, RATIO_COUNTS_FROM = 300, 2**20
PIECE = 256 * 1024

END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED, SIZES_BEHIND, UTF_8 = 0x1, 0x8, 0x800
LONGEST_DESCRIPTOR = 24
IN_EXTRA_FIELD = 0xFFFFFFFF
DOS_NAMES = "cp437"


@dataclass(frozen=True)
class Part:
    name: str
    method: int
    place: int  # of its data
    packed: int
    unpacked: int
    checksum: int


def parts_of(file: BinaryIO) -> list[Part]:
    """The parts of a sound archive in the order they lie. Raises Refused for any other, having unpacked nothing."""
    directory = _directory_place(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    except (zipfile.BadZipFile, NotImplementedError, struct.error):
        raise Refused("unreadable") from None
    _refuse_bombs(entries)
    _refuse_names([entry.orig_filename for entry in entries])
    return _placed(file, entries, directory)


def _directory_place(file: BinaryIO) -> int:
    """Where the directory begins, by an end record that is the last thing in the file."""
    size = file.seek(0, 2)
    if size < END.size:
        raise Refused("unreadable")
    file.seek(size - END.size)
    mark, disk, directory_disk, here, count, length, place, comment = END.unpack(file.read(END.size))
    if mark != b"PK\5\6" or comment:
        raise Refused("hidden_content" if b"PK\5\6" in _tail(file, size) else "unreadable")
    if count > MOST_PARTS:
        raise Refused("too_many_parts", limit=MOST_PARTS)
    if disk or directory_disk or here != count or place + length != size - END.size:
        raise Refused("hidden_content")
    return int(place)


def _tail(file: BinaryIO, size: int) -> bytes:
    file.seek(max(0, size - 2**16 - END.size))
    return file.read()


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise Refused("unpacks_too_large", limit_bytes=UNPACKED)
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise Refused("encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("unreadable")
        if entry.file_size > max(RATIO_COUNTS_FROM, RATIO * entry.compress_size):
            raise Refused("unpacks_too_large", limit_bytes=UNPACKED)


def _refuse_names(names: list[str]) -> None:
    """No name may lead out of a folder, or be another's twin where case does not count."""
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("hidden_content")
    for name in names:
        steps = name.removesuffix("/").split("/")
        odd = any(character < " " or character in '\\:\x7f"' for character in name)
        if odd or not all(steps) or {".", ".."} & set(steps):
            raise Refused("hidden_content")


def _placed(file: BinaryIO, entries: list[zipfile.ZipInfo], directory: int) -> list[Part]:
    parts, expected, slack = [], 0, 0
    for entry in entries:
        if not expected <= entry.header_offset <= expected + slack:
            raise Refused("hidden_content")
        part = _part(file, entry)
        expected = part.place + part.packed
        slack = LONGEST_DESCRIPTOR if entry.flag_bits & SIZES_BEHIND else 0
        parts.append(part)
    if not expected <= directory <= expected + slack:
        raise Refused("hidden_content")
    return parts


def _part(file: BinaryIO, entry: zipfile.ZipInfo) -> Part:
    """The entry, once its own header has said the same as the directory."""
    file.seek(entry.header_offset)
    header = file.read(LOCAL.size)
    if len(header) < LOCAL.size:
        raise Refused("unreadable")
    mark, _, flags, method, _, _, checksum, packed, unpacked, name_length, extra_length = LOCAL.unpack(header)
    name = file.read(name_length).decode("utf-8" if flags & UTF_8 else DOS_NAMES, "replace")
    told = (checksum, packed, unpacked)
    known = (entry.CRC, entry.compress_size, entry.file_size)
    silent = flags & SIZES_BEHIND or IN_EXTRA_FIELD in told
    if mark != b"PK\3\4" or name != entry.orig_filename or method != entry.compress_type or flags & ENCRYPTED:
        raise Refused("hidden_content")
    if told != known and not silent:
        raise Refused("hidden_content")
    place = entry.header_offset + LOCAL.size + name_length + extra_length
    return Part(name, method, place, entry.compress_size, entry.file_size, entry.CRC)


def unpack(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """The part's content in pieces. Raises Refused as soon as it is more, and at the end if less, than was said."""
    pieces = _stored(file, part) if part.method == zipfile.ZIP_STORED else _inflated(file, part)
    size, checksum = 0, 0
    for piece in pieces:
        size += len(piece)
        if size > part.unpacked:
            raise Refused("hidden_content")
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != part.unpacked or checksum != part.checksum:
        raise Refused("unreadable")


def _stored(file: BinaryIO, part: Part) -> Iterator[bytes]:
    file.seek(part.place)
    left = part.packed
    while left and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _inflated(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """Never more than a piece at a time, however much a few bytes would swell to."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = _stored(file, part)
    waiting = b""
    try:
        while not inflater.eof:
            waiting = waiting or next(packed, b"")
            piece = inflater.decompress(waiting, PIECE)
            if not piece and not waiting and not inflater.eof:
                raise Refused("unreadable")
            waiting = inflater.unconsumed_tail
            yield piece
    except zlib.error:
        raise Refused("unreadable") from None
    if inflater.unused_data or next(packed, b""):
        raise Refused("hidden_content")
