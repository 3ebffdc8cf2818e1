"""The portal's settings with an outbox in a hurry, for worker processes that a test kills."""

from config.settings import *  # noqa: F403  # all of them, in a process of its own

OUTBOX_LEASE_SECONDS = 2
OUTBOX_FIRST_WAIT_SECONDS = 0.2
EMAIL_TIMEOUT = 5
