"""Looking for a text where it must not be: in every table and session, the cache, and every file the portal wrote."""

import base64
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection


def forms(text: str) -> list[bytes]:
    """The text as it may lie: in several encodings, escaped as in JSON and addresses, in base64 at any offset."""
    from urllib.parse import quote

    coded = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]
    escaped = [text.encode("unicode_escape"), quote(text).encode(), text.encode("utf-8").hex().encode()]
    in_base64 = [base64.b64encode(b"\0" * pad + form)[4:-4] for form in (*coded, *escaped) for pad in range(3)]
    return [*coded, *escaped, *in_base64]


def rows() -> Iterator[tuple[str, bytes]]:
    """Every row of every table, those without a model too (sessions, search index), with blobs as they are."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                values = (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
                yield table, b"\n".join(values)


def sessions() -> Iterator[tuple[str, bytes]]:
    """Unpacked: the rows themselves are compressed."""
    for session in Session.objects.all():
        yield "django_session", str(session.get_decoded()).encode()


def cached() -> Iterator[tuple[str, bytes]]:
    for key, pickled in cache._cache.items():
        yield f"cache {key}", pickled


def files() -> Iterator[tuple[str, bytes]]:
    """All that lies in the portal's own folder: queue, mails, media, and on SQLite the database with its journal."""
    for path in settings.VAR_DIR.rglob("*"):
        if path.is_file() and path.name != "keys.json":
            yield str(path), read_apart(path)


def read_apart(path: Path) -> bytes:
    """The file's content, read by another program.

    Whoever opens and closes a SQLite file beside its connection drops this process's locks on it: another process that
    then closes the database takes itself for the last one and clears its journal away under us ("disk I/O error").
    """
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def places_with(text: str) -> set[str]:
    looked_for = forms(text)
    everywhere = [*rows(), *sessions(), *cached(), *files()]
    return {place for place, content in everywhere if any(form in content for form in looked_for)}
