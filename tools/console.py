"""What every tool here shares: how it speaks, how it runs a command, and how it ends when it cannot go on.

Kept to the syntax of old Pythons: `tools.bootstrap` must still start there to say which one is needed.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class CannotGoOn(Exception):
    """Carries a message for the person at the keyboard: what is wrong, and what to do about it."""


def say(text):  # type: (str) -> None
    print(text, flush=True)


def run(*command, **options):  # type: (str, object) -> None
    """Run `command` in the project's folder; raises CannotGoOn with its name when it fails."""
    try:
        subprocess.run(command, check=True, cwd=ROOT, **options)  # type: ignore[call-overload]  # passed on as they are
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotGoOn("This failed: {}\n({})".format(" ".join(command), error))


def main(work):  # type: (object) -> None
    """Call `work`; a CannotGoOn ends the program with its message instead of a traceback."""
    try:
        work()  # type: ignore[operator]  # a function without arguments
    except CannotGoOn as error:
        sys.exit("\n{}\n".format(error))
    except KeyboardInterrupt:
        sys.exit(130)
