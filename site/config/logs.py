"""Logs carry no personal identity numbers (promise 10) and no link that lets somebody in."""

import logging
import re

IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)")
INVITATION = re.compile(r"(/inbjudan/)[^/\s'\"]+")


class NoIdentityNumbers(logging.Filter):
    """Mask what looks like a personal identity, coordination or organisation number, in text and in tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(_message(record)), None
        if record.exc_info:
            record.exc_text = without_secrets(logging.Formatter().formatException(record.exc_info))
        return True


def without_identity_numbers(text: str) -> str:
    return IDENTITY_NUMBER.sub("[nummer]", text)


def without_secrets(text: str) -> str:
    """Nor an invitation's link: who reads it in a log could enrol in the invited person's place."""
    return INVITATION.sub(r"\1[inbjudan]", without_identity_numbers(text))


def _message(record: logging.LogRecord) -> str:
    """A library's faulty log line must cost the line, never the request."""
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)
