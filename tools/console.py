"""What every tool here shares: how it speaks, how it runs a command, and how it ends when it cannot go on.

Kept to the syntax of old Pythons (3.6): `tools.bootstrap` must still start there to say which one is needed.
"""

import os
import subprocess
import sys
from typing import Any, Callable  # noqa: UP035  # collections.abc's has no [] before 3.9

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class CannotGoOn(Exception):
    """Carries a message for the person at the keyboard: what is wrong, and what to do about it."""


def say(text: str) -> None:
    print(text, flush=True)


def run(*command: str, **options: Any) -> None:
    """Run `command` in the project's folder unless `cwd` names another; raises CannotGoOn naming it when it fails."""
    try:
        subprocess.run(command, check=True, **{"cwd": ROOT, **options})
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotGoOn(f"This failed: {' '.join(command)}\n({error})") from error


def main(work: Callable[[], None]) -> None:
    """Call `work`; a CannotGoOn ends the program with its message instead of a traceback."""
    try:
        work()
    except CannotGoOn as error:
        sys.exit(f"\n{error}\n")
    except KeyboardInterrupt:
        sys.exit(130)
