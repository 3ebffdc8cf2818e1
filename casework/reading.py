"""Reading what was received, and the trace that every reading by staff leaves (promise 6)."""

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.utils import timezone

from accounts.actors import actor_label
from casework.errors import ContentAltered
from casework.models import Case, CaseReading, RegisterEntry, Submission
from casework.sealing import case_key, opened
from casework.search_text import masked

if TYPE_CHECKING:
    from accounts.models import User

QUERY_LENGTH = CaseReading._meta.get_field("query").max_length


def canonical_of(submission: Submission) -> bytes:
    """The very bytes that were received. Raises SealBroken or ContentAltered when they are not."""
    content = _part_of(submission, "content", submission.content_sealed)
    if hashlib.sha256(content).hexdigest() != submission.content_sha256:
        raise ContentAltered(f"Submission {submission.pk}")
    return content


def display_of(submission: Submission) -> dict[str, Any]:
    """Questions and answers as they were shown when sent (questions.display_document)."""
    display: dict[str, Any] = json.loads(_part_of(submission, "display", submission.display_sealed))
    return display


def counterpart_of(entry: RegisterEntry) -> str:
    """Whom the case came from; empty when nobody was named. `entry.case` must be at hand."""
    blob = opened(case_key(entry.case), entry.counterpart_sealed, case_id=entry.case_id, part="counterpart")
    return blob.decode()


def _part_of(submission: Submission, part: str, blob: bytes | memoryview) -> bytes:
    key = case_key(submission.case)
    return opened(key, blob, case_id=submission.case_id, part=part, place=submission.sequence)


def log_reading(
    request: HttpRequest,
    kind: CaseReading.Kind,
    case: Case | None = None,
    query: str = "",
    file_number: int | None = None,
) -> None:
    """Leave the trace. Called before anything is shown: what cannot be logged is not read."""
    reader = cast("User", request.user)  # the views' doors let nobody else this far
    CaseReading.objects.create(
        at=timezone.now(),
        kind=kind,
        user=reader,
        user_label=actor_label(reader),
        case_number=case.number if case else "",
        file_number=file_number,
        query=masked(query.replace("\0", ""))[:QUERY_LENGTH],
        address=request.META.get("REMOTE_ADDR") or None,
    )
