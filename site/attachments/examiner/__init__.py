"""The process that parses what strangers send: the standard library, Pillow and pypdf, and nothing of the portal.

It reads one file from its standard input, writes one verdict to its standard output, `["", {}]` for a sound file or
`[code, params]` for a refusal, and ends. Bounds on memory and processor time are set before the first byte is read.
"""

import io
import json
import resource
import sys
from collections.abc import Callable
from typing import BinaryIO

from attachments.errors import Refused

MEMORY = 1024 * 2**20  # bytes of address space
PROCESSOR_TIME = 10  # seconds

Examine = Callable[[BinaryIO, str], None]


def main(kind: str) -> None:
    examine = examiner_of(kind)  # its libraries are loaded before the bounds are set
    set_bounds()
    code, params = verdict(examine, io.BytesIO(sys.stdin.buffer.read()), kind)
    sys.stdout.write(json.dumps([code, params]))


def verdict(examine: Examine, file: BinaryIO, kind: str) -> tuple[str, dict[str, object]]:
    """What a parser stumbles over is not sound: that is an answer about the file, not an error of ours."""
    try:
        examine(file, kind)
    except Refused as refused:
        return refused.code, refused.params
    except (MemoryError, RecursionError):
        return "too_complex", {}
    except Exception:
        return "unreadable", {}
    return "", {}


def examiner_of(kind: str) -> Examine:
    if kind == "pdf":
        from attachments.examiner.documents import examine_pdf

        return examine_pdf
    if kind in ("jpeg", "png", "webp", "gif"):
        from attachments.examiner.images import examine_image

        return examine_image
    if kind == "txt":
        from attachments.examiner.plain import examine_text

        return examine_text
    from attachments.examiner.packages import examine_package

    return examine_package


def set_bounds() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_TIME, PROCESSOR_TIME))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the file in clear
