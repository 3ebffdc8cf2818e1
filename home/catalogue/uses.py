"""How much each service is used, as those who count cases tell it."""

from collections.abc import Mapping

from django.db import transaction

from home.catalogue.models import ServiceUse
from home.changes import note_change

FEWEST = 5  # fewer could be somebody (design.md §2, promise 2)


@transaction.atomic
def record_uses(cases: Mapping[int, int]) -> int:
    """Put the new figures, cases by page, in the place of the old; how many services have one.

    Fewer than five count as none. Two that record at once end with one of the two sets, never with an error.
    """
    told = [ServiceUse(page_id=page, cases=count) for page, count in cases.items() if count >= FEWEST]
    ServiceUse.objects.exclude(page__in=[use.page_id for use in told]).delete()
    ServiceUse.objects.bulk_create(told, update_conflicts=True, unique_fields=["page"], update_fields=["cases"])
    note_change()
    return len(told)
