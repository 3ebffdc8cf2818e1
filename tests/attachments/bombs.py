"""Archives that lie, written by hand since zipfile makes none."""

import struct
import zlib

from tests.attachments import samples

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")


def entry(name: bytes, packed: bytes, unpacked: int, checksum: int) -> bytes:
    return LOCAL.pack(b"PK\3\4", 20, 0, 8, 0, 0, checksum, len(packed), unpacked, len(name), 0) + name + packed


def listed(name: bytes, packed: int, unpacked: int, checksum: int, place: int) -> bytes:
    return (
        CENTRAL.pack(b"PK\1\2", 20, 20, 0, 8, 0, 0, checksum, packed, unpacked, len(name), 0, 0, 0, 0, 0, place) + name
    )


def archive(body: bytes, directory: list[bytes]) -> bytes:
    central = b"".join(directory)
    return body + central + END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(central), len(body), 0)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def nested_archive() -> bytes:
    return samples.package({"inner.zip": samples.package({"bomb": bytes(2**20)})})


def overlapping_archive(count: int = 20) -> bytes:
    """One kernel of data, listed many times under different names."""
    content = bytes(2**20)
    packed, checksum = deflated(content), zlib.crc32(content)
    body = entry(b"a0", packed, len(content), checksum)
    directory = [listed(f"a{n}".encode(), len(packed), len(content), checksum, 0) for n in range(count)]
    return archive(body, directory)


def quoted_archive() -> bytes:
    """The first entry's data holds the second's header, so that each says something else of the same bytes."""
    content = b"x" * 1000
    packed = deflated(content)
    inner = entry(b"b", packed, len(content), zlib.crc32(content))
    outer = entry(b"a", inner, len(inner) * 2, 0)
    place = len(outer) - len(inner)
    directory = [
        listed(b"a", len(inner), len(inner) * 2, 0, 0),
        listed(b"b", len(packed), len(content), zlib.crc32(content), place),
    ]
    return archive(outer, directory)


def understated_part() -> bytes:
    """Header and directory agree on a hundred bytes; out come five millions."""
    content = b"<a>" + bytes(5 * 10**6)
    packed = deflated(content)
    said, checksum = 100, zlib.crc32(content[:100])
    return archive(entry(b"a.xml", packed, said, checksum), [listed(b"a.xml", len(packed), said, checksum, 0)])


def lying_header(content: bytes) -> bytes:
    """The first entry's own header says another size than the directory does."""
    broken = bytearray(content)
    broken[22:26] = struct.pack("<L", 7)
    return bytes(broken)


def with_flags(content: bytes, flag: int) -> bytes:
    """Every entry marked, in header and directory alike."""
    marked = bytearray(content)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = marked.find(mark)
        while place >= 0:
            marked[place + offset] |= flag
            place = marked.find(mark, place + 4)
    return bytes(marked)
