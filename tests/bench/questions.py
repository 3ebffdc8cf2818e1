"""The twelve questions that both sides ask, and what is answered: the same types, the same choices, all required."""

from dataclasses import dataclass
from datetime import date
from typing import Any

SCHOOLS = ["Heby skola", "Morgongåva skola", "Tärnsjö skola", "Östervåla skola", "Harbo skola"]
REASONS = ["Vägen är lång", "Vägen är farlig", "Barnet bor växelvis", "Något annat"]
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Question:
    """`type` in the portal, `bare_type` in Wagtail's form builder."""

    key: str
    type: str
    bare_type: str
    label: str
    answer: Any
    hint: str = ""
    choices: tuple[str, ...] = ()
    style: str = ""


TWELVE = (
    Question("name", "short_text", "singleline", "Barnets namn", "Lova Lindberg"),
    Question("email", "email", "email", "E-post", "astrid@example.se", hint="Hit skickar vi kvittensen."),
    Question("street", "short_text", "singleline", "Gatuadress", "Storgatan 4 B"),
    Question("town", "short_text", "singleline", "Postort", "Morgongåva"),
    Question("property", "short_text", "singleline", "Fastighet", "Heby Horrsta 4:12", hint="Står på lagfarten."),
    Question("grade", "number", "number", "Årskurs", "4", hint="Skriv 0 för förskoleklass."),
    Question("site", "web_address", "url", "Skolans webbplats", "https://skola.example/heby"),
    Question("school", "single_choice", "dropdown", "Skola", SCHOOLS[1], choices=tuple(SCHOOLS), style="select"),
    Question("round", "single_choice", "radio", "Varför?", REASONS[0], choices=tuple(REASONS), style="radio"),
    Question("reasons", "several_choices", "checkboxes", "Också för att", REASONS[1:3], choices=tuple(REASONS)),
    Question("start", "date", "date", "Från och med", DAY, hint="Till exempel 2026 11 23."),
    Question("more", "long_text", "multiline", "Vad ska vi veta?", "Vägen saknar gångbana, och bilarna kör fort. " * 8),
)
