"""Swedish and English side by side: which of two texts to show (design.md §13.14)."""

from django.utils.translation import get_language


def is_english() -> bool:
    return (get_language() or "sv").startswith("en")


def in_language(swedish: str, english: str) -> str:
    """The text in the active language; Swedish when nobody has written the English one."""
    return english if is_english() and english else swedish
