"""The one use of signals: Wagtail says that a page went live or ceased to be, by whatever way; one action is called."""

from typing import Any

from django.utils import timezone

from eservices.actions.closing import apply_closing_rules
from eservices.actions.versions import freeze_version
from eservices.models import EServicePage


def freeze_published_page(sender: type[EServicePage], instance: EServicePage, **kwargs: Any) -> None:
    # Wagtail says "published" of a page that is only scheduled, too.
    if instance.live and instance.alias_of_id is None:
        revision = kwargs.get("revision")
        freeze_version(instance, by=revision.user if revision else None, now=timezone.now())


def close_unpublished_page(sender: type[EServicePage], instance: EServicePage, **kwargs: Any) -> None:
    apply_closing_rules(instance.get_latest_revision_as_object())
