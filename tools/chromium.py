"""A Chromium for the tests: the system's, else Debian's package when we may install it, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import CannotGoOn, run, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NONE = """The tests drive a real browser, and none could be had here.
Install Chromium (on Debian and Ubuntu: apt-get install chromium) or name one: CHROMIUM=/path/to/chrome make test"""


def find_chromium() -> str:
    """The path of a Chromium, installed if need be; empty for Playwright's own, which Playwright finds itself."""
    found = on_this_machine()
    if not found and may_install():
        install_packages("chromium")
        found = on_this_machine()
    if not found and not playwright_has_its_own():
        fetch_with_playwright()
    return found


def on_this_machine() -> str:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*names: str) -> None:
    say(f"Installing {', '.join(names)} with apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "-qq", "update", env=quiet)
    run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", *names, env=quiet, stdout=subprocess.DEVNULL)


def playwright_has_its_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def fetch_with_playwright() -> None:
    say("Fetching Playwright's own Chromium")
    try:
        run(sys.executable, "-m", "playwright", "install", "chromium")
    except CannotGoOn as error:
        raise CannotGoOn(NONE) from error
