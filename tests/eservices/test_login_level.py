"""A service may ask for a surer e-ID than the one somebody logged in with (design.md §6)."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.models import Case
from eservices.compile import compile_document
from eservices.models import EServicePage
from eservices.publishing import publishing_errors
from tests.eservices.factories import Errand, a_page
from tests.eservices.signing import answer, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def sure(cast: Any) -> EServicePage:
    return a_page(cast.unit, login_level="loa3")


@pytest.fixture
def with_level(cast: Any, resident_client: Any) -> Callable[[str], Client]:
    def log_in(level: str) -> Client:
        client = resident_client(cast.astrid)
        session = client.session
        session["eid"] = session["eid"] | {"level": level}
        session.save()
        return client

    return log_in


def test_weaker_login_is_asked_to_log_in_anew_and_comes_back(sure: EServicePage, with_level: Any) -> None:
    weak = with_level("loa2")

    response = weak.get(f"/starta/{sure.pk}/", follow=True)

    assert response.redirect_chain[0][0] == f"/logga-in/?next=%2Fstarta%2F{sure.pk}%2F&niva=loa3"
    assert "säkrare e-legitimation" in response.content.decode()


@pytest.mark.parametrize("level", ["", "loa2"])
def test_weaker_login_cannot_begin_past_the_start(sure: EServicePage, with_level: Any, level: str) -> None:
    response = with_level(level).get(f"/starta/{sure.pk}/{uuid4()}/")

    assert response.status_code == 302
    assert "niva=loa3" in response["Location"]


@pytest.mark.parametrize("level", ["loa3", "loa4"])
def test_sure_enough_login_begins(sure: EServicePage, with_level: Any, level: str) -> None:
    assert with_level(level).get(f"/starta/{sure.pk}/{uuid4()}/").status_code == 200


def test_draft_goes_on_but_is_not_sent_with_a_weaker_login(sure: EServicePage, with_level: Any) -> None:
    errand = Errand(with_level("loa3"), sure).fill()
    reviewed = errand.reviewed()
    errand.client = with_level("loa2")

    shown, sent = errand.client.get(errand.address("review")), errand.send(reviewed)

    assert "niva=loa3" in shown["Location"]
    assert sent["Location"] == errand.address("review")
    assert not Case.objects.exists()
    errand.client = with_level("loa4")
    assert errand.send(reviewed)["Location"] == errand.address("sent")


def test_signature_is_given_at_the_level_too(cast: Any, with_level: Any) -> None:
    errand = Errand(with_level("loa3"), a_page(cast.unit, login_level="loa3", signature_level="signature")).fill()

    response = errand.client.get(answer(errand.client, begin(errand), level="loa2"))

    assert response.status_code == 403
    assert "säkrare e-legitimation än den du skrev under med" in response.content.decode()
    assert not Case.objects.exists()


def test_level_without_login_is_not_published(cast: Any) -> None:
    page = a_page(cast.unit, publish=False, login="none", login_level="loa3")

    assert [field for field, _message in publishing_errors(page)] == ["login_level"]


def test_service_that_asks_no_level_is_the_version_it_was(cast: Any) -> None:
    assert "level" not in compile_document(a_page(cast.unit))["service"]
