"""Rotation of keys: nothing is lost, nothing opened, nobody disturbed, and no key removed that something stands on."""

import io
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from casework.models import Case
from crypto import keyring as keys
from crypto import rotation
from crypto.envelope import kid_of, seal_value, unseal_value
from crypto.keyring import KeysAway, keyring
from eservices import sealing
from eservices.actions.drafts import fingerprint, save_answers
from eservices.models import Draft
from eservices.models.scoped import UnscopedDraftAccess
from outbox.actions import enqueue_mail
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db


def run(command: str, *args: str) -> str:
    out = io.StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


def long_ago(path: Path) -> None:
    os.utime(path, (time.time() - 3600,) * 2)


def standing() -> set[str]:
    return {kid for counts in rotation.in_use().values() for kid in counts}


def test_whole_rotation_keeps_everything_readable(portal, key_file):
    assert standing() == {"k1"}
    assert "k2" in run("add_key")

    told = run("rotate_keys")
    long_ago(key_file)
    run("remove_key", "k1")

    assert "drafts: 1 moved to k2" in told
    assert "cases: 1 moved to k2" in told
    assert (standing(), list(keyring().keys)) == ({"k2"}, ["k2"])
    assert portal.read() == portal.answers


def test_everything_sealed_is_registered(portal):
    assert {name: sum(counts.values()) > 0 for name, counts in rotation.in_use().items()} == {
        "identities": True,
        "contact addresses": True,
        "e-ID orders, state": False,
        "e-ID orders, result": False,
        "outbox": True,
        "cases": True,
        "drafts": True,
        "packages to sign": False,
        "reasons": False,
        "parked texts": True,
    }


def test_promise_1_rotation_opens_no_answer(portal, monkeypatch):
    """Neither the answers nor anything sealed with a draft's or case's own key is opened: only keys change wraps."""
    before = portal.draft()
    run("add_key")
    monkeypatch.setattr(sealing, "unseal", lambda *args, **kwargs: pytest.fail("opened"))
    monkeypatch.setattr("casework.sealing.unseal", lambda *args, **kwargs: pytest.fail("opened"))

    run("rotate_keys")

    after = portal.draft()
    assert (bytes(after.body), after.revision, after.updated_at) == (
        bytes(before.body),
        before.revision,
        before.updated_at,
    )
    assert kid_of(after.wrapped_key) == "k2"


def test_promise_1_door_gives_keys_without_answers(portal):
    (key,) = Draft.objects.keys_on_others("k2", after=None, limit=10)

    assert key._fields == ("draft_id", "blob", "owner_uuid")
    assert len(key.blob) == 63
    assert Draft.objects.key_headers() == [(rotation.header("k1"), 1)]
    for way in (Draft.objects.count, Draft.objects.exists, lambda: list(Draft.objects.all())):
        with pytest.raises(UnscopedDraftAccess):
            way()


def test_save_during_rotation_wins_and_stays_readable(portal):
    run("add_key")
    in_a_tab = portal.draft()
    (key,) = Draft.objects.keys_on_others("k2", after=None, limit=10)

    run("rotate_keys")
    saved = save_answers(
        in_a_tab, changes={"x": "sist"}, base=fingerprint({}, ["x"]), owner=portal.owner, now=timezone.now()
    )

    assert sealing.open_answers(portal.draft(), portal.owner)["x"] == "sist"
    assert saved.revision == portal.draft().revision
    assert Draft.objects.replace_key(key, by=b"late") == 0


def test_rotation_goes_on_where_it_was_broken_off(portal, monkeypatch):
    run("add_key")
    drafts = rotation._registered["drafts"]
    monkeypatch.setitem(rotation._registered, "drafts", BrokenOff(drafts))
    with pytest.raises(KeyboardInterrupt):
        run("rotate_keys")
    assert "k1" in standing()

    monkeypatch.setitem(rotation._registered, "drafts", drafts)
    run("rotate_keys")

    assert standing() == {"k2"}


class BrokenOff:
    def __init__(self, sealed: rotation.Sealed) -> None:
        self.name, self.kids, self.ages_out = sealed.name, sealed.kids, ""

    def move(self, kid: str) -> Any:
        raise KeyboardInterrupt


def test_many_rows_go_in_batches(portal, cast, monkeypatch):
    for number in range(5):
        with transaction.atomic():
            enqueue_mail(key=f"y:{number}", topic="receipt", to="bo@post.example", subject="Hej", body="Hej")
    monkeypatch.setattr("operations.sealed_rows.BATCH", 2)
    run("add_key")

    assert "outbox: 8 moved to k2" in run("rotate_keys")


def test_visitors_drafts_are_left_to_run_out(key_file, cast, client):
    Errand(client, a_page(cast.unit, login="none")).fill()
    run("add_key")

    told = run("rotate_keys")

    assert "drafts: 0 moved to k2; left: 1 on k1 (drafts begun without login" in told
    long_ago(key_file)
    with pytest.raises(CommandError, match="1 drafts still stand on k1"):
        run("remove_key", "k1")


def test_key_is_not_removed_while_anything_stands_on_it(portal, key_file):
    run("add_key")
    long_ago(key_file)

    with pytest.raises(
        CommandError, match=r"1 identities, 1 contact addresses, 3 outbox, 1 cases, 1 drafts, 1 parked texts still"
    ):
        run("remove_key", "k1")

    assert list(keys.read_keyring(key_file).keys) == ["k1", "k2"]


@pytest.mark.parametrize(("kid", "words"), [("k1", "the current key"), ("k9", "holds no key k9")])
def test_current_or_unknown_key_is_not_removed(key_file, kid, words):
    with pytest.raises(CommandError, match=words):
        run("remove_key", kid)


def test_key_is_not_removed_while_old_requests_may_be_under_way(key_file):
    run("add_key")

    with pytest.raises(CommandError, match="changed just now"):
        run("remove_key", "k1")


def test_name_of_a_removed_key_is_never_given_again(key_file):
    run("add_key")
    long_ago(key_file)
    run("remove_key", "k1")

    assert [keys.add_key(key_file) for _ in range(2)] == ["k3", "k4"]


def test_changed_file_is_whole_and_its_owners_alone(key_file):
    run("add_key")

    document = json.loads(key_file.read_text())
    assert (stat.S_IMODE(key_file.stat().st_mode), document["current"], len(document["keys"])) == (0o400, "k2", 2)
    assert [file.name for file in key_file.parent.iterdir()] == ["keys.json"]


def test_key_can_be_added_everywhere_before_it_is_used_anywhere(key_file):
    told = run("add_key", "--not-yet")
    assert (keyring().current, "--use k2" in told) == ("k1", True)

    run("add_key", "--use", "k2")

    assert keyring().current == "k2"
    with pytest.raises(CommandError, match="holds no key k9"):
        run("add_key", "--use", "k9")


def test_what_cannot_be_opened_is_told_and_left(portal, key_file):
    Case.objects.update(wrapped_key=b"\x01zz" + b"0" * 60)
    run("add_key")

    with pytest.raises(CommandError, match="1 could not be opened"):
        run("rotate_keys")

    assert standing() == {"k2", "zz"}


READS = """
import sys, django
django.setup()
from crypto.envelope import seal_value, unseal_value
from crypto.keyring import keyring
keyring()
print("ready", flush=True)
for line in sys.stdin:
    print(unseal_value("test", bytes.fromhex(line), context=("x",)).decode(), keyring().current, flush=True)
"""


def test_process_that_runs_opens_at_once_what_another_seals_under_a_new_key(key_file):
    environment = os.environ | {"KEY_FILE": str(key_file), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment |= {"PYTHONPATH": f"{django_settings.BASE_DIR}/site:{django_settings.BASE_DIR}"}
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    with subprocess.Popen([sys.executable, "-c", READS], **pipes) as other:
        assert other.stdout.readline() == "ready\n"
        keys.add_key(key_file)
        other.stdin.write(seal_value("test", b"hej", context=("x",)).hex() + "\n")
        other.stdin.flush()
        assert other.stdout.readline() == "hej k2\n"
        other.stdin.close()


@pytest.mark.parametrize("damage", ["gone", "damaged", "loose"])
def test_process_goes_on_with_the_keys_it_has_when_the_file_is_damaged(key_file, damage, caplog):
    sealed = seal_value("test", b"hej", context=("x",))
    if damage == "loose":
        key_file.chmod(0o444)
        os.utime(key_file, (1, 1))
    else:
        key_file.unlink()
    if damage == "damaged":
        key_file.touch(mode=0o400)

    assert unseal_value("test", sealed, context=("x",)) == b"hej"
    assert "Going on with the keys read before" in caplog.text
    with pytest.raises(KeysAway):
        keys.read_keyring(key_file)
