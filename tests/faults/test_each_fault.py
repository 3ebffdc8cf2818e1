"""One fault at a time, each at the instant where it hurts most."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from tests.faults.browser import HalfUpload
from tests.faults.probe import HELD
from tests.faults.processes import until
from tests.faults.residents import Resident
from tests.faults.scanner import AWAY, HANGING, LYING
from tests.faults.scene import Scene
from tests.outbox.mail_server import CLOSE, OK, Answer

FILE = re.compile(r"/utkast/[^\"]*/fil/[^\"]*/")
IN_SUBMIT = [
    "kill insert casework_case",
    "kill insert casework_registerentry",
    "kill insert outbox_outboxmessage",
    "kill delete eservices_draft",
    "kill answer",
]


def assert_whole(scene: Scene, person: Resident) -> None:
    """One case with what was saved, under the number that was shown, and one receipt."""
    rows = scene.work_off(person)
    (case,) = scene.cases_of(person)
    assert (case["number"], case["is_whole"]) == (person.told.number, True)
    assert person.told.saved in case["answers"].values()
    assert case["files"] == person.told.files
    assert {row["state"] for row in rows} == {"sent"}
    assert len(scene.received_mails()[person.told.email]) == 1


def test_a_resident_sends_and_gets_number_and_receipt(scene):
    assert_whole(scene, scene.resident().errand())


@pytest.mark.parametrize("fault", IN_SUBMIT)
def test_promise_9_web_process_killed_in_submit(scene, fault):
    person = scene.resident()
    person.log_in()
    review = person.fill_in()
    form = review.form("reviewed")

    with pytest.raises(requests.ConnectionError):
        person.browser.post_once(form.action or review.url, form.values, fault)

    assert len(scene.cases_of(person)) == (fault == "kill answer")  # all or nothing
    person.send(review)
    assert_whole(scene, person)


@pytest.mark.parametrize("fault", ["kill update eservices_draft", "kill answer"])
def test_promise_14_web_process_killed_in_a_save_is_no_conflict_with_itself(scene, fault):
    person = scene.resident()
    person.log_in()
    form = person.begin()
    person.type(form, "Börjar skriva")
    form.values |= {"action": "next", "save_number": "2"}

    with pytest.raises(requests.ConnectionError):
        person.browser.post_once(form.action, form.values, fault)

    person.type(form, "Fortsätter skriva")
    assert person.reads() == "Fortsätter skriva"


def test_promise_9_database_crash_in_submit(scene, tmp_path):
    person, release = scene.resident(), tmp_path / "go-on"
    person.log_in()
    review = person.fill_in()
    form = review.form("reviewed")
    before = scene.cluster.recoveries()

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(
            person.browser.post_once, form.action, form.values, f"hold insert casework_caseevent until {release}"
        )
        until((tmp_path / f"go-on.{HELD}").exists, "the submit is under way")
        scene.cluster.crash()
        release.touch()
        assert answer.result().status_code == 503  # try again soon

    assert scene.cluster.recoveries() == before + 1
    assert [person.browser.session.get(review.url).status_code for _ in range(12)] == [200] * 12
    person.send(review)
    assert_whole(scene, person)


def test_promise_9_worker_killed_with_the_mail_in_its_hands(scene):
    struck = []

    def kill_once(attempt: int) -> Answer:
        if not struck:
            struck.append(attempt)
            scene.portal.worker.kill()
        return OK

    scene.mail.on_data = kill_once
    person = scene.resident().errand()

    assert_whole(scene, person)
    assert len(struck) == 1
    assert sum(row["interruptions"] for row in scene.work_off(person)) >= 1


@pytest.mark.parametrize("answer", ["451 Try later", "421 Going down", CLOSE, "slow"])
def test_promise_9_mail_server_has_a_bad_day(scene, answer, tmp_path):
    struck = []

    def once(attempt: int) -> Answer:
        if len(struck) == 2:  # the receipt and the unit's notice
            return OK
        struck.append(attempt)
        if answer == "slow":  # answers when the worker has given up
            until(lambda: "attempt" in scene.portal.worker.said()[said:], "the worker gave up")
            return OK
        return answer

    said = len(scene.portal.worker.said())
    scene.mail.on_data = once
    person = scene.resident().errand()

    assert_whole(scene, person)
    assert len(struck) == 2
    assert [row["attempts"] > 1 for row in scene.work_off(person)].count(True) >= 1


def test_promise_9_one_refused_address_stops_nobody_else(scene):
    nobody, somebody = scene.resident(), scene.resident()
    scene.mail.on_recipient = lambda address: "550 No such user" if address == nobody.told.email else OK

    nobody.errand()
    somebody.errand()

    assert_whole(scene, somebody)
    assert sorted(row["state"] for row in scene.work_off(nobody)) == ["parked", "sent"]
    assert scene.cases_of(nobody)[0]["number"] == nobody.told.number


@pytest.mark.parametrize(
    "fault", ["kill insert attachments_storedfile", "kill insert eservices_draftfile", "kill answer"]
)
def test_promise_9_web_process_killed_in_an_upload(scene, fault):
    person = scene.resident()
    person.log_in()
    form = person.begin()
    person.type(form, person.text)

    fields, files = person.upload(form, "ritning.pdf", person.drawing("ritning.pdf"))
    with pytest.raises(requests.ConnectionError):
        person.browser.post_once(form.action, fields, fault, files)

    person.attach(form)
    person.send(person.answer_the_rest(form))
    assert_whole(scene, person)


def test_promise_9_web_process_killed_while_a_file_is_arriving(scene):
    person = scene.resident()
    person.log_in()
    form = person.begin()
    person.type(form, person.text)

    fields, files = person.upload(form, "ritning.pdf", person.drawing("ritning.pdf"))
    half = HalfUpload(person.browser, form.action, fields, files)
    until(lambda: scene.portal.kill_web_process_at(f"POST {urlsplit(form.action).path} multipart"), "the upload began")

    assert half.finish() == b""
    assert scene.portal.ask("drafts")[person.told.draft]["files"] == {}
    person.attach(form)
    person.send(person.answer_the_rest(form))
    assert_whole(scene, person)
    assert scene.portal.ask("half_drafts") == 0


@pytest.mark.parametrize("mood", [AWAY, HANGING, LYING], ids=["away", "hanging", "lying"])
def test_scanner_away_hanging_or_lying_lets_send_but_not_fetch(scene, mood):
    scene.scanner.mood = mood
    person = scene.resident()
    person.log_in()
    asked = scene.scanner.asked

    form = person.begin()
    person.type(form, person.text)
    person.attach(form)

    address = FILE.search(person.browser.get(f"/utkast/{person.told.draft}/1/").html)
    assert address is None  # no link to fetch it by
    person.send(person.answer_the_rest(form))
    assert_whole(scene, person)
    assert scene.scanner.asked > asked or mood is not AWAY  # a process spares one that was away for a while


def test_promise_9_a_full_disk_stops_neither_text_nor_errand(scene, small_disk):
    person = scene.resident()
    person.log_in()
    form = person.begin()
    with small_disk.full():
        person.type(form, person.text)
        answer = person.browser.post_json(form.action, *person.upload(form, "ritning.pdf", person.drawing("r")))
        assert "fullt hos oss" in answer.json()["errors"][0]
        person.send(person.answer_the_rest(form))
        assert {row["state"] for row in scene.outbox_of(person)} <= {"waiting", "sent"}  # the sweep may have come by

    assert_whole(scene, person)
