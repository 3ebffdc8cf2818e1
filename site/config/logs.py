"""Logs carry no personal identity numbers (promise 10)."""

import logging
import re

IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")


class NoIdentityNumbers(logging.Filter):
    """Mask what looks like a personal identity, coordination or organisation number, in text and in tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = IDENTITY_NUMBER.sub("[nummer]", record.getMessage()), None
        if record.exc_info:
            record.exc_text = IDENTITY_NUMBER.sub("[nummer]", logging.Formatter().formatException(record.exc_info))
        return True
