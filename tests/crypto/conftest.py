import json
from collections.abc import Callable
from pathlib import Path

import pytest

from crypto.keyring import new_key_file


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    new_key_file(path)
    settings.KEY_FILE = path
    return path


@pytest.fixture
def rotate(settings, key_file: Path, tmp_path: Path) -> Callable[[], None]:
    """Adds a key named k2 and makes it current, as an operator would; the old one stays."""

    def add_key() -> None:
        fresh = tmp_path / "fresh.json"
        new_key_file(fresh)
        keys = json.loads(key_file.read_text())
        keys["keys"]["k2"], keys["current"] = json.loads(fresh.read_text())["keys"]["k1"], "k2"
        settings.KEY_FILE = write_keys(tmp_path / "rotated.json", keys)

    return add_key


def write_keys(path: Path, document: object) -> Path:
    path.touch(mode=0o600)
    path.write_text(json.dumps(document))
    return path
