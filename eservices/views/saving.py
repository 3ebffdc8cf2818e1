"""What a step's page posts, and saving it: shared by who takes a step and who gives parked text back."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from eservices.actions.drafts import PageSave, begin_draft, save_answers
from eservices.filling import Filling
from eservices.parking import PostedText
from eservices.sealing import open_answers

PAGE_TOKEN_LENGTH = 22


def page_save(request: HttpRequest, position: int) -> PageSave:
    """Which page load saves, for the how-manyth time; see PageSave. Without JavaScript the number stays 0."""
    number, token = request.POST.get("save_number", ""), request.POST.get("page", "")
    return PageSave(
        position=position,
        token=token[:PAGE_TOKEN_LENGTH] if token.isprintable() else "",  # PostgreSQL refuses NUL in JSON
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0,
        is_automatic=request.POST.get("action") == "autosave",
    )


def posted_text(request: HttpRequest, answers: dict[str, Any], page: PageSave) -> PostedText:
    base, keep = request.POST.get("base", ""), request.POST.get("action") == "save"
    return PostedText(answers, base[:64], page.number, page.is_automatic, keep)


def save_posted(filling: Filling, posted: dict[str, Any], *, base: str, keep: bool, page: PageSave) -> Filling:
    """The errand after the save. The first save of all makes the draft."""
    owner, now = filling.owner, filling.now
    keep = keep and owner.user is not None
    if filling.draft is None:
        draft = begin_draft(
            filling.draft_id, version=filling.version, answers=posted, owner=owner, now=now, keep=keep, page=page
        )
        return replace(filling, draft=draft, answers=posted)
    draft = save_answers(filling.draft, changes=posted, base=base, owner=owner, now=now, keep=keep, page=page)
    return replace(filling, draft=draft, answers=open_answers(draft, filling.owner))
