"""`documents.checking` in a process of its own (`attachments.apart`): what a stranger sends is parsed nowhere else."""

import base64
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from attachments import apart
from attachments.examiner import set_bounds
from documents.checking import Checked, Verdict, check

MOST = 8 * 2**20  # bytes of answer: a verdict and one attached file of at most checking.MOST_DATA


@dataclass(frozen=True)
class Examined:
    """`attached` is empty unless the document is genuine and has the file."""

    checked: Checked
    attached: bytes


def examine(content: Iterable[bytes], *, ours: Sequence[bytes], wanted: str) -> Examined:
    """What is to be said of a document; `wanted` is the name of the attached file to read from it, if it is genuine."""
    certificates = json.dumps([base64.b64encode(one).decode() for one in ours])
    answer = apart.examine("documents.examining", wanted, content=_preceded(certificates, content), most=MOST)
    try:
        told = json.loads(answer)
    except ValueError:
        return Examined(Checked(Verdict.UNKNOWN), b"")
    sealed_at = datetime.fromisoformat(told["sealed_at"]) if told["sealed_at"] else None
    checked = Checked(Verdict(told["verdict"]), sealed_at, told["sealed_by"], told["time_is_stamped"])
    return Examined(checked, base64.b64decode(told["attached"]))


def _preceded(line: str, content: Iterable[bytes]) -> Iterator[bytes]:
    yield line.encode() + b"\n"
    yield from content


def main(wanted: str) -> None:
    """Reads certificates and document from standard input, writes what it found, and ends."""
    import pyhanko.sign.validation  # noqa: F401  # before the bounds are set

    set_bounds()
    ours = [base64.b64decode(one) for one in json.loads(sys.stdin.buffer.readline())]
    found = check(sys.stdin.buffer.read(), ours=ours)
    told = {
        "verdict": found.verdict,
        "sealed_at": found.sealed_at.isoformat() if found.sealed_at else "",
        "sealed_by": found.sealed_by,
        "time_is_stamped": found.time_is_stamped,
        "attached": base64.b64encode((found.attachments or {}).get(wanted, b"")).decode(),
    }
    sys.stdout.write(json.dumps(told))
