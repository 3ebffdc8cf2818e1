"""Review before publishing: an editor sends a page in, a publisher approves it, and what may not be published is not.

`ensure_review` makes the workflow once, for the whole tree; afterwards it belongs to the administrators.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import AbstractGroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from accounts import roles

WORKFLOW_NAME, TASK_NAME = "Granskning", "Granska och publicera"
WAGTAILS_WORKFLOW = "Moderators approval"


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a group. A page that says what stands in its way (`publishing_problems`) is not approved by anybody:
    Wagtail would make it live from a list, where no form of the page's is there to refuse."""

    class Meta:
        verbose_name = gettext_lazy("granskning före publicering")
        verbose_name_plural = gettext_lazy("granskningar före publicering")

    @classmethod
    def get_description(cls) -> Any:
        return gettext_lazy("De valda grupperna godkänner sidan. Det som inte får publiceras går inte att godkänna.")

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """The address to go on to: the page's own editor when it cannot be approved, where it is said why."""
        if action_name == "approve" and problems_of(what_goes_live(task_state)):
            return reverse("wagtailadmin_pages:edit", args=[task_state.revision.object_id])
        super().on_action(task_state, user, action_name, **kwargs)
        return None


def what_goes_live(task_state: Any) -> Any:
    """The page as approval publishes it: as it was last saved, which may be after it was sent in."""
    return task_state.workflow_state.content_object.get_latest_revision_as_object()


def problems_of(page: Any) -> list[str]:
    """What stands in the way of publishing a page, in words; a page type that knows has `publishing_problems`."""
    tell = getattr(page, "publishing_problems", None)
    return list(tell()) if tell else []


def tell_why_not_approved(request: HttpRequest, page: Page) -> None:
    """For whoever opens a page that waits for approval and cannot be given it."""
    if request.method != "GET" or not hasattr(page, "publishing_problems") or not page.workflow_in_progress:
        return
    problems = problems_of(page)
    if problems:
        text = _("Sidan kan inte godkännas så som den ser ut nu:")
        messages.warning(request, f"{text} {' '.join(problems)}")


@transaction.atomic
def ensure_review() -> None:
    """Make the workflow for all pages, unless it has been made before: what administrators change stays changed.

    Takes the place of the one that Wagtail's migrations made, whose group of reviewers `ensure_roles` has removed.
    """
    publishers = Group.objects.get(name=roles.PUBLISHER)
    root = Page.get_first_root_node()
    if root is None or ReviewTask.objects.filter(groups=publishers).exists():
        return
    standing = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if standing and not _is_left_behind(standing.workflow):
        return
    for old in Workflow.objects.filter(name=WAGTAILS_WORKFLOW, active=True):
        if _is_left_behind(old):
            old.deactivate()
    task = ReviewTask.objects.create(name=TASK_NAME)
    task.groups.add(publishers)
    workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def _is_left_behind(workflow: Workflow) -> bool:
    """Wagtail's own, when nobody is there to approve anything in it."""
    tasks = [step.task.specific for step in workflow.workflow_tasks.all()]
    groups = [group for task in tasks for group in getattr(task, "groups", Group.objects).all()]
    return workflow.name == WAGTAILS_WORKFLOW and not groups
