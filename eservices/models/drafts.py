"""Drafts: their owner's alone (promise 1), encrypted, and reachable through one door (design.md §13.2)."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from accounts.models import User
from crypto.lookup import token_hash
from eservices.models.scoped import ScopedQuerySet
from operations.sealed_rows import headers, on_other_keys

OWN_DRAFT = "own_draft"
OF_SERVICE = ("title", "title_en", "live", "when_closed", "finish_until", "closed_reason", "closed_reason_en")


class WrappedKey(NamedTuple):
    """A draft's key as it is stored, and what it is bound to. Opens nothing: the answers are not at hand."""

    draft_id: uuid.UUID
    blob: bytes
    owner_uuid: uuid.UUID


class DraftQuerySet(ScopedQuerySet["Draft"]):
    """Refuses to run until it has been narrowed to one person, one visitor, or to metadata that names nobody."""

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

    def row_of(self, draft: "Draft") -> Self:
        """The row of a draft that came through the door, whatever its revision: to lock it, to move its times."""
        return self._through_the_door(pk=draft.pk)

    def waiting(self, draft_id: uuid.UUID) -> Self:
        """The row of a draft whose package of signatures is in hand: to remove it or let it go, not to read it."""
        return self._through_the_door(pk=draft_id, waits=True)

    def expired(self, now: datetime) -> Self:
        """What is past its time, for removal: no answers, since no key can be opened without its owner."""
        return self._through_the_door(expires_at__lte=now, waits=False)

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

    def to_warn(self, days: int, now: datetime) -> Self:
        """Those with at most `days` times 24 hours left whose owner gave a contact address and is not warned of it."""
        near = self._through_the_door(expires_at__gt=now, expires_at__lte=now + timedelta(days=days), waits=False)
        unwarned = near.filter(Q(warned_days=None) | Q(warned_days__gt=days))
        return unwarned.filter(draftuserperm__user__contact__isnull=False).with_owner()

    def to_warn_with(self, owners: Iterable[int], days: int, now: datetime) -> Self:
        """What `to_warn` finds of these owners, and what it would find within a day: one mail tells of all."""
        return self.to_warn(days + 1, now).filter(draftuserperm__user__in=owners)

    def beside(self, drafts: Iterable["Draft"]) -> Self:
        """The other drafts of those who own these."""
        named = [draft.pk for draft in drafts]
        owners = DraftUserPerm.objects.filter(content_object__in=named).values("user")
        return self._through_the_door(draftuserperm__user__in=owners).exclude(pk__in=named)

    def warned_of(self, draft_id: uuid.UUID, now: datetime) -> Self:
        """One draft that has time left, for asking whether a warning still holds."""
        return self._through_the_door(pk=draft_id, expires_at__gt=now).with_owner()

    def locked(self, drafts: Iterable["Draft"]) -> Self:
        """Rows that this transaction has found through the door and locked."""
        return self._through_the_door(pk__in=[draft.pk for draft in drafts])

    def with_owner(self) -> Self:
        """`owner_id` and `owner_uuid` beside each row; None without login."""
        return self.annotate(owner_id=F("draftuserperm__user_id"), owner_uuid=F("draftuserperm__user__uuid"))

    def with_service(self) -> Self:
        """The version and the page behind it: of the page its titles, and what `eservices.closing` asks for.

        Every step begins with this query, and what it costs is mostly to name its columns.
        """
        own = (field.attname for field in Draft._meta.concrete_fields)
        version = (f"version__{name}" for name in ("number", "sha256", "service_id"))
        service = (f"version__service__{name}" for name in OF_SERVICE)
        return self.select_related("version__service").only(*own, *version, *service)


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
    waits = models.BooleanField(default=False)  # for signatures: sealed, and changed by nobody until it is over
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    warned_days = models.PositiveSmallIntegerField(null=True)  # the latest warning of `expires_at`; a save begins anew

    owner_id: int | None  # these two where `with_owner()` was asked for
    owner_uuid: uuid.UUID | None

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


class ExpiredDraft(models.Model):
    """That a draft was removed because its time ran out, so that its owner can be told kindly instead of with 404.

    `mark` is a keyed hash of owner and draft: without the key, which is not in the database, it leads to nobody, and
    only who asks as that owner for that draft finds it. It goes after some weeks (promises 1 and 8).
    """

    mark = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey("eservices.EServiceVersion", on_delete=models.PROTECT, related_name="+")
    expired_at = models.DateTimeField(db_index=True)
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Expired {self.pk}"
