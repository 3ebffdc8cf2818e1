"""The one place where an e-ID's answer is held against what was asked (eid.orders)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from accounts.eid import orders, registry
from accounts.eid.provider import Evidence, Result
from accounts.identities import Subject
from accounts.models import EIdOrder, IdentityType
from crypto.lookup import token_hash

ASTRID = Subject(IdentityType.PERSONAL_NUMBER, "199001012385", "SE", "Astrid", "Andersson")
NILS = Subject(IdentityType.PERSONAL_NUMBER, "189001029819", "SE", "Nils", "Nilsson")

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_order() -> Callable[..., EIdOrder]:
    def make(**changes: Any) -> EIdOrder:
        now = timezone.now()
        facts = {
            "provider": "test",
            "purpose": "login",
            "browser_hash": token_hash("hers"),
            "return_path": "/mina-sidor/",
            "created_at": now,
            "expires_at": now + orders.LIFETIME,
        }
        return EIdOrder.objects.create(**facts | changes)

    return make


@pytest.fixture
def hers(rf: Any) -> Any:
    request = rf.get("/logga-in/svar/")
    request.session = {orders.BROWSER_SESSION_KEY: "hers"}
    return request


def result(**changes: Any) -> Result:
    facts = {
        "subject": ASTRID,
        "level": "loa3",
        "provider": "test",
        "transaction": "t-1",
        "at": timezone.now(),
        "is_test": True,
    }
    return Result(**facts | changes)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(orders.Refused) as caught:
        act()
    return caught.value.reason


def test_right_answer_is_accepted_and_spends_the_order(make_order: Any) -> None:
    order = make_order()

    orders.accept(order, result(), now=timezone.now())

    order.refresh_from_db()
    assert order.used_at is not None


def test_answer_is_accepted_once(make_order: Any) -> None:
    order = make_order()
    orders.accept(order, result(), now=timezone.now())

    assert refusal(lambda: orders.accept(order, result(), now=timezone.now())) == "used_order"


def test_expired_order_is_not_accepted(make_order: Any) -> None:
    order = make_order()

    late = timezone.now() + orders.LIFETIME + timedelta(seconds=1)

    assert refusal(lambda: orders.accept(order, result(), now=late)) == "used_order"


@pytest.mark.parametrize(
    ("asked", "answer", "reason"),
    [
        ({}, {"provider": "oidc"}, "wrong_provider"),
        ({}, {"is_test": False}, "wrong_provider"),
        ({"required_level": "loa4"}, {}, "level_too_low"),
        ({"required_level": "loa3"}, {"level": ""}, "level_too_low"),
        ({"required_level": "http://unknown"}, {"level": "loa4"}, "level_too_low"),
        ({"expected_hash": orders.subject_hash}, {"subject": NILS}, "wrong_person"),
    ],
)
def test_answer_that_is_not_what_was_asked_is_refused(make_order: Any, asked: Any, answer: Any, reason: str) -> None:
    asked = {name: value(ASTRID) if callable(value) else value for name, value in asked.items()}
    order = make_order(**asked)

    assert refusal(lambda: orders.accept(order, result(**answer), now=timezone.now())) == reason
    order.refresh_from_db()
    assert order.used_at is not None  # a wrong answer cannot be tried again on the same order


@pytest.mark.parametrize(
    ("asked", "answer"),
    [({"required_level": "loa3"}, {"level": "loa4"}), ({"expected_hash": orders.subject_hash}, {"subject": ASTRID})],
)
def test_answer_that_is_enough_is_accepted(make_order: Any, asked: Any, answer: Any) -> None:
    asked = {name: value(ASTRID) if callable(value) else value for name, value in asked.items()}

    orders.accept(make_order(**asked), result(**answer), now=timezone.now())


def test_order_is_found_by_the_browser_that_began_it(make_order: Any, hers: Any) -> None:
    order = make_order()

    assert orders.find(hers, order.pk, timezone.now()) == order


@pytest.mark.parametrize("session", [{}, {orders.BROWSER_SESSION_KEY: "his"}])
def test_order_of_another_browser_is_unknown(make_order: Any, hers: Any, session: dict[str, str]) -> None:
    order = make_order()
    hers.session = session

    assert refusal(lambda: orders.find(hers, order.pk, timezone.now())) == "unknown_order"


def test_old_order_says_that_it_is_old(make_order: Any, hers: Any) -> None:
    order = make_order(expires_at=timezone.now() - timedelta(seconds=1))

    assert refusal(lambda: orders.find(hers, order.pk, timezone.now())) == "expired_order"


def test_spent_order_stays_spent_when_the_clock_is_set_back(make_order: Any, hers: Any) -> None:
    order = make_order()
    orders.accept(order, result(), now=timezone.now())

    yesterday = timezone.now() - timedelta(days=1)

    assert refusal(lambda: orders.find(hers, order.pk, yesterday)) == "used_order"


def test_test_answer_is_refused_where_tests_are_not_allowed(make_order: Any, settings: Any) -> None:
    order = make_order()
    settings.EID_ALLOW_TEST = False

    with pytest.raises(ImproperlyConfigured):
        orders.accept(order, result(), now=timezone.now())


def test_test_eid_refuses_to_exist_unless_allowed(settings: Any) -> None:
    settings.EID_ALLOW_TEST = False

    with pytest.raises(ImproperlyConfigured):
        registry.providers()


def test_provider_that_is_not_switched_on_is_unknown(settings: Any) -> None:
    settings.EID_PROVIDERS = []

    with pytest.raises(KeyError):
        registry.provider("test")


def test_recorded_answer_comes_back_whole_and_lies_sealed(make_order: Any) -> None:
    order = make_order()
    answer = result(evidence=(Evidence("TEST", b"\x00\xff"),))

    orders.record(order, orders.Complete(answer))

    order.refresh_from_db()
    assert orders.recorded(order) == orders.Complete(answer)
    assert ASTRID.value.encode() not in bytes(order.result_sealed)


def test_promise_10_spent_order_keeps_nothing_of_the_answer(make_order: Any) -> None:
    order = make_order()
    orders.remember(order, b"verifier")
    orders.record(order, orders.Complete(result()))

    orders.accept(order, result(), now=timezone.now())

    order.refresh_from_db()
    assert (order.result_sealed, order.state_sealed) == (None, None)


def test_abandoned_orders_are_swept_when_somebody_logs_in(make_order: Any, client: Any) -> None:
    abandoned = make_order(expires_at=timezone.now() - orders.KEPT_FOR - timedelta(seconds=1))

    client.post("/logga-in/med/test/", {"next": "/"})

    assert not EIdOrder.objects.filter(pk=abandoned.pk).exists()
    assert EIdOrder.objects.count() == 1
