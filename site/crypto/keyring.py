"""The master keys: where they lie and who may read them.

They live in one file, outside the database and its backups, readable by the portal's own user alone. New seals use the
`current` key; older keys stay in the file until nothing sealed under them is left. `lookup` never rotates: changing it
would lose every person who is found by keyed hash.

Every process looks at each use whether the file was replaced, so a new key can be opened with everywhere on a machine
before anything is sealed under it. Machines with a copy each need two steps: add the key everywhere, then use it.
"""

import base64
import binascii
import fcntl
import json
import logging
import os
import re
import secrets
import stat
import string
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

logger = logging.getLogger(__name__)

KEY_SIZE = 32  # bytes: AES-256 and HMAC-SHA256
KID = re.compile(r"[a-z0-9]{2}", re.ASCII)  # two characters, since a sealed blob begins with them


class KeysAway(ImproperlyConfigured):
    """The key file is missing, damaged or not to be trusted. The message is for whoever runs the portal."""


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


Stamp = tuple[int, int, int]
_known: dict[Path, tuple[Stamp, Keyring]] = {}


def keyring() -> Keyring:
    """The keys of this installation. Raises KeysAway when they cannot be read and never were by this process.

    A process that has keys goes on with them when the file is gone or damaged: people can then still save what they
    write, and readiness tells of the file.
    """
    path = Path(settings.KEY_FILE)
    known = _known.get(path)
    try:
        stamp = _stamp(path)
        if known is None or known[0] != stamp:
            known = _known[path] = (stamp, read_keyring(path))
    except KeysAway as error:
        if known is None:
            raise
        logger.error("%s. Going on with the keys read before.", error)
    return known[1]


def read_keyring(path: Path) -> Keyring:
    """The keys in the file as it is now. Raises KeysAway for a file that is missing, damaged or open to others."""
    _refuse_loose_permissions(path)
    try:
        return _parse(json.loads(path.read_text()))
    except OSError as error:
        raise KeysAway(f"The key file {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        # No cause in the message or the chain: it could quote key material into a log.
        raise KeysAway(f"The key file {path} is damaged: restore it from its backup") from None


def new_key_file(path: Path) -> None:
    """Write a file of fresh random keys, mode 0400. Raises FileExistsError rather than touch one that is there."""
    document = {"current": "k1", "keys": {"k1": _random_key()}, "lookup": _random_key()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(path, document) as unfinished:
        os.link(unfinished, path)  # whole or not at all, and unlike rename it never replaces keys already in use


def add_key(path: Path, *, use: bool = True) -> str:
    """Add a fresh random key to the file and answer its kid. Unless `use`, nothing is sealed under it yet."""

    def add(document: dict[str, Any]) -> str:
        taken = {*document["keys"], *document.get("retired", [])}  # an old backup may hold what a removed one sealed
        kid = next(kid for kid in _kids() if kid not in taken)
        document["keys"][kid] = _random_key()
        document["current"] = kid if use else document["current"]
        return kid

    return _change(path, add)


def use_key(path: Path, kid: str) -> None:
    """Seal under this key from now on. Raises UnknownKey when the file does not hold it."""

    def use(document: dict[str, Any]) -> str:
        if kid not in document["keys"]:
            raise UnknownKey(kid)
        document["current"] = kid
        return kid

    _change(path, use)


def remove_key(path: Path, kid: str) -> None:
    """Take the key out of the file. Raises UnknownKey; ValueError for the current one. Ask first what stands on it."""

    def remove(document: dict[str, Any]) -> str:
        if kid == document["current"]:
            raise ValueError(f"{kid} is the current key")
        if document["keys"].pop(kid, None) is None:
            raise UnknownKey(kid)
        document["retired"] = [*document.get("retired", []), kid]
        return kid

    _change(path, remove)


def changed_at(path: Path) -> float:
    """When the file was written last, in seconds since 1970."""
    return path.stat().st_mtime


def _change(path: Path, change: Callable[[dict[str, Any]], str]) -> str:
    """Replace the file by a changed one of the same owner, whole or not at all; one change at a time."""
    with _alone(path):
        read_keyring(path)  # refuses what is not a sound key file
        document = json.loads(path.read_text())
        kid = change(document)
        with _unfinished(path, document) as unfinished:
            owner = path.stat()
            if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
                os.chown(unfinished, owner.st_uid, owner.st_gid)
            unfinished.replace(path)
    return kid


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def _unfinished(path: Path, document: dict[str, Any]) -> Iterator[Path]:
    """A whole file beside `path`, on the disk for certain, to be linked or moved where it belongs."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(document, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _kids() -> Iterator[str]:
    """k1, k2, … k9, ka, … kz, l1, …"""
    return (letter + sign for letter, sign in product("klmnopqrstuvwxyz", string.digits[1:] + string.ascii_lowercase))


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        read_keyring(path)  # says what is wrong
        raise
    return found.st_ino, found.st_mtime_ns, found.st_size


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_SIZE)).decode()


def _refuse_loose_permissions(path: Path) -> None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError as error:
        raise KeysAway(
            f"The key file {path} is missing. Restore it from its backup; only a new installation runs"
            " `manage.py generate_keys` (what old keys have sealed cannot be read with new ones)."
        ) from error
    except OSError as error:
        raise KeysAway(f"The key file {path} cannot be read: {error.strerror}") from error
    if mode & 0o077:
        raise KeysAway(f"Others than its owner may use the key file {path}: run `chmod 400 {path}`")


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
