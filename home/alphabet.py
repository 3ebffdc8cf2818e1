"""The Swedish alphabet: å, ä and ö are letters of their own and stand last, in that order; their code points do not."""

import unicodedata

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
AFTER_Z = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}  # the signs that follow z
LETTERS = {"{": "Å", "|": "Ä", "}": "Ö"}


def sort_key(text: str) -> str:
    """What to sort titles by: case and foreign accents say nothing, as in a Swedish dictionary."""
    return "".join(AFTER_Z.get(sign) or without_accents(sign) for sign in unicodedata.normalize("NFC", text).casefold())


def without_accents(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))


def letter_of(text: str) -> str:
    """The letter that a title is found under; nothing for one that begins with a figure or a foreign letter."""
    first = next((sign for sign in sort_key(text) if sign.isalnum() or sign in LETTERS), "")
    letter = LETTERS.get(first, first.upper())
    return letter if letter and letter in ALPHABET else ""
