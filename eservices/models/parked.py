"""Text parked for its writer when a session ended under it (design.md §13.21): sealed, for an hour, given back once."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models

from accounts.models import User
from eservices.models.drafts import Draft


class ParkedTextQuerySet(models.QuerySet["ParkedText"]):
    def of_person(self, user: User) -> Self:
        return self.filter(person=user)

    def waiting(self, now: datetime) -> Self:
        """What is still to be given back, oldest first."""
        return self.filter(returned_at=None, body__isnull=False, expires_at__gt=now).order_by("parked_at")

    def over(self, now: datetime) -> Self:
        """What nobody came back for in time."""
        return self.filter(body__isnull=False, expires_at__lte=now)


class ParkedText(models.Model):
    """What one page load said when its session was gone. The row decides what its pass is still good for.

    Once given back, or too old, the text and its key are gone; the row stays as long as the pass could be shown again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # Without a constraint in the database: the first page of an errand is parked before there is a draft.
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    version = models.ForeignKey("eservices.EServiceVersion", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    page = models.CharField(max_length=22)  # the page load's token, as in PageSave
    number = models.PositiveIntegerField()  # the how-manyth save of that page
    wrapped_key = models.BinaryField()
    body = models.BinaryField(null=True)
    parked_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    returned_at = models.DateTimeField(null=True)

    objects = ParkedTextQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # the index would say who has a draft, and of what, past the door

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "draft", "position", "page"], name="one_parked_text_a_page_load")
        ]

    def __str__(self) -> str:
        return str(self.id)

    def takes(self, number: int, now: datetime) -> bool:
        """Whether the pass still parks here: a text that was given back or has expired needs a later save."""
        is_open = self.returned_at is None and self.expires_at > now
        return is_open or number > self.number
