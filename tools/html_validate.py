"""html-validate for the tests: a second opinion on our pages' HTML, which knows habits and accessibility too.

It and what it needs stand in a lock file with their hashes; `npm ci` takes exactly those. Fetched once.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.console import ROOT, say
from tools.node import node, npm

FOLDER = Path(ROOT, "tests", "inclusion", "html_validate")
LOCK = FOLDER / "package-lock.json"
PROGRAM = FOLDER / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
STAMP = FOLDER / "node_modules" / "installed"
PRESETS = ["html-validate:recommended", "html-validate:a11y", "html-validate:document"]
OFF = {  # rule: why it is off
    "no-trailing-whitespace": "template tags leave it, nobody sees it",
    "require-sri": "all files come from our own host",
    "doctype-style": "taste",
    "long-title": "a step's says step, service and municipality",
}
TUNED = {
    "heading-level": {"minInitialRank": "h2"},  # the summary of errors stands above the page's own heading
    "form-dup-name": {"shared": ["radio", "checkbox", "submit", "button"]},  # boxes of one question, as Django reads
    "prefer-native-element": {"exclude": ["listbox"]},  # suggestions under a field are no select
    "tel-non-breaking": {"ignoreClasses": ["number"]},  # our class for what must not break
}


def fetch() -> None:
    """Put the packages in their place unless they are there. Raises CannotGoOn when they cannot be had."""
    if is_there():
        return
    say("Fetching html-validate")
    npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", folder=str(FOLDER))
    STAMP.write_text(_fingerprint())


def is_there() -> bool:
    return STAMP.exists() and STAMP.read_text() == _fingerprint()


def _fingerprint() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def faults(pages: dict[str, bytes]) -> list[str]:
    """What is wrong with these pages: a line for each error or warning, with the page's name."""
    names = list(pages)
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(pages.values()):
            Path(folder, f"{number}.html").write_bytes(content)
        rules = dict.fromkeys(OFF, "off") | {rule: ["error", options] for rule, options in TUNED.items()}
        config = {"root": True, "extends": PRESETS, "rules": rules}
        Path(folder, "rules.json").write_text(json.dumps(config))
        command = [str(node()), str(PROGRAM), "--config", "rules.json", "--formatter", "json=found.json"]
        command += [f"{number}.html" for number in range(len(names))]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)  # it fails when it finds something
        found = json.loads(Path(folder, "found.json").read_text())
    return [
        f"{names[int(Path(page['filePath']).stem)]}:{fault['line']}: {fault['message']} ({fault['ruleId']})"
        for page in found
        for fault in page["messages"]
    ]


if __name__ == "__main__":
    os.chdir(ROOT)
    fetch()
    sys.exit("\n".join(faults({name: Path(name).read_bytes() for name in sys.argv[1:]})))
