"""`make screenshots`: the demo's pages as a resident and a caseworker meet them, into var/screenshots/.

tests/screenshots.py walks through the demo by the tests' own means; here it gets a browser and a folder.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools import messages
from tools.chromium import find_chromium
from tools.console import ROOT, CannotGoOn, main, say

FOLDER = Path(ROOT, "var", "screenshots")


def work() -> None:
    messages.compile_catalogues()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    environment = {**os.environ, "CHROMIUM": find_chromium(), "LOOK_AT": str(FOLDER), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/screenshots.py"]
    say("Loading the demo and looking at it (a minute)")
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise CannotGoOn("Not all pictures could be taken: see above.")
    say(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


if __name__ == "__main__":
    main(work)
