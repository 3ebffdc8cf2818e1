"""Ways in which the product could be broken, each of which the state machine must find out."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from eservices.actions import drafts, sending
from eservices.actions.drafts import PageSave
from eservices.models import Draft
from eservices.models.drafts import DraftQuerySet
from eservices.owners import Owner
from eservices.views import review


def no_lock_at_submit(patch: Any) -> None:
    """The draft is read before the transaction, so that a save in between is thrown away."""

    def send(draft_id: Any, *, owner: Owner, now: Any, reviewed: str, level: str, **more: Any) -> Any:
        draft = sent_before_or(draft_id, owner, now)
        content = sending.content_of(draft, owner, now)
        sending.refuse_unreviewed(content, reviewed)
        received = sending._received(draft, content, owner=owner, now=now, **more)
        try:
            with transaction.atomic():
                case = sending.receive(received)
                sending.destroy_draft(draft)
                return case
        except sending.AlreadyReceived as error:
            raise sending.AlreadySent(error.case) from error

    def sent_before_or(draft_id: Any, owner: Owner, now: Any) -> Draft:
        with transaction.atomic():
            return sending.locked_draft(draft_id, owner=owner, now=now)

    patch.setattr(review, "send", send)


def no_compare_and_set(patch: Any) -> None:
    patch.setattr(DraftQuerySet, "in_hand", lambda self, draft, revision: self._through_the_door(pk=draft.pk))


def late_autosave_wins(patch: Any) -> None:
    patch.setattr(PageSave, "is_late", lambda self, draft: False)


def base_fingerprint_ignored(patch: Any) -> None:
    patch.setattr(drafts, "_differ", lambda stored, changes: False)


def conflict_where_there_is_none(patch: Any) -> None:
    patch.setattr(PageSave, "is_own", lambda self, draft: False)


def kept_body_not_restored(patch: Any) -> None:
    patch.setattr(drafts, "open_kept_answers", drafts.open_answers)


def hidden_answers_sent(patch: Any) -> None:
    def canonical_content(version: Any, service: Any, state: Any) -> bytes:
        return content(version, service, replace(state, values=dict(state.values) | hidden(service, state)))

    def hidden(service: Any, state: Any) -> dict[str, str]:
        return {key: "kvar" for key in service.questions if not state.applies(key)}

    content = sending.canonical_content
    patch.setattr(sending, "canonical_content", canonical_content)
    patch.setattr(review, "canonical_content", canonical_content)


def owner_check_dropped(patch: Any) -> None:
    patch.setattr(DraftQuerySet, "owned_by", lambda self, user: self._through_the_door())


def expiry_ignored(patch: Any) -> None:
    patch.setattr(Owner, "drafts", lambda self, now: Draft.objects.owned_by(self.user) if self.user else visitors(self))

    def visitors(owner: Owner) -> Any:
        return Draft.objects.all()._through_the_door(visitor_hash=owner.visitor_hash)


def expiry_job_takes_all(patch: Any) -> None:
    patch.setattr(DraftQuerySet, "expired", lambda self, now: self._through_the_door())


def sends_what_was_not_reviewed(patch: Any) -> None:
    patch.setattr(sending, "refuse_unreviewed", lambda content, reviewed: None)


def draft_left_behind(patch: Any) -> None:
    patch.setattr(sending, "destroy_draft", lambda draft, spared=(): None)


def autosave_not_stored(patch: Any) -> None:
    """Says saved, and is not."""
    patch.setattr(drafts, "_write", lambda draft, answers, **more: True)


DEFECTS = [
    no_lock_at_submit,
    no_compare_and_set,
    late_autosave_wins,
    base_fingerprint_ignored,
    conflict_where_there_is_none,
    kept_body_not_restored,
    hidden_answers_sent,
    owner_check_dropped,
    expiry_ignored,
    expiry_job_takes_all,
    sends_what_was_not_reviewed,
    draft_left_behind,
    autosave_not_stored,
]
