"""Cleaning of what a browser posted, before any question type looks at it.

Lengths are checked first, and the number of accents on one letter, so that nothing later can be slow. Characters that
PostgreSQL, XML or a PDF cannot hold are refused (security.md: NUL in JSON is an error on PostgreSQL and accepted by
SQLite). Line breaks become LF, text NFC.
"""

import re
import unicodedata
from collections.abc import Collection

from questions.problems import Invalid

Raw = str | list[str] | dict[str, str]

RAW_LIMIT = 10_000
LIST_LIMIT = 500
# Unicode's own bound for a letter's accents (UAX 15, stream-safe text). Putting n of them in order costs n²: ten
# thousand on one letter took 65 ms, and four hundred such answers in one request 42 s.
MARKS_LIMIT = 30
INVISIBLE = "\u200b\u2060\ufeff"
# str.strip() alone leaves the zero-width characters that pasted text carries, and a name of nothing else is no name.
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + INVISIBLE
LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def is_blank(raw: object) -> bool:
    """Nothing given: no answer, white space only, an empty list, or parts that are all blank."""
    if isinstance(raw, str):
        return not raw.strip(BLANKS)
    if isinstance(raw, list):
        return all(is_blank(item) for item in raw)
    if isinstance(raw, dict):
        return all(is_blank(item) for item in raw.values())
    return raw is None


def clean_lines(raw: object, part: str | None = None, limit: int = RAW_LIMIT) -> str:
    """Text of several lines. Raises Invalid: malformed, too_long, bad_characters."""
    if not isinstance(raw, str):
        raise Invalid("malformed", part)
    if len(raw) > limit:
        raise Invalid("too_long", part, limit=limit, length=len(raw))
    text = LINE_BREAKS.sub("\n", raw)
    if REFUSED.search(text) or _piles_up_marks(text):
        raise Invalid("bad_characters", part)
    return unicodedata.normalize("NFC", text).strip(BLANKS)


def clean_line(raw: object, part: str | None = None, limit: int = RAW_LIMIT) -> str:
    """Text of one line: line breaks and tabs, which only a forged form can hold, become spaces."""
    return clean_lines(raw, part, limit).replace("\n", " ").replace("\t", " ")


def clean_parts(raw: object, parts: Collection[str], limit: int = 200) -> dict[str, str]:
    """One clean line for each name in `parts`, "" where none was given. Raises Invalid for all faulty parts at once."""
    if not isinstance(raw, dict):
        raise Invalid("malformed")
    cleaned, faults = {}, []
    for part in parts:
        try:
            cleaned[part] = clean_line(raw.get(part) or "", part, limit)
        except Invalid as fault:
            faults.append(fault)
    if faults:
        raise Invalid.together(faults)
    return cleaned


def _piles_up_marks(text: str) -> bool:
    if text.isascii():
        return False
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > MARKS_LIMIT:
            return True
    return False
