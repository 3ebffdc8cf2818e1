"""A seal of the tests' own, made once a run; receipts leave unsealed where it is not asked for."""

from pathlib import Path

import pytest

from tests.environment import VAR_DIR


@pytest.fixture(scope="session")
def seal_file() -> Path:
    from documents import own_seal

    path = VAR_DIR / "seal.p12"
    own_seal.make(path, organisation="Heby kommun", number="2120000407", is_demo=True)
    return path


@pytest.fixture
def seal(settings, seal_file):
    from documents import sealing

    settings.SEAL_FILE = str(seal_file)
    settings.SEAL_SIGNER = "documents.sealing.signer_from_file"
    return sealing.current()
