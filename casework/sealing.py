"""Case content under the case's own key (design.md §13.10). The database alone tells nothing of it.

Every blob is bound to its case, to what it is and to its place, so that no update by hand can move one to another
case or pass an older submission off as a newer.
"""

from uuid import UUID

from casework.models import Case
from crypto.envelope import Domain, new_wrapped_key, seal, unseal, unwrap_key


def give_key(case: Case) -> bytes:
    """Give a new case its key, and return the key itself for sealing what came with it."""
    case.wrapped_key = new_wrapped_key(Domain.CASE, case.id, str(case.id))
    return case_key(case)


def case_key(case: Case) -> bytes:
    return unwrap_key(bytes(case.wrapped_key), Domain.CASE, case.id, str(case.id))


def sealed(key: bytes, plaintext: bytes, *, case_id: UUID, part: str, place: int = 0) -> bytes:
    return seal(key, plaintext, context=(part, str(case_id), place))


def opened(key: bytes, blob: bytes | memoryview, *, case_id: UUID, part: str, place: int = 0) -> bytes:
    """What was sealed as the same part of the same case. Raises SealBroken for anything else."""
    return unseal(key, bytes(blob), context=(part, str(case_id), place))
