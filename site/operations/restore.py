"""From a backup back to a portal: everything is verified before anything is touched, and nobody is written to by it.

What waited in the outbox may have been sent since the backup was made, so it is held until an administrator has decided
(security.md R-22); and sessions that had ended since do not begin again.
"""

import json
import os
import secrets
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from crypto.keyring import Keyring, KeysAway, read_keyring
from operations import databases, key_proofs
from operations.backup import FORMAT, MANIFEST, Manifest, file_folders, measured
from outbox.actions import hold_waiting


class CannotRestore(Exception):
    """The message says why, to whoever runs the command. Nothing has been changed."""


class HalfRestored(Exception):
    """The database is the backup's, and something after that failed. The message says what, and what to do."""


@dataclass(frozen=True)
class Restored:
    """`keys_problem` is empty when everything sealed can be opened."""

    manifest: Manifest
    held: int
    keys_problem: str


def restore(folder: Path, *, replace: bool = False) -> Restored:
    """Make this portal what the backup in `folder` holds. Web server and worker must be stopped.

    Raises CannotRestore for a backup that is not whole or not for this program, and, unless `replace`, where there is
    anything already; HalfRestored when something fails after the database is loaded.
    """
    manifest = verified(folder)
    _refuse(manifest, replace=replace)
    unpacked = {name: _unpacked(folder / f"{name}.tar", target) for name, target in file_folders().items()}
    try:
        databases.load(folder / databases.PART[manifest.database])
        wrong, held = _settle(manifest)
        _put_in_place(unpacked)
    finally:
        for fresh in unpacked.values():
            shutil.rmtree(fresh, ignore_errors=True)
    if wrong:
        raise HalfRestored(f"All is restored and mails are held, but the number of rows differs in {', '.join(wrong)}")
    key_proofs.count_what_is_sealed()
    return Restored(manifest, held, keys_problem(manifest))


def _settle(manifest: Manifest) -> tuple[list[str], int]:
    """Before anything else can fail: no mail may go out again, no ended session begin again.

    Answers the tables with another number of rows than were backed up, and how many mails are held.
    """
    try:
        wrong = _tables_with_other_rows(manifest)  # before migrations, which may drop tables
        call_command("migrate", interactive=False, verbosity=0)
        held = hold_waiting()
        Session.objects.all().delete()
    except Exception as error:
        raise HalfRestored(
            f"The database is loaded, but its waiting mails are NOT held ({error}). Start neither web server nor "
            "worker: they would be sent again. Mend what failed and restore with --replace."
        ) from error
    return wrong, held


def verified(folder: Path) -> Manifest:
    """The manifest, once every part is as it says."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise CannotRestore(f"{folder} is no whole backup: its manifest cannot be read") from error
    if manifest.format != FORMAT:
        raise CannotRestore(f"The backup is of format {manifest.format}, and this program reads {FORMAT}")
    for name, expected in manifest.parts.items():
        if not (folder / name).is_file() or measured(folder / name) != expected:
            raise CannotRestore(f"{name} is missing or damaged: it is not what was backed up")
    return manifest


def _refuse(manifest: Manifest, *, replace: bool) -> None:
    if manifest.database != connection.vendor:
        raise CannotRestore(f"The backup is of {manifest.database}, and DATABASE_URL names {connection.vendor}")
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations or {}}
    newer = sorted(set(manifest.migrations) - known)
    if newer:
        raise CannotRestore(f"The backup is from a newer program ({manifest.version}): it has {', '.join(newer)}")
    mounts = [str(target) for target in file_folders().values() if os.path.ismount(target)]
    if mounts:
        raise CannotRestore(f"{' and '.join(mounts)} is a mount and cannot be exchanged: use a folder within it")
    if replace:
        _refuse_clinging(manifest)
        return
    taken = [str(target) for target in file_folders().values() if target.is_dir() and any(target.iterdir())]
    taken += [] if databases.is_empty() else ["the database"]
    if taken:
        raise CannotRestore(f"There is something already in {' and '.join(taken)}. To replace it: --replace")


def _refuse_clinging(manifest: Manifest) -> None:
    """pg_restore drops table by table, and cannot drop what a table that it does not know refers to."""
    clinging = databases.tables_referring_to(set(manifest.rows))
    if clinging:
        raise CannotRestore(
            f"The database is a newer program's: {', '.join(clinging)} would hold on to what is to be replaced. "
            "Drop the database, create it empty, and restore without --replace"
        )


def _unpacked(archive: Path, target: Path) -> Path:
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.restoring")
    fresh.mkdir(mode=0o700, parents=True)
    if archive.exists():
        with tarfile.open(archive) as files:
            files.extractall(fresh, filter="data")
    return fresh


def _put_in_place(unpacked: dict[str, Path]) -> None:
    try:
        for name, target in file_folders().items():
            _exchange(unpacked[name], target)
    except OSError as error:
        raise HalfRestored(
            f"The database is restored and its mails are held, but the stored files are not in place ({error}). "
            "Do not start the portal. Mend what failed and restore with --replace."
        ) from error


def _exchange(fresh: Path, target: Path) -> None:
    before = target.with_name(f".{target.name}.{secrets.token_hex(4)}.before")
    if target.exists():
        target.rename(before)
    fresh.rename(target)
    shutil.rmtree(before, ignore_errors=True)


def _tables_with_other_rows(manifest: Manifest) -> list[str]:
    with connection.cursor() as cursor:
        found = databases.count_rows(cursor, set(manifest.rows))
    return [table for table, count in manifest.rows.items() if found.get(table) != count]


def keys_problem(manifest: Manifest) -> str:
    """What cannot be read with the key file of this installation, in words; empty when all of it can."""
    try:
        keys = read_keyring(Path(settings.KEY_FILE))
    except KeysAway as error:
        return f"{error}. Without it no draft, case content, identity or waiting mail can be read."
    return _wrong(keys) or _missing(manifest, keys)


def _wrong(keys: Keyring) -> str:
    wrong = key_proofs.wrong_keys(keys)
    return f"The key file is another installation's: {', '.join(wrong)} open nothing here." if wrong else ""


def _missing(manifest: Manifest, keys: Keyring) -> str:
    missing = {kid: count for kid, count in manifest.kids.items() if kid not in keys.keys}
    counts = ", ".join(f"{kid} ({count} things)" for kid, count in sorted(missing.items()))
    return f"The key file lacks keys that are in use: {counts}. What stands on them cannot be read." if missing else ""
