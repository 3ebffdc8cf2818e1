"""The clear text by which a case is found, and what a search may leave in a log. Pure.

Text is case-folded on both sides, since SQLite's LIKE folds no å, ä or ö. Identity numbers never reach it: questions
that hold one are left out, and what looks like one in other answers is masked (promise 10).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

MASK = "[nummer]"
# As people write them: 10 or 12 digits, with a hyphen, plus sign, dash or spaces in the usual places.
IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:(?:16|18|19|20)[\s-]?)?\d{2}[\s-]?\d{2}[\s-]?\d{2}\s?[-+–]?\s?\d{4}(?!\d)")


def masked(text: str) -> str:
    return IDENTITY_NUMBER.sub(MASK, text)


def holds_identity_number(text: str) -> bool:
    return bool(IDENTITY_NUMBER.search(text))


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def words(query: str) -> list[str]:
    """What a case must contain, all of it, to be found."""
    return folded(query.replace("\0", " ")).split()[:10]


def search_text(*, number: str, titles: tuple[str, ...], applicant_name: str, display: Mapping[str, Any]) -> str:
    personal = masked("\n".join([applicant_name, *_values(display)]))
    return "\n".join(folded(line) for line in [number, *titles, *personal.splitlines()] if line.strip())


def _values(display: Mapping[str, Any]) -> Iterator[str]:
    """Answers in Swedish, the language the municipality works in."""
    for step in display["steps"]:
        for item in step["items"]:
            if not item.get("identity_number"):
                yield item["value"]["sv"]
