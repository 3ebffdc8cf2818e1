"""Which of the pages an editor wants to publish in bulk may not go live: no form of theirs is there to say so."""

from collections.abc import Iterable, Iterator

from wagtail.models import Page

from eservices.models import EServicePage
from eservices.publishing import problems_in_words


def unpublishable(pages: Iterable[Page], *, with_descendants: bool) -> Iterator[tuple[str, list[str]]]:
    """Title and problems of each e-service that would go live with problems."""
    for page in services_to_publish(pages, with_descendants=with_descendants):
        problems = problems_in_words(page)
        if problems:
            yield page.title, problems


def services_to_publish(pages: Iterable[Page], *, with_descendants: bool) -> Iterator[EServicePage]:
    """The e-services that would go live as they would do it, which is as they were last saved."""
    for page in pages:
        if isinstance(page.specific, EServicePage) and page.alias_of_id is None:
            yield page.specific.get_latest_revision_as_object()
        if with_descendants:
            for below in EServicePage.objects.descendant_of(page).not_live().filter(alias_of=None):
                yield below.get_latest_revision_as_object()
