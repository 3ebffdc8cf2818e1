"""Pin everything that follows from requirements.txt, with hashes: `make lock`.

uv does it, in an environment that is thrown away, since nothing else here needs uv. Marked for every platform and every
Python from 3.11 on, so that one lock serves all machines.
"""

import sys
import tempfile
from pathlib import Path

from tools.console import main, run

COMPILE = ("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header")
UPGRADE = tuple(word for word in sys.argv[1:] if word == "--upgrade")


def work() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder)
        run(str(Path(folder, "bin", "pip")), "install", "--quiet", "uv")
        uv = str(Path(folder, "bin", "uv"))
        run(uv, *COMPILE, *UPGRADE, "requirements.txt", "-o", "requirements.lock")
        # The tests' lock holds the portal's lock, at the same versions.
        run(
            uv, *COMPILE, *UPGRADE, "tests/requirements.txt", "-c", "requirements.lock", "-o", "tests/requirements.lock"
        )


if __name__ == "__main__":
    main(work)
