"""The portal's settings as in production, with static files as they lie in the source: nobody has collected them."""

from config.settings import *  # noqa: F403  # all of them, in processes of their own
from config.settings import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
