"""Drafts: their owner's alone (promise 1), encrypted, and reachable through one door (design.md §13.2)."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from guardian.models import UserObjectPermissionBase

from accounts.models import User
from crypto.lookup import token_hash
from eservices.models.scoped import ScopedQuerySet

OWN_DRAFT = "own_draft"


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

    def expired(self, now: datetime) -> Self:
        """What is past its time, for removal: no answers, since no key can be opened without its owner."""
        return self._through_the_door(expires_at__lte=now)


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
