"""A copy of the database in one file, and the way back: PostgreSQL by its own tools, SQLite by its backup interface."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection, connections

Counts = dict[str, int]
PART = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


class DatabaseToolFailed(Exception):
    """pg_dump or pg_restore is missing, or said no. The message is theirs, for whoever runs the command."""


def dump(target: Path) -> Counts:
    """Write the database as it is at one instant to `target`; answers how many rows each table has in it."""
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgres(target)


def load(source: Path) -> None:
    """Make the database what `source` holds, whole or not at all; what was there is gone. Nobody may be at work."""
    connections.close_all()
    if connection.vendor == "sqlite":
        _load_sqlite(source)
    else:
        options = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
        _run("pg_restore", *options, str(source))


def is_empty() -> bool:
    return not connection.introspection.table_names()


def count_rows(cursor: Any, tables: Collection[str] | None = None) -> Counts:
    """Rows of our tables, by a cursor of whichever library; or of those of `tables` that exist."""
    ours = {*connection.introspection.django_table_names(only_existing=True), "django_migrations"}
    counted = ours if tables is None else set(tables) & set(connection.introspection.table_names())
    counts = {}
    for table in sorted(counted):
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # tables that exist
        counts[table] = cursor.fetchone()[0]
    return counts


def tables_referring_to(tables: Collection[str]) -> list[str]:
    """On PostgreSQL, tables besides these that have a foreign key to one of them; a file is replaced as a whole."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT own.relname, other.relname FROM pg_constraint"
            " JOIN pg_class own ON own.oid = conrelid JOIN pg_class other ON other.oid = confrelid WHERE contype = 'f'"
        )
        return sorted({own for own, other in cursor.fetchall() if own not in tables and other in tables})


def _dump_sqlite(target: Path) -> Counts:
    source = f"{Path(connection.settings_dict['NAME']).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        return count_rows(copy.cursor())


def _load_sqlite(source: Path) -> None:
    target = Path(connection.settings_dict["NAME"])
    unfinished = target.with_name(f"{target.name}.restoring")
    shutil.copyfile(source, unfinished)
    unfinished.chmod(0o600)
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    unfinished.replace(target)


def _dump_postgres(target: Path) -> Counts:
    """Counted and dumped in one and the same snapshot, while people go on working."""
    with psycopg.connect(**connection.get_connection_params()) as session, session.cursor() as cursor:
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone() or ("",)
        counts = count_rows(cursor)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}")
        _run("pg_dump", *options, f"--file={target}")
    return counts


def _run(tool: str, *arguments: str) -> None:
    """With the password in the environment of the tool alone, where no list of processes shows it."""
    path, facts = shutil.which(tool), connection.settings_dict
    if path is None:
        raise DatabaseToolFailed(f"{tool} is missing: install PostgreSQL's client programs (postgresql-client)")
    place = {"--host": facts["HOST"], "--port": facts["PORT"], "--username": facts["USER"], "--dbname": facts["NAME"]}
    named = [word for name, value in place.items() if value for word in (name, str(value))]
    environment = {"PATH": os.defpath, "PGPASSWORD": facts["PASSWORD"] or "", "PGCONNECT_TIMEOUT": "10"}
    environment |= {OPTIONS[name]: str(value) for name, value in facts["OPTIONS"].items() if name in OPTIONS}
    answer = subprocess.run(  # noqa: S603  # our own arguments, no shell
        [path, "--no-password", *named, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if answer.returncode:
        raise DatabaseToolFailed(f"{tool}: {answer.stderr.strip()}")
