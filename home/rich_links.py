"""Links between pages in running text: to the page in the reader's language, with no query for each."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from home.languages import active, here


class PageLink(PageLinkHandler):
    """Wagtail's own asks twice for each link, and sends a reader of English to a Swedish address."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        pages = cls.get_many(attrs_list)
        keys = {page.translation_key for page in pages if page}
        translations = Page.objects.live().filter(translation_key__in=keys, locale__language_code=active())
        shown = {page.translation_key: page for page in translations}
        return [link(shown.get(page.translation_key, page)) if page else "<a>" for page in pages]


def link(page: Page) -> str:
    return f'<a href="{escape(here(page.get_url() or ""))}">'
