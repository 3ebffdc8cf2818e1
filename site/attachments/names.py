"""File names as browsers send them, made fit to be shown and offered again. Pure.

A name is only ever shown: storage names are ours (`attachments.storage`). So nothing is refused here, only cleaned.
"""

import re
import unicodedata

LONGEST = 120  # characters, extension included
LONGEST_EXTENSION = 16
FALLBACK = "fil"
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
FORBIDDEN = re.compile(r'[<>:"|?*]')  # Windows saves no such name
# Control and format characters (among them those that turn the direction of writing), lone surrogates, private use,
# unassigned, line and paragraph separators.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
AT_THE_ENDS = ". \t"


def display_name(raw: str) -> str:
    """The name to show: one line, in NFC, without folders and unseen characters, at most 120 characters, never empty.

    Cleaning a cleaned name changes nothing. The extension is kept when the name is shortened.
    """
    text = unicodedata.normalize("NFC", "".join(filter(_is_seen, raw)))
    text = re.split(r"[/\\]", text)[-1]
    text = " ".join(FORBIDDEN.sub("_", text).split())
    stem, extension = _parts(text.rstrip(AT_THE_ENDS))
    stem = _trimmed(stem[: LONGEST - len(extension)]) or FALLBACK
    if stem.partition(".")[0].strip().lower() in RESERVED:
        stem = f"_{stem}"[: LONGEST - len(extension)].rstrip(AT_THE_ENDS)
    return stem + extension


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in UNSEEN


def _trimmed(text: str) -> str:
    return text.strip(AT_THE_ENDS)


def _parts(text: str) -> tuple[str, str]:
    """Stem and extension with its dot. What is too long for an extension, or holds a space, belongs to the stem."""
    stem, dot, extension = text.rpartition(".")
    if not dot or not extension or len(extension) > LONGEST_EXTENSION or " " in extension:
        return text, ""
    return stem, dot + extension
