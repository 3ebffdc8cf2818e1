"""The editor's preview: the service page, and each step as the resident meets it."""

import pytest

from tests.eservices.factories import a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def preview(cast, staff_client):
    page = a_page(cast.unit)
    client = staff_client(cast.maja)
    return lambda mode: client.get(f"/admin/pages/{page.pk}/view_draft/?mode={mode}")


def test_preview_may_stand_in_the_editors_frame(preview):
    policy = preview("")["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "frame-ancestors 'none'" not in policy


@pytest.mark.parametrize("step", [1, 2])
def test_preview_shows_each_step(preview, step):
    response = preview(f"step-{step}")

    assert response.status_code == 200
    assert f"Steg {step} av 2" in response.content.decode()


def test_preview_of_a_step_that_is_gone_says_so(preview):
    response = preview("step-9")

    assert response.status_code == 200
    assert "Steget kan inte visas än" in response.content.decode()
