"""Editors send in, publishers approve, and nothing goes live that could not be published by hand."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowState

from accounts.roles import ensure_roles
from eservices.models import EServicePage
from home.desk.review import ReviewTask
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.eservices.factories import a_page, retention_rule
from tests.eservices.test_publishing import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles(db: None) -> None:
    ensure_roles()


def edited(client: Any, page: Any, **changes: Any) -> Any:
    return client.post(f"/admin/pages/{page.pk}/edit/", form_of(page.title, slug=page.slug, **changes))


def complete(cast: Any) -> dict[str, Any]:
    return {"unit": cast.unit.pk, "retention_rule": retention_rule().pk}


def sent_in(cast: Any) -> EServicePage:
    """A service that Elin has sent for review."""
    page = a_page(cast.unit, publish=False)
    page.save_revision(user=cast.elin)
    page.get_workflow().start(page, cast.elin)
    return page


def act(client: Any, page: Any, action: str, **data: Any) -> Any:
    """As from the admin's first page, where no form of the page's stands."""
    state = WorkflowState.objects.get(object_id=str(page.pk)).current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, data)


def mails() -> list[tuple[str, str]]:
    found = OutboxMessage.objects.filter(topic="review").order_by("created_at")
    return [(opened(message).to, opened(message).subject) for message in found]


def test_the_workflow_stands_over_every_page() -> None:
    workflow = a_page(None, publish=False).get_workflow()

    (task,) = workflow.tasks
    assert isinstance(task.specific, ReviewTask)
    assert [group.name for group in task.specific.groups.all()] == ["Publicerare"]
    assert not Workflow.objects.active().exclude(pk=workflow.pk).exists()


def test_made_again_nothing_changes_and_what_was_taken_away_stays_away() -> None:
    workflow = Workflow.objects.get(active=True)
    WorkflowPage.objects.all().delete()
    workflow.name = "Vår egen ordning"
    workflow.save()

    ensure_roles()

    assert list(Workflow.objects.active()) == [workflow]
    assert not WorkflowPage.objects.exists()


def test_a_workflow_of_their_own_is_left_alone() -> None:
    ReviewTask.objects.all().delete()
    Workflow.objects.all().delete()
    own = Workflow.objects.create(name="Vår egen ordning")
    WorkflowPage.objects.create(page=Page.get_first_root_node(), workflow=own)

    ensure_roles()

    assert WorkflowPage.objects.get().workflow == own


def test_editors_of_before_become_publishers_once(cast: Any) -> None:
    editors = Group.objects.get(name="Redaktör")
    editors.user_set.add(cast.hugo)
    Group.objects.get(name="Publicerare").delete()
    publish = GroupPagePermission.objects.filter(group=editors, permission__codename="change_page").get().permission
    root = Page.get_first_root_node()
    publish = type(publish).objects.get(content_type=publish.content_type, codename="publish_page")
    GroupPagePermission.objects.create(group=editors, page=root, permission=publish)

    ensure_roles()
    later = cast.elin

    assert {group.name for group in cast.hugo.groups.all()} >= {"Redaktör", "Publicerare"}
    assert [group.name for group in later.groups.all()] == ["Redaktör"]
    assert not editors.page_permissions.filter(permission__codename="publish_page").exists()


def test_editor_cannot_publish_but_sends_in(cast: Any, staff_client: Any) -> None:
    page = a_page(cast.unit, publish=False)
    elin = staff_client(cast.elin)

    edited(elin, page, **complete(cast), **{"action-publish": "1"})
    assert not EServicePage.objects.get(pk=page.pk).live
    edited(elin, page, **complete(cast), **{"action-submit": "1"})

    page = EServicePage.objects.get(pk=page.pk)
    assert (page.live, page.workflow_in_progress) == (False, True)


def test_what_is_unfinished_cannot_be_sent_in(cast: Any, staff_client: Any) -> None:
    page = a_page(cast.unit, publish=False)

    response = edited(staff_client(cast.elin), page, **{"summary": "", "action-submit": "1"})

    assert list(response.context["form"].errors["summary"]) == ["Fyll i detta innan e-tjänsten publiceras."]
    assert not WorkflowState.objects.exists()


def test_publisher_approves_and_the_version_is_frozen(cast: Any, staff_client: Any) -> None:
    page = sent_in(cast)

    act(staff_client(cast.maja), page, "approve")

    page = EServicePage.objects.get(pk=page.pk)
    assert (page.live, page.versions.get().published_by) == (True, cast.maja)


def test_approval_refuses_what_publishing_refuses(cast: Any, staff_client: Any) -> None:
    page = sent_in(cast)
    page.purpose = ""
    page.save_revision(user=cast.maja)
    maja = staff_client(cast.maja)

    response = act(maja, page, "approve")

    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert "Sidan kan inte godkännas så som den ser ut nu" in maja.get(response.url).content.decode()
    page = EServicePage.objects.get(pk=page.pk)
    assert (page.live, page.versions.count(), page.workflow_in_progress) == (False, 0, True)


def test_approval_from_the_editor_refuses_the_same(cast: Any, staff_client: Any) -> None:
    page = sent_in(cast)
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}

    response = edited(staff_client(cast.maja), page, **complete(cast), **approve, legal_basis="")

    assert "legal_basis" in response.context["form"].errors
    assert not EServicePage.objects.get(pk=page.pk).live


def test_changes_can_be_asked_for_however_unfinished_the_page_is(cast: Any, staff_client: Any) -> None:
    page = sent_in(cast)
    reject = {"action-workflow-action": "1", "workflow-action-name": "reject"}

    response = edited(staff_client(cast.maja), page, **complete(cast), **reject, legal_basis="")

    assert response.status_code == 302
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_an_editor_does_not_approve(cast: Any, staff_client: Any) -> None:
    page = sent_in(cast)

    act(staff_client(cast.elin), page, "approve")

    assert not EServicePage.objects.get(pk=page.pk).live


def test_what_waits_for_approval_is_on_the_publishers_desk_alone(cast: Any, waiting: Any) -> None:
    page = sent_in(cast)

    (matter,) = waiting(cast.maja)["approval"].matters

    assert (matter.title, matter.url) == (page.title, f"/admin/pages/{page.pk}/edit/")
    assert matter.note.endswith("av Elin Ek")
    assert waiting(cast.elin)["approval"].matters == []


def test_mails_of_review_go_by_the_outbox(cast: Any, staff_client: Any, mailoutbox: Any) -> None:
    assert {cast.maja.username, cast.sixten.username} == {"maja", "sixten"}
    page = sent_in(cast)
    act(staff_client(cast.maja), page, "reject", comment="Skriv kortare.")
    WorkflowState.objects.get().resume(cast.elin)
    act(staff_client(cast.maja), page, "approve")

    assert mails() == [
        ("maja@kommun.example", "En sida väntar på att du granskar den"),
        ("elin@kommun.example", "Din sida behöver ändras"),
        ("maja@kommun.example", "En sida väntar på att du granskar den"),
        ("elin@kommun.example", "Din sida är godkänd"),
    ]
    second = opened(OutboxMessage.objects.filter(topic="review").order_by("created_at")[1])
    assert "Skriv kortare." in second.body
    assert f"http://testserver/admin/pages/{page.pk}/edit/" in second.body
    assert mailoutbox == []


def test_mails_of_comments_go_by_the_outbox_without_the_comment(
    cast: Any, staff_client: Any, mailoutbox: Any, a_text_page: Any
) -> None:
    page = a_page(cast.unit, publish=False)
    page.subscribers.create(user=cast.maja, comment_notifications=True)
    new = {"comments-TOTAL_FORMS": "1", "comments-0-text": "Hemligt ord", "comments-0-contentpath": "title"}
    new |= {"comments-0-id": "", "comments-0-resolved": "", "comments-0-deleted": "", "comments-0-position": ""}
    new |= {f"comments-0-replies-{name}": number for name, number in REPLIES.items()}

    edited(staff_client(cast.elin), page, **new)

    assert mails() == [("maja@kommun.example", "Nya kommentarer på en sida")]
    body = opened(OutboxMessage.objects.get(topic="review")).body
    assert ("Elin Ek" in body, "Hemligt ord" in body, mailoutbox) == (True, False, [])


REPLIES = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
