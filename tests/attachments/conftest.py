from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.attachments import pages


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """Each test has its own folder for all that is written."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.FILE_STORAGE_URL = f"file://{settings.VAR_DIR}/files"
    return settings.VAR_DIR


@pytest.fixture
def page(settings: Any) -> pages.Page:
    settings.ROOT_URLCONF = "tests.attachments.pages"
    settings.MIDDLEWARE = [
        "tests.attachments.pages.page_user",
        "attachments.middleware.SealedUploads",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    settings.CSRF_FAILURE_VIEW = "tests.attachments.pages.refused"
    settings.REFUSAL_VIEW = "tests.attachments.pages.too_large"
    pages.page.__init__()  # type: ignore[misc]
    return pages.page


@pytest.fixture
def what_lies_there(var: Path) -> Callable[[], list[str]]:
    """What lies in VAR_DIR, by folder and file."""

    def files() -> list[str]:
        return sorted(str(path.relative_to(var)) for path in var.rglob("*") if path.is_file())

    return files


@pytest.fixture
def astrid(page: pages.Page) -> Client:
    return Client()
