"""A page's text in the reader's language; what lacks English is shown in Swedish and marked as such."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

register = template.Library()


def _in_reader_language(page: Any, name: str) -> tuple[str, bool]:
    """The text, and whether it is Swedish on an English page."""
    if (get_language() or "").startswith("en"):
        english = getattr(page, f"{name}_en")
        return (english, False) if english else (getattr(page, name), True)
    return getattr(page, name), False


@register.simple_tag
def text(page: Any, name: str) -> str:
    value, swedish = _in_reader_language(page, name)
    return format_html('<span lang="sv">{}</span>', value) if swedish and value else value


@register.simple_tag
def rich(page: Any, name: str) -> SafeString:
    value, swedish = _in_reader_language(page, name)
    html = mark_safe(expand_db_html(value))  # noqa: S308  # passed Wagtail's allow-list of tags when it was saved
    return (
        format_html('<div class="rich-text" lang="sv">{}</div>', html)
        if swedish
        else format_html('<div class="rich-text">{}</div>', html)
    )
