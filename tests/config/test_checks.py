"""`check --deploy` refuses what would harm somebody (issue 2: README and settings)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection

from config import checks
from crypto.keyring import new_key_file

PRODUCTION = {
    "PORTAL_URL": "https://e-tjanster.kommun.example",
    "PORTAL_HOST": "e-tjanster.kommun.example",
    "ALLOWED_HOSTS": ["e-tjanster.kommun.example"],
    "BEHIND_TLS": True,
    "TRUSTED_PROXIES": 1,
    "DEMO": False,
    "EID_ALLOW_TEST": False,
    "EID_PROVIDERS": ["broker"],
    "DEBUG": False,
    "SECRET_KEY": "".join(map(chr, range(60, 120))),
    "EMAIL_URL": "smtp+tls://mail.kommun.example",
    "REDIS_URL": "",
    "SCANNER_URL": "tcp://localhost:3310",
}
BROKER = '[broker]\nissuer = "https://broker.example"\nclient_id = "portal"\nclient_secret_file = "secret"\n'
EVERY_CHECK = (
    checks.address_is_safe,
    checks.demo_stays_at_home,
    checks.residents_can_log_in,
    checks.secrets_are_kept,
    checks.commits_are_durable,
    checks.parts_fit_together,
    checks.mail_leaves_safely,
    checks.files_are_kept_safely,
)


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Any:
    """Settings that nothing is wrong with, so that a test names only what it breaks."""
    new_key_file(tmp_path / "keys.json")
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    settings.KEY_FILE, settings.VAR_DIR = tmp_path / "keys.json", tmp_path / "var"
    settings.VAR_DIR.mkdir()
    (tmp_path / "secret").write_text("not asked for")
    settings.EID_FILE = str(tmp_path / "eid.toml")
    Path(settings.EID_FILE).write_text(BROKER)
    settings.FILE_STORAGE_URL = f"file://{settings.VAR_DIR}/files"
    settings.REDIS_URL = "redis://localhost/0" if connection.vendor == "postgresql" else ""
    return settings


def found(settings: Any, **changes: Any) -> list[str]:
    for name, value in changes.items():
        setattr(settings, name, value)
    return [message.id for check in EVERY_CHECK for message in check(None)]


@pytest.mark.django_db
def test_sound_settings_pass(production: Any) -> None:
    assert found(production) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"PORTAL_URL": "kommun.example", "PORTAL_HOST": ""}, ["portal.E001"]),
        ({"PORTAL_URL": "http://kommun.example", "BEHIND_TLS": False}, ["portal.E002"]),
        ({"TRUSTED_PROXIES": 0}, ["portal.E003"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["portal.E004"]),
        ({"DEMO": True}, ["portal.E005"]),
        ({"EID_ALLOW_TEST": True}, ["portal.E006"]),
        ({"EID_PROVIDERS": ["test"]}, ["portal.E006", "portal.W007"]),
        ({"EID_PROVIDERS": ["test", "broker"]}, ["portal.E006"]),
        ({"EID_PROVIDERS": []}, ["portal.W007"]),
        ({"EID_PROVIDERS": ["another"]}, ["portal.E020"]),
        ({"DEBUG": True}, ["portal.E007"]),
        ({"SECRET_KEY": "x" * 60}, ["portal.E008"]),
        ({"SECRET_KEY": "abcdefghijklmnopqrstuvwxyz"}, ["portal.E008"]),
        ({"SECRET_KEY": "changeme" + "".join(map(chr, range(60, 120)))}, ["portal.E008"]),
        ({"EMAIL_URL": "demo:"}, ["portal.E013"]),
        ({"EMAIL_URL": "smtp://mail.kommun.example"}, ["portal.W004"]),
        ({"EMAIL_URL": "smtp://localhost"}, []),
        ({"FILE_STORAGE_URL": "file:///proc/nowhere"}, ["portal.E014"]),
        ({"FILE_STORAGE_URL": "ftp://files.kommun.example"}, ["portal.E014"]),
        ({"SCANNER_URL": "http://scanner"}, ["portal.E015"]),
        ({"SCANNER_URL": ""}, ["portal.W006"]),
        ({"FILE_STORAGE_URL": "s3://key:secret@files.kommun.invalid/files?tls=no"}, ["portal.E014", "portal.W005"]),
    ],
)
def test_unsafe_setting_is_named(production: Any, changes: dict[str, Any], expected: list[str]) -> None:
    assert found(production, **changes) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["localhost", "portal.localhost", "127.0.0.1", "127.3.2.1", "::1"])
def test_own_machine_may_run_demo(production: Any, host: str) -> None:
    changes = {"DEMO": True, "DEBUG": True, "EID_ALLOW_TEST": True, "BEHIND_TLS": False, "EMAIL_URL": "demo:"}
    changes |= {"SCANNER_URL": "", "EID_PROVIDERS": ["test"]}

    assert found(production, PORTAL_URL="http://x", PORTAL_HOST=host, **changes) == []


@pytest.mark.parametrize("host", ["localhost.kommun.example", "127.0.0.1.kommun.example", "10.0.0.1", "0.0.0.0", ""])
def test_other_machines_are_not_local(host: str) -> None:
    assert not checks.is_local(host)


@pytest.mark.django_db
def test_missing_key_file_is_refused(production: Any, tmp_path: Path) -> None:
    assert found(production, KEY_FILE=tmp_path / "elsewhere.json") == ["portal.E009"]


@pytest.mark.django_db
def test_key_file_readable_by_others_is_refused(production: Any, tmp_path: Path) -> None:
    new_key_file(tmp_path / "loose.json")
    (tmp_path / "loose.json").chmod(0o440)

    assert found(production, KEY_FILE=tmp_path / "loose.json") == ["portal.E009"]


@pytest.mark.django_db
def test_keys_among_the_data_are_warned_of(production: Any, tmp_path: Path) -> None:
    assert found(production, VAR_DIR=tmp_path) == ["portal.W001"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")
def test_sqlite_that_does_not_wait_is_refused(production: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=NORMAL")

    assert found(production) == ["portal.E011"]

    connection.close()


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_that_does_not_wait_is_refused(production: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")

    assert found(production) == ["portal.E012"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_shared_by_machines_is_warned_of(production: Any) -> None:
    assert found(production, REDIS_URL="redis://redis.kommun.example/0") == ["portal.W002"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_without_redis_is_warned_of(production: Any) -> None:
    assert found(production, REDIS_URL="") == ["portal.W003"]


@pytest.mark.django_db
def test_checks_are_run_on_deployment_only(production: Any) -> None:
    production.DEMO = True

    assert "portal.E005" in [message.id for message in run_checks(include_deployment_checks=True)]
    assert "portal.E005" not in [message.id for message in run_checks()]
