"""What a person signs: a sentence to read, and beside it the hashes that bind it to exactly what was reviewed.

The e-ID shows the sentence and signs both (BankID: visible and non-visible data; oidc.se: sign message and tbs_data).
Pure: the same facts give the same bytes, so that what was signed can be held against what was received, years later.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rfc8785

FORMAT = "1"
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` is shown to the signer, in their language; `data` is RFC 8785 JSON and says the same to machines."""

    text: str
    data: bytes

    @property
    def content_sha256(self) -> str:
        return str(facts_in(self)["content_sha256"])


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What is signed; the title is for the sentence alone.

    `reference` is the draft's id: no case has a number yet when the first person signs.
    """

    municipality: str
    service_id: str
    service_title: str
    version_number: int
    version_sha256: str
    reference: UUID
    content_sha256: str
    files_sha256: Sequence[str]


def data_of(subject: Subject) -> bytes:
    """Hex in, hex out; titles in any language are not part of it."""
    return rfc8785.dumps(
        {
            "format": FORMAT,
            "municipality": subject.municipality,
            "service": subject.service_id,
            "version": {"number": str(subject.version_number), "sha256": subject.version_sha256},
            "reference": str(subject.reference),
            "content_sha256": subject.content_sha256,
            "files_sha256": list(subject.files_sha256),
        }
    )


def facts_in(statement: Statement) -> dict[str, Any]:
    """What `data_of` put in. Raises ValueError for bytes that are no statement."""
    facts: dict[str, Any] = json.loads(statement.data)
    if facts.get("format") != FORMAT:
        raise ValueError("not a statement of ours")
    return facts


def check_code(sha256: str) -> str:
    """The beginning of a hash, short enough to compare by eye between a page and the e-ID app: "1A2B-3C4D"."""
    start = sha256[:CODE_LENGTH].upper()
    return f"{start[:4]}-{start[4:]}"
