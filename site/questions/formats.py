"""Numbers, dates and times as people write them in Swedish and English.

Stored display documents hold both languages, so these ask for the language and never for the active one. English groups
digits with a space as Swedish does: a comma means a decimal to one reader and thousands to the other.
"""

from datetime import date
from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"
MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def is_english(language: str | None) -> bool:
    return (language or "").startswith("en")


def number_text(number: Decimal, language: str | None) -> str:
    """`1 250,5` in Swedish, `1 250.5` in English, with no-break spaces."""
    text = f"{number:,f}".replace(",", NO_BREAK_SPACE)
    return text if is_english(language) else text.replace(".", ",")


def size_text(size: int, language: str | None) -> str:
    """`1,2 MB` or `310 kB`, as people's computers count. Never less than the file is, nor 0."""
    kilobytes = -(-size // 1024)
    if kilobytes < 1024:
        return f"{max(kilobytes, 1)}{NO_BREAK_SPACE}kB"
    tenths = -(-size * 10 // 2**20)
    return f"{number_text(Decimal(tenths) / 10, language)}{NO_BREAK_SPACE}MB"


def date_text(day: date, language: str | None) -> str:
    """`23 november 2026` or `23 November 2026`."""
    month = MONTHS["en" if is_english(language) else "sv"][day.month - 1]
    return f"{day.day} {month} {day.year}"


def time_text(time: str, language: str | None) -> str:
    """`13.05` or `13:05`, from `13:05`."""
    return time if is_english(language) else time.replace(":", ".")
