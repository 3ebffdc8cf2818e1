"""Packages from npm's registry that the tests need: those of a lock file with their hashes, fetched once."""

import hashlib
from pathlib import Path

from tools.console import say
from tools.node import npm


def fetch(folder: Path, name: str) -> None:
    """Put what `folder`'s lock file names in its place unless it is there. Raises CannotGoOn when it cannot be had."""
    if is_there(folder):
        return
    say(f"Fetching {name}")
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", folder=str(folder))
    _stamp(folder).write_text(_fingerprint(folder))


def is_there(folder: Path) -> bool:
    return _stamp(folder).exists() and _stamp(folder).read_text() == _fingerprint(folder)


def _stamp(folder: Path) -> Path:
    return folder / "node_modules" / "installed"


def _fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
