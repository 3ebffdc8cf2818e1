"""Whatever several people do with drafts, in whatever order, the promises hold; and a broken product is found out."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.eservices.draft_defects import DEFECTS
from tests.eservices.draft_machine import DraftMachine
from tests.eservices.draft_stage import Meanwhile
from tests.eservices.factories import a_page

pytestmark = pytest.mark.django_db
STEPS, EXAMPLES, EXAMPLES_FOR_A_DEFECT = 12, 15, 250


@pytest.fixture
def machine(cast, resident_client, monkeypatch):
    for user in (cast.astrid, cast.nils):  # made now: what an example makes is undone
        assert user.is_active
    facts = {"page": a_page(cast.unit, login="optional"), "cast": cast, "log_in": staticmethod(resident_client)}
    return lambda: type("Machine", (DraftMachine,), facts | {"meanwhile": Meanwhile(monkeypatch)})


def run(machine: type[DraftMachine], examples: int) -> None:
    """Always the same examples, so that a failure comes again."""
    options = {"deadline": None, "database": None, "derandomize": True, "report_multiple_bugs": False}
    options |= {"phases": [Phase.generate], "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=STEPS, **options))


def test_promises_1_2_4_13_14_hold_whatever_people_do(machine):
    run(machine(), EXAMPLES)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.__name__)
def test_a_defect_is_found(machine, monkeypatch, defect):
    defect(monkeypatch)

    with pytest.raises(AssertionError):
        run(machine(), EXAMPLES_FOR_A_DEFECT)
