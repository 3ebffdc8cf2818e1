"""The portal's log: one line an event, with the request it belongs to, and nothing of anybody (config.masking).

`json` is for machines, `line` for people at a terminal. Only the fields named here come out, whatever a library puts
in `extra`. Characters that could forge a line, colour a terminal or turn the reading order are written as escapes.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any

from config import request_context
from config.masking import told_of, told_of_chain, without_identity_numbers, without_secrets, without_values

__all__ = ["FORMATS", "NoIdentityNumbers", "logging_settings", "without_identity_numbers", "without_secrets"]

FORMATS = ("json", "line")
FACTS = ("view", "path", "method", "status", "duration_ms", "user")  # of a request; see config.access_log
QUIET = ("django_tasks", "axes")  # their everyday lines say nothing
NEVER_DEBUG = ("django.db.backends", "huey.consumer.Scheduler", "asyncio")  # the first would log every query's values
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


class NoIdentityNumbers(logging.Filter):
    """Mask what a record may not say, in its text and in what it tells of an exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        errors = _errors(record)
        text = _message(record)
        for error in errors:
            if str(error):
                text = text.replace(str(error), told_of(error))
        record.msg, record.args = without_secrets(without_values(text, request_context.own_words())), None
        record.request_id = request_context.request_id()
        if record.exc_info and record.exc_info[1]:
            record.exc_text = told_of_chain(record.exc_info[1])
        return True


def _errors(record: logging.LogRecord) -> list[BaseException]:
    """The exceptions whose words a message may have taken in: the record's own, and the one being handled."""
    found = [record.exc_info[1] if record.exc_info else None, sys.exc_info()[1]]
    return [error for error in found if error is not None]


def _message(record: logging.LogRecord) -> str:
    """A library's faulty log line must cost the line, never the request."""
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])  # the second is the path as it was typed; the access log has its pattern
    if isinstance(record.args, tuple):
        record.args = tuple(told_of(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
    try:
        return told_of(record.msg) if isinstance(record.msg, BaseException) else record.getMessage()
    except Exception:  # whatever a value's own __str__ raises
        return str(record.msg)


def escaped(text: str) -> str:
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in _facts(record).items() if value not in ("", None)}
        if record.exc_text:
            line["error"] = record.exc_text
        text = json.dumps(line, ensure_ascii=False)
        return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        request = _facts(record)["request_id"]
        line = f"{time} {record.levelname} {record.name} {f'[{request}] ' if request else ''}"
        trace = record.exc_text.splitlines() if record.exc_text else []
        return "\n  ".join(escaped(part) for part in (line + record.getMessage(), *trace))


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts = getattr(record, "facts", {})
    return {"request_id": getattr(record, "request_id", "")} | {name: facts.get(name) for name in FACTS}


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """A dictionary for logging.config, for Django, huey and gunicorn alike. Raises ValueError for an unknown form."""
    if form not in FORMATS:
        raise ValueError(f"LOG_FORMAT={form!r} is none of {', '.join(FORMATS)}")
    ours = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_identity_numbers": {"()": "config.logs.NoIdentityNumbers"}},
        "formatters": {"json": {"()": "config.logs.JsonLines"}, "line": {"()": "config.logs.Lines"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["no_identity_numbers"]}
        },
        "loggers": {
            "huey": ours,  # or huey adds a handler without our filter
            "gunicorn.error": ours,
            "gunicorn.access": ours | {"handlers": []},  # config.access_log writes one line a request; one is enough
            "django.request": {"level": "ERROR"},  # what it says of refused requests, the access log says too
            **{name: {"level": "WARNING"} for name in QUIET},
            **{name: {"level": "INFO"} for name in NEVER_DEBUG},
        },
        "root": {"handlers": ["console"], "level": level},
    }
