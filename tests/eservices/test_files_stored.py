"""Where files go while they are attached: to a storage that may be slow, and never while anybody waits for a lock."""

import pytest
from django.db import connection

from attachments.storage import DiskStore
from tests.eservices.file_cases import a_file, blobs, stored_ids

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_storage")]


@pytest.fixture
def errand(file_errand):
    return file_errand


def test_promise_9_nothing_is_locked_while_a_file_goes_to_the_storage(errand, monkeypatch):
    keep, locked = DiskStore.keep, []

    def slow_keep(self, *args):
        locked.append(connection.in_atomic_block)
        keep(self, *args)

    monkeypatch.setattr(DiskStore, "keep", slow_keep)
    errand.upload(a_file(), a_file("b.pdf"), wish="En brygga")

    assert locked == [False, False]
    assert errand.names() == ["ritning.pdf", "b.pdf"]


def test_file_there_is_no_room_for_is_not_left_in_the_storage(errand):
    errand.upload(*(a_file(f"{number}.pdf") for number in range(4)), wish="")

    assert len(blobs()) == 3
    assert blobs() == stored_ids()


def test_same_file_again_is_not_left_in_the_storage(errand):
    errand.upload(a_file(), wish="")
    errand.upload(a_file(), wish="")

    assert len(blobs()) == 1
    assert blobs() == stored_ids()
