"""The outbox: what must leave the portal, written in the same transaction as the act that caused it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MAIL = "mail", _("E-post")


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(sent_at=None, parked_at=None, held_at=None)

    def parked(self) -> "OutboxQuerySet":
        return self.filter(parked_at__isnull=False)

    def held(self) -> "OutboxQuerySet":
        """Waited in a backup that was restored: nobody knows whether they have been sent (security.md R-22)."""
        return self.filter(held_at__isnull=False)

    def free(self, now: datetime) -> "OutboxQuerySet":
        """Waiting, and no worker is at it (or the one that was died and its lease has run out)."""
        return self.waiting().filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def due(self, now: datetime) -> "OutboxQuerySet":
        """Free and to be tried now. A first try waits for nothing: the clocks of two machines may differ a little."""
        return self.free(now).filter(Q(due_at__lte=now) | Q(attempts=0))


class OutboxMessage(models.Model):
    """One mail to one recipient. `payload_sealed` (recipient, subject, body) is encrypted, and blanked once sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.MAIL)
    key = models.CharField(max_length=200, unique=True)  # event and recipient: the same mail is never queued twice
    topic = models.CharField(max_length=64)  # what it is about, in words an administrator may see: "receipt"
    message_id = models.CharField(max_length=200, unique=True)
    payload_sealed = models.BinaryField()
    created_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    interruptions = models.PositiveIntegerField(default=0)  # attempts that ended without a word: the process died
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField()  # a try that fails after this instant is the last one
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("manage_outbox", _("Får se utkorgen och skicka om post"))]
        verbose_name = _("utgående meddelande")
        verbose_name_plural = _("utgående meddelanden")
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=Q(sent_at=None, parked_at=None)),
            models.Index(fields=["held_at"], name="outbox_held", condition=Q(held_at__isnull=False)),
            models.Index(fields=["parked_at"], name="outbox_parked", condition=Q(parked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.topic} {self.pk}"


class Beat(models.Model):
    """When a periodic job last ran, so that somebody notices when it does not."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
