"""A backup is a folder: the database, the stored files, and a manifest that says what it must hold. Never the keys.

The database is copied first and the files after it, so no row in the backup lacks a file that existed; a file whose row
is younger than the copy is an orphan that the sweep removes. The folder gets its name when all of it is on the disk.
"""

import hashlib
import json
import os
import secrets
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from crypto import rotation
from operations import databases
from operations.build import build

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 2**20


class CannotBackUp(Exception):
    """The message says why, to whoever runs the command."""


@dataclass(frozen=True)
class Manifest:
    """`migrations` are those applied; `kids` how much stands on each master key; `parts` size and SHA-256 a file."""

    format: int
    made_at: str
    version: str
    database: str
    storage: str  # "file", or the scheme of a storage that is backed up by its own means
    migrations: list[str]
    kids: dict[str, int]
    rows: dict[str, int]
    parts: dict[str, dict[str, Any]]


def file_folders() -> dict[str, Path]:
    """What is stored beside the database on this machine, by the name of its part."""
    storage = urlsplit(storage_url())
    stored = {"files": Path(unquote(storage.path))} if storage.scheme == "file" else {}
    return stored | {"media": Path(settings.MEDIA_ROOT)}


def storage_url() -> str:
    return getattr(settings, "FILE_STORAGE_URL", f"file://{settings.VAR_DIR / 'files'}")


def back_up(folder: Path) -> Manifest:
    """Make a backup in `folder`, which must not hold anything yet. The portal may be at work meanwhile.

    Raises CannotBackUp or DatabaseToolFailed, leaving nothing behind.
    """
    folder = folder.absolute()
    _refuse(folder)
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.unfinished")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        manifest = _fill(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return manifest


def _refuse(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotBackUp(f"{folder} exists and is not empty: give each backup a folder of its own")
    for part, source in file_folders().items():
        if folder.is_relative_to(source):
            raise CannotBackUp(f"{folder} lies within {source}, which is to be backed up")
        if Path(settings.KEY_FILE).is_relative_to(source):
            raise CannotBackUp(f"The key file lies within {source} ({part}): keys never go into a backup. Move it.")


def _fill(folder: Path) -> Manifest:
    part = databases.PART[connection.vendor]
    kids = _kids()
    rows = databases.dump(folder / part)
    parts = {part: measured(folder / part)}
    for name, source in file_folders().items():
        if source.is_dir():
            _archive(source, folder / f"{name}.tar")
            parts[f"{name}.tar"] = measured(folder / f"{name}.tar")
    manifest = Manifest(
        format=FORMAT,
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=build(),
        database=connection.vendor,
        storage=urlsplit(storage_url()).scheme,
        migrations=sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
        kids=kids,
        rows=rows,
        parts=parts,
    )
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
    for file in folder.iterdir():
        file.chmod(0o600)
        _sync(file)
    return manifest


def _kids() -> dict[str, int]:
    counts: dict[str, int] = {}
    for per_kid in rotation.in_use().values():
        for kid, count in per_kid.items():
            counts[kid] = counts.get(kid, 0) + count
    return counts


def _archive(source: Path, target: Path) -> None:
    """Files may be removed meanwhile: their rows were too."""
    with tarfile.open(target, "w") as archive:
        for path in _files(source):
            try:
                archive.add(path, path.relative_to(source).as_posix(), recursive=False)
            except FileNotFoundError:
                continue


def _files(source: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(source):
        yield from (Path(folder, name) for name in sorted(names))


def measured(file: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(CHUNK):
            digest.update(block)
    return {"sha256": digest.hexdigest(), "size": file.stat().st_size}


def _sync(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())


def back_up_keys(place: Path) -> Path:
    """Copy the key file to `place`, readable by its owner alone. Raises CannotBackUp where a backup or data lies."""
    place = place.absolute()
    target = place / Path(settings.KEY_FILE).name if place.is_dir() else place
    near = [*target.parents, *(child for child in target.parent.iterdir() if child.is_dir())]
    if any((folder / MANIFEST).exists() for folder in near):
        raise CannotBackUp("A backup lies there: whoever has both can read everything. Choose another place.")
    if target.is_relative_to(settings.VAR_DIR):
        raise CannotBackUp(f"{settings.VAR_DIR} is the portal's own folder. Choose another place, on other storage.")
    content = Path(settings.KEY_FILE).read_bytes()
    try:
        with open(target, "xb", opener=lambda name, flags: os.open(name, flags, 0o400)) as file:
            file.write(content)
    except FileExistsError:
        raise CannotBackUp(f"{target} exists already, and is left as it is") from None
    _sync(target)
    return target
