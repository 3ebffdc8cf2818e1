"""A published e-service, and Astrid on an errand with it."""

import pytest

from eservices.owners import Owner
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, asks_for_files
from tests.eservices.parties import CANARY, Together, a_shared_page


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


@pytest.fixture
def together(cast, resident_client):
    people = {"Astrid": cast.astrid, "Bo": cast.bo, "Nils": cast.nils}
    client = resident_client(cast.astrid)

    def begin(others: int = 1, **page) -> Together:
        return Together(Errand(client, a_shared_page(cast.unit, others=others, **page)), resident_client, people)

    return begin


@pytest.fixture
def asked(together):
    made = together().fill("Bo", wish=CANARY)
    made.ask()
    return made
