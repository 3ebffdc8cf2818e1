"""The table, the ratios, and whether the aims were met."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.targets import Round, Target

HEAD = ("", "req/s", "p50 ms", "p95 ms", "CPU ms web", "+ PG", "SQL", "MB/worker")
QUIET = 0.15  # of the machine may be used by others
WIDTHS = (36, 8, 8, 8, 11, 7, 5, 10)


@dataclass(frozen=True)
class Aim:
    """`target` is to reach `least` times the rate of `beside`."""

    target: str
    beside: str
    least: float


@dataclass(frozen=True)
class Ceiling:
    target: str
    most: int


def table(targets: Sequence[Target]) -> Iterator[str]:
    yield line(HEAD)
    yield line("-" * width for width in WIDTHS)
    for target in targets:
        yield line(cells(target))


def cells(target: Target) -> Iterator[str]:
    yield target.name
    yield f"{rate(target):.0f}"
    yield f"{percentile(target.latencies, 50):.1f}"
    yield f"{percentile(target.latencies, 95):.1f}"
    yield f"{web_cpu(target):.2f}"
    database = database_cpu(target)
    yield "–" if database is None else f"{database:.2f}"
    yield str(target.queries)
    yield f"{target.megabytes:.0f}"


def line(texts: Iterator[str] | Sequence[str]) -> str:
    first, *rest = zip(texts, WIDTHS, strict=True)
    return " ".join([first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)])


def rate(target: Target) -> float:
    return statistics.median(one.rate for one in target.rounds)


def web_cpu(target: Target) -> float:
    """Milliseconds a request."""
    return 1000 * statistics.median(one.web_cpu for one in target.rounds)


def database_cpu(target: Target) -> float | None:
    known = [one.database_cpu for one in target.rounds if one.database_cpu is not None]
    return 1000 * statistics.median(known) if known else None


def percentile(latencies: Sequence[float], percent: int) -> float:
    """In milliseconds."""
    ordered = sorted(latencies)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def times(target: Target, beside: Target) -> float:
    """How many times the other's rate: the median over the rounds, each of which measured both."""
    return statistics.median(one.rate / other.rate for one, other in zip(target.rounds, beside.rounds, strict=True))


def cpu_times(target: Target, beside: Target) -> float:
    """How many of it the CPU time of one of the other would pay for, web and database together."""

    def cost(one: Round) -> float:
        return one.web_cpu + (one.database_cpu or 0)

    return statistics.median(cost(other) / cost(one) for one, other in zip(target.rounds, beside.rounds, strict=True))


def verdicts(targets: Sequence[Target], aims: Sequence[Aim], ceilings: Sequence[Ceiling]) -> Iterator[str]:
    by_name = {target.name: target for target in targets}
    for aim in aims:
        target, beside = by_name[aim.target], by_name[aim.beside]
        reached = times(target, beside)
        verdict = "met" if reached >= aim.least else "MISSED"
        cpu = cpu_times(target, beside)
        yield f"{verdict:8}{aim.target}: {reached:.2f} × {aim.beside} (aim {aim.least:.1f}; by CPU {cpu:.2f} ×)"
    for ceiling in ceilings:
        queries = by_name[ceiling.target].queries
        verdict = "met" if queries <= ceiling.most else "MISSED"
        yield f"{verdict:8}{ceiling.target}: {queries} queries (at most {ceiling.most})"


def disturbance(targets: Sequence[Target]) -> str:
    """Rates fall when others use the machine, and not alike for all; CPU time a request changes far less."""
    others = max(0.0, statistics.median(one.others for target in targets for one in target.rounds))
    advice = "." if others < QUIET else ": too much for the rates to mean anything. Go by the CPU time."
    return f"Other programs used {others:.0%} of the machine{advice}"


def own_share(targets: Sequence[Target]) -> str:
    """How much of a core the measuring itself took, where it took most."""
    own, target = max(
        (statistics.median(one.own_cpu * one.rate for one in target.rounds), target.name) for target in targets
    )
    return f"The load generator used at most {own:.0%} of one core ({target})."
