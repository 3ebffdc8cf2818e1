"""Whether the portal can do its work: a registry of checks, and the report they make together (security.md R-09).

An app registers what it stands on in its AppConfig.ready():

    readiness.register(Check("scanner", scanner.is_answering, _("Viruskontroll"), _("Starta clamd …")))

A check answers ok, degraded (works, and somebody should look) or failed. Only an `essential` one that failed makes the
portal unready, since a balancer then sends nobody here: a parked mail is no reason for that. Nothing hangs: what uses
the database is hurried by the database itself, all else gets a thread of its own and is not waited for longer than
`seconds`; one that still hangs is not asked anew.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.masking import told_of

logger = logging.getLogger(__name__)

Text = str | Promise
LIFETIME = 3.0  # seconds a report serves everybody who asks: a stranger must not be able to keep the database busy
DATABASE = "database"


class State(StrEnum):
    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"
    UNKNOWN = "unknown"  # could not be asked, since the database is away


@dataclass(frozen=True)
class Finding:
    """`detail` is for administrators, in their language: never shown to strangers, and without personal data."""

    state: State
    detail: Text = ""


@dataclass(frozen=True)
class Check:
    """`ask` takes nothing and answers a Finding, or simply whether all is well; what it raises counts as failed.

    `advice` tells administrators what to do when it is not ok.
    """

    name: str
    ask: Callable[[], Finding | bool | None]
    title: Text
    advice: Text
    essential: bool = False
    uses_database: bool = False
    seconds: float = 3.0


@dataclass(frozen=True)
class Report:
    findings: list[tuple[Check, Finding]]
    made_at: float = field(default_factory=time.monotonic)

    @property
    def state(self) -> State:
        if any(check.essential and finding.state is State.FAILED for check, finding in self.findings):
            return State.FAILED
        return State.OK if all(finding.state is State.OK for _check, finding in self.findings) else State.DEGRADED


_checks: dict[str, Check] = {}
_running: dict[str, "_Question"] = {}
_kept: list[Report] = []
_lock = threading.Lock()


def register(check: Check) -> None:
    """Add a check, or replace the one of that name."""
    _checks[check.name] = check


def recent_report() -> Report:
    """The report of this process, at most `LIFETIME` seconds old; or the one before while a new one is being made,
    which takes its time when something is away: of all who ask only one waits for it.
    """
    before = _kept[:1]
    if not _lock.acquire(blocking=not before):
        return before[0]
    try:
        if not _kept or time.monotonic() - _kept[0].made_at > LIFETIME:
            _kept[:] = [report()]
        return _kept[0]
    finally:
        _lock.release()


def forget() -> None:
    _kept.clear()


def report() -> Report:
    """Ask every check. The database comes first: when it is away, nothing that needs it is asked."""
    questions = {check.name: _asked(check) for check in _checks.values() if not check.uses_database}
    findings, is_away = {}, False
    for check in sorted((check for check in _checks.values() if check.uses_database), key=lambda c: c.name != DATABASE):
        findings[check.name] = Finding(State.UNKNOWN) if is_away else _answer_in_hurry(check)
        is_away = is_away or (check.name == DATABASE and findings[DATABASE].state is State.FAILED)
    for name, question in questions.items():
        findings[name] = question.answer()
    return Report([(check, findings[name]) for name, check in _checks.items()])


def _answer(check: Check) -> Finding:
    try:
        found = check.ask()
    except Exception as error:  # whatever is wrong with what a check asks, the report comes out
        logger.warning("Readiness: %s could not be asked: %s", check.name, told_of(error))
        return Finding(State.FAILED, told_of(error))
    if isinstance(found, Finding):
        return found
    return Finding(State.DEGRADED if found is False else State.OK)


def _answer_in_hurry(check: Check) -> Finding:
    def ask() -> Finding | bool | None:
        with hurried_database(check.seconds):
            return check.ask()

    return _answer(Check(check.name, ask, check.title, check.advice))


@contextmanager
def hurried_database(seconds: float) -> Iterator[None]:
    """No statement within takes longer; on SQLite none waits longer for another writer. What stood before stands again,
    also where this is asked in the middle of a transaction.
    """
    milliseconds = str(round(seconds * 1000))
    if connection.vendor == "postgresql":
        within = connection.in_atomic_block  # else what we tell it ends with our transaction
        with transaction.atomic():
            before = _tell_database("SELECT current_setting('statement_timeout')") if within else None
            _tell_database("SELECT set_config('statement_timeout', %s, true)", [milliseconds])
            yield
            if within:
                _tell_database("SELECT set_config('statement_timeout', %s, true)", [before])
        return
    usual = round(settings.DATABASES["default"]["OPTIONS"]["timeout"] * 1000)
    _tell_database(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield
    finally:
        _tell_database(f"PRAGMA busy_timeout = {usual}")


def _tell_database(statement: str, values: list[Any] | None = None) -> Any:
    """What the database says to it, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


class _Question:
    """One asking of a check, in a thread that dies with the process should it hang."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self.finding = Finding(State.FAILED, _("Svarade inte i tid."))
        self.until = time.monotonic() + check.seconds
        self.thread = threading.Thread(target=self._run, daemon=True, name=f"readiness-{check.name}")
        self.thread.start()

    def _run(self) -> None:
        try:
            self.finding = _answer(self.check)
        finally:
            connections.close_all()  # this thread's own, should the check have opened any

    def answer(self) -> Finding:
        self.thread.join(max(0.0, self.until - time.monotonic()))
        return self.finding


def _asked(check: Check) -> _Question:
    """A new question, unless the last one of this check still hangs: then that one, whose time is out."""
    last = _running.get(check.name)
    if last is None or last.check is not check or not last.thread.is_alive():
        _running[check.name] = _Question(check)
    return _running[check.name]
