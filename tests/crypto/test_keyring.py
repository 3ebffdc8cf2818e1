import base64
import json
import stat
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from crypto.keyring import UnknownKey, keyring, new_key_file

from .conftest import write_keys

KEY = base64.b64encode(b"k" * 32).decode()
SHORT = base64.b64encode(b"k" * 16).decode()
WHOLE = {"current": "k1", "keys": {"k1": KEY}, "lookup": KEY}


def test_new_key_file_is_readable_by_its_owner_alone(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o400
    assert [path.name for path in key_file.parent.iterdir()] == ["keys.json"]


def test_new_key_files_share_no_key(tmp_path):
    new_key_file(tmp_path / "deep" / "a.json")
    new_key_file(tmp_path / "deep" / "b.json")

    first, second = (json.loads((tmp_path / "deep" / name).read_text()) for name in ("a.json", "b.json"))
    assert len({first["keys"]["k1"], first["lookup"], second["keys"]["k1"], second["lookup"]}) == 4


def test_new_key_file_never_replaces_keys_in_use(key_file):
    before = key_file.read_bytes()

    with pytest.raises(FileExistsError):
        new_key_file(key_file)

    assert key_file.read_bytes() == before
    assert [path.name for path in key_file.parent.iterdir()] == ["keys.json"]


def test_keyring_gives_the_keys_of_the_file(settings, tmp_path):
    settings.KEY_FILE = write_keys(tmp_path / "known.json", WHOLE)

    assert (keyring().current, keyring().master("k1"), keyring().lookup) == ("k1", b"k" * 32, b"k" * 32)


def test_keyring_does_not_show_keys_when_printed(settings, tmp_path):
    settings.KEY_FILE = write_keys(tmp_path / "known.json", WHOLE)

    assert repr(keyring()) == "Keyring(current='k1')"


def test_keyring_has_no_key_of_an_unknown_name():
    with pytest.raises(UnknownKey, match="k9"):
        keyring().master("k9")


@pytest.mark.parametrize("mode", [0o440, 0o404, 0o644, 0o420])
def test_key_file_that_others_may_use_is_refused(key_file, mode):
    key_file.chmod(mode)

    with pytest.raises(ImproperlyConfigured, match="chmod 400"):
        keyring()


def test_missing_key_file_is_explained(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "nowhere.json"

    with pytest.raises(ImproperlyConfigured, match=r"nowhere\.json is missing.*generate_keys"):
        keyring()


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        None,
        "k1",
        WHOLE | {"current": "k2"},
        WHOLE | {"current": []},
        WHOLE | {"keys": {"k1": SHORT}},
        WHOLE | {"keys": {"long": KEY}, "current": "long"},
        WHOLE | {"keys": {"K1": KEY}, "current": "K1"},
        WHOLE | {"lookup": "not base64!"},
        WHOLE | {"lookup": None},
    ],
)
def test_damaged_key_file_is_refused_without_showing_it(settings, tmp_path, document):
    settings.KEY_FILE = write_keys(tmp_path / "damaged.json", document)

    with pytest.raises(ImproperlyConfigured, match="damaged") as caught:
        keyring()

    assert KEY not in str(caught.value)
    assert caught.value.__suppress_context__


def test_key_file_cut_short_or_binary_is_refused(settings, tmp_path):
    for name, content in [("cut.json", b'{"current": "k1"'), ("binary.json", b"\xff\xfe\x00")]:
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o400)
        settings.KEY_FILE = tmp_path / name

        with pytest.raises(ImproperlyConfigured, match="damaged"):
            keyring()


def test_key_file_that_is_a_folder_is_refused(settings, tmp_path):
    (tmp_path / "folder").mkdir(mode=0o700)
    settings.KEY_FILE = tmp_path / "folder"

    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        keyring()


def test_generate_keys_writes_where_told(settings, tmp_path):
    out = StringIO()

    call_command("generate_keys", str(tmp_path / "new.json"), stdout=out)

    settings.KEY_FILE = tmp_path / "new.json"
    assert keyring().current == "k1"
    assert "Keep a copy apart" in out.getvalue()


def test_generate_keys_writes_to_the_setting_and_only_once(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "default.json"
    call_command("generate_keys", stdout=StringIO())
    written = settings.KEY_FILE.read_bytes()

    with pytest.raises(CommandError, match="exists already"):
        call_command("generate_keys", stdout=StringIO())

    assert settings.KEY_FILE.read_bytes() == written


def test_generate_keys_says_when_the_place_is_unusable(key_file):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("generate_keys", str(key_file / "below-a-file.json"))
