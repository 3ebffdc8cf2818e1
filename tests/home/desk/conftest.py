"""Pages, and the two who see to them: Elin writes, Maja publishes."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Site

from home.desk.matters import Heap, Looker, heaps
from home.models import InformationPage


@pytest.fixture
def a_text_page(db: None) -> Any:
    """`a_text_page("Avfall", body=[…])`: a live information page under the front page."""

    def make(title: str, **fields: Any) -> InformationPage:
        parent = Site.objects.get(is_default_site=True).root_page
        page = InformationPage(title=title, first_published_at=timezone.now(), **fields)
        parent.refresh_from_db()
        return parent.add_child(instance=page)

    return make


@pytest.fixture
def waiting(db: None) -> Any:
    """`waiting(cast.maja)["unpublished"]`: what waits for the person, by kind; every kind he or she may see."""

    def look(user: Any, now: Any = None) -> dict[str, Heap]:
        return {heap.kind.name: heap for heap in heaps(Looker(user, now or timezone.now()))}

    return look
