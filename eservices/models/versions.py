"""A published e-service, frozen (promise 12)."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EServiceVersion(models.Model):
    """One published version: a service document that never changes. The database refuses updates too."""

    service = models.ForeignKey("eservices.EServicePage", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document_bytes = models.BinaryField()  # canonical JSON; the hash is of exactly these bytes
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    wagtail_reference_index_ignore = True  # what a version says never changes, so nothing is to be looked up

    class Meta:
        default_permissions = ()
        verbose_name = _("version av e-tjänst")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"

    @property
    def document(self) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(bytes(self.document_bytes))
        return document
