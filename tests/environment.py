"""The environment every test runs in; pytest loads it before Django's settings (`-p tests.environment`).

Each run has a folder of its own, and in it each xdist worker: two runs side by side share no file, queue or database.
`DATABASE_URL` is honoured when it names PostgreSQL, so that the same tests run there too.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site"))
sys.path.insert(0, str(ROOT))

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
RUN_DIR = Path(os.environ["TEST_RUN_DIR"] if WORKER else tempfile.mkdtemp(prefix="portal-test-"))
VAR_DIR = RUN_DIR / (WORKER or "main")
NOT_OURS = (
    "EMAIL_URL",
    "MAIL_FROM",
    "OTP_ISSUER",
    "REDIS_URL",
    "KEY_FILE",
    "EID_PROVIDERS",
    "EID_FILE",
    "EID_ALLOW_TEST",
    "TRUSTED_PROXIES",
    "LOG_LEVEL",
    "SCANNER_URL",
    "FILE_STORAGE_URL",
    "MAX_REQUEST_MB",
    "RATE_FACTOR",
    "LOG_FORMAT",
    "METRICS_TOKEN",
    "MANDATE_REGISTER",
    "SEAL_FILE",
    "SEAL_PASSWORD",
    "SEAL_SIGNER",
    "SEAL_TIMESTAMP_URL",
    "SEAL_EARLIER",
    "CHECK_OUTSIDE_LINKS",
    "INSIDE_HOSTS",
)


def set_environment() -> None:
    from crypto.keyring import new_key_file

    (VAR_DIR / "static").mkdir(parents=True)  # WhiteNoise warns when it is missing, and warnings are errors here
    new_key_file(VAR_DIR / "keys.json")
    for name in NOT_OURS:
        os.environ.pop(name, None)
    os.environ |= {
        "TEST_RUN_DIR": str(RUN_DIR),
        "VAR_DIR": str(VAR_DIR),
        "SECRET_KEY": "tests-only-" + "x" * 50,
        "PORTAL_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DEBUG": "yes",
        "DEMO": "yes",
        "PAGE_CACHE": "no",  # tests change rows without telling of it; those of the cache, and real servers, have it on
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the test's own thread
    }
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        os.environ["DATABASE_URL"] = f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"


def pytest_unconfigure() -> None:
    if not WORKER:
        shutil.rmtree(RUN_DIR, ignore_errors=True)


set_environment()
