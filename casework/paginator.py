"""Paging that never counts everything: a million cases must feel like a thousand."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

MOST = 1000


class CappedPaginator(WagtailPaginator):
    """Counts to a thousand and stops. Who has more is asked to narrow the list, which is what finding a case takes."""

    @cached_property
    def found(self) -> int:
        found: int = self.object_list.order_by()[: MOST + 1].count()
        return found

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST)

    @property
    def is_capped(self) -> bool:
        return self.found > MOST

    @property
    def items_count_label(self) -> str:
        return _("Fler än 1 000 ärenden") if self.is_capped else super().items_count_label
