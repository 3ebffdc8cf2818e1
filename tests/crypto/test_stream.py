"""A sealed file opens whole, in order, under its own id, or not at all."""

import io
import secrets
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto.envelope import SealBroken
from crypto.stream import (
    CHUNK_SIZE,
    HEADER_SIZE,
    SEALED_CHUNK_SIZE,
    SealedReader,
    Sealer,
    new_file_key,
    open_blocks,
    sealed_size,
)

KEY, FILE = new_file_key(), uuid4()
SIZES = [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 3 * CHUNK_SIZE + 7]


def sealed(text: bytes, piece: int = 50_000) -> bytes:
    sealer = Sealer(KEY, FILE)
    return b"".join([sealer.update(text[at : at + piece]) for at in range(0, len(text), piece)] + [sealer.finish()])


def opened(blob: bytes, piece: int = 70_000, key: bytes = KEY, file_id=FILE) -> bytes:
    return b"".join(open_blocks(key, file_id, (blob[at : at + piece] for at in range(0, len(blob), piece))))


def read_by_reader(blob: bytes) -> bytes:
    return SealedReader(KEY, FILE, io.BytesIO(blob)).read()


def chunks_of(blob: bytes) -> list[bytes]:
    return [blob[at : at + SEALED_CHUNK_SIZE] for at in range(HEADER_SIZE, len(blob), SEALED_CHUNK_SIZE)]


@pytest.mark.parametrize("size", SIZES)
def test_file_of_any_size_comes_back(size):
    text = secrets.token_bytes(size)

    blob = sealed(text)

    assert opened(blob) == read_by_reader(blob) == text
    assert len(blob) == sealed_size(size)
    assert size < 16 or text[:16] not in blob


@settings(deadline=None, max_examples=40)
@given(data=st.data(), size=st.integers(0, 3 * CHUNK_SIZE))
def test_pieces_of_any_size_make_no_difference(data, size):
    text, piece = secrets.token_bytes(size), data.draw(st.integers(max(1, size // 40), CHUNK_SIZE * 2))

    assert opened(sealed(text, piece), data.draw(st.integers(1_000, CHUNK_SIZE * 2))) == text


@pytest.mark.parametrize("length", [0, 1, HEADER_SIZE, HEADER_SIZE + 15, HEADER_SIZE + SEALED_CHUNK_SIZE, -1, -17])
@pytest.mark.parametrize("open_it", [opened, read_by_reader])
def test_cut_file_does_not_open(length, open_it):
    blob = sealed(secrets.token_bytes(2 * CHUNK_SIZE + 5))

    with pytest.raises(SealBroken):
        open_it(blob[:length])


@pytest.mark.parametrize("open_it", [opened, read_by_reader])
def test_chunks_moved_repeated_or_left_out_do_not_open(open_it):
    blob = sealed(secrets.token_bytes(4 * CHUNK_SIZE))
    header, (first, second, third, last) = blob[:HEADER_SIZE], chunks_of(blob)

    for order in [
        (second, first, third, last),
        (first, first, third, last),
        (first, third, last),
        (first, second, last, third),
        (first, second, third),
        (first, second, third, last, last),
        (last,),
    ]:
        with pytest.raises(SealBroken):
            open_it(header + b"".join(order))


@pytest.mark.parametrize("open_it", [opened, read_by_reader])
@pytest.mark.parametrize("size", [0, 5, CHUNK_SIZE])
def test_extended_file_does_not_open(open_it, size):
    blob = sealed(secrets.token_bytes(size))

    for more in (b"\0", bytes(16), bytes(SEALED_CHUNK_SIZE)):
        with pytest.raises(SealBroken):
            open_it(blob + more)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_flipped_bit_anywhere_is_found(data):
    blob = bytearray(sealed(bytes(CHUNK_SIZE + 100)))
    blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    for open_it in (opened, read_by_reader):
        with pytest.raises(SealBroken):
            open_it(bytes(blob))


def test_file_opens_under_its_own_id_and_key_only():
    blob = sealed(b"an attachment")

    with pytest.raises(SealBroken):
        opened(blob, file_id=uuid4())
    with pytest.raises(SealBroken):
        opened(blob, key=new_file_key())


def test_chunk_of_another_sealing_does_not_fit():
    text = secrets.token_bytes(2 * CHUNK_SIZE)
    one, other = sealed(text), sealed(text)

    with pytest.raises(SealBroken):
        opened(one[: HEADER_SIZE + SEALED_CHUNK_SIZE] + chunks_of(other)[1])


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_reader_jumps_about_like_a_plain_file(data):
    text = secrets.token_bytes(2 * CHUNK_SIZE + 500)
    plain, reader = io.BytesIO(text), SealedReader(KEY, FILE, io.BytesIO(sealed(text)))

    for _ in range(10):
        place = data.draw(st.integers(0, len(text) + 10))
        length = data.draw(st.integers(-1, CHUNK_SIZE + 100))
        assert (plain.seek(place), plain.read(length)) == (reader.seek(place), reader.read(length))
    assert plain.seek(-3, io.SEEK_END) == reader.seek(-3, io.SEEK_END)
    assert plain.read() == reader.read()


def test_reader_closes_what_it_reads_and_refuses_nonsense():
    file = io.BytesIO(sealed(b"x"))
    reader = SealedReader(KEY, FILE, file)

    with pytest.raises(ValueError, match="negative"):
        reader.seek(-1)
    reader.close()

    assert file.closed
