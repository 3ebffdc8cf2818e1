"""The files of a case: taken over from what was sent, sealed under the case's key, opened again (design.md §13.9).

Nothing is moved when a case is received: the stored file stays where it is, and its key, 32 bytes, is wrapped anew.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from attachments.models import ScanState, StoredFile
from casework.models import Case, CaseFile, Submission
from casework.sealing import case_key, opened, sealed

KEY, DETAILS = "file-key", "file-details"


@dataclass(frozen=True, kw_only=True)
class ReceivedFile:
    """A file as reception is told of it: where it lies, what opens it, and what it is."""

    stored_id: UUID
    key: bytes
    question_id: str
    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class OpenedFile:
    """A file of a case, to be shown. `number` counts within the case: "BUN 2026-12:1"."""

    number: int
    question_id: str
    stored: StoredFile
    key: bytes
    name: str
    type: str
    size: int
    sha256: str

    @property
    def is_waiting(self) -> bool:
        return self.stored.scan == ScanState.WAITING

    @property
    def is_harmful(self) -> bool:
        return self.stored.scan == ScanState.INFECTED

    @property
    def is_unchecked(self) -> bool:
        return self.stored.scan == ScanState.UNSCANNED


def take_files(files: Sequence[ReceivedFile], *, submission: Submission, key: bytes, first_number: int) -> None:
    """Make the rows of what was sent with `submission`, numbered from `first_number`."""
    CaseFile.objects.bulk_create(_row(file, number, submission, key) for number, file in enumerate(files, first_number))


def files_of(case: Case) -> list[OpenedFile]:
    """All files of the case, in order; one query. Raises SealBroken."""
    rows = list(case.files.select_related("stored").order_by("number"))
    return _opened(rows, case)


def files_of_submission(submission: Submission) -> list[OpenedFile]:
    """Those that came with it. Raises SealBroken."""
    rows = submission.files.select_related("stored").order_by("number")
    return _opened(list(rows), submission.case)


def file_of(case: Case, number: int) -> OpenedFile | None:
    """Raises SealBroken."""
    rows = list(case.files.select_related("stored").filter(number=number))
    return next(iter(_opened(rows, case)), None)


def _row(file: ReceivedFile, number: int, submission: Submission, key: bytes) -> CaseFile:
    case_id = submission.case_id
    details = {name: value for name, value in asdict(file).items() if name in ("name", "type", "size", "sha256")}
    return CaseFile(
        case_id=case_id,
        submission=submission,
        stored_id=file.stored_id,
        question_id=file.question_id,
        number=number,
        wrapped_key=sealed(key, file.key, case_id=case_id, part=KEY, place=number),
        details_sealed=sealed(key, json.dumps(details).encode(), case_id=case_id, part=DETAILS, place=number),
        created_at=submission.received_at,
    )


def _opened(rows: Sequence[CaseFile], case: Case) -> list[OpenedFile]:
    key = case_key(case) if rows else b""
    return [
        OpenedFile(
            number=row.number,
            question_id=row.question_id,
            stored=row.stored,
            key=opened(key, row.wrapped_key, case_id=case.pk, part=KEY, place=row.number),
            **json.loads(opened(key, row.details_sealed, case_id=case.pk, part=DETAILS, place=row.number)),
        )
        for row in rows
    ]
