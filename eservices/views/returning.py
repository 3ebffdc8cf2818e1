"""Giving parked text back to its writer, at their own request after login (design.md §13.21)."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from eservices.actions.drafts import PageSave
from eservices.actions.parking import mark_returned, waiting_texts
from eservices.errors import DraftGone, EditConflict
from eservices.filling import Filling
from eservices.parking import PostedText
from eservices.views.saving import save_posted


@dataclass(frozen=True)
class Returned:
    """The errand with the texts saved into it; or with one of them laid beside what another window saved."""

    filling: Filling
    anything: bool = False
    conflict: EditConflict | None = None
    row_id: UUID | None = None


def give_back(filling: Filling, position: int) -> Returned:
    """Save what waits for this step, oldest first, until one meets other answers: the person then chooses."""
    anything = False
    for row, text in waiting_texts(filling.owner, filling.draft_id, position, filling.now):
        page = PageSave(position, row.page, text.number, text.is_automatic)
        has_later = filling.draft is not None and page.is_late(filling.draft)
        try:
            filling = filling if has_later else _saved(filling, text, page)
        except EditConflict as conflict:
            both = replace(filling, answers={**conflict.stored, **text.answers})
            if both.state.step(position):
                return Returned(both, anything, conflict, row.pk)
            has_later = True  # its questions do not apply any more, so there is nothing to choose
        mark_returned(filling.owner, row.draft_id, row.pk, now=filling.now)
        anything = anything or not has_later
    return Returned(filling, anything)


def _saved(filling: Filling, text: PostedText, page: PageSave) -> Filling:
    try:
        return save_posted(filling, text.answers, base=text.base, keep=text.keep, page=page)
    except DraftGone:
        if filling.draft is not None:
            raise
        # Somebody else in the same browser has begun on this address meanwhile: the writer gets another.
        return save_posted(replace(filling, draft_id=uuid4()), text.answers, base="", keep=text.keep, page=page)
