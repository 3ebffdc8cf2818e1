"""The test database: an own file or an own PostgreSQL database a run, with what Wagtail's migrations put there."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.utils import translation

from config import pace
from tests.environment import RUN_DIR, VAR_DIR, WORKER

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """On SQLite a file, since threads and child processes must see it; on PostgreSQL a name that no other run has."""
    run = RUN_DIR.name.removeprefix("portal-test-")
    name = str(VAR_DIR / "test.sqlite3") if connection.vendor == "sqlite" else f"test_portal_{run}{WORKER}".lower()
    connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(autouse=True)
def _clean_state(request: pytest.FixtureRequest) -> Iterator[None]:
    """An empty cache, and a database as after a fresh migration: a transactional test before this one flushed it."""
    cache.clear()
    pace.forget()
    forget_what_is_kept_of_pages()
    translation.deactivate()  # or an English page of the test before would decide the language of this one
    if not request.node.get_closest_marker("django_db") and not DATABASE_FIXTURES & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    seed_wagtail()
    yield
    if not connection.in_atomic_block:
        empty_guarded_tables()


def forget_what_is_kept_of_pages() -> None:
    """A rolled back database gives the same stamps again, for other pages. And a query now and then, to see whether
    another process has changed something, would upset those who count queries."""
    from home import changes, municipality, page_cache, standing_notices

    changes.EVERY = changes.CERTAIN_FOR = 3600.0
    changes.look_anew()
    municipality.forget()
    standing_notices.forget()
    page_cache.forget()


def seed_wagtail() -> None:
    """What Wagtail's first migrations make and a flush takes away: locale, root page, start page, site, collection."""
    from wagtail.models import Collection, Locale, Page, Site

    if Site.objects.exists():
        return
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    start = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home", locale=locale))
    Site.objects.create(hostname="localhost", root_page=start, is_default_site=True)
    Collection.add_root(instance=Collection(name="Root"))


def empty_guarded_tables() -> None:
    """Empty the tables whose rows a trigger of ours keeps from being deleted: Django's flush would be refused.

    SQLite only. PostgreSQL flushes by TRUNCATE, which no row trigger sees.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'")
        guards = cursor.fetchall()
        cursor.execute("PRAGMA foreign_keys = OFF")
        for name, _, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for table in {table for _, table, _ in guards}:
            cursor.execute(f'DELETE FROM "{table}"')
        for _, _, sql in guards:
            cursor.execute(sql)
        cursor.execute("PRAGMA foreign_keys = ON")


@pytest.fixture
def in_threads(transactional_db: None) -> Callable[..., list[Any]]:
    """`in_threads(20, work)` calls `work(0)` … `work(19)` at the same instant, each with its own database connection.

    Answers what each returned, or the exception it raised, in order.
    """

    def run(count: int, work: Callable[[int], Any]) -> list[Any]:
        start = threading.Barrier(count, timeout=30)

        def one(number: int) -> Any:
            start.wait()
            try:
                return work(number)
            except Exception as error:  # handed to the test, which asserts on it
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    return run
