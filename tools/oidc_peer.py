"""A real OpenID provider for the tests of e-ID: npm's oidc-provider, with a page where one chooses who to be."""

from pathlib import Path

from tools import npm_packages
from tools.console import ROOT

FOLDER = Path(ROOT, "tests", "accounts", "oidc", "peer")
PROGRAM = FOLDER / "peer.mjs"


def fetch() -> None:
    npm_packages.fetch(FOLDER, "oidc-provider")


if __name__ == "__main__":
    fetch()
