"""The portal's settings as in production, with the probe, and an outbox in a hurry."""

from config.settings import *  # noqa: F403  # all of them, in processes of their own
from config.settings import MIDDLEWARE, STORAGES

MIDDLEWARE = ["tests.faults.probe.probe", *MIDDLEWARE]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
OUTBOX_LEASE_SECONDS = 3
OUTBOX_FIRST_WAIT_SECONDS = 0.2
EMAIL_TIMEOUT = 2
