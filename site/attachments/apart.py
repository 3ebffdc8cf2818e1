"""Parsing what a stranger sent in a process of its own, which knows no keys, no database and no address, and is bounded
in time and memory: a file that chokes a parser harms nobody but itself (security.md fact 8, ASVS 5.2).
"""

import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any

SITE = str(Path(__file__).resolve().parents[1])
START = "import sys; sys.path.insert(0, sys.argv[1]); from MODULE import main; main(*sys.argv[2:])"
LONGEST = 20.0  # seconds, by the wall clock; the process bounds its own processor time lower
# Each may take `examiner.MEMORY`, and a web process has more threads than the machine has such pieces of memory.
AT_ONCE = BoundedSemaphore(2)
# What parsers say of a file on standard error could quote it into a log.
PIPES: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}


def examine(module: str, *arguments: str, content: Iterable[bytes], most: int) -> bytes:
    """What `main` of the module writes, at most `most` bytes, about the content it reads; nothing if it is stopped."""
    command = [sys.executable, "-I", "-c", START.replace("MODULE", module), SITE, *arguments]
    with AT_ONCE, subprocess.Popen(command, env={}, **PIPES) as process:  # noqa: S603 - our own program, no stranger's words
        timer = Timer(LONGEST, process.kill)
        timer.start()
        try:
            assert process.stdin is not None  # noqa: S101 - a pipe, as asked for
            assert process.stdout is not None  # noqa: S101
            _pour(content, process.stdin)
            return bytes(process.stdout.read(most))
        except BaseException:
            process.kill()
            raise
        finally:
            timer.cancel()


def _pour(content: Iterable[bytes], pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # the process has ended: its answer, if any, is there to read
        for piece in content:
            pipe.write(piece)
    with suppress(BrokenPipeError):
        pipe.close()  # else Popen does, and stumbles over what is left in the buffer
