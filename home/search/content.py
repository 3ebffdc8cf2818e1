"""What our own pages are found by."""

from collections.abc import Iterator
from typing import Any

from home.languages import MAIN
from home.search.registry import Findable


def both_languages(page: Any, kind: str, *, summary: str, texts: tuple[str, ...]) -> Iterator[Findable]:
    """A page that has its texts side by side, `name` in Swedish and `name_en` in English; whoever reads English finds
    the Swedish ones where nobody has translated them, and either finds it by the titles of both.

    `summary` and `texts` name its attributes; a text may also be a StreamField.
    """
    titles = tuple(filter(None, (page.title, page.title_en, page.search_description)))
    swedish = Findable(
        language="sv",
        kind=kind,
        title=page.title,
        summary=getattr(page, summary),
        keywords=titles,
        texts=tuple(text_of(getattr(page, name)) for name in texts),
    )
    english = Findable(
        language="en",
        kind=kind,
        title=page.title_en or page.title,
        summary=getattr(page, f"{summary}_en" if page.title_en else summary),
        written_in="en" if page.title_en else "sv",
        keywords=titles,
        texts=tuple(text_of(getattr(page, f"{name}_en") or getattr(page, name)) for name in texts),
    )
    yield from (swedish, english)


def text_of(value: Any) -> str:
    """Rich text as it is, HTML; of a StreamField what its blocks say is searchable."""
    if hasattr(value, "stream_block"):
        return "\n".join(map(str, value.stream_block.get_searchable_content(value)))
    return str(value)


def findable_information(page: Any) -> Iterator[Findable]:
    return in_its_language(page, "information", text_of(page.body))


def findable_section(page: Any) -> Iterator[Findable]:
    return in_its_language(page, "section")


def findable_statement(page: Any) -> Iterator[Findable]:
    return in_its_language(page, "information", page.feedback)


def in_its_language(page: Any, kind: str, *texts: str) -> Iterator[Findable]:
    """A page with a tree for each language. A Swedish one stands in for an English that nobody has written."""
    written_in = page.locale.language_code
    for language in [MAIN, "en"] if written_in == MAIN else [written_in]:
        yield Findable(
            language=language,
            kind=kind,
            title=page.title,
            summary=page.lead,
            written_in=written_in,
            keywords=(page.search_description,),
            texts=texts,
        )


def findable_external_service(page: Any) -> Iterator[Findable]:
    return both_languages(page, "external_service", summary="summary", texts=("responsible",))


def findable_paper_form(page: Any) -> Iterator[Findable]:
    return both_languages(page, "paper_form", summary="summary", texts=("send_to",))
