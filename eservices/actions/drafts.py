"""Beginning, saving, keeping and removing a draft. Only its owner's requests come here (promise 1)."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction

from eservices.actions.expiry import wipe_traces, withdraw_warnings
from eservices.actions.files import destroy_draft, detach
from eservices.actions.locking import refuse_if_stopped, refuse_if_waiting
from eservices.errors import DraftGone, EditConflict, WaitsForSignatures
from eservices.models import Draft, DraftFile, DraftUserPerm, EServiceVersion
from eservices.models.drafts import OWN_DRAFT
from eservices.owners import Owner
from eservices.sealing import Answers, give_key, open_answers, open_kept_answers, sealed_answers

ATTEMPTS = 5


@dataclass(frozen=True)
class PageSave:
    """One save from one page load: a random `token` per load, a running `number`, and whether it was an autosave.

    A page that saves while an earlier save of its own is still under way is no conflict with itself, and an autosave
    that arrives late must not undo what the page said after it.
    """

    position: int
    token: str
    number: int
    is_automatic: bool

    def is_own(self, draft: Draft) -> bool:
        return bool(self.token) and draft.page_saves.get(str(self.position), ["", 0])[0] == self.token

    def is_late(self, draft: Draft) -> bool:
        return self.is_automatic and self.is_own(draft) and self.number <= draft.page_saves[str(self.position)][1]

    def note(self, draft: Draft) -> None:
        draft.page_saves = draft.page_saves | {str(self.position): [self.token, self.number]}


NO_PAGE = PageSave(position=0, token="", number=0, is_automatic=False)


def fingerprint(answers: Answers, question_ids: Iterable[str]) -> str:
    """A short digest of some answers: tells a later save whether another tab has changed them meanwhile."""
    chosen = [answers.get(question_id) for question_id in question_ids]
    return hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:16]


def begin_draft(
    draft_id: UUID,
    *,
    version: EServiceVersion,
    answers: Answers,
    owner: Owner,
    now: datetime,
    keep: bool = False,
    page: PageSave = NO_PAGE,
) -> Draft:
    """Make the draft and the permission row that says whose it is, at the first answer.

    The id was chosen when the first page was shown, so a double click makes one draft. Raises DraftGone when
    the id is taken by anyone: the caller then saves to it, which works for its owner and for nobody else.
    """
    draft = Draft(
        id=draft_id,
        version=version,
        visitor_hash=owner.visitor_hash,
        created_at=now,
        updated_at=now,
        expires_at=now + owner.lifetime,
    )
    page.note(draft)
    give_key(draft, owner)
    draft.body = sealed_answers(draft, owner, answers, part="body", revision=draft.revision)
    if keep:
        _keep(draft, owner, answers, now)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            if owner.user:
                permission = Permission.objects.get(codename=OWN_DRAFT, content_type__app_label="eservices")
                DraftUserPerm.objects.create(user=owner.user, permission=permission, content_object=draft)
    except IntegrityError as error:
        raise DraftGone from error
    return draft


def load_draft(draft_id: UUID, *, owner: Owner, now: datetime) -> Draft:
    """The owner's draft with its version and the page behind it, or DraftGone."""
    try:
        return owner.drafts(now).with_service().get(pk=draft_id)
    except Draft.DoesNotExist:
        raise DraftGone from None


def save_answers(
    draft: Draft,
    *,
    changes: Mapping[str, Any],
    base: str,
    owner: Owner,
    now: datetime,
    keep: bool = False,
    page: PageSave = NO_PAGE,
) -> Draft:
    """Store what was posted from one page, valid or not, over the newest answers (promise 14).

    `base` is the fingerprint of the page's answers when it was shown. When another page load has changed them since,
    and to something else than this page says, raises EditConflict and stores nothing. Other steps are merged. Raises
    ServiceClosed when nothing begun may be finished any longer, DraftGone when the draft's time ran out meanwhile.
    """
    refuse_if_stopped(draft, now)
    for _attempt in range(ATTEMPTS):
        refuse_if_waiting(draft)
        stored = open_answers(draft, owner)
        if page.is_late(draft):
            return draft
        if not page.is_own(draft) and base != fingerprint(stored, changes) and _differ(stored, changes):
            raise EditConflict(stored)
        page.note(draft)
        if _write(draft, {**stored, **changes}, owner=owner, now=now, keep=keep):
            return draft
        draft = load_draft(draft.pk, owner=owner, now=now)
    raise EditConflict(open_answers(draft, owner))


def _differ(stored: Answers, changes: Mapping[str, Any]) -> bool:
    return any(stored.get(key) != value for key, value in changes.items())


def _write(draft: Draft, answers: Answers, *, owner: Owner, now: datetime, keep: bool) -> bool:
    """Compare and set on the revision; False when somebody else wrote, or warned of the draft, in between."""
    expected, warned = draft.revision, draft.warned_days
    if warned is not None:
        withdraw_warnings([draft], now=now)
    draft.revision = expected + 1
    draft.body = sealed_answers(draft, owner, answers, part="body", revision=draft.revision)
    draft.updated_at, draft.expires_at, draft.warned_days = now, now + owner.lifetime, None
    fields = ["revision", "body", "page_saves", "updated_at", "expires_at", "warned_days"]
    if keep:
        _keep(draft, owner, answers, now)
        fields += ["kept_body", "kept_revision", "kept_at"]
    values = {name: getattr(draft, name) for name in fields}
    unchanged = Draft.objects.in_hand(draft, revision=expected).filter(warned_days=warned, waits=False)
    return unchanged.update(**values) == 1


def keep_draft(draft: Draft, *, owner: Owner, now: datetime) -> Draft:
    """What lies saved becomes what the owner has chosen to keep, as Spara on a step does: it outlasts a later leaving.

    Raises ServiceClosed, and DraftGone when the draft's time ran out meanwhile.
    """
    refuse_if_stopped(draft, now)
    return _rewrite(draft, opened=open_answers, owner=owner, now=now, keep=True)


def _rewrite(
    draft: Draft, *, opened: Callable[[Draft, Owner], Answers], owner: Owner, now: datetime, keep: bool
) -> Draft:
    """Store anew what `opened` finds in the newest draft. Raises EditConflict when others write all the time."""
    for _attempt in range(ATTEMPTS):
        refuse_if_waiting(draft)
        if _write(draft, opened(draft, owner), owner=owner, now=now, keep=keep):
            return draft
        draft = load_draft(draft.pk, owner=owner, now=now)
    raise EditConflict(open_answers(draft, owner))


def _keep(draft: Draft, owner: Owner, answers: Answers, now: datetime) -> None:
    draft.kept_revision, draft.kept_at = draft.revision, now
    draft.kept_body = sealed_answers(draft, owner, answers, part="kept", revision=draft.revision)


def leave_without_saving(draft: Draft, *, owner: Owner, now: datetime) -> Draft | None:
    """Go back to what the owner last chose to keep; a draft never kept is removed. Returns what is left.

    Files added since go; files removed since are destroyed and do not come back.
    """
    if draft.kept_at is None:
        remove_draft(draft, now=now)
        return None
    added = DraftFile.objects.of(draft).filter(created_at__gt=draft.kept_at).values_list("pk", flat=True)
    detach(draft.pk, list(added), owner=owner, now=now)
    return _rewrite(draft, opened=open_kept_answers, owner=owner, now=now, keep=False)


def remove_draft(draft: Draft, *, now: datetime) -> None:
    """Remove the draft, its answers, files, key and the mail about it at once, with no trace of them on the disk.

    The instance in hand came through the owner's door. Raises WaitsForSignatures.
    """
    with transaction.atomic():
        lock = Draft.objects.row_of(draft).select_for_update()  # an upload under way is waited for, and goes too
        if any(lock.values_list("waits", flat=True)):
            raise WaitsForSignatures
        withdraw_warnings([draft], now=now)
        destroy_draft(draft)
        transaction.on_commit(wipe_traces)
