"""README.md's table says what every variable means: one row for each that settings.py reads, and no other."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def read_by_settings() -> dict[str, ast.Call]:
    tree = ast.parse((ROOT / "site/config/settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value: call
        for call in calls
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env"
    }


def table() -> dict[str, str]:
    return {name: default for name, _, default in ROW.findall((ROOT / "README.md").read_text())}


def test_table_has_a_row_for_each_variable() -> None:
    assert table().keys() == read_by_settings().keys()


def test_table_says_what_must_be_set() -> None:
    required = {
        name for name, call in read_by_settings().items() if len(call.args) == 1 and "text" in ast.unparse(call.func)
    }

    assert {name for name, default in table().items() if default == "must be set"} == required


def test_nothing_else_reads_the_environment() -> None:
    """A variable read anywhere else would stand in no table."""
    folders = [ROOT / name for name in ("site", "home", "casework", "eservices")]
    readers = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in folder.rglob("*.py")
        if re.search(r"os\.(environ\b(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE)|getenv)", path.read_text())
    }

    assert readers == {"site/config/env.py"}
