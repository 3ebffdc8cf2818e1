"""Make .venv with exactly what the lock file says; do nothing when that is there already, so that it works off-line.

    python3 -m tools.bootstrap            what the portal runs on
    python3 -m tools.bootstrap --tests    what the tests need besides

Run by whatever `python3` the machine has, so the syntax is that of old Pythons (3.6): the message must come out.
"""

import hashlib
import importlib.util
import os
import shutil
import sys
from typing import Any, Callable  # noqa: UP035  # collections.abc's and tuple have no [] before 3.9

from tools.console import ROOT, CannotGoOn, main, run, say

OLDEST = (3, 11)
NEWER_NAMES = ("python3.14", "python3.13", "python3.12", "python3.11")
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
PACKAGES = os.path.join(VENV, "lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")
STAMP = os.path.join(VENV, "installed")
RUN_LOCK = "requirements.lock"
TESTS_LOCK = os.path.join("tests", "requirements.lock")
PIP = ("-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps", "--require-hashes")

TOO_OLD = """The portal needs Python {}.{} or later, and this is Python {} ({}).
Install a newer one (on Debian and Ubuntu: apt-get install python3) or name it: make run PYTHON=/path/to/python3.11"""
NO_VENV = """This Python cannot make virtual environments: its module {} is missing.
On Debian and Ubuntu: apt-get install python{}.{}-venv"""


def check_version(version: "tuple[int, ...]") -> None:
    if version[:2] < OLDEST:
        raise CannotGoOn(TOO_OLD.format(*OLDEST, ".".join(map(str, version[:3])), sys.executable))


def use_newer_python() -> None:
    """Where `python3` is old but a newer one stands beside it, start over with that."""
    if sys.version_info[:2] < OLDEST:
        for path in filter(None, map(shutil.which, NEWER_NAMES)):
            os.execv(path, [path, "-m", "tools.bootstrap", *sys.argv[1:]])


def check_venv(find: "Callable[[str], Any]" = importlib.util.find_spec) -> None:
    """Debian ships `venv` without `ensurepip` unless python3-venv is installed: both are asked for."""
    for module in ("venv", "ensurepip"):
        if find(module) is None:
            raise CannotGoOn(NO_VENV.format(module, *sys.version_info[:2]))


def fingerprint(lock: str) -> str:
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def installed() -> "set[str]":
    try:
        with open(STAMP) as file:
            return set(file.read().split())
    except OSError:
        return set()


def venv_works() -> bool:
    """False when there is none, or when its Python is gone or is another one now (after an upgrade of the machine)."""
    return os.path.exists(PYTHON) and os.path.isdir(PACKAGES)


def make_venv() -> None:
    say("Making the environment in .venv")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install(with_tests: bool) -> None:
    """Install from the lock file, hashes checked. The tests' lock holds everything the portal's lock holds."""
    locks = [RUN_LOCK, TESTS_LOCK] if with_tests else [RUN_LOCK]
    wanted = {fingerprint(lock) for lock in locks}
    if venv_works() and wanted <= installed():
        return
    if not venv_works():
        make_venv()
    say("Installing packages from " + locks[-1] + " (a minute or two; only when it has changed)")
    run(PYTHON, *PIP, "-r", locks[-1])
    with open(STAMP, "w") as file:
        file.write("\n".join(sorted(wanted)))


def work() -> None:
    use_newer_python()
    check_version(sys.version_info[:3])
    check_venv()
    install(with_tests="--tests" in sys.argv[1:])


if __name__ == "__main__":
    main(work)
