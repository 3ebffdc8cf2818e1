"""Promise 11 on every page there is, in every state: a resident's in both languages, and the staff's of ours.

axe finds nothing; one h1 and no heading level skipped; landmarks; the skip link comes first and works; focus is seen
and not covered; nothing scrolls sideways or is cut off at 320 px, at 400 %, or with wide text spacing; targets are
large enough; contrast holds in the dark; each page has its own title. Whatever goes to another host or against the
policy for scripts and styles is noted by the browser fixtures.
"""

from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Any

import pytest
from playwright.sync_api import Page

from home.catalogue.models import Category
from home.models import SectionPage
from tests.fixtures_browser import Problems
from tests.inclusion import errands, places, staff
from tests.inclusion.errands import own_service
from tests.inclusion.places import LANGUAGES
from tests.inclusion.visiting import ADMIN, PUBLIC, Visitor

MEANT = ["status of 40", "status of 41", "status of 50"]  # pages that say what is wrong come with the status of it

LONG = "Sammansatta ordbildningsmöjligheter för långtidsparkeringstillstånd"


@pytest.fixture
def visitor(
    transactional_db: None, new_page: Callable[..., Page], problems: Problems, resident: Any
) -> Callable[..., Visitor]:
    for fragment in MEANT:
        problems.allow(fragment)
    own_service(title=LONG, parent=SectionPage.objects.get(slug="e-tjanster"), category=Category.objects.first())
    return partial(Visitor, new_page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_promise_11_public_pages_are_for_everyone(visitor: Any, language: str) -> None:
    visitor = visitor(kind=PUBLIC, language=language)

    visitor.visit_all(chain(places.public(language), places.logins(language)))
    visitor.visit_all(places.invitations() if language == "sv" else [])

    assert visitor.faults == []
    assert visitor.shared_titles() == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_promise_11_errand_is_for_everyone_in_every_state(visitor: Any, resident: Any, language: str) -> None:
    visitor = visitor(kind=PUBLIC, language=language)

    visitor.visit_all(errands.every_state(resident(language)))

    assert visitor.faults == []
    assert visitor.shared_titles() == {}


def test_promise_11_pages_of_the_staff_are_for_everyone(visitor: Any, resident: Any, staff_client: Any) -> None:
    visitor = visitor(kind=ADMIN)

    visitor.visit_all(staff.every_page(resident("sv"), staff_client))

    assert visitor.faults == []
    assert visitor.shared_titles() == {}
