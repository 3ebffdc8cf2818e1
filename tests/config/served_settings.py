"""The test's settings for a gunicorn of its own: no debug pages, and static files without a manifest."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

DEBUG = False
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
