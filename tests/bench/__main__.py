"""`make bench` (ARGS=--quick for a minute's run): prepare, measure in turns, check what was written, report."""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench import databases, report
from tests.bench.measuring import check_written, measure, state_of, warm_up
from tests.bench.preparation import bare_preparation, field_names, prepare_portal, set_environment
from tests.bench.servers import Server, end, free_ports, serve, wait_until_ready
from tests.bench.targets import Target, bare_targets
from tools.console import ROOT, CannotGoOn, main, say
from tools.test import POSTGRES, postgres_answers, without_password

BARE_SETTINGS = "tests.bench.bare.settings"


@dataclass(frozen=True)
class Plan:
    rounds: int
    seconds: float  # of each target in each round
    warm_up: float = 0.6

    @property
    def measured(self) -> float:
        return self.warm_up + self.rounds * self.seconds


FULL, QUICK = Plan(rounds=5, seconds=2.5), Plan(rounds=2, seconds=1.0, warm_up=0.4)
KEPT_PAGES = ("front page", "section page", "service page", "information page")
AIMS = (
    *(report.Aim(name, "trivial Django view", 0.6) for name in KEPT_PAGES),
    report.Aim("step of 12 questions, GET", "bare form page, GET", 1.2),
    report.Aim("step of 12 questions, save", "bare form page, POST", 1.2),
    report.Aim("submit", "bare form page, POST", 1.0),
)
CEILINGS = (
    *(report.Ceiling(name, 0) for name in KEPT_PAGES),
    report.Ceiling("service page, made anew", 6),
    report.Ceiling("step of 12 questions, save", 10),
    report.Ceiling("submit", 30),
    # one of them looks, once a second in each process, whether public pages have changed (home.changes)
    report.Ceiling("case list, 1,000 cases", 13),
    report.Ceiling("case list, 100,000 cases", 13),
)
SUBMITS_A_SECOND = 300  # more than a two-core machine manages; so many drafts are made ready


@contextmanager
def servers(portal_port: int, bare_port: int) -> Iterator[tuple[Server, Server]]:
    portal = serve("portal", "config.settings", portal_port, databases.PORTAL)
    bare = serve("bare site", BARE_SETTINGS, bare_port, databases.BARE)
    try:
        wait_until_ready(portal, "/")
        wait_until_ready(bare, "/trivial/")
        yield portal, bare
    finally:
        end(portal, bare)


def measure_all(targets: list[Target], plan: Plan) -> None:
    """In turns, so that whatever else the machine does falls on all alike."""
    before = [state_of(target) for target in targets]
    for target in targets:
        warm_up(target, plan.warm_up)
    for number in range(plan.rounds):
        say(f"Round {number + 1} of {plan.rounds}")
        for target in targets:
            measure(target, plan.seconds)
    for target, then in zip(targets, before, strict=True):
        check_written(target, then)


def tell(targets: list[Target], plan: Plan) -> None:
    say(
        f"\nTwo sync gunicorn workers a side, {len(targets[0].callers)} connections in a closed loop, PostgreSQL with "
        f"persistent connections,\n{plan.rounds} rounds of {plan.seconds} s each in turns, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}. Every written row was counted.\n"
    )
    for line in report.table(targets):
        say(line)
    say("\nRates are the median of the rounds. The ratio is taken within each round, then the median.\n")
    for line in report.verdicts(targets, AIMS, CEILINGS):
        say(line)
    say(f"\n{report.own_share(targets)}\n{report.disturbance(targets)}")


def measure_storing(plan: Plan) -> None:
    """Saves, mails and seals, on either database, each in a process of its own."""
    for name, url in (("SQLite", databases.SQLITE), ("PostgreSQL", databases.url(databases.STORING))):
        command = [sys.executable, "-m", "tests.bench.storing", url, *(["--quick"] if plan is QUICK else [])]
        answer = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
        if answer.returncode:
            raise CannotGoOn(f"{name} could not be measured; see above for why.")
        say(f"\n{name}")
        last = answer.stdout.splitlines()[-1]  # the servers that it starts may speak before
        for what, how_much in json.loads(last)["figures"]:
            say(f"  {what:34} {how_much}")


def chosen_plan() -> Plan:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two short rounds: a minute, and rougher figures")
    return QUICK if parser.parse_args().quick else FULL


def work() -> None:
    plan, began = chosen_plan(), time.monotonic()
    if not postgres_answers():
        raise CannotGoOn(
            f"Nothing to measure on. TEST_POSTGRES_URL names another PostgreSQL ({without_password(POSTGRES)})."
        )
    ports = free_ports()
    set_environment(ports[0])
    with databases.fresh_databases():
        say("Preparing two databases")
        with bare_preparation() as preparation:
            scene = prepare_portal(int(plan.measured * SUBMITS_A_SECOND))
            names = field_names(preparation)
        databases.tidy(databases.PORTAL)
        databases.tidy(databases.BARE)
        with servers(*ports) as (portal, bare):
            from tests.bench.scene import portal_targets  # needs Django's settings

            targets = [*bare_targets(names, bare), *portal_targets(scene, portal)]
            measure_all(targets, plan)
        tell(targets, plan)
        measure_storing(plan)
    say(f"The run took {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main(work)
