"""A draft's answers, sealed so that only its owner's requests can open them (security.md, Draft encryption).

The draft's id, what the blob is, and its revision are bound in: another row's text, or an older text, fails to open.
"""

import json
from collections.abc import Mapping
from typing import Any

from crypto.envelope import Domain, new_wrapped_key, seal, unseal, unwrap_key
from eservices.models.drafts import Draft
from eservices.owners import Owner

Answers = Mapping[str, Any]


def give_key(draft: Draft, owner: Owner) -> None:
    draft.wrapped_key = new_wrapped_key(Domain.DRAFT, draft.id, owner.binding)


def draft_key(draft: Draft, owner: Owner) -> bytes:
    return unwrap_key(bytes(draft.wrapped_key), Domain.DRAFT, draft.id, owner.binding)


def sealed_answers(draft: Draft, owner: Owner, answers: Answers, *, part: str, revision: int) -> bytes:
    text = json.dumps(answers, separators=(",", ":")).encode("ascii")
    return seal(draft_key(draft, owner), text, context=(part, str(draft.id), revision))


def open_answers(draft: Draft, owner: Owner) -> dict[str, Any]:
    blob = unseal(draft_key(draft, owner), bytes(draft.body), context=("body", str(draft.id), draft.revision))
    answers: dict[str, Any] = json.loads(blob)
    return answers


def open_kept_answers(draft: Draft, owner: Owner) -> dict[str, Any]:
    """What the owner last chose to keep with Spara; empty when they never did."""
    if draft.kept_body is None:
        return {}
    blob = unseal(draft_key(draft, owner), bytes(draft.kept_body), context=("kept", str(draft.id), draft.kept_revision))
    answers: dict[str, Any] = json.loads(blob)
    return answers
