"""The demo's pages, which are also what a new municipality starts from."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from home import demo, municipality


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """No portrait from another test's database, and not the language another test's last request left active."""
    municipality.forget()
    with override("sv"):
        yield
    municipality.forget()


@pytest.fixture
def pages(db: None) -> dict[str, Any]:
    return demo.load()
