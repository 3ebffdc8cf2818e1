"""The one use of signals: Wagtail says that a page went live or ceased to be, by whatever way; one action is called."""

from typing import Any

from django.utils import timezone
from wagtail.models import Revision, TaskState

from eservices.actions.closing import apply_closing_rules
from eservices.actions.versions import freeze_version
from eservices.models import EServicePage


def freeze_published_page(sender: type[EServicePage], instance: EServicePage, **kwargs: Any) -> None:
    # Wagtail says "published" of a page that is only scheduled, too.
    if instance.live and instance.alias_of_id is None:
        revision = kwargs.get("revision")
        freeze_version(instance, by=publisher_of(revision) if revision else None, now=timezone.now())


def publisher_of(revision: Revision) -> Any:
    """Who approved it in a workflow, or else saved it; the signal does not say who published."""
    approved = revision.task_states.filter(status=TaskState.STATUS_APPROVED, finished_by__isnull=False)
    state = approved.select_related("finished_by").order_by("-finished_at").first()
    return state.finished_by if state else revision.user


def close_unpublished_page(sender: type[EServicePage], instance: EServicePage, **kwargs: Any) -> None:
    apply_closing_rules(instance.get_latest_revision_as_object())
