"""`tools.messages` finds what a catalogue lacks, and compiles without GNU gettext."""

import gettext
from pathlib import Path

import polib
import pytest

from tools import messages


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Spara", msgstr=""), "not translated: 'Spara'"),
        (polib.POEntry(msgid="Spara", msgstr="Save", flags=["fuzzy"]), "fuzzy: 'Spara'"),
        (polib.POEntry(msgid="Steg %(n)s", msgstr="Step"), "other placeholders: 'Steg %(n)s'"),
        (polib.POEntry(msgid="Hej {name}", msgstr="Hi {namn}"), "other placeholders: 'Hej {name}'"),
        (
            polib.POEntry(
                msgid="%(n)s person", msgid_plural="%(n)s personer", msgstr_plural={0: "one", 1: "%(antal)s people"}
            ),
            "other placeholders: '%(n)s person'",
        ),
    ],
)
def test_fault_is_found(entry: polib.POEntry, fault: str) -> None:
    assert messages.faults(catalogue(entry)) == [fault]


def test_sound_catalogue_has_no_faults() -> None:
    plural = polib.POEntry(
        msgid="%(n)s person", msgid_plural="%(n)s personer", msgstr_plural={0: "one person", 1: "%(n)s people"}
    )

    assert messages.faults(catalogue(polib.POEntry(msgid="Steg %(n)s", msgstr="Step %(n)s"), plural)) == []


def test_compiling_makes_what_gettext_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue(polib.POEntry(msgid="Spara", msgstr="Save")).save(str(folder / "django.po"))
    monkeypatch.setattr(messages, "LOCALE", tmp_path)

    messages.compile_catalogues()

    assert gettext.translation("django", tmp_path, ["en"]).gettext("Spara") == "Save"
    assert {path.name for path in folder.iterdir()} == {"django.po", "django.mo"}
