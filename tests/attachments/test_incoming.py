"""Files on their way in: sealed while they come, limited one by one, gone when nobody took them (T-10, T-29, R-11)."""

import errno
import hashlib
import os
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.http import UnreadablePostError
from django.test import Client

from attachments.incoming import Reception, SealedUpload
from attachments.limits import Limits
from attachments.models import ScanState
from tests.attachments import samples, streams
from tests.attachments.pages import Page
from tests.attachments.streams import file_part, post, post_whole, text_part
from tests.eservices.traces import read_apart
from tests.fixtures_scanner import MARKER, Clamd

Listing = Callable[[], list[str]]
CANARY = samples.CANARY.encode()
MEGABYTE = 2**20


def codes(page: Page) -> list[str]:
    return [upload.refused.code if upload.refused else "" for upload in page.uploads]


def test_file_arrives_sealed_hashed_and_counted(astrid: Client, page: Page, what_lies_there: Listing) -> None:
    content = samples.pdf() + os.urandom(200_000)
    seen = {}

    def work(uploads: list[SealedUpload]) -> None:
        with uploads[0].open_reader() as reader:
            seen["content"] = reader.read()
        seen["mode"] = uploads[0].path.stat().st_mode & 0o777
        seen["on disk"] = uploads[0].path.read_bytes()

    page.work = work

    post_whole(astrid, text_part("namn", "Astrid"), file_part(content, name="C:\\Mina filer\\intyg.pdf"))

    upload = page.uploads[0]
    assert (upload.field, upload.name, upload.size) == ("bilaga", "intyg.pdf", len(content))
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    assert upload.scan == ScanState.UNSCANNED
    assert seen["content"] == content
    assert seen["mode"] == 0o600
    assert CANARY not in seen["on disk"]
    assert page.texts == {"namn": "Astrid"}
    assert what_lies_there() == []
    assert upload.key.hex() not in repr(upload)


def places_with(canary: bytes, *folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and canary in read_apart(path)]


def test_promise_1_nothing_lies_in_clear_while_a_file_comes_in(
    astrid: Client, page: Page, var: Path, tmp_path: Path, monkeypatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    found: list[Path] = []
    sizes: list[int] = []

    def look() -> None:
        found.extend(places_with(CANARY, var, temporary))
        sizes.extend(part.stat().st_size for part in (var / "incoming").iterdir())

    head, piece = streams.file_head(), CANARY * 10_000
    pieces = [head, *[piece] * 15, look, *[piece] * 15, look, b"\r\n", streams.END]

    post(astrid, pieces, sum(len(part) for part in pieces if isinstance(part, bytes)))

    assert page.uploads[0].size == 30 * len(piece)
    assert max(sizes) > MEGABYTE
    assert found == []


def test_the_search_for_clear_text_finds_what_django_would_leave(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(b"xx" + CANARY)

    assert places_with(CANARY, tmp_path) == [tmp_path / "upload"]


def test_memory_stays_flat_whatever_the_size(astrid: Client, page: Page) -> None:
    piece = os.urandom(MEGABYTE)
    head, tail = streams.file_head(), b"\r\n" + streams.END
    post_whole(astrid, file_part(b"warm"))
    tracemalloc.start()

    post(astrid, [head, *[piece] * 50, tail], len(head) + 50 * MEGABYTE + len(tail))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert page.uploads[0].size == 50 * MEGABYTE
    assert codes(page) == [""]
    assert peak < 4 * MEGABYTE


def test_file_over_the_limit_is_dropped_and_the_rest_kept(astrid: Client, page: Page, what_lies_there: Listing) -> None:
    page.limits = Limits(size=MEGABYTE)
    lying: list[list[str]] = []
    page.work = lambda uploads: lying.append(what_lies_there())
    big, fits = os.urandom(3 * MEGABYTE), os.urandom(MEGABYTE)

    post_whole(
        astrid,
        text_part("före", "a"),
        file_part(big),
        text_part("mellan", "b"),
        file_part(fits),
        text_part("efter", "c"),
    )

    assert codes(page) == ["too_large", ""]
    assert page.uploads[0].refused.params == {"limit_bytes": MEGABYTE}
    assert page.uploads[0].size == 3 * MEGABYTE
    assert page.texts == {"före": "a", "mellan": "b", "efter": "c"}
    assert lying == [[f"incoming/{page.uploads[1].file_id}"]]


def test_part_of_a_refused_file_is_gone_while_the_rest_still_comes(
    astrid: Client, page: Page, what_lies_there: Listing
) -> None:
    page.limits = Limits(size=MEGABYTE)
    lying: list[list[str]] = []
    pieces = [streams.file_head(), bytes(2 * MEGABYTE), lambda: lying.append(what_lies_there()), b"x\r\n", streams.END]

    post(astrid, pieces, sum(len(part) for part in pieces if isinstance(part, bytes)))

    assert lying == [[]]


def test_files_over_the_count_are_refused_one_by_one(astrid: Client, page: Page) -> None:
    page.limits = Limits(count=2)

    post_whole(astrid, *[file_part(b"x", name=f"{n}.pdf") for n in range(150)], text_part("kvar", "ja"))

    assert codes(page) == ["", ""] + ["too_many"] * 148
    assert page.texts == {"kvar": "ja"}


def test_quota_counts_what_was_kept(astrid: Client, page: Page) -> None:
    page.limits = Limits(quota=1000)

    post_whole(astrid, *[file_part(bytes(size)) for size in (600, 600, 400, 1)])

    assert codes(page) == ["", "quota", "", "quota"]
    assert page.uploads[1].refused.params == {"left_bytes": 400}


def test_empty_file_is_refused_and_an_empty_field_is_none(astrid: Client, page: Page) -> None:
    post_whole(astrid, file_part(b"", name="tom.pdf"), file_part(b"", name=""), text_part("kvar", "ja"))

    assert codes(page) == ["empty"]
    assert page.texts == {"bilaga": "", "kvar": "ja"}


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "storage_full"), (errno.EIO, "storage_away")])
def test_full_disk_refuses_the_file_and_keeps_the_text(
    astrid: Client, page: Page, what_lies_there: Listing, monkeypatch, number: int, code: str
) -> None:
    """On a real full disk too: tests/attachments/test_full_disk.py."""

    def fails(self: Reception) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Reception, "_finish", fails)

    post_whole(astrid, text_part("kvar", "ja"), file_part(samples.pdf()))

    assert codes(page) == [code]
    assert page.texts == {"kvar": "ja"}
    assert what_lies_there() == []


def test_infected_file_is_dropped_at_once(astrid: Client, page: Page, scanner: Clamd, what_lies_there: Listing) -> None:
    lying: list[list[str]] = []
    page.work = lambda uploads: lying.append(what_lies_there())

    post_whole(astrid, file_part(bytes(100_000) + MARKER), file_part(samples.pdf()))

    assert codes(page) == ["infected", ""]
    assert [upload.scan for upload in page.uploads] == [ScanState.INFECTED, ScanState.CLEAN]
    assert lying == [[f"incoming/{page.uploads[1].file_id}"]]


def test_scanner_away_leaves_files_waiting_and_is_asked_once_a_request(
    astrid: Client, page: Page, false_scanner: Callable
) -> None:
    calls: list[int] = []

    def hang_up(line) -> None:
        calls.append(1)
        line.close()

    false_scanner(hang_up)

    post_whole(astrid, *[file_part(samples.pdf()) for _ in range(3)])

    assert [upload.scan for upload in page.uploads] == [ScanState.WAITING] * 3
    assert codes(page) == [""] * 3
    assert len(calls) == 1


def cut_off() -> None:
    raise UnreadablePostError


@pytest.mark.django_db
@pytest.mark.parametrize("ending", [[], [cut_off]])
def test_aborted_upload_reaches_no_view_and_leaves_nothing(page: Page, what_lies_there: Listing, ending: list) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[django_settings.CSRF_COOKIE_NAME] = "x" * 32  # or the check ends before it reads
    lying: list[list[str]] = []
    pieces = [
        text_part("a", "b"),
        streams.file_head(),
        bytes(200_000),
        lambda: lying.append(what_lies_there()),
        *ending,
    ]

    response = post(client, pieces, 10 * MEGABYTE)

    assert len(lying[0]) == 1
    assert response.status_code == 403
    assert page.calls == 0
    assert what_lies_there() == []


def test_error_in_the_view_leaves_nothing(astrid: Client, page: Page, what_lies_there: Listing) -> None:
    def fail(uploads: list[SealedUpload]) -> None:
        raise RuntimeError

    page.work = fail

    with pytest.raises(RuntimeError):
        post_whole(astrid, file_part(samples.pdf()))

    assert what_lies_there() == []


def test_stranger_is_turned_away_before_the_body_is_read(astrid: Client, page: Page) -> None:
    read: list[int] = []

    response = post(astrid, [lambda: read.append(1), b"x"], 50 * MEGABYTE, to="/filer/nils")

    assert response.status_code == 404
    assert read == []


def test_page_that_takes_no_files_reads_past_them(astrid: Client, page: Page, what_lies_there: Listing) -> None:
    post_whole(astrid, text_part("a", "b"), file_part(samples.pdf()), text_part("c", "d"), to="/text")

    assert page.uploads == []
    assert page.texts == {"a": "b", "c": "d"}
    assert what_lies_there() == []


@pytest.mark.parametrize(
    "name", ["..", "\u202egpj.pdf", "å" * 200 + ".pdf", "a\\..\\b.pdf", "x&#46;&#46;/y.pdf", "a;b='c.pdf"]
)
def test_odd_file_name_never_costs_the_rest(astrid: Client, page: Page, name: str) -> None:
    response = post_whole(astrid, file_part(samples.pdf(), name=name), text_part("kvar", "ja"))

    assert response.status_code == 200
    assert page.texts == {"kvar": "ja"}
    assert all("/" not in upload.name and len(upload.name) <= 120 for upload in page.uploads)


def test_upload_handler_stands_before_the_csrf_check() -> None:
    order = django_settings.MIDDLEWARE

    assert order.index("attachments.middleware.SealedUploads") < order.index(
        "django.middleware.csrf.CsrfViewMiddleware"
    )
