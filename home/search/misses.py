"""Which questions without hits may be shown to editors: words that are nobody's. Pure.

People paste all sorts of things into a search field. What may hold an identity number, a telephone number or an address
on the net is not kept, nor is anything long: a whole sentence may tell who asked.
"""

import re
import unicodedata
from datetime import date, timedelta

from home.search.words import text_words

LONGEST_MISS, MOST_WORDS, MOST_DIGITS = 40, 4, 3
SHOWN_FROM = 3  # searches: what one person alone asked for stays unseen
KEPT = timedelta(days=90)
MOST_A_DAY = 1000  # different ones; a program that asks for nonsense fills no database
PERSONAL = re.compile(r"@|://|www\.", re.IGNORECASE)


def miss_to_keep(question: str) -> str:
    """The question's words in small letters, or "" when it is not to be kept."""
    text = unicodedata.normalize("NFKC", question)
    if PERSONAL.search(text) or len(text) > LONGEST_MISS or sum(sign.isnumeric() for sign in text) > MOST_DIGITS:
        return ""
    words = list(text_words(text.replace("-", " ")))
    return " ".join(words)[:LONGEST_MISS] if len(words) <= MOST_WORDS else ""


def first_day_kept(today: date) -> date:
    return today - KEPT
