"""The demo's pages, which are also what a new municipality starts from."""

from collections.abc import Iterator
from typing import Any

import pytest

from home import demo, municipality


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    municipality.forget()
    yield
    municipality.forget()


@pytest.fixture
def pages(db: None) -> dict[str, Any]:
    return demo.load()
