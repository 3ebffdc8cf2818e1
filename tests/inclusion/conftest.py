"""The demo municipality, where nobody is told to slow down: whoever looks at every page looks fast."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from accounts.demo import RESIDENTS
from accounts.identities import resident_for
from accounts.models import User
from home import municipality
from tests.inclusion.errands import Resident


@pytest.fixture
def demo(db: None, settings: Any) -> Iterator[None]:
    settings.RATE_FACTOR = 0
    municipality.forget()
    call_command("load_demo", verbosity=0)
    with override("sv"):
        yield
    municipality.forget()


@pytest.fixture
def resident(demo: None, resident_client: Callable[[User], Client]) -> Callable[[str], Resident]:
    """`resident("en")`: somebody who has not been here before, and reads English."""
    people = iter(RESIDENTS)
    return lambda language: Resident(resident_for(next(people)), language, resident_client)
