"""Which build this is: the version of pyproject.toml and, in a git checkout, the commit."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

COMMIT = re.compile(r"[0-9a-f]{40}")
SHOWN = 12


@cache
def build() -> str:
    """As "0.1.0+9b5c01c0f1e2"."""
    project = tomllib.loads(Path(settings.BASE_DIR, "pyproject.toml").read_text())["project"]
    commit = _commit(Path(settings.BASE_DIR, ".git"))
    return f"{project['version']}+{commit[:SHOWN]}" if commit else str(project["version"])


def _commit(git: Path) -> str:
    """Read from git's files, since a server need not have git. Empty when they are not as expected."""
    try:
        head = Path(git, "HEAD").read_text().strip()
        name = head.removeprefix("ref: ")
        found = Path(git, name).read_text().strip() if name != head else head
    except OSError:
        return ""
    return found if COMMIT.fullmatch(found) else ""
