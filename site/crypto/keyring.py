"""The master keys: where they lie and who may read them.

They live in one file, outside the database and its backups, readable by the portal's own user alone. New seals use the
`current` key; older keys stay in the file until nothing sealed under them is left. `lookup` never rotates: changing it
would lose every person who is found by keyed hash.
"""

import base64
import binascii
import json
import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_SIZE = 32  # bytes: AES-256 and HMAC-SHA256
KID = re.compile(r"[a-z0-9]{2}", re.ASCII)  # two characters, since a sealed blob begins with them


class UnknownKey(Exception):
    """The key file holds no key of that name."""


@dataclass(frozen=True)
class Keyring:
    current: str
    lookup: bytes = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)

    def master(self, kid: str) -> bytes:
        try:
            return self.keys[kid]
        except KeyError:
            raise UnknownKey(kid) from None


def keyring() -> Keyring:
    """The keys of this installation, read once per process: a rotation takes effect at the next restart."""
    return _read(Path(settings.KEY_FILE))


def new_key_file(path: Path) -> None:
    """Write a file of fresh random keys, mode 0400. Raises FileExistsError rather than touch one that is there."""
    document = {"current": "k1", "keys": {"k1": _random_key()}, "lookup": _random_key()}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(document, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)  # whole or not at all, and unlike rename it never replaces keys already in use
    finally:
        unfinished.unlink()


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_SIZE)).decode()


@lru_cache
def _read(path: Path) -> Keyring:
    _refuse_loose_permissions(path)
    try:
        return _parse(json.loads(path.read_text()))
    except OSError as error:
        raise ImproperlyConfigured(f"The key file {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        # No cause in the message or the chain: it could quote key material into a log.
        raise ImproperlyConfigured(f"The key file {path} is damaged: restore it from its backup") from None


def _refuse_loose_permissions(path: Path) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError as error:
        raise ImproperlyConfigured(
            f"The key file {path} is missing. Restore it from its backup; only a new installation runs"
            " `manage.py generate_keys` (what old keys have sealed cannot be read with new ones)."
        ) from error
    except OSError as error:
        raise ImproperlyConfigured(f"The key file {path} cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise ImproperlyConfigured(f"Others than its owner may use the key file {path}: run `chmod 400 {path}`")


def _parse(document: Any) -> Keyring:
    keys = {_kid(kid): _key(text) for kid, text in document["keys"].items()}
    if document["current"] not in keys:
        raise ValueError
    return Keyring(current=document["current"], lookup=_key(document["lookup"]), keys=keys)


def _kid(name: str) -> str:
    if not KID.fullmatch(name):
        raise ValueError
    return name


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_SIZE:
        raise binascii.Error
    return key
