"""html-validate for the tests: a second opinion on our pages' HTML, which knows habits and accessibility too.

It and what it needs stand in a lock file with their hashes; `npm ci` takes exactly those. Fetched once.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools import npm_packages
from tools.console import ROOT
from tools.node import node

FOLDER = Path(ROOT, "tests", "inclusion", "html_validate")
PROGRAM = FOLDER / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
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
    npm_packages.fetch(FOLDER, "html-validate")


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
