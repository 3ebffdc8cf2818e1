"""The outbox: what must leave the portal, written in the same transaction as the act that caused it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MAIL = "mail", _("E-post")


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
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("utgående meddelande")
        verbose_name_plural = _("utgående meddelanden")
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(sent_at=None, parked_at=None)),
            models.Index(fields=["parked_at"], name="outbox_parked", condition=models.Q(parked_at__isnull=False)),
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
