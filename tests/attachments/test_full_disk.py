"""A disk that is nearly full, and one that really is: a file system of two megabytes, where one may be mounted."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.attachments import samples
from tests.attachments.pages import Page
from tests.attachments.streams import file_part, post_whole, text_part

GIB = 2**30


@pytest.fixture
def small_disk(settings: Any, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "portal-test", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system may be mounted here")
    settings.VAR_DIR = folder
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk_refuses_the_file_and_keeps_everything_else(astrid: Client, page: Page, small_disk: Path) -> None:
    big, small = os.urandom(4 * 2**20), samples.pdf()
    left: list[list[str]] = []
    page.work = lambda uploads: left.append(sorted(part.name for part in (small_disk / "incoming").iterdir()))

    post_whole(astrid, text_part("kvar", "ja"), file_part(big), file_part(small), text_part("också", "ja"))

    assert [upload.refused.code if upload.refused else "" for upload in page.uploads] == ["storage_full", ""]
    assert page.texts == {"kvar": "ja", "också": "ja"}
    assert left == [[str(page.uploads[1].file_id)]]


@pytest.mark.parametrize(
    ("free", "total", "code"),
    [
        (GIB - 1, 20 * GIB, "storage_full"),
        (GIB, 20 * GIB, ""),
        (GIB // 4, GIB, ""),
        (GIB // 11, GIB, "storage_full"),
    ],
)
def test_promise_9_files_leave_room_for_everybodys_text(
    astrid: Client, page: Page, var: Path, monkeypatch: pytest.MonkeyPatch, free: int, total: int, code: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free, total=total))

    post_whole(astrid, text_part("kvar", "ja"), file_part(samples.pdf()))

    assert [upload.refused.code if upload.refused else "" for upload in page.uploads] == [code]
    assert page.texts == {"kvar": "ja"}
