"""Pictures at the size a page needs them, at an address of our own that costs no query to make."""

from typing import Any

from django import template
from wagtail.images.views.serve import generate_image_url

register = template.Library()


@register.simple_tag
def fitted(image: Any, width: int) -> dict[str, Any]:
    """Where the picture is fetched no wider than `width`, with its size there, so that the page does not jump."""
    shown = min(width, image.width)
    height = max(1, round(image.height * shown / image.width))
    return {"src": generate_image_url(image, f"width-{width}"), "width": shown, "height": height}
