"""`make test`: all tests on SQLite; then, when a PostgreSQL answers, those on PostgreSQL that a database has a part in;
last, while nothing else runs, what happens when everything breaks (tests/faults).

`make test ARGS="tests/accounts -k login"` tells pytest what to run. With CI=true a missing PostgreSQL or Redis is an
error: there, nothing may be left out in silence.
"""

import os
import shlex
import subprocess
import sys
from urllib.parse import urlsplit

from tools import html_checker, html_validate, messages, oidc_peer
from tools.chromium import find_chromium
from tools.console import ROOT, CannotGoOn, main, say

POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/0"
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
# What these show has nothing to do with which database is there: pages' HTML, HTTP, texts, tokens, processes.
SAID_ONCE = (
    "tests/tooling",
    "tests/documents",
    "tests/inclusion",
    "tests/accounts/oidc",
    "tests/config/test_cut_off.py",
    "tests/config/test_patient_worker.py",
    "tests/eservices/test_demo_services.py",
    "tests/home/test_blocks.py",
    "tests/home/test_page_cache.py",
    "tests/home/test_page_cache_processes.py",
    "tests/home/desk/test_links_found.py",
    "tests/questions",
    "tests/test_languages.py",
)
NOTHING_SELECTED = 5  # pytest's exit code


def postgres_answers() -> bool:
    import psycopg

    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return complain(f"No PostgreSQL at {without_password(POSTGRES)}: {str(error).strip()}")
    return True


def redis_answers() -> bool:
    import redis

    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=5).ping()
    except redis.RedisError as error:
        return complain(f"No Redis at {without_password(REDIS)}: {error}")
    return True


def complain(text: str) -> bool:
    if IN_CI:
        raise CannotGoOn(f"{text}\nCI=true: the tests that need it may not be left out.")
    say(f"{text}\nIts tests are left out. (TEST_POSTGRES_URL and TEST_REDIS_URL name other addresses.)")
    return False


def without_password(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}:{parts.port or ''}{parts.path}"


def pytest(title: str, *arguments: str, **environment: str) -> int:
    say(f"\n{title}")
    workers = [] if os.environ.get("PYTEST_SERIAL") else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", "-q", *workers, *arguments, *chosen()]
    answer = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    return answer.returncode


def chosen() -> list[str]:
    return shlex.split(os.environ.get("ARGS", ""))


def work() -> None:
    messages.compile_catalogues()
    html_checker.fetch_checker()
    html_validate.fetch()
    oidc_peer.fetch()
    services = {"TEST_REDIS_URL": REDIS} if redis_answers() else {}
    on_postgres = postgres_answers()
    services |= {"TEST_POSTGRES_URL": POSTGRES} if on_postgres else {}
    apart = () if chosen() else ("--ignore", "tests/faults")
    codes = [pytest("Tests on SQLite", *apart, CHROMIUM=find_chromium(), DATABASE_URL="", **services)]
    if on_postgres:
        rest = ("-m", "not browser", *(f"--ignore={path}" for path in SAID_ONCE), *apart)
        codes.append(pytest("Tests on PostgreSQL", *rest, DATABASE_URL=POSTGRES, **services))
    if not chosen():
        codes.append(pytest("When everything breaks", "tests/faults", "-n0", DATABASE_URL="", **services))
    if any(code not in (0, NOTHING_SELECTED) for code in codes) or set(codes) == {NOTHING_SELECTED}:
        sys.exit(1)


if __name__ == "__main__":
    main(work)
