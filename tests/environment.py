"""The environment every test runs in; loaded by pytest before Django's settings (`-p tests.environment` in pyproject.toml)."""

import os
import tempfile
from pathlib import Path

VAR_DIR = Path(os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="portal-test-")))

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("PORTAL_URL", "http://testserver")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("DEBUG", "yes")
os.environ.setdefault("DEMO", "yes")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{VAR_DIR / 'test.sqlite3'}")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's own thread
