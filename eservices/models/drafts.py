"""Drafts: their owner's alone (promise 1), encrypted, and reachable through one door (design.md §13.2)."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db import models
from guardian.models import UserObjectPermissionBase

from accounts.models import User
from crypto.lookup import token_hash
from operations.sealed_rows import headers, on_other_keys

OWN_DRAFT = "own_draft"


class WrappedKey(NamedTuple):
    """A draft's key as it is stored, and what it is bound to. Opens nothing: the answers are not at hand."""

    draft_id: uuid.UUID
    blob: bytes
    owner_uuid: uuid.UUID


class UnscopedDraftAccess(Exception):
    """Somebody tried to read drafts without saying whose."""


class DraftQuerySet(models.QuerySet["Draft"]):
    """Refuses to run until it has been narrowed to one person, one visitor, or to metadata that names nobody."""

    scoped = False

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # Django's own hook, absent from its type stubs
        clone.scoped = self.scoped
        return clone

    def _through_the_door(self, **conditions: Any) -> Self:
        narrowed = self.filter(**conditions)
        narrowed.scoped = True
        return narrowed

    def owned_by(self, user: User) -> Self:
        """The drafts `user` began. Reads guardian's row itself: guardian's own checks let superusers through."""
        return self._through_the_door(draftuserperm__user=user, draftuserperm__permission__codename=OWN_DRAFT)

    def of_visitor(self, cookie: str, now: datetime) -> Self:
        """The drafts begun without login in the browser that holds `cookie` (design.md §13.3)."""
        return self._through_the_door(visitor_hash=token_hash(cookie), expires_at__gt=now)

    def in_hand(self, draft: "Draft", *, revision: int) -> Self:
        """The row of a draft that came through the door, at one revision, without a join: an UPDATE through a
        subquery would let two writers pass the same revision on PostgreSQL."""
        return self._through_the_door(pk=draft.pk, revision=revision)

    def expired(self, now: datetime) -> Self:
        """What is past its time, for removal: no answers, since no key can be opened without its owner."""
        return self._through_the_door(expires_at__lte=now)

    def key_headers(self) -> list[tuple[bytes, int]]:
        """How many drafts' keys stand on which master key: for the rotation of keys, and for no list of drafts."""
        return headers(self._through_the_door(), "wrapped_key")

    def keys_on_others(self, kid: str, *, after: uuid.UUID | None, limit: int) -> list[WrappedKey]:
        """Residents' keys wrapped under another master key than `kid`, to be wrapped anew: plain values, no rows."""
        rows = on_other_keys(self._through_the_door(draftuserperm__permission__codename=OWN_DRAFT), "wrapped_key", kid)
        later = rows.filter(pk__gt=after) if after else rows
        found = later.order_by("pk").values_list("pk", "wrapped_key", "draftuserperm__user__uuid")[:limit]
        return [WrappedKey(pk, bytes(blob), owner) for pk, blob, owner in found]

    def replace_key(self, key: WrappedKey, *, by: bytes) -> int:
        """Put the same key wrapped anew in its place, and touch nothing else; 0 when the row is gone or changed."""
        return self._through_the_door(pk=key.draft_id, wrapped_key=key.blob).update(wrapped_key=by)

    def _check_scope(self) -> None:
        if not self.scoped:
            raise UnscopedDraftAccess("Say whose drafts: owned_by(user), of_visitor(cookie, now) or expired(now)")

    def _fetch_all(self) -> None:
        self._check_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()
        return super().iterator(*args, **kwargs)

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check_scope()
        return super().aggregate(*args, **kwargs)

    def count(self) -> int:
        self._check_scope()
        return super().count()

    def exists(self) -> bool:
        self._check_scope()
        return super().exists()

    def update(self, **kwargs: Any) -> int:
        self._check_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check_scope()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """As a subquery of another query."""
        self._check_scope()
        return super().resolve_expression(*args, **kwargs)

    def __or__(self, other: Any) -> Any:
        other._check_scope()
        return super().__or__(other)

    def union(self, *others: Any, **kwargs: Any) -> Any:
        for other in others:
            other._check_scope()
        return super().union(*others, **kwargs)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise UnscopedDraftAccess("SQL says nothing of whose drafts it reads")


class Draft(models.Model):
    """An errand begun and not sent. Answers lie sealed in `body`; `kept_body` is what the owner last chose to save.

    The row in clear (version, times, size) says nothing of the answers and is enough to remind and to remove.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    version = models.ForeignKey("eservices.EServiceVersion", on_delete=models.PROTECT, related_name="+")
    visitor_hash = models.CharField(max_length=64, blank=True, db_index=True)  # without login: hash of a random cookie
    wrapped_key = models.BinaryField()
    body = models.BinaryField()
    kept_body = models.BinaryField(null=True)
    kept_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    page_saves = models.JSONField(default=dict)  # per step: which page load saved it last, and its how-manyth save
    kept_revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    objects = DraftQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # the index would say who has a draft, and of what, past the door

    class Meta:
        default_permissions = ()
        permissions = [(OWN_DRAFT, "Owns the draft")]

    def __str__(self) -> str:
        return str(self.id)


class DraftUserPerm(UserObjectPermissionBase):
    """guardian's row that says whose a draft is: the permission itself, read by `owned_by` alone."""

    content_object = models.ForeignKey(Draft, on_delete=models.CASCADE)
    wagtail_reference_index_ignore = True

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()  # nobody is to be given the right to say whose a draft is
