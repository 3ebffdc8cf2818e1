"""What is used is counted from the cases of ninety days and told to the catalogue, by night and for no one person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.models import Case
from eservices.actions.counting import count_uses
from eservices.tasks import count_what_is_used
from home.models import ServiceUse
from tests.casework.factories import a_case, service_page

pytestmark = pytest.mark.django_db


def cases(cast, title: str, count: int, *, days_ago: int = 0) -> None:
    for _ in range(count):
        case = a_case(cast.unit, title=title)
        Case.objects.filter(pk=case.pk).update(received_at=timezone.now() - timedelta(days=days_ago))


def test_cases_are_counted_by_service(cast):
    cases(cast, "Skolskjuts", 6), cases(cast, "Brygga", 5)

    told = count_uses(timezone.now())

    figures = dict(ServiceUse.objects.values_list("page", "cases"))
    assert told == 2
    assert figures == {service_page(cast.unit, "Skolskjuts").pk: 6, service_page(cast.unit, "Brygga").pk: 5}


def test_promise_2_few_cases_are_no_figure(cast):
    cases(cast, "Skolskjuts", 4)

    assert (count_uses(timezone.now()), ServiceUse.objects.count()) == (0, 0)


def test_old_cases_are_not_counted_and_old_figures_go(cast):
    cases(cast, "Skolskjuts", 5)
    count_uses(timezone.now())

    count_uses(timezone.now() + timedelta(days=91))

    assert not ServiceUse.objects.exists()


def test_worker_counts_by_night(cast):
    cases(cast, "Skolskjuts", 5)

    count_what_is_used.call_local()

    assert ServiceUse.objects.get().cases == 5
