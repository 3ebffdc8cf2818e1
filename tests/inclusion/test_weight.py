"""What a first visit fetches, measured at a real server by a real browser that has nothing of ours yet."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.config.serving import Gunicorn, serve
from tests.environment import ROOT

MOST = 100_000  # bytes
PATHS = ["/", "/e-tjanster/", "/e-tjanster/skolskjuts/", "/sa-fungerar-det/", "/en/", "/en/e-tjanster/"]
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.inclusion.served_settings", "PAGE_CACHE": "yes"}


@pytest.fixture
def server(transactional_db: None, demo: None, tmp_path: Path) -> Iterator[Gunicorn]:
    """VAR_DIR is the run's own, so that static files collected there disturb no other test."""
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    environment = SETTINGS | {"VAR_DIR": str(tmp_path), "KEY_FILE": str(settings.KEY_FILE)}
    subprocess.run(collect, cwd=ROOT, env=os.environ | environment, check=True)
    yield from serve(tmp_path / "log", **environment)


def transferred(browser: Browser, address: str) -> dict[str, int]:
    """Bytes on the wire, heads included, of everything the page fetches until nothing more comes."""
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: sum_of(request.sizes())}))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sizes


def sum_of(sizes: dict[str, int]) -> int:
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def test_first_visit_transfers_at_most_100_kb(server: Gunicorn, browser: Browser) -> None:
    for path in PATHS:
        sizes = transferred(browser, server.address + path)

        assert len(sizes) > 8, f"{path} lacks its styles"
        assert sum(sizes.values()) <= MOST, sizes
