"""A portal that has brokers set up, beside the test e-ID."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.eid import tables
from accounts.eid.oidc import brokers as configured
from accounts.eid.oidc import metadata
from tests.accounts.oidc.brokers import RETURN, LyingBroker, client_key_file, real_broker
from tests.faults.processes import free_port

SetUp = Callable[..., None]


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    tables.tables.cache_clear()
    configured._brokers.cache_clear()
    metadata.forget()


@pytest.fixture
def set_up(settings: Any, tmp_path: Path, key_file: Path) -> SetUp:
    """`set_up("bankid", issuer, preset='"idura"')`: one more table in EID_FILE; values are TOML."""
    settings.PORTAL_URL = "http://testserver"
    settings.EID_PROVIDERS = []
    settings.EID_FILE = str(tmp_path / "eid.toml")

    def add(name: str, issuer: str, **more: str) -> None:
        rows = {"issuer": f'"{issuer}"', "client_id": '"portal"', "label": '{ sv = "BankID", en = "BankID app" }'}
        rows |= {"key_file": f'"{key_file}"'} if "client_secret_file" not in more else {}
        table = "\n".join(f"{key} = {value}" for key, value in (rows | more).items())
        with Path(settings.EID_FILE).open("a") as file:
            file.write(f"[{name}]\n{table}\n")
        settings.EID_PROVIDERS = [*settings.EID_PROVIDERS, name]
        forget()

    return add


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return client_key_file(tmp_path_factory.mktemp("eid"))


@pytest.fixture(scope="session")
def real_issuer(key_file: Path) -> Iterator[str]:
    with real_broker(free_port(), key_file, RETURN) as issuer:
        yield issuer


@pytest.fixture
def real(set_up: SetUp, real_issuer: str) -> str:
    set_up("bankid", real_issuer)
    return real_issuer


@pytest.fixture
def liar(set_up: SetUp) -> Iterator[LyingBroker]:
    broker = LyingBroker()
    set_up("bankid", broker.issuer)
    yield broker
    broker.close()
