"""A published e-service, frozen (promise 12)."""

import json
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from questions import Service, compile_service


class EServiceVersion(models.Model):
    """One published version: a service document that never changes. The database refuses updates too."""

    service = models.ForeignKey("eservices.EServicePage", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document_bytes = models.BinaryField()  # canonical JSON; the hash is of exactly these bytes
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = _("version av e-tjänst")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["service", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.service_id} v{self.number}"

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(bytes(self.document_bytes))

    @property
    def compiled(self) -> Service:
        return compiled_version(self.sha256, bytes(self.document_bytes))


@lru_cache(maxsize=256)
def compiled_version(sha256: str, document_bytes: bytes) -> Service:
    """Compile a version once per process; the hash is the key's readable half, the bytes its truth."""
    return compile_service(json.loads(document_bytes))
