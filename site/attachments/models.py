"""The sealed files that drafts and cases point at.

Nothing here says whose a file is, what it is called or what it holds: that is sealed with its owner, who also keeps the
wrapped key. So a row can change hands without being touched.
"""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScanState(models.TextChoices):
    CLEAN = "clean", _("Kontrollerad")
    WAITING = "waiting", _("Väntar på kontroll")
    INFECTED = "infected", _("Innehåller skadlig kod")
    UNSCANNED = "unscanned", _("Inte viruskontrollerad")  # no scanner is set


DOWNLOADABLE = (ScanState.CLEAN, ScanState.UNSCANNED)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def created_before(self, instant: datetime) -> "StoredFileQuerySet":
        return self.filter(created_at__lt=instant)

    def waiting(self) -> "StoredFileQuerySet":
        return self.filter(scan=ScanState.WAITING)


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    size = models.BigIntegerField()  # bytes in clear
    created_at = models.DateTimeField()
    scan = models.CharField(max_length=16, choices=ScanState.choices)
    scanned_at = models.DateTimeField(null=True)

    objects = StoredFileQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["created_at"], name="stored_file_created")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def may_be_downloaded(self) -> bool:
        return self.scan in DOWNLOADABLE
