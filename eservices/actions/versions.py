"""Freezing what an editor published (promise 12, design.md §13.12)."""

import logging
from datetime import datetime

import rfc8785
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from eservices.compile import compile_document
from eservices.models import EServicePage, EServiceVersion
from eservices.publishing import problems_in_words
from questions import sha256_hex

logger = logging.getLogger(__name__)

NO_VERSION = "eservices.no_version"


def freeze_version(page: EServicePage, *, by: User | None, now: datetime) -> EServiceVersion | None:
    """Make the next version of a page that has just gone live; None when it says what the newest version says already.

    Idempotent, so that every way of publishing may call it. A page that could not be published through the form (one
    that was scheduled before the rules were changed, say) makes no version: residents go on with the version before it,
    or see that the service is not open. The page's history tells the editor why.
    """
    with transaction.atomic():
        live = _locked(page)
        problems = problems_in_words(live)
        if problems:
            logger.warning("E-service %s was made live with problems; no version was made", page.pk)
            log(instance=live, action=NO_VERSION, user=by, data={"problems": problems})
            return None
        document_bytes = rfc8785.dumps(compile_document(live))
        newest = EServiceVersion.objects.filter(service=live).order_by("-number").first()
        if newest and newest.sha256 == sha256_hex(document_bytes):
            return None
        return EServiceVersion.objects.create(
            service=live,
            number=newest.number + 1 if newest else 1,
            document_bytes=document_bytes,
            sha256=sha256_hex(document_bytes),
            published_at=now,
            published_by=by,
        )


def _locked(page: EServicePage) -> EServicePage:
    """The page as it is now, so that of two that publish at once the newest version is what ended up on the page.

    The row in Wagtail's own table is locked, and no other: Wagtail writes to that one first, and who locks the two
    tables in another order ends in a deadlock with it.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    live: EServicePage = EServicePage.objects.get(pk=page.pk)
    return live
