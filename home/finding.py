"""Finding a page with few queries.

Wagtail asks twice for each folder on the way to a page and twice for who may see it; these ask once, at any depth.
"""

from functools import cache

from django.db.models import Exists, OneToOneRel, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageViewRestriction


@cache
def page_types() -> tuple[str, ...]:
    """The one-to-one relations from Wagtail's page to our kinds of page."""
    return tuple(relation.name for relation in _page_relations())


@cache
def joined() -> tuple[str, ...]:
    """Those relations, and what a kind of page always shows besides: its `found_with`."""
    besides = (
        f"{rel.name}__{name}" for rel in _page_relations() for name in getattr(rel.related_model, "found_with", ())
    )
    return (*page_types(), *besides)


def _page_relations() -> list[OneToOneRel]:
    return [rel for rel in Page._meta.related_objects if isinstance(rel, OneToOneRel) and rel.parent_link]


def page_at(*url_paths: str) -> Page | None:
    """The published page with the first of these addresses that has one, as its own kind, in one query."""
    pages = in_both_trees(Page.objects.live().filter(url_path__in=url_paths))
    found = {page.url_path: page for page in pages}
    page = next((found[path] for path in url_paths if path in found), None)
    return as_its_own_kind(page) if page else None


def in_both_trees(pages: QuerySet[Page]) -> QuerySet[Page]:
    """With all that each kind of page has of its own, its locale, and its `translated_path`: where its published
    translation stands in the other language's tree, if there is one."""
    same = Page.objects.live().filter(translation_key=OuterRef("translation_key"))
    place = Subquery(same.exclude(locale=OuterRef("locale")).values("url_path")[:1])
    found: QuerySet[Page] = pages.select_related("locale", *joined()).annotate(translated_path=place)
    return found


def as_its_own_kind(page: Page) -> Page:
    own: Page = next((getattr(page, name) for name in page_types() if hasattr(page, name)), page)
    own.locale, own.translated_path = page.locale, page.translated_path
    return own


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """What `Page.get_view_restrictions` gives: those of the page and the pages above, an alias having its source's."""
    above = [page.path[: page.steplen * level] for level in range(1, page.depth + 1)]
    own = Q(page__path__in=above, page__alias_of=None)
    of_source = Q(page__aliases__path__in=above, page__alias_of=None) | Q(page__aliases__aliases__path__in=above)
    found: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(own | of_source).distinct()
    return found


def for_everyone() -> Q:
    """What `.public()` keeps, as a condition inside the query instead of a query of its own."""
    above = Substr(OuterRef("path"), Value(1), Length("page__path"))
    return ~Q(Exists(PageViewRestriction.objects.filter(page__path=above)))


class QuicklyFound:
    """Mix in before Page: one query to learn who may see it, instead of two.

    `found_with` names relations that the page's template shows, to be fetched in the query that finds the page.
    """

    found_with: tuple[str, ...] = ()

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        return restrictions_of(self)
