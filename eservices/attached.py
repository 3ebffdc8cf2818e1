"""The files of a draft, opened: what each is called and what it is. Sealed as the answers are (eservices.sealing).

Draft, file and question are bound in, so that a row moved by hand to another draft or question does not open.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from attachments.models import ScanState, StoredFile
from crypto.envelope import Context, seal, unseal
from eservices.models import Draft, DraftFile
from eservices.owners import Owner
from eservices.sealing import draft_key
from questions import FileFact

CHECKS: dict[str, Any] = {ScanState.WAITING: "waiting", ScanState.INFECTED: "harmful"}


@dataclass(frozen=True)
class Details:
    """What is sealed of a file. `type` is the mime type that its content was found to have."""

    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class AttachedFile:
    """A file of a draft with what is known of it. `key` opens the stored file."""

    stored: StoredFile
    question_id: str
    position: int
    added_at: datetime
    details: Details
    key: bytes

    @property
    def id(self) -> UUID:
        return self.stored.pk

    @property
    def is_waiting(self) -> bool:
        return self.stored.scan == ScanState.WAITING

    @property
    def fact(self) -> FileFact:
        return FileFact(id=str(self.id), check=CHECKS.get(self.stored.scan, "checked"), **asdict(self.details))


def attached_files(draft: Draft, owner: Owner) -> list[AttachedFile]:
    """All files of the owner's draft, in the order they came; one query. Raises SealBroken."""
    rows = list(DraftFile.objects.of(draft).select_related("stored").order_by("position"))
    key = draft_key(draft, owner) if rows else b""
    return [_opened(row, key) for row in rows]


def seal_file(row: DraftFile, *, key: bytes, file_key: bytes, details: Details) -> None:
    """Put the file's key and details into its row, sealed under the draft's `key`."""
    row.wrapped_key = seal(key, file_key, context=_context("file-key", row))
    seal_details(row, key=key, details=details)


def seal_details(row: DraftFile, *, key: bytes, details: Details) -> None:
    text = json.dumps(asdict(details), separators=(",", ":")).encode("ascii")
    row.details_sealed = seal(key, text, context=_context("file-details", row))


def facts_about(files: list[AttachedFile]) -> dict[str, tuple[FileFact, ...]]:
    """What `evaluate` is told: the files of each question."""
    questions = dict.fromkeys(file.question_id for file in files)
    return {question: tuple(file.fact for file in files if file.question_id == question) for question in questions}


def _opened(row: DraftFile, key: bytes) -> AttachedFile:
    details = json.loads(unseal(key, row.details_sealed, context=_context("file-details", row)))
    return AttachedFile(
        stored=row.stored,
        question_id=row.question_id,
        position=row.position,
        added_at=row.created_at,
        details=Details(**details),
        key=unseal(key, row.wrapped_key, context=_context("file-key", row)),
    )


def _context(part: str, row: DraftFile) -> Context:
    return (part, str(row.draft_id), str(row.stored_id), row.question_id)
