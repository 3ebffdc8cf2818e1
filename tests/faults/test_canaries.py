"""While drafts are alive, nothing of what people wrote lies anywhere in clear: not in database, queue, sessions,
logs, temporary files or storage (promises 1 and 10)."""

import re
from collections.abc import Iterator

from tests.attachments.samples import pdf
from tests.canary import Place, files_in, places_with
from tests.faults.browser import HalfUpload
from tests.faults.processes import until
from tests.faults.residents import Resident, identity_number
from tests.faults.scene import Scene

CANARY = "Kanariefågel8417"
KEYS = ("keys.json",)
FIELDS = re.compile(r'name="(q-[^"]+)"')


def everywhere(scene: Scene) -> Iterator[Place]:
    """Every row of every table, its blobs as they are; every file of the portal's programs and of the cluster's log."""
    yield from scene.cluster.rows()
    yield from files_in(scene.folder, leave=KEYS)
    yield str(scene.cluster.log), scene.cluster.log.read_bytes()


def arriving(scene: Scene) -> int:
    """Bytes of files that are still on their way in."""
    return sum(path.stat().st_size for path in (scene.portal.var / "incoming").glob("*"))


def write_canaries(person: Resident, service: int) -> int:
    """A canary in every field of a page with every type of question: autosaved, kept with Spara, and refused."""
    page = person.browser.get(f"/starta/{service}/")
    form = page.form("base")
    names = set(FIELDS.findall(page.html))
    form.values |= {name: f"{CANARY} {place}" for place, name in enumerate(sorted(names))}
    person.type(form, CANARY)
    person.told.draft = page.path.split("/")[3]
    assert person.press(form, "save").path == "/mina-sidor/"
    return len(names)


def write_after_logout(person: Resident, service: int) -> None:
    """The session ends in mid-step: what is then posted may be kept for the person, but not in clear."""
    form = person.begin()
    person.type(form, CANARY)
    logout = person.browser.get("/logga-ut/")
    form.values["csrfmiddlewaretoken"] = logout.form("csrfmiddlewaretoken").values["csrfmiddlewaretoken"]
    person.browser.post("/logga-ut/", form.values)
    form.values |= {name: f"{CANARY} efteråt" for name in form.values if name.startswith("q-")}
    person.browser.post(form.action, form.values | {"action": "next"})


def test_promise_1_no_canary_is_found_while_drafts_are_alive(scene):
    person, other = scene.resident(), scene.resident()
    person.log_in()
    other.log_in()

    assert write_canaries(person, scene.service_of_all) > 20
    write_after_logout(other, scene.service)

    canaries = [CANARY, identity_number(person.place), identity_number(other.place)]
    assert CANARY in str(scene.portal.ask("drafts")[person.told.draft])  # the draft is alive
    assert places_with(canaries, everywhere(scene)) == set()


def test_promise_1_no_canary_is_found_while_files_lie_there_and_one_is_arriving(scene):
    """In names and contents; the text lies unpacked in these files, so one stored in clear would be found."""
    person = scene.resident()
    person.log_in()
    form = person.begin()
    person.type(form, person.text)
    person.attach(form, f"{CANARY}.pdf")

    fields, files = person.upload(form, f"{CANARY} två.pdf", pdf(f"{CANARY} " * 40_000))
    half = HalfUpload(person.browser, form.action, fields, files)
    until(lambda: arriving(scene) > 100_000, "some of it has been written")
    try:
        assert places_with([CANARY], everywhere(scene)) == set()
    finally:
        assert b" 200 " in half.finish().partition(b"\r\n")[0]

    assert len(scene.portal.ask("drafts")[person.told.draft]["files"]) == 2
    assert places_with([CANARY], everywhere(scene)) == set()


def test_a_planted_canary_is_found_in_every_kind_of_place(scene):
    scene.cluster.ask(f"CREATE TABLE nest AS SELECT convert_to('{CANARY}', 'UTF8') AS egg")
    planted = [scene.folder / "tmp" / "upload", scene.portal.var / "egg", scene.portal.web.log]
    for path in planted:
        with path.open("ab") as file:
            file.write(CANARY.encode("utf-16-le"))
    try:
        found = {place for _canary, place in places_with([CANARY], everywhere(scene))}
    finally:
        scene.cluster.ask("DROP TABLE nest")
        planted[0].unlink()
        planted[1].unlink()
        planted[2].write_bytes(planted[2].read_bytes().removesuffix(CANARY.encode("utf-16-le")))

    assert found == {"nest", *map(str, planted)}
