"""The databases of a run: made new on the PostgreSQL of the tests, dropped after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from tests.bench import processes
from tools.console import ROOT
from tools.test import POSTGRES, without_password

PORTAL, BARE, STORING = "bench_portal", "bench_bare", "bench_storing"
EVERY = (PORTAL, BARE, STORING)
SQLITE = f"sqlite:///{ROOT}/var/bench/sqlite/storing.sqlite3"


def url(name: str) -> str:
    return urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()


@contextmanager
def fresh_databases() -> Iterator[None]:
    """A run that was killed may have left its own behind; they go first."""
    drop()
    with admin() as server:
        for name in EVERY:
            server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield
    finally:
        drop()


def drop() -> None:
    with admin() as server:
        for name in EVERY:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def admin() -> psycopg.Connection:
    return psycopg.connect(POSTGRES, connect_timeout=5, autocommit=True)


def where() -> str:
    with admin() as server:
        return f"PostgreSQL {server.info.server_version // 10000} at {without_password(POSTGRES)}"


def number(name: str, query: str) -> int:
    """The one number that `query` answers in database `name`."""
    with psycopg.connect(url(name), connect_timeout=5) as database:
        found = database.execute(query).fetchone()
    return int(found[0]) if found else 0


def tidy(name: str) -> None:
    """Fresh statistics, and no vacuum of the seeding in the middle of what is measured."""
    with psycopg.connect(url(name), autocommit=True) as database:
        database.execute("VACUUM ANALYZE")
        database.execute("CHECKPOINT")


def backends(name: str) -> list[int]:
    """The server's processes that serve database `name`; empty when they run on another machine."""
    with admin() as server:
        rows = server.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [name]).fetchall()
    return [pid for (pid,) in rows if processes.is_here(pid, "postgres")]
