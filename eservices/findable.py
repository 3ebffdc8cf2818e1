"""What an e-service is found by (home.search)."""

from collections.abc import Iterator

from eservices.models import EServicePage
from home.search.content import both_languages
from home.search.registry import Findable


def findable_service(page: EServicePage) -> Iterator[Findable]:
    return both_languages(page, "service", summary="summary", texts=("description", "needs", "afterwards"))
