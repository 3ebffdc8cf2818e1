"""The lock files hold what requirements.txt asks for, with hashes, and name no place to fetch it from."""

import re
from pathlib import Path

import pytest

from tools.console import ROOT

PAIRS = [("requirements.txt", "requirements.lock"), ("tests/requirements.txt", "tests/requirements.lock")]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: str) -> dict[str, str]:
    return {normal(name): version for name, version in PIN.findall(Path(ROOT, path).read_text())}


@pytest.mark.parametrize(("wanted", "lock"), PAIRS)
def test_lock_holds_what_is_asked_for(wanted: str, lock: str) -> None:
    locked = pins(lock)

    assert {name: locked.get(name) for name in pins(wanted)} == pins(wanted), "run: make lock"


def test_tests_lock_holds_the_portal_s_versions() -> None:
    tests = pins("tests/requirements.lock")

    assert {name: tests.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


@pytest.mark.parametrize("lock", [lock for _, lock in PAIRS])
def test_every_pin_has_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", Path(ROOT, lock).read_text(), flags=re.MULTILINE)[1:]

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert {normal(entry.split("==")[0]) for entry in entries} == pins(lock).keys()


@pytest.mark.parametrize("lock", [lock for _, lock in PAIRS])
def test_lock_names_no_host(lock: str) -> None:
    assert re.findall(r"https?://|file:|--(?:extra-)?index|--find-links", Path(ROOT, lock).read_text()) == []


@pytest.mark.parametrize("path", [wanted for wanted, _ in PAIRS])
def test_every_requirement_says_why(path: str) -> None:
    lines = [line for line in Path(ROOT, path).read_text().splitlines() if PIN.match(line)]

    assert [line for line in lines if not re.search(r"  # \S", line)] == []
