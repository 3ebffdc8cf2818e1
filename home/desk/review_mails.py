"""Mails about review go by way of the outbox, as all mail does.

Wagtail would talk to the mail server within the editor's own request: with the server away he or she would wait for it,
and nobody would ever learn that the mail was lost. The words are ours too; they name the page and say what to do.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy, override
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from outbox.actions import enqueue_mail
from outbox.mail import InvalidMail

TOPIC = "review"
SUBJECTS = {
    "submitted": gettext_lazy("En sida väntar på att du granskar den"),
    "approved": gettext_lazy("Din sida är godkänd"),
    "rejected": gettext_lazy("Din sida behöver ändras"),
    "updated_comments": gettext_lazy("Nya kommentarer på en sida"),
}


class ByOutbox:
    """For Wagtail's notifiers: who is told is theirs to say, how is ours."""

    notification: str

    def send_emails(self, template_set: Any, context: dict[str, Any], recipients: Iterable[Any], **kwargs: Any) -> bool:
        told = {"page": context["object"], "comment": context.get("comment", "")}
        queue(self.notification, context["event"], recipients, told)
        return True

    def get_context(self, state: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(state, **kwargs)  # type: ignore[misc]  # the notifier's
        return context | {"event": getattr(state, "current_task_state_id", None) or state.pk}


class Submitted(ByOutbox, GroupApprovalTaskStateSubmissionEmailNotifier):
    pass


class Approved(ByOutbox, WorkflowStateApprovalEmailNotifier):
    pass


class Rejected(ByOutbox, WorkflowStateRejectionEmailNotifier):
    pass


submitted, approved, rejected = Submitted(), Approved(), Rejected()  # kept here: a signal does not hold on to them


def connect() -> None:
    """Take the places of Wagtail's. Those it connects under the same names afterwards are then left out."""
    for signal, ours, sender, name in (
        (task_submitted, submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_rejected, rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(ours, sender=sender, dispatch_uid=name)


def tell_of_comments(recipients: Iterable[Any], notification: str, context: dict[str, Any]) -> bool:
    """In the place of Wagtail's send_notification, which the page editor calls. What was written stays inside."""
    wanting = [user for user in recipients if user.is_active and user.email and _wants(user, notification)]
    editor = context["editor"]
    told = {"page": context["page"], "editor": editor.get_full_name() or editor.get_username()}
    queue(notification, uuid4(), wanting, told)
    return True


def _wants(user: Any, notification: str) -> bool:
    return bool(getattr(UserProfile.get_for_user(user), f"{notification}_notifications"))


@transaction.atomic
def queue(notification: str, event: Any, recipients: Iterable[Any], told: dict[str, Any]) -> None:
    """One mail to each, in the language he or she works in. An address that cannot be written to is passed over."""
    page = told["page"]
    link = settings.PORTAL_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    for user in recipients:
        with override(UserProfile.get_for_user(user).get_preferred_language()), suppress(InvalidMail):
            context = told | {"title": page.get_admin_display_title(), "link": link, "user": user}
            body = render_to_string(f"emails/home/review_{notification}.txt", context)
            key = f"{TOPIC}:{notification}:{event}:{user.pk}"
            enqueue_mail(key=key, topic=TOPIC, to=user.email, subject=str(SUBJECTS[notification]), body=body)
