"""A published e-service, and Astrid on an errand with it."""

import pytest

from eservices.owners import Owner
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, asks_for_files


@pytest.fixture
def page(cast):
    return a_page(cast.unit)


@pytest.fixture
def open_page(cast):
    """An e-service without login."""
    return a_page(cast.unit, login="none")


@pytest.fixture
def owner(cast):
    return Owner(user=cast.astrid)


@pytest.fixture
def errand(cast, page, resident_client):
    return Errand(resident_client(cast.astrid), page)


@pytest.fixture
def own_storage(settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


@pytest.fixture
def file_errand(own_storage, cast, resident_client):
    """Astrid's errand on a service that asks for files."""
    return FileErrand(resident_client(cast.astrid), a_page(cast.unit, steps=asks_for_files()))
