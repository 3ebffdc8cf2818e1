"""Files sent to the admin: Django keeps them on the disk while they come, so only staff may send them (T-10)."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests.attachments import samples
from tests.attachments.pages import Page
from tests.attachments.streams import file_part, post_whole, text_part

RESIDENT = SimpleNamespace(is_authenticated=True, is_resident=True)
STAFF = SimpleNamespace(is_authenticated=True, is_resident=False)


def kinds(page: Page) -> list[str]:
    return [type(upload).__name__ for upload in page.uploads]


def test_files_of_staff_are_djangos_to_take(astrid: Client, page: Page) -> None:
    page.user = STAFF

    post_whole(astrid, file_part(samples.pdf()), to="/admin/bild")

    assert kinds(page) == ["InMemoryUploadedFile"]


@pytest.mark.parametrize("user", [AnonymousUser(), RESIDENT])
def test_files_of_anybody_else_are_read_past(astrid: Client, page: Page, user: Any) -> None:
    page.user = user

    post_whole(astrid, text_part("a", "b"), file_part(samples.pdf()), to="/admin/bild")

    assert (kinds(page), page.texts) == ([], {"a": "b"})


def test_large_body_of_anybody_else_is_refused_unread(astrid: Client, page: Page, settings: Any) -> None:
    settings.MAX_FORM_BYTES = 1000
    large = file_part(bytes(2000))

    assert post_whole(astrid, large, to="/admin/bild").status_code == 413
    assert page.calls == 0
    page.user = STAFF
    assert post_whole(astrid, large, to="/admin/bild").status_code == 200
