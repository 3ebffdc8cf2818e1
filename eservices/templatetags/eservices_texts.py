"""A page's text in the reader's language; what lacks English is shown in Swedish and marked as such."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

from questions import Text

register = template.Library()


def _in_reader_language(page: Any, name: str) -> tuple[str, bool]:
    """The text, and whether it is Swedish on an English page."""
    if (get_language() or "").startswith("en"):
        english = getattr(page, f"{name}_en")
        return (english, False) if english else (getattr(page, name), True)
    return getattr(page, name), False


@register.simple_tag
def text(page: Any, name: str, marked: bool = True) -> str:
    """`marked=False` where no tag may stand, such as in the page's title."""
    value, swedish = _in_reader_language(page, name)
    return format_html('<span lang="sv">{}</span>', value) if swedish and value and marked else value


@register.filter
def either(pair: dict[str, str] | None) -> str:
    """The reader's language of a frozen version's {sv, en} pair, or Swedish when it has no English."""
    return Text.from_json(pair).in_language(get_language()) if pair else ""


@register.simple_tag
def rich(page: Any, name: str) -> SafeString:
    value, swedish = _in_reader_language(page, name)
    html = mark_safe(expand_db_html(value))  # noqa: S308  # passed Wagtail's allow-list of tags when it was saved
    return (
        format_html('<div class="rich-text" lang="sv">{}</div>', html)
        if swedish
        else format_html('<div class="rich-text">{}</div>', html)
    )
