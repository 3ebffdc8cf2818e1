"""The settings of a portal on one's own machine: everything in var/, demo content, pages served as in production.

What the environment already says wins, so `DEBUG=yes make run` and `DATABASE_URL=… make run` do what they say.
"""

import os
import secrets
import sys
from pathlib import Path

from tools.console import ROOT, CannotGoOn

DEFAULT_PORT = "8000"


def chosen_port() -> int:
    text = os.environ.get("PORT") or DEFAULT_PORT
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotGoOn(f"PORT={text} is no port. Choose a number from 1024 to 65535: PORT=8001 make run")
    return int(text)


def set_environment(port: int) -> Path:
    """Fill in what a development portal needs, make its secrets once, and answer its folder."""
    var = Path(os.environ.setdefault("VAR_DIR", str(Path(ROOT, "var")))).expanduser().resolve()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    defaults = {
        "DEMO": "yes",
        "PORTAL_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECRET_KEY": kept_secret(var / "secret_key"),
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    sys.path.insert(0, str(Path(ROOT, "site")))
    key_file = Path(os.environ.get("KEY_FILE", var / "keys.json"))
    if not key_file.exists():
        from crypto.keyring import new_key_file

        new_key_file(key_file)
    return var


def kept_secret(path: Path) -> str:
    """The same at every start, or everybody would be logged out at each."""
    if not path.exists():
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()
