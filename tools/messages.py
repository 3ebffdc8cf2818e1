"""Message catalogues: Swedish stands in the source, English in site/locale/en.

python -m tools.messages compile    .po -> .mo, by polib, since few servers have GNU gettext
python -m tools.messages extract    bring the .po in step with the source (needs GNU gettext)
python -m tools.messages check      every text translated, none fuzzy, none forgotten in the source
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import polib

from tools import development
from tools.console import ROOT, CannotGoOn, main, run, say

LOCALE = Path(ROOT, "site", "locale")
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
IGNORED = (".venv", "var", "tests", "tools", "node_modules")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def compile_catalogues() -> None:
    """Make each .mo that is missing or older than its .po. Whole or not at all: a running portal may read it."""
    for po in LOCALE.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns:
            unfinished = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(unfinished))
            unfinished.replace(mo)


def have_gettext() -> bool:
    return shutil.which("xgettext") is not None


def extract(root: str = ROOT) -> None:
    if not have_gettext():
        raise CannotGoOn("GNU gettext is needed to read texts from the source (on Debian: apt-get install gettext)")
    development.set_environment(development.chosen_port())
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    options = ["--locale", "en", "--no-location", "--no-wrap", "--no-obsolete", "--verbosity", "0"]
    ignored = [f"--ignore={name}" for name in IGNORED]
    run(sys.executable, "manage.py", "makemessages", *options, *ignored, cwd=root)


def check() -> None:
    if not ENGLISH.exists():
        raise CannotGoOn(f"There is no English catalogue: make messages, then translate {ENGLISH}")
    problems = faults(polib.pofile(str(ENGLISH))) + out_of_step()
    if problems:
        raise CannotGoOn("\n".join(problems))
    say("Message catalogues complete")


def faults(catalogue: polib.POFile) -> list[str]:
    """What is missing, doubtful, or would show another value than the source does."""
    return (
        [f"not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()]
        + [f"fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
        + [
            f"other placeholders: {entry.msgid!r}"
            for entry in catalogue.translated_entries()
            if not same_placeholders(entry)
        ]
    )


def same_placeholders(entry: polib.POEntry) -> bool:
    """Plural forms may leave a number out ("one person"), but may not bring in anything the source does not have."""
    if entry.msgid_plural:
        known = names(entry.msgid) | names(entry.msgid_plural)
        return all(names(text) <= known for text in entry.msgstr_plural.values())
    return names(entry.msgid) == names(entry.msgstr)


def names(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def out_of_step() -> list[str]:
    """Texts that extracting anew would add or drop. Done in a copy: it writes beside each template while it works."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "portal")
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*IGNORED, ".*", "static"))
        extract(str(copy))
        fresh = keys(copy / ENGLISH.relative_to(ROOT))
    kept = keys(ENGLISH)
    added = [f"not in the catalogue (make messages): {msgid!r}" for _, msgid, _ in sorted(fresh - kept)]
    return added + [f"no longer in the source (make messages): {msgid!r}" for _, msgid, _ in sorted(kept - fresh)]


def keys(po: Path) -> set[tuple[str, str, str]]:
    return {
        (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")
        for entry in polib.pofile(str(po))
        if not entry.obsolete
    }


COMMANDS = {"compile": compile_catalogues, "extract": extract, "check": check}


def work() -> None:
    COMMANDS[sys.argv[1]]()


if __name__ == "__main__":
    main(work)
