"""Two hundred residents go about their errands while everything breaks. Afterwards the portal is held to its word."""

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle

from tests.faults.residents import Resident
from tests.faults.scanner import AWAY, CLEAN, HANGING, LYING, Mood
from tests.faults.scene import Scene
from tests.outbox.mail_server import CLOSE, OK, Answer

PEOPLE = 200
KEEPERS = PEOPLE // 5  # save and leave
AT_ONCE = 12
SUBMIT, UPLOAD = r"POST /utkast/.*/granska/", r"POST .*multipart"
WORKER_DIES_AT = {6, 40, 90, 150}  # which mail is then in the server's hands
BAD_ANSWERS = {12: "451 Try later", 20: CLOSE, 33: "421 Going down", 52: CLOSE, 75: "slow", 110: "452 Full", 130: CLOSE}
SECONDS = 240


class Havoc:
    """Strikes as the errands go on, by how many are done, not by the clock; what hit nothing is tried again."""

    def __init__(self, scene: Scene, nobody: Resident) -> None:
        self.scene, self.nobody = scene, nobody
        self.worker_kills: list[int] = []
        kills = [(place, what) for place, what in zip(range(5, 150, 16), cycle([SUBMIT, UPLOAD]))]
        plan = [(place, lambda work=work: scene.portal.kill_web_process_at(work)) for place, work in kills]
        self.web_kills = len(plan)
        plan += [(place, self.crash_database) for place in (25, 80, 140)]
        moods = zip((30, 60, 90, 120), (LYING, HANGING, AWAY, CLEAN), strict=True)
        plan += [(place, lambda mood=mood: self.change_scanner(mood)) for place, mood in moods]
        self.plan: deque[tuple[int, Callable[[], bool]]] = deque(sorted(plan, key=lambda strike: strike[0]))
        scene.mail.on_data = self.answer_mail
        scene.mail.on_recipient = lambda address: "550 No such user" if address == nobody.told.email else OK

    def answer_mail(self, attempt: int) -> Answer:
        attempt -= self.first_attempt
        if attempt in WORKER_DIES_AT:
            self.worker_kills.append(attempt)
            self.scene.portal.worker.kill()
        if BAD_ANSWERS.get(attempt) == "slow":
            time.sleep(3)  # longer than the worker waits for an answer
            return OK
        return BAD_ANSWERS.get(attempt, OK)

    def crash_database(self) -> bool:
        self.scene.cluster.crash()
        return True

    def change_scanner(self, mood: Mood) -> bool:
        self.scene.scanner.mood = mood
        return True

    def go_on(self, done: Callable[[], int]) -> None:
        """Until all are done: strike, start again what lies killed, and ring for the sweep each second."""
        self.first_attempt, rung, end = self.scene.mail.attempts, 0.0, time.monotonic() + SECONDS
        while done() < PEOPLE:
            assert time.monotonic() < end, f"{done()} of {PEOPLE} are done; strikes left: {len(self.plan)}"
            if self.plan and done() >= self.plan[0][0] and self.plan[0][1]():
                self.plan.popleft()
            if not self.scene.portal.worker.is_running:
                self.scene.portal.worker.start()
            if time.monotonic() - rung > 1:
                self.scene.portal.ask("ring")
                rung = time.monotonic()
            time.sleep(0.005)


def test_promises_4_9_14_everything_breaks_and_nothing_is_lost(scene):
    people = [scene.resident() for _ in range(PEOPLE)]
    keepers, senders = people[::5], [person for place, person in enumerate(people) if place % 5]
    havoc, recoveries = Havoc(scene, nobody := senders[0]), scene.cluster.recoveries()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        errands = [pool.submit(person.half_an_errand if person in keepers else person.errand) for person in people]
        try:
            havoc.go_on(lambda: sum(errand.done() for errand in errands))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # or leaving would wait for everybody
            raise
    troubled = troubles(errands)

    assert_faults_struck(scene, havoc, recoveries, troubled)
    rows = scene.work_off(*senders)
    assert_numbers_hold(scene, senders)
    assert [person.reads() for person in keepers] == [person.told.saved for person in keepers]
    kept = scene.portal.ask("drafts")
    assert [kept[person.told.draft]["files"] for person in keepers] == [person.told.files for person in keepers]
    assert_mails_came(scene, senders, nobody)
    assert [row["state"] for row in rows if row["state"] != "sent"] == ["parked"]
    assert not any(row["leased"] for row in rows)
    assert scene.portal.ask("half_drafts") == 0


def troubles(errands: list[Future[Resident]]) -> int:
    """How often somebody had to try again; fails with what went wrong for the first to whom something did."""
    return sum(errand.result().browser.cut + errand.result().browser.failed for errand in errands)


def assert_faults_struck(scene: Scene, havoc: Havoc, recoveries: int, troubled: int) -> None:
    assert not havoc.plan
    assert scene.cluster.recoveries() == recoveries + 3
    assert len(havoc.worker_kills) == len(WORKER_DIES_AT)
    assert troubled >= havoc.web_kills  # each killed web process had somebody's request in hand


def assert_numbers_hold(scene: Scene, senders: list[Resident]) -> None:
    """What was shown is there, once, whole, with the text that was saved; and nothing else is."""
    cases = {case["draft"]: case for case in scene.cases_of(*senders)}
    assert {draft: case["number"] for draft, case in cases.items()} == {
        person.told.draft: person.told.number for person in senders
    }
    assert len({case["number"] for case in cases.values()}) == len(scene.cases_of(*senders)) == len(senders)
    assert all(case["is_whole"] for case in cases.values())
    assert all(cases[person.told.draft]["files"] == person.told.files for person in senders)
    assert all(person.told.saved in cases[person.told.draft]["answers"].values() for person in senders)


def assert_mails_came(scene: Scene, senders: list[Resident], nobody: Resident) -> None:
    mails = scene.received_mails()
    counts = {person.told.email: len(mails[person.told.email]) for person in senders}
    assert counts == {person.told.email: int(person is not nobody) for person in senders}
