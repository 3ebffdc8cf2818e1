"""Files of cases that wait for the scanner: searched a few at a time, so that the mails need not wait for it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from attachments.models import ScanState, StoredFile
from casework import file_checks
from casework.file_checks import check_waiting_files
from tests.eservices.factories import a_page
from tests.eservices.file_cases import FileErrand, a_file, asks_for_files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


@pytest.fixture
def three_wait(cast, resident_client, scanner: Any) -> None:
    """A case with three files that came while the scanner was away; it answers again."""
    page = a_page(cast.unit, steps=asks_for_files())
    errand = FileErrand(resident_client(cast.astrid), page)
    errand.fill_with(*(a_file(f"{number}.pdf") for number in range(3))).send()
    StoredFile.objects.update(scan=ScanState.WAITING)


def test_a_run_ends_when_its_time_is_out(three_wait, monkeypatch):
    monkeypatch.setattr(file_checks, "BUDGET", 0.0)

    assert check_waiting_files(timezone.now()) == 1
    assert StoredFile.objects.waiting().count() == 2

    monkeypatch.undo()
    assert check_waiting_files(timezone.now()) == 2


def test_only_one_run_is_under_way(three_wait, monkeypatch):
    meanwhile: list[int] = []
    rescan = file_checks.rescan

    def slow(*args: Any) -> ScanState:
        meanwhile.append(check_waiting_files(timezone.now()))
        return rescan(*args)

    monkeypatch.setattr(file_checks, "rescan", slow)

    assert check_waiting_files(timezone.now()) == 3
    assert meanwhile == [0, 0, 0]


def test_a_run_that_fails_keeps_no_other_from_beginning(three_wait, monkeypatch):
    def fails(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(file_checks, "rescan", fails)
    with pytest.raises(RuntimeError):
        check_waiting_files(timezone.now())

    assert cache.get(file_checks.AT_WORK) is None
