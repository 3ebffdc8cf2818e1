"""One target, loaded for a while: how fast, at what cost, and was everything that was answered also done?"""

import os

from tests.bench import client, databases, processes
from tests.bench.targets import Round, Target
from tools.console import CannotGoOn


def warm_up(target: Target, seconds: float) -> None:
    """Both workers have compiled, cached and connected; then one request more tells how many queries it costs."""
    count(target, client.load(target.server.address, target.callers, target.expected, seconds))
    counted = next(target.callers[0]).replace(b"\r\n", b"\r\n" + client.COUNT_QUERIES, 1)
    answer = client.ask_once(target.server.address, counted)
    target.queries = client.queries_of(answer)
    count(target, client.Load(latencies=[0.0]) if target.expected.holds(answer) else client.Load(wrong=[answer]))


def measure(target: Target, seconds: float) -> None:
    workers, backends = target.server.workers, databases.backends(target.server.database)
    before = [processes.cpu_seconds(workers), processes.cpu_seconds(backends), processes.busy_seconds()]
    result = client.load(target.server.address, target.callers, target.expected, seconds)
    after = [processes.cpu_seconds(workers), processes.cpu_seconds(backends), processes.busy_seconds()]
    count(target, result)
    target.latencies += result.latencies
    target.megabytes = max(target.megabytes, *map(processes.resident_megabytes, workers))
    web, database, busy = (now - then for now, then in zip(after, before, strict=True))
    done = result.right
    others = (busy - web - database - result.own_cpu) / (result.seconds * (os.cpu_count() or 1))
    per_request = database / done if backends else None
    target.rounds.append(Round(done / result.seconds, web / done, per_request, result.own_cpu / done, others))


def count(target: Target, result: client.Load) -> None:
    if result.wrong or not result.right:
        first = result.wrong[0][:600].decode(errors="replace") if result.wrong else "nothing at all"
        raise CannotGoOn(f"{target.name}: {len(result.wrong)} requests were answered otherwise than expected:\n{first}")
    target.succeeded += result.right


def state_of(target: Target) -> list[int]:
    return [databases.number(target.server.database, written.query) for written in target.written]


def check_written(target: Target, before: list[int]) -> None:
    """The rows are really there, one for one."""
    for written, now, then in zip(target.written, state_of(target), before, strict=True):
        if now - then != written.each * target.succeeded:
            raise CannotGoOn(
                f"{target.name}: {target.succeeded} requests succeeded, but the answer to\n{written.query}\n"
                f"grew by {now - then} instead of {written.each * target.succeeded}."
            )
