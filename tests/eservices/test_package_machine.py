"""Whatever three people do with what they are to sign, the rules hold; and a broken product is found out."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from crypto.envelope import SealBroken
from tests.eservices.package_defects import DEFECTS
from tests.eservices.package_machine import PackageMachine
from tests.eservices.parties import a_shared_page

pytestmark = pytest.mark.django_db
STEPS, EXAMPLES, EXAMPLES_FOR_A_DEFECT = 14, 60, 400


@pytest.fixture
def machine(cast):
    people = {"Astrid": cast.astrid, "Bo": cast.bo, "Nils": cast.nils}
    pages = {
        in_order: a_shared_page(cast.unit, others=2, signing_in_order=in_order, title=f"Ansök om brygga {in_order}")
        for in_order in (True, False)
    }
    return type("Machine", (PackageMachine,), {"people": people, "pages": pages})


def run(machine: type[PackageMachine], examples: int) -> None:
    """Always the same examples, so that a failure comes again."""
    options = {"deadline": None, "database": None, "derandomize": True, "report_multiple_bugs": False}
    options |= {"phases": [Phase.generate], "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=STEPS, **options))


def test_promises_1_4_and_5_hold_whatever_three_people_do(machine):
    run(machine, EXAMPLES)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)
def test_a_defect_is_found(machine, monkeypatch, defect):
    defect(monkeypatch)

    with pytest.raises((AssertionError, IntegrityError, ObjectDoesNotExist, SealBroken)):
        run(machine, EXAMPLES_FOR_A_DEFECT)
