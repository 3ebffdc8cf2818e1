"""Figures for Prometheus. Nothing of a person: views by name, never an address; small numbers of drafts not told.

Every gunicorn process keeps its counts in files of one folder (PROMETHEUS_MULTIPROC_DIR, set by config/gunicorn.py),
so any of them can answer for all. What is read from the database costs a handful of rows, or was counted by the worker.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from operations.build import build
from operations.counts import alone
from operations.models import Figure
from operations.readiness import State, hurried_database, recent_report
from outbox.clock import database_now
from outbox.models import Beat, OutboxMessage

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
MOST = 10_000  # rows of the outbox that are counted; beyond that the number says nothing more
ROUNDING = 10  # drafts are told in tens, down: fewer could be somebody (promise 2)
STATES = {State.OK: 0, State.DEGRADED: 1, State.FAILED: 2, State.UNKNOWN: 2}
SECONDS = 3.0

requests = Counter("portal_requests", "Answered requests", ["view", "method", "status"])
kept_pages = Counter("portal_page_cache", "Public pages that may be kept: found so, or made", ["found"])
durations = Histogram("portal_request_seconds", "Time to answer", ["view", "method"], buckets=BUCKETS)

_figures: dict[str, tuple[str, Callable[[], float]]] = {}


def register_figure(name: str, meaning: str, ask: Callable[[], float]) -> None:
    """A gauge of an app's own. `ask` is called at every scrape: it must cost a few rows, and tell of nobody."""
    _figures[name] = (meaning, ask)


def observe(view: str, method: str, status: int, seconds: float) -> None:
    requests.labels(view or "none", method, f"{status // 100}xx").inc()
    durations.labels(view or "none", method).observe(seconds)


def exposition() -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(PortalFigures())
    folder = shared_folder()
    if folder is None:
        return generate_latest(registry) + generate_latest(REGISTRY)
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]  # it registers itself
    with alone(folder, fcntl.LOCK_SH):
        return generate_latest(registry)


class PortalFigures(Collector):
    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("portal_build", "What is running", {"version": build()})
        disk = shutil.disk_usage(settings.VAR_DIR)
        yield _gauge("portal_disk_free_bytes", "Free space where the portal writes", disk.free)
        yield _gauge("portal_disk_size_bytes", "All space where the portal writes", disk.total)
        states = GaugeMetricFamily("portal_check", "0 ok, 1 degraded, 2 failed", labels=["check"])
        for check, finding in recent_report().findings:
            states.add_metric([check.name], STATES[finding.state])
        yield states
        try:
            with hurried_database(SECONDS):
                found = [*_outbox(), _beats(), _drafts(), *_registered()]
        except DatabaseError:
            found = []
        yield _gauge("portal_database_up", "1 when the database answers", 1 if found else 0)
        yield from found


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)


def _outbox() -> Iterable[Metric]:
    waiting = OutboxMessage.objects.waiting()
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    age = (database_now() - oldest).total_seconds() if oldest else 0
    yield _gauge("portal_outbox_waiting", f"Mails that wait, {MOST} at most", waiting[:MOST].count())
    yield _gauge("portal_outbox_oldest_seconds", "How long the oldest mail has waited", age)
    yield _gauge("portal_outbox_parked", "Mails given up on", OutboxMessage.objects.parked()[:MOST].count())
    yield _gauge("portal_outbox_held", "Mails held since a restore", OutboxMessage.objects.held()[:MOST].count())


def _beats() -> Metric:
    beats = GaugeMetricFamily("portal_job_beat_timestamp_seconds", "When a job last ran", labels=["job"])
    for name, at in Beat.objects.values_list("name", "at"):
        beats.add_metric([name], at.timestamp())
    return beats


def _drafts() -> Metric:
    counted = Figure.objects.filter(name="sealed:drafts").values_list("value", flat=True).first() or 0
    return _gauge("portal_drafts", "Drafts, in whole tens, counted each hour", counted - counted % ROUNDING)


def _registered() -> Iterable[Metric]:
    return [_gauge(name, meaning, ask()) for name, (meaning, ask) in _figures.items()]


def shared_folder() -> Path | None:
    """Where processes that count together keep their files; None for a process on its own."""
    name = getattr(values.ValueClass, "__name__", "")
    return settings.METRICS_DIR if name == "MmapedValue" and settings.METRICS_DIR.is_dir() else None
