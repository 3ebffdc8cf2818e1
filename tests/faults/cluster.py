"""A PostgreSQL cluster of the tests' own, which they may crash: on a Unix socket, in a folder that goes with it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

RECOVERED = "automatic recovery in progress"
SETTINGS = "listen_addresses = ''\nmax_connections = 60\nlog_min_messages = warning\nlc_messages = 'C'\n"


def programs() -> Path | None:
    """Where initdb and pg_ctl lie: Debian keeps them out of the path."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return Path(found).resolve().parent if found else folders[-1].parent if folders else None


class Cluster:
    """PostgreSQL refuses to run as root, so root lends it to the user `postgres`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.log = self.folder / "log"
        self.url = f"postgres://portal@{quote(str(self.folder), safe='')}/portal"

    def make(self) -> None:
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        with (data / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"{SETTINGS}unix_socket_directories = '{self.folder}'\n")
        self._control("start")
        self.ask("CREATE DATABASE portal", database="postgres")

    def crash(self) -> None:
        """Every server process dies at once; the new ones recover from the log."""
        self._control("restart", "-m", "immediate")

    def recoveries(self) -> int:
        return self.log.read_text().count(RECOVERED)

    def ask(self, query: str, database: str = "portal") -> list[tuple[object, ...]]:
        with psycopg.connect(host=str(self.folder), user="portal", dbname=database, autocommit=True) as server:
            answer = server.execute(query)
            return answer.fetchall() if answer.description else []

    def rows(self) -> Iterator[tuple[str, bytes]]:
        """Every table with all that is in it, as bytes; blobs come as they are."""
        with (
            psycopg.connect(host=str(self.folder), user="portal", dbname="portal") as server,
            server.cursor() as cursor,
        ):
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            for (table,) in cursor.fetchall():
                with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
                    yield table, b"".join(map(bytes, copy))

    def remove(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._control("stop", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.log), "-w", "-t", "60", *words)

    def _run(self, program: str, *arguments: str) -> None:
        folder = programs()
        assert folder
        command = [str(folder / program), *arguments]
        lent = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **lent
        )
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
