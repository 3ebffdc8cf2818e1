"""The file that settings.EID_FILE names: a table (TOML) for each e-ID provider that this installation uses."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@cache
def tables(path: str) -> dict[str, dict[str, Any]]:
    """By the provider's name; empty when no file is set. Read once by each process. Raises ImproperlyConfigured."""
    if not path:
        return {}
    try:
        found = tomllib.loads(Path(path).read_text())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"EID_FILE {path} cannot be read: {error}") from error
    return {name: table for name, table in found.items() if isinstance(table, dict)}
