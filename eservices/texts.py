"""Swedish and English side by side in the editor (design.md §13.14)."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel


def text_pair(name: str, *, required: bool = False) -> list[Any]:
    """Two panels beside each other: `name` in Swedish and `name_en` in English."""
    swedish = FieldPanel(name, required_on_save=True) if required else FieldPanel(name)
    return [FieldRowPanel([swedish, FieldPanel(f"{name}_en")])]
