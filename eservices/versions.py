"""Finding a version and its compiled form. Each version is compiled once per process."""

from functools import lru_cache

from eservices.models import EServiceVersion
from questions import Service, compile_service

LARGEST_ID = 2**63 - 1  # SQLite fails on larger numbers, which an address may hold


def current_version(service_id: int) -> EServiceVersion | None:
    """The version that a new errand begins on; None when the page is not published."""
    if service_id > LARGEST_ID:
        return None
    versions = EServiceVersion.objects.filter(service_id=service_id, service__live=True)
    return versions.defer("document_bytes").order_by("-number").first()


def compiled(version: EServiceVersion) -> Service:
    return compiled_service(version.pk, version.sha256)


@lru_cache(maxsize=512)
def compiled_service(version_id: int, sha256: str) -> Service:
    # The hash is part of the key: a reused primary key (a restored database, a test) never finds another's version.
    return compile_service(EServiceVersion.objects.get(pk=version_id, sha256=sha256).document)
