"""The operating notices that a page shows."""

from typing import Any

from django import template
from django.utils import timezone

from home.standing_notices import Notice, shown_on_page, shown_to_services

register = template.Library()


@register.simple_tag(takes_context=True)
def notices_here(context: Any) -> list[Notice]:
    """What holds for the page in the tree (`page`), or for the e-services it is about (`filling`, `about_services`).

    On the latter, a notice that is given there as the reason why something is closed (`closing`, `told_notices`) is
    left out. Error pages that must come out without a database show none.
    """
    if getattr(context.get("portal"), "request", None) is None:
        return []
    now, page, filling = timezone.now(), context.get("page"), context.get("filling")
    about = [filling.version.service_id] if filling else context.get("about_services", ())
    if getattr(page, "path", ""):
        return shown_on_page(page, now)
    told = _told(context, filling)
    return [notice for notice in shown_to_services(about, now) if notice.id not in told]


def _told(context: Any, filling: Any) -> set[int | None]:
    closing = getattr(filling, "closing", None) or context.get("closing")
    return {getattr(closing, "notice_id", None), *context.get("told_notices", ())}
