"""What waits for an editor, kind by kind.

A kind is one function that finds what waits for one person, registered in `KINDS`. Other apps add theirs when they
start. A finder gives at most `MOST` + 1 matters and asks the database the same number of questions however many there
are: the first page of the admin must cost the same in a portal with ten pages and with ten thousand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 20  # counted; of more it says "more than"
SHOWN = 5
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Matter:
    """One thing to see to: `url` leads straight to where it is done, `note` says why or when."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Looker:
    """Who looks, and when."""

    user: Any
    now: datetime

    def editable(self, model: type[Page] = Page) -> QuerySet[Any]:
        """Pages of a type that this person may change; none that is only a copy of another."""
        allowed = page_permission_policy.instances_user_has_permission_for(self.user, "change")
        found: QuerySet[Any] = model.objects.filter(pk__in=allowed.values("pk"), alias_of=None)
        return found

    @property
    def soon(self) -> datetime:
        return self.now + SOON


def everybody(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """`find` gives what is most urgent first. `list_name` is the url name of the page with all of them, if any."""

    name: str
    heading: "StrOrPromise"
    find: Callable[[Looker], Iterable[Matter]]
    icon: str
    order: int = 200
    may_see: Callable[[Any], bool] = everybody
    list_name: str = ""
    list_text: "StrOrPromise" = ""


@dataclass(frozen=True)
class Heap:
    """The matters of one kind that wait for one person."""

    kind: Kind
    matters: list[Matter]

    @property
    def shown(self) -> list[Matter]:
        return self.matters[:SHOWN]

    @property
    def count(self) -> int:
        return min(len(self.matters), MOST)

    @property
    def has_more(self) -> bool:
        return len(self.matters) > MOST

    @property
    def unshown(self) -> int:
        return max(self.count - SHOWN, 0)

    @property
    def list_url(self) -> str:
        return reverse(self.kind.list_name) if self.kind.list_name else ""


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Called by apps when they start; the same name again replaces the kind."""
    KINDS.update({kind.name: kind for kind in kinds})


def may_edit_pages(user: Any) -> bool:
    return bool(page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}))


def heaps(looker: Looker) -> list[Heap]:
    """Every kind this person may see, the empty ones too, in their order."""
    kinds = [kind for kind in sorted(KINDS.values(), key=lambda kind: kind.order) if kind.may_see(looker.user)]
    return [Heap(kind, list(islice(kind.find(looker), MOST + 1))) for kind in kinds]


def edit_url(page_id: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])
