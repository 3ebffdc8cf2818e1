"""Finding a version and its compiled form. Each version is compiled once per process."""

from functools import lru_cache

from django.utils import timezone

from eservices.models import EServicePage, EServiceVersion
from eservices.open_now import is_closed_by_notice
from home.finding import for_everyone
from questions import Service, compile_service

LARGEST_ID = 2**63 - 1  # SQLite fails on larger numbers, which an address may hold


def current_version(service_id: int) -> EServiceVersion | None:
    """The version that a new errand begins on; None when the page is not published for all, or closed just now."""
    if service_id > LARGEST_ID or is_closed_by_notice(service_id, timezone.now()):
        return None
    open_to_all = EServicePage.objects.filter(for_everyone(), pk=service_id, live=True)
    versions = EServiceVersion.objects.filter(service__in=open_to_all)
    return versions.defer("document_bytes").order_by("-number").first()


def closed_version(service_id: int) -> EServiceVersion | None:
    """The last version of a service that was open to all and is closed, with its page; None for all others."""
    if service_id > LARGEST_ID:
        return None
    closed = EServicePage.objects.filter(for_everyone(), pk=service_id)
    if not is_closed_by_notice(service_id, timezone.now()):
        closed = closed.filter(live=False)
    versions = EServiceVersion.objects.filter(service__in=closed).select_related("service")
    return versions.defer("document_bytes", "service__steps").order_by("-number").first()


def compiled(version: EServiceVersion) -> Service:
    return compiled_service(version.pk, version.sha256)


@lru_cache(maxsize=512)
def compiled_service(version_id: int, sha256: str) -> Service:
    # The hash is part of the key: a reused primary key (a restored database, a test) never finds another's version.
    return compile_service(EServiceVersion.objects.get(pk=version_id, sha256=sha256).document)
