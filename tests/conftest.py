"""How the tests run. The fixtures themselves lie beside this file: database, people, browser.

Everything runs on SQLite. On PostgreSQL (`DATABASE_URL=postgres://…`, done by `make test` when one answers) everything
runs again, with the tests marked `postgres`, which say nothing on SQLite.
"""

import os

import pytest

pytest_plugins = [
    "tests.fixtures_database",
    "tests.fixtures_people",
    "tests.fixtures_browser",
    "tests.fixtures_scanner",
    "tests.fixtures_seal",
    "tests.fixtures_site",
]

ON_POSTGRES = os.environ["DATABASE_URL"].startswith("postgres")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    skip = pytest.mark.skip(reason="needs PostgreSQL: DATABASE_URL=postgres://user@host:port/name")
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if not ON_POSTGRES and item.get_closest_marker("postgres"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Almost nobody logs in with a password here, and hashing one as for people takes longer than most tests."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
