"""Is the file what its name says, and harmless? (security.md fact 8, T-28, T-29, ASVS 5.2)

The extension says which kind the file claims to be; the content must be of that kind, whole and sound. It is parsed
apart from everything else (`attachments.apart`), by `attachments.examiner`.
"""

import json
from collections.abc import Collection, Iterator
from typing import BinaryIO

from attachments import apart
from attachments.errors import Refused
from attachments.kinds import Kind, extensions_text, kind_of_name

PIECE = 1024 * 1024


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
    verdict = apart.examine("attachments.examiner", kind.code, content=pieces(reader), most=PIECE)
    try:
        code, params = json.loads(verdict)
    except ValueError:
        return "too_complex", {}
    return code, params


def pieces(reader: BinaryIO) -> Iterator[bytes]:
    while piece := reader.read(PIECE):
        yield piece
