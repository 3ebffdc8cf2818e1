"""Reading a page for what is left of another language: its words outside what is marked as Swedish."""

import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import parse_qs, urlsplit

import polib
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from tools.messages import ENGLISH, PLACEHOLDER

TAG_OR_BREAK = re.compile(r"<[^>]*>|\n")
LETTERS = re.compile(r"[^\W\d_]")
SPOKEN = ("alt", "aria-label", "placeholder", "title")
NOT_READ = ("script", "style", "template")
OUTSIDE_LANGUAGES = ("/static/", "/admin/", "/demo/", "/personal/", "/dokument/", "/bilder/")


def swedish_patterns(catalogue: polib.POFile) -> list[re.Pattern[str]]:
    """The source's texts of more than three letters that differ in English; a placeholder stands for anything."""
    english = {text for entry in catalogue for text in (entry.msgstr, *entry.msgstr_plural.values())}
    sources = {text for entry in catalogue for text in (entry.msgid, entry.msgid_plural) if text}
    pieces = {piece.strip() for text in sources - english for piece in TAG_OR_BREAK.split(text)}
    return [
        re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(piece)))
        for piece in sorted(pieces)
        if len(LETTERS.findall(PLACEHOLDER.sub("", piece))) > 3
    ]


SWEDISH = swedish_patterns(polib.pofile(str(ENGLISH)))


class ReadPage:
    """A page as it came, and its words as somebody who reads or listens meets them."""

    def __init__(self, content: bytes) -> None:
        self.soup = BeautifulSoup(content, "html.parser")

    @property
    def language(self) -> str:
        return str(self.soup.html["lang"]) if self.soup.html else ""

    @cached_property
    def texts(self) -> list[str]:
        """Everything said outside what is marked as Swedish: text, spoken attributes, what scripts will say."""
        return [" ".join(text.split()) for text in self._said() if text.strip()]

    def _said(self) -> Iterator[str]:
        for node in self.soup.find_all(string=True):
            if not isinstance(node, PreformattedString) and node.parent.name not in NOT_READ and not swedish(node):
                yield str(node)
        for tag in self.soup.find_all(True):
            named = [name for name in tag.attrs if name in SPOKEN or name.startswith("data-")]
            if not swedish(tag):
                yield from (str(tag[name]) for name in named)

    def swedish_interface(self) -> list[str]:
        return [text for text in self.texts if any(pattern.fullmatch(text) for pattern in SWEDISH)]

    def swedish_letters(self) -> list[str]:
        return [text for text in self.texts if re.search("[åäöÅÄÖ]", text)]

    def links_out_of_english(self) -> list[str]:
        """Links and forms that lead a reader of English to Swedish pages, but for the language link itself."""
        tags = self.soup.find_all(["a", "form"])
        targets = [str(tag.get("href") or tag.get("action") or "") for tag in tags if not tag.get("hreflang")]
        inside = ("/en/", *OUTSIDE_LANGUAGES)
        return [target for target in targets if target.startswith("/") and not target.startswith(inside)]

    def in_language(self, code: str) -> str:
        """The address of this page in another language."""
        link = self.soup.find("a", hreflang=code)
        assert isinstance(link, Tag), f"no link to this page in {code}"
        assert link["lang"] == code
        chosen = parse_qs(urlsplit(str(link["href"])).query)
        return chosen["till"][0] if "till" in chosen else str(link["href"])


def swedish(node: object) -> bool:
    """Whether the nearest mark of language above says Swedish."""
    here = node if isinstance(node, Tag) else node.parent  # type: ignore[attr-defined]  # every text has a parent
    marked = here if here.has_attr("lang") else here.find_parent(lang=True)
    return isinstance(marked, Tag) and marked["lang"] == "sv"
