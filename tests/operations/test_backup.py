"""Making a backup: whole or not at all, while the portal is at work, and never with the keys."""

import json
import stat
import tarfile
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from crypto.keyring import new_key_file
from operations import backup, databases
from outbox.actions import enqueue_mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> dict[str, Path]:
    settings.KEY_FILE = tmp_path / "keys" / "keys.json"
    new_key_file(settings.KEY_FILE)
    made = {"files": tmp_path / "files", "media": tmp_path / "media"}
    made["files"].mkdir()
    (made["files"] / "one").write_bytes(b"sealed")
    monkeypatch.setattr(backup, "file_folders", lambda: made)
    return made


def make(folder: Path) -> str:
    out = StringIO()
    call_command("backup", str(folder), stdout=out)
    return out.getvalue()


def test_backup_says_what_it_holds_and_is_its_owners_alone(tmp_path):
    told = make(tmp_path / "b")

    manifest = json.loads((tmp_path / "b" / "manifest.json").read_text())
    part = databases.PART[connection.vendor]
    assert sorted(manifest["parts"]) == sorted([part, "files.tar"])  # there is no folder of media yet
    assert manifest["parts"][part]["size"] == (tmp_path / "b" / part).stat().st_size
    assert manifest["rows"]["django_migrations"] == len(manifest["migrations"]) > 50
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "b").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "b").stat().st_mode) == 0o700
    assert "keys are not in it" in told


@pytest.mark.parametrize("taken", ["file", "full folder"])
def test_nothing_is_written_over(tmp_path, taken):
    (tmp_path / "b").touch() if taken == "file" else (tmp_path / "b" / "x").mkdir(parents=True)

    with pytest.raises(CommandError, match="not empty"):
        make(tmp_path / "b")


def test_backup_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_archive", full)

    with pytest.raises(CommandError, match="No space left"):
        make(tmp_path / "b")
    assert [path.name for path in tmp_path.iterdir() if "b" in path.name] == []


def test_key_file_among_the_files_is_refused(tmp_path, settings, folders):
    settings.KEY_FILE = folders["files"] / "keys.json"

    with pytest.raises(CommandError, match="keys never go into a backup"):
        make(tmp_path / "b")


def test_backup_into_what_is_backed_up_is_refused(folders):
    with pytest.raises(CommandError, match="lies within"):
        make(folders["files"] / "b")


def test_file_that_vanishes_meanwhile_is_left_out(tmp_path, folders, monkeypatch):
    (folders["files"] / "gone").symlink_to(folders["files"] / "never")
    found = [folders["files"] / "one", folders["files"] / "removed by its owner"]
    monkeypatch.setattr(backup, "_files", lambda source: iter(found))

    make(tmp_path / "b")

    with tarfile.open(tmp_path / "b" / "files.tar") as archive:
        assert archive.getnames() == ["one"]


def test_people_save_while_the_backup_is_made(tmp_path):
    stop, saved = threading.Event(), []

    def save() -> None:
        number = 0
        while not stop.is_set():
            with transaction.atomic():
                enqueue_mail(key=f"x:{number}", topic="receipt", to="bo@post.example", subject="Hej", body="Hej")
            saved.append(number)
            number += 1
        connection.close()

    thread = threading.Thread(target=save)
    thread.start()
    while not saved:
        pass
    before = len(saved)
    make(tmp_path / "b")
    during = len(saved) - before
    stop.set()
    thread.join()

    rows = json.loads((tmp_path / "b" / "manifest.json").read_text())["rows"]["outbox_outboxmessage"]
    assert before <= rows <= before + during + 1
    assert during > 0


def test_missing_tool_is_named(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite needs no tool")
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(CommandError, match="pg_dump is missing"):
        make(tmp_path / "b")


def test_password_stands_in_no_list_of_processes(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no password")
    seen: list[Any] = []
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hemlig")
    monkeypatch.setattr("subprocess.run", lambda words, **options: seen.append((words, options["env"])) or Done())

    databases._run("pg_dump")

    assert ("hemlig" in str(seen[0][0]), seen[0][1]["PGPASSWORD"]) == (False, "hemlig")


class Done:
    returncode = 0


def test_keys_are_copied_apart(tmp_path, settings):
    (tmp_path / "safe").mkdir()
    call_command("backup_keys", str(tmp_path / "safe"), stdout=StringIO())

    copy = tmp_path / "safe" / "keys.json"
    assert copy.read_bytes() == settings.KEY_FILE.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup_keys", str(tmp_path / "safe"))


@pytest.mark.parametrize("place", ["b", "b/keys.json", "."])
def test_keys_are_not_put_where_a_backup_lies(tmp_path, place):
    (tmp_path / "disk").mkdir()
    make(tmp_path / "disk" / "b")

    with pytest.raises(CommandError, match="A backup lies there"):
        call_command("backup_keys", str(tmp_path / "disk" / place))


def test_keys_are_not_put_among_the_data(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()

    with pytest.raises(CommandError, match="the portal's own folder"):
        call_command("backup_keys", str(settings.VAR_DIR))
