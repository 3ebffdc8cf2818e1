"""The drill: a portal in use is backed up, and comes back elsewhere, with its keys and without them (R-22, T-08)."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from crypto.keyring import add_key, new_key_file
from operations import backup, databases, key_proofs
from operations.restore import CannotRestore, restore
from outbox.actions import enqueue_mail
from outbox.models import OutboxMessage
from tests.eservices.factories import Errand, a_page
from tests.eservices.traces import forms
from tests.operations.portals import OtherPortal, other_portal

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "kanariefågel på grinden"

READ = """
import json
from accounts.backends import EID_BACKEND
from accounts.identities import subject_of
from accounts.models import User
from casework.models import Submission
from casework.reading import canonical_of
from crypto.envelope import SealBroken
from crypto.keyring import KeysAway
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from eservices.models import Draft
from eservices.owners import Owner
from eservices.sealing import open_answers
from outbox.models import OutboxMessage

def tried(read):
    try:
        return str(read())
    except (SealBroken, KeysAway) as error:
        return type(error).__name__

owner = Owner(user=User.everyone.get(first_name="Astrid"))
draft = owner.drafts(timezone.now()).get()
ready, sessions = Client().get("/readyz"), Session.objects.count()
astrid = Client(raise_request_exception=False)
astrid.force_login(owner.user, backend=EID_BACKEND)
print(json.dumps({
    "draft": tried(lambda: open_answers(draft, owner)),
    "case": tried(lambda: canonical_of(Submission.objects.select_related("case").get())),
    "identity": tried(lambda: subject_of(owner.user).value),
    "held": OutboxMessage.objects.held().count(), "waiting": OutboxMessage.objects.waiting().count(),
    "sessions": sessions,
    "ready": ready.status_code, "keys": ready.json()["checks"]["keys"],
    "page": astrid.get(f"/utkast/{draft.pk}/1/").status_code,
}))
"""


@pytest.fixture
def key_file(settings: Any, tmp_path: Path) -> Path:
    settings.KEY_FILE = tmp_path / "keys" / "keys.json"
    new_key_file(settings.KEY_FILE)
    return settings.KEY_FILE


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Path]:
    """The stored files of the portal that is backed up; the other portal has its own."""
    made = {"files": tmp_path / "files", "media": tmp_path / "media"}
    (made["files"] / "ab").mkdir(parents=True)
    (made["files"] / "ab" / "abcd").write_bytes(b"sealed")
    made["media"].mkdir()
    monkeypatch.setattr(backup, "file_folders", lambda: made)
    return made


@pytest.fixture
def portal(key_file, folders, cast, resident_client) -> Errand:
    """Astrid has a draft with the canary in it, a case, and a mail that waits."""
    page = a_page(cast.unit)
    sent, draft = (Errand(resident_client(cast.astrid), page) for _ in range(2))
    sent.fill().send()
    draft.post(1, wish=CANARY, email="astrid@example.se")
    with transaction.atomic():
        enqueue_mail(key="x:1", topic="receipt", to="astrid@post.example", subject=CANARY, body=CANARY)
    key_proofs.leave_proofs()
    return draft


@pytest.fixture
def made(portal, tmp_path) -> Path:
    """A backup of the portal."""
    call_command("backup", str(tmp_path / "backup"), stdout=StringIO())
    return tmp_path / "backup"


def read_in(other: OtherPortal) -> dict[str, Any]:
    return json.loads(other.python(READ).splitlines()[-1])


def content_of(folder: Path) -> bytes:
    """All that a backup holds, with PostgreSQL's compressed dump written out."""
    content = b"".join(file.read_bytes() for file in folder.iterdir())
    if (folder / "database.dump").exists():
        done = subprocess.run(["pg_restore", "--file=-", folder / "database.dump"], capture_output=True, check=True)
        content += done.stdout
    return content


def test_backup_holds_no_clear_text_of_a_draft_and_no_key(made, key_file):
    content = content_of(made)
    keys = json.loads(key_file.read_text())

    assert [form for form in forms(CANARY) if form in content] == []
    assert [key for key in (*keys["keys"].values(), keys["lookup"]) if key.encode() in content] == []
    assert b"eservices_draft" in content  # else the search proves nothing


def test_promise_9_with_its_keys_everything_comes_back_and_nothing_is_sent(made, key_file, tmp_path):
    waited = OutboxMessage.objects.waiting().count()
    with other_portal(tmp_path / "other", key_file) as other:
        done = other.manage("restore", str(made))
        found = read_in(other)

    assert (done.returncode, "The keys fit" in done.stdout) == (0, True), done.stderr
    assert CANARY in found.pop("draft")
    assert "Plats" in found.pop("case")
    expected = {"identity": "198704102386", "held": waited, "waiting": 0, "sessions": 0, "keys": "ok"}
    assert found == expected | {"ready": 200, "page": 200}
    assert (tmp_path / "other" / "var" / "files" / "ab" / "abcd").read_bytes() == b"sealed"


@pytest.mark.parametrize("keys", ["none", "another installation's"])
def test_without_its_keys_nothing_can_be_read_and_the_portal_says_so(made, tmp_path, keys):
    if keys != "none":
        new_key_file(tmp_path / "wrong.json")
    with other_portal(tmp_path / "other", tmp_path / "wrong.json") as other:
        done = other.manage("restore", str(made))
        found = read_in(other)

    kind = "KeysAway" if keys == "none" else "SealBroken"
    assert (found["draft"], found["case"], found["identity"]) == (kind, kind, kind)
    assert (found["ready"], found["keys"]) == (503, "failed")
    assert found["page"] == (503 if keys == "none" else 409)
    assert done.returncode == 1
    assert ("generate_keys" in done.stderr, "another installation's" in done.stderr) == (keys == "none", keys != "none")


def test_key_that_is_missing_is_named(made, key_file, tmp_path):
    shutil.copy(key_file, tmp_path / "later.json")
    added = add_key(tmp_path / "later.json")
    document = json.loads((tmp_path / "later.json").read_text())
    del document["keys"]["k1"]
    (tmp_path / "fewer.json").touch(mode=0o600)
    (tmp_path / "fewer.json").write_text(json.dumps(document))

    with other_portal(tmp_path / "other", tmp_path / "fewer.json") as other:
        done = other.manage("restore", str(made))

    assert (added, done.returncode) == ("k2", 1)
    assert "lacks keys that are in use: k1 (" in done.stderr


def test_backup_replaces_what_is_there_when_told(made, key_file, tmp_path):
    with other_portal(tmp_path / "other", key_file) as other:
        assert other.manage("restore", str(made)).returncode == 0
        other.python("from outbox.models import OutboxMessage; OutboxMessage.objects.all().delete()")

        assert other.manage("restore", str(made), "--replace").returncode == 0
        held = other.python("from outbox.models import OutboxMessage; print(OutboxMessage.objects.held().count())")

    assert int(held) == OutboxMessage.objects.waiting().count()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("bit", "missing or damaged"),
        ("cut", "missing or damaged"),
        ("missing", "missing or damaged"),
        ("manifest", "no whole backup"),
        ("newer", "newer program"),
        ("nothing", "something already in .* and the database"),
    ],
)
def test_damaged_or_unasked_backup_is_refused_before_anything_is_touched(made, monkeypatch, damage, words):
    monkeypatch.setattr(databases, "load", lambda source: pytest.fail("touched"))
    monkeypatch.setattr("operations.restore.file_folders", backup.file_folders)
    spoil(made, damage)

    with pytest.raises(CannotRestore, match=words):
        restore(made)


STOPPED = """
import errno, json, sys
from pathlib import Path
from django.contrib.sessions.models import Session
from operations.restore import restore
from outbox.models import OutboxMessage

rename = Path.rename
def busy(self, target):
    if self.name in ("files", "media"):
        raise OSError(errno.EBUSY, "Device or resource busy")
    return rename(self, target)

if "busy" in sys.argv:
    Path.rename = busy
try:
    restore(Path(sys.argv[1]))
    kind = "restored"
except Exception as error:
    kind = type(error).__name__
print(json.dumps([kind, OutboxMessage.objects.waiting().count(), Session.objects.count()]))
"""


@pytest.mark.parametrize("failure", ["busy", "other rows"])
def test_restore_that_stops_half_way_has_held_the_mails(made, key_file, tmp_path, failure):
    if failure == "other rows":
        change_rows(made, "outbox_outboxmessage", 1000)
    with other_portal(tmp_path / "other", key_file) as other:
        for name in ("files", "media"):
            (tmp_path / "other" / "var" / name).mkdir(exist_ok=True)
        answer = json.loads(other.python(STOPPED, str(made), failure).splitlines()[-1])

    assert answer == ["HalfRestored", 0, 0]
    assert [path.name for path in (tmp_path / "other" / "var").iterdir() if path.name.endswith(".restoring")] == []


def change_rows(folder: Path, table: str, count: int) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["rows"][table] = count
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.fixture
def left_over() -> Iterator[None]:
    """A table of a model that the program has no more, which refers to one that it has."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_over (name varchar(40) REFERENCES outbox_beat (name))")
        yield
        cursor.execute("DROP TABLE left_over")


def test_table_that_the_program_knows_no_more_is_counted_all_the_same(left_over, made, key_file, tmp_path):
    change_rows(made, "left_over", 0)
    with other_portal(tmp_path / "other", key_file) as other:
        done = other.manage("restore", str(made))

    assert done.returncode == 0, done.stderr


def test_folder_that_is_a_mount_is_refused_before_anything_is_touched(made, folders, monkeypatch):
    monkeypatch.setattr(databases, "load", lambda source: pytest.fail("touched"))
    monkeypatch.setattr("operations.restore.file_folders", backup.file_folders)
    monkeypatch.setattr("os.path.ismount", lambda path: path == folders["files"])

    with pytest.raises(CannotRestore, match="files is a mount"):
        restore(made, replace=True)


@pytest.mark.postgres
def test_newer_table_that_would_hold_on_is_named_before_anything_is_touched(made, left_over, monkeypatch):
    monkeypatch.setattr(databases, "load", lambda source: pytest.fail("touched"))
    monkeypatch.setattr("operations.restore.file_folders", backup.file_folders)

    with pytest.raises(CannotRestore, match="left_over would hold on"):
        restore(made, replace=True)


def spoil(folder: Path, damage: str) -> None:
    part = folder / databases.PART[connection.vendor]
    content = bytearray(part.read_bytes())
    if damage == "bit":
        content[len(content) // 2] ^= 1
        part.write_bytes(content)
    elif damage == "cut":
        part.write_bytes(content[:-1])
    elif damage == "missing":
        (folder / "files.tar").unlink()
    elif damage == "manifest":
        (folder / "manifest.json").write_text("{")
    elif damage == "newer":
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["migrations"].append("casework.9999_from_the_future")
        (folder / "manifest.json").write_text(json.dumps(manifest))
