"""What is attached to a draft: its owner's alone, as the draft is (promise 1)."""

from collections.abc import Iterable
from typing import Any, Self
from uuid import UUID

from django.db import models

from eservices.models.drafts import Draft, DraftQuerySet
from eservices.models.scoped import ScopedQuerySet


class DraftFileQuerySet(ScopedQuerySet["DraftFile"]):
    """Refuses to run until it is told of whose drafts; a draft in hand has come through the owner's door."""

    def of(self, draft: Draft) -> Self:
        return self._through_the_door(draft=draft)

    def within(self, drafts: DraftQuerySet) -> Self:
        """Those of all the drafts that a door let through, to count and to remove."""
        return self._through_the_door(draft__in=drafts.values("pk"))

    def of_drafts(self, draft_ids: Iterable[UUID]) -> Self:
        """Those of drafts that are about to be removed."""
        return self._through_the_door(draft__in=list(draft_ids))

    def claimed(self) -> "models.QuerySet[DraftFile, Any]":
        """Ids of the stored files that drafts still need, for the sweep; nothing of whose or what they are."""
        return self._through_the_door().values("stored_id")


class DraftFile(models.Model):
    """A file of a draft. The stored file's key and what the file is called lie sealed under the draft's own key.

    The row in clear says to which question of the version something is attached, and how much.
    """

    stored = models.OneToOneField(
        "attachments.StoredFile", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+")
    question_id = models.CharField(max_length=64)
    position = models.PositiveIntegerField()  # the order they came
    wrapped_key = models.BinaryField()
    details_sealed = models.BinaryField()
    created_at = models.DateTimeField()

    objects = DraftFileQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # the index would say who has a draft, past the door

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["draft", "position"], name="draft_file_position_once")]

    def __str__(self) -> str:
        return str(self.pk)
