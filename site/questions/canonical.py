"""The canonical submission: the bytes that hashes and signatures stand on (promise 3). RFC 8785, numbers as strings.

These bytes are made once, when the person signs or sends, and stored; they are never rebuilt from a database value.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from questions.document import Service
from questions.evaluate import State

SUBMISSION_FORMAT = "1"


class Incomplete(ValueError):
    """There is no canonical form of an errand that is not ready to be sent."""


def canonical_submission(service: Service, state: State, *, version: Mapping[str, Any], language: str) -> bytes:
    """The submission as canonical JSON. `version` has `number` and `sha256` (hex). Raises Incomplete.

    The answers are keyed by question id and are those of `state.values`: what does not apply is not there (promise 13).
    """
    if not state.complete:
        raise Incomplete(service.id)
    return rfc8785.dumps(
        {
            "format": SUBMISSION_FORMAT,
            "service": service.id,
            "version": {"number": str(version["number"]), "sha256": version["sha256"]},
            "language": language,
            "answers": dict(state.values),
        }
    )


def sha256_hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
