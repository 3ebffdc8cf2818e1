"""Swedish and English side by side in the editor (design.md §13.14)."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel


def text_pair(name: str, help_text: Any = "") -> list[Any]:
    """Two panels beside each other: `name` in Swedish, with the guidance, and `name_en` in English."""
    # The title's own panel fills in the address while the editor types.
    swedish = TitleFieldPanel(name, help_text=help_text) if name == "title" else FieldPanel(name, help_text=help_text)
    return [FieldRowPanel([swedish, FieldPanel(f"{name}_en")])]
