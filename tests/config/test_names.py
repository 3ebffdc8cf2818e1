"""Whose portal it is stands in no code: a municipality that sets nothing is not called by another's name."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = "from config import settings; print(settings.DEFAULT_FROM_EMAIL, settings.OTP_TOTP_ISSUER, sep='|')"


def names(tmp_path: Path, **more: str) -> list[str]:
    """Sender and issuer as the settings make them from an environment of its own."""
    environment = {"SECRET_KEY": "x", "PORTAL_URL": "https://e.kommun.example", "VAR_DIR": str(tmp_path)} | more
    environment |= {"PYTHONPATH": str(ROOT / "site"), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode().strip().split("|")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ["Kommunen <no-reply@e.kommun.example>", "E-tjänster e.kommun.example"]),
        ({"DEMO": "yes"}, ["Heby kommun <no-reply@e.kommun.example>", "Heby kommun e-tjänster"]),
        ({"MAIL_FROM": "Storåker <a@b.example>", "OTP_ISSUER": "Storåker"}, ["Storåker <a@b.example>", "Storåker"]),
    ],
)
def test_names_come_from_the_environment(tmp_path: Path, environment: dict[str, str], expected: list[str]) -> None:
    assert names(tmp_path, **environment) == expected
