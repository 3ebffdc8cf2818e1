"""`make run` and `make test` say what is wrong in words a newcomer can act on."""

import importlib.util
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools import bootstrap, development, run
from tools.console import ROOT, CannotGoOn


def make(*arguments: str) -> str:
    answer = subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return answer.stdout


def targets() -> set[str]:
    lines = Path(ROOT, "Makefile").read_text().splitlines()
    return {line.split(":")[0] for line in lines if re.match(r"[a-z]+:.*## ", line)}


def test_make_alone_lists_every_target() -> None:
    listed = {line.split()[1] for line in make().splitlines() if line.startswith("  make ")}

    assert listed == targets()
    assert {"run", "test", "check", "bench", "help"} <= listed


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 6, 8), (2, 7, 18)])
def test_old_python_is_told_which_one_is_needed(version: tuple[int, ...]) -> None:
    message = "needs Python 3.11 or later, and this is Python " + ".".join(map(str, version))

    with pytest.raises(CannotGoOn, match=re.escape(message)):
        bootstrap.check_version(version)


def test_new_python_may_go_on() -> None:
    bootstrap.check_version((3, 11, 0))
    bootstrap.check_version((3, 14, 1))


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_missing_venv_module_names_the_package_to_install(missing: str) -> None:
    def find(name: str) -> object:
        return None if name == missing else importlib.util.find_spec(name)

    with pytest.raises(CannotGoOn, match=rf"module {missing} is missing.\n.*apt-get install python3\.\d+-venv"):
        bootstrap.check_venv(find)


def test_bootstrap_starts_on_old_pythons() -> None:
    """Nothing newer than Python 3.6 in what runs before the version check."""
    for name in ("bootstrap.py", "console.py"):
        source = Path(ROOT, "tools", name).read_text()
        compile(source, name, "exec", flags=0)
        answer = subprocess.run(
            [sys.executable, "-c", "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 6))"],
            input=source,
            text=True,
            check=False,
            capture_output=True,
        )
        assert answer.stderr == ""


def test_taken_port_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotGoOn, match=rf"Port {port} is taken(.|\n)*PORT={port + 1} make run"):
            run.check_port(port)


def test_free_port_passes() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]

    run.check_port(port)


@pytest.mark.parametrize("text", ["abc", "0", "70000", "-1", "8000.5", "٣"])
def test_nonsense_port_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORT", text)

    with pytest.raises(CannotGoOn, match="is no port"):
        development.chosen_port()


@pytest.mark.parametrize(("text", "expected"), [("", 8000), ("8123", 8123)])
def test_port_is_respected(monkeypatch: pytest.MonkeyPatch, text: str, expected: int) -> None:
    monkeypatch.setenv("PORT", text)

    assert development.chosen_port() == expected


def test_development_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    script = "from tools import development as d; d.set_environment(8000); import os; print(os.environ['SECRET_KEY'])"
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var")}

    first, second = (
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    )

    assert first == second
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "var").iterdir()}
    assert modes == {"secret_key": "0o600", "keys.json": "0o400"}


def test_dead_part_stops_the_rest() -> None:
    parts = [
        run.start("web server", [sys.executable, "-c", "import time; time.sleep(60)"], run.signal.SIGTERM),
        run.start("worker", [sys.executable, "-c", "pass"], run.signal.SIGINT),
    ]
    parts[1].process.wait()

    gone = run.dead(parts)
    run.stop(parts)

    assert gone is parts[1]
    assert [part.process.poll() is None for part in parts] == [False, False]
