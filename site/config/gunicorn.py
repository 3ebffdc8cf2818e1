"""How gunicorn serves the portal: `gunicorn --config site/config/gunicorn.py --bind … --workers …`.

Its own log goes through our filter, and its access log is off: the portal writes one line a request itself. The counts
of all its processes lie in one folder, emptied at the start.
"""

import logging
import sys
from pathlib import Path
from typing import Any

SITE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SITE), str(SITE.parent)]

from config import env  # noqa: E402  # found by the line above
from config.logs import logging_settings  # noqa: E402

METRICS_DIR = env.path("VAR_DIR", SITE.parent / "var") / "metrics"

wsgi_app = "config.wsgi"
accesslog = None
logconfig_dict = logging_settings(
    env.text("LOG_FORMAT", "line" if env.flag("DEMO") else "json"), env.text("LOG_LEVEL", "INFO")
)
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={METRICS_DIR}"]


def on_starting(server: Any) -> None:
    METRICS_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in METRICS_DIR.glob("*.db"):
        file.unlink(missing_ok=True)


def child_exit(server: Any, worker: Any) -> None:
    """In the master, which loads no Django: the counts of a worker that has ended are kept in the common file."""
    from operations.counts import tidy_after

    try:
        tidy_after(worker.pid, METRICS_DIR)
    except OSError:
        logging.getLogger("gunicorn.error").warning("The counts of worker %s could not be kept", worker.pid)
