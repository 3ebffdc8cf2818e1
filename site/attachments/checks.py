"""Is the file what its name says, and harmless? (security.md fact 8, T-28, T-29, ASVS 5.2)

The extension says which kind the file claims to be; the content must be of that kind, whole and sound. What a stranger
sent is parsed in a process of its own (`attachments.examiner`), which knows no keys, no database and no address, and is
bounded in time and memory: a file that chokes a parser harms nobody but itself.
"""

import json
import subprocess
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, BinaryIO

from attachments.errors import Refused
from attachments.kinds import Kind, extensions_text, kind_of_name

SITE = str(Path(__file__).resolve().parents[1])
START = "import sys; sys.path.insert(0, sys.argv[1]); from attachments.examiner import main; main(sys.argv[2])"
LONGEST = 20.0  # seconds, by the wall clock; the examiner bounds its own processor time lower
PIECE = 1024 * 1024
# Each may take `examiner.MEMORY`, and a web process has more threads than the machine has such pieces of memory.
AT_ONCE = BoundedSemaphore(2)
# What parsers say of a file on standard error could quote it into a log.
PIPES: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}


def check_content(reader: BinaryIO, name: str, allowed_kinds: Collection[Kind]) -> Kind:
    """The kind of the file, one of `allowed_kinds`. Raises Refused with the reason when it is none, or not sound.

    `reader` gives the clear text from its beginning; a SealBroken of it is the caller's.
    """
    kind = kind_of_name(name, allowed_kinds)
    if kind is None:
        raise Refused("kind_not_allowed", allowed=extensions_text(allowed_kinds))
    code, params = _examine(reader, kind)
    if code:
        raise Refused(code, **params)
    return kind


def _examine(reader: BinaryIO, kind: Kind) -> tuple[str, dict[str, object]]:
    """The examiner's verdict: an empty code for a sound file. No verdict at all means that it was stopped."""
    command = [sys.executable, "-I", "-c", START, SITE, kind.code]
    with AT_ONCE, subprocess.Popen(command, env={}, **PIPES) as process:  # noqa: S603 - our own program, no stranger's words
        timer = Timer(LONGEST, process.kill)
        timer.start()
        try:
            assert process.stdin is not None  # noqa: S101 - a pipe, as asked for
            assert process.stdout is not None  # noqa: S101
            _pour(reader, process.stdin)
            verdict = process.stdout.read(PIECE)
        except BaseException:
            process.kill()
            raise
        finally:
            timer.cancel()
    try:
        code, params = json.loads(verdict)
    except ValueError:
        return "too_complex", {}
    return code, params


def _pour(reader: BinaryIO, pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):  # the examiner has ended: its verdict, if any, is there to read
        while piece := reader.read(PIECE):
            pipe.write(piece)
    with suppress(BrokenPipeError):
        pipe.close()  # else Popen does, and stumbles over what is left in the buffer
