"""What of a text the documents' fonts can show. The rest stands as code points, "[U+1F600]", and exactly in the data
that is attached: a document that lacks a sign must say so, and PDF/A allows no glyph without a meaning.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings

LONGEST_WORD = 30  # characters; a longer one gets places where the line may break, PIECE by PIECE
PIECE = 10
BREAK = "\u200b"
KEPT_SPACES = {"\t": " ", "\u00a0": "\u00a0", "\u202f": "\u00a0"}
LETTERS = ("L", "M", "N", "P", "S")
PLAIN = range(0x20, 0x7F)


def fonts_folder() -> Path:
    folder: Path = settings.BASE_DIR / "templates" / "documents" / "fonts"
    return folder


@cache
def covered() -> frozenset[int]:
    """The code points that every weight can show: of the first font that has one, so of any."""
    from fontTools.ttLib import TTFont

    by_weight: dict[bool, set[int]] = {True: set(), False: set()}
    for path in fonts_folder().glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            by_weight["Bold" in path.stem] |= set(font.getBestCmap())
    return frozenset(by_weight[True] & by_weight[False])


def lines(text: str, *, plain: bool = False) -> list[str]:
    """The lines of a text as they can be printed. `plain` leaves nothing but ASCII and Latin-1's letters as it is."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return ["".join(map(_word, _split(_shown(line, plain=plain)))) for line in text.split("\n")] or [""]


def line(text: str, *, plain: bool = False) -> str:
    """The same on one line."""
    return " ".join(part for part in lines(text, plain=plain) if part)


def _shown(text: str, *, plain: bool) -> str:
    return "".join(_character(one, plain=plain) for one in text)


def _character(one: str, *, plain: bool) -> str:
    if one in KEPT_SPACES:
        return KEPT_SPACES[one]
    code = ord(one)
    if code in PLAIN or (code in covered() and unicodedata.category(one)[0] in LETTERS and not (plain and code > 0xFF)):
        return one
    return " " if unicodedata.category(one) == "Zs" else f"[U+{code:04X}]"


def _split(text: str) -> list[str]:
    """Words and the spaces between them."""
    found, start = [], 0
    for place, one in enumerate(text):
        if one == " ":
            found += [text[start:place], one]
            start = place + 1
    return [*found, text[start:]]


def _word(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return BREAK.join(word[place : place + PIECE] for place in range(0, len(word), PIECE))
