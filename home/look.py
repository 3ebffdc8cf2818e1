"""The municipality's own accent colour: what else follows from it, and whether everybody can read with it.

An editor chooses one colour for light and one for dark mode. The shades beside it are mixed from it, and the contrasts
of design.md §12 are computed against the other colours of tokens.css: no choice can make the portal illegible.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

Colours = dict[str, str]
HEX = r"^#[0-9a-fA-F]{6}$"
GROUNDS = ("paper", "paper-sunk", "paper-raised")
STATES = ("error", "success", "caution", "info")
DARK = "@media screen and (prefers-color-scheme: dark)"
TOO_FAINT = {
    "light": gettext_lazy(
        "I ljust läge syns %(what)s för dåligt: kontrasten är %(found)s : 1 och ska vara minst %(least)s : 1."
        " Välj en mörkare färg."
    ),
    "dark": gettext_lazy(
        "I mörkt läge syns %(what)s för dåligt: kontrasten är %(found)s : 1 och ska vara minst %(least)s : 1."
        " Välj en ljusare färg."
    ),
}
TEXT, TINTED = gettext_lazy("länkar och rubriker"), gettext_lazy("text på tonad bakgrund")
BUTTON, BAR = gettext_lazy("text på knappar"), gettext_lazy("stegmarkören")


@dataclass(frozen=True)
class Rule:
    """`front` on `ground` must have at least this contrast; `what` is what would be hard to see."""

    front: str
    ground: str
    least: float
    what: str | Promise


RULES = [
    *(Rule(front, ground, 4.5, TEXT) for front in ("accent", "accent-strong") for ground in (*GROUNDS, "accent-sunk")),
    *(Rule("accent", f"{state}-sunk", 4.5, TEXT) for state in STATES),
    *(Rule("accent-ink", ground, 4.5, BUTTON) for ground in ("accent", "accent-strong")),
    Rule("ink", "accent-sunk", 7.0, TINTED),
    Rule("ink-soft", "accent-sunk", 4.5, TINTED),
    Rule("focus", "accent-sunk", 3.0, TINTED),
    Rule("accent", "line", 3.0, BAR),
]


@cache
def themes() -> dict[str, Colours]:
    """The colours of tokens.css in light and in dark mode."""
    css = Path(settings.STATICFILES_DIRS[0], "css", "tokens.css").read_text()
    light = colours_in(css.split("@media")[0])
    return {"light": light, "dark": light | colours_in(css.split("prefers-color-scheme: dark")[1].split("@media")[0])}


def colours_in(css: str) -> Colours:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def shades(accent: str, theme: str) -> Colours:
    """The accent's tokens in a theme: itself, stronger, as a ground, and the ink on it."""
    paper = themes()[theme]["paper"]
    strong, share, ink = "#000000", 0.1, "#ffffff"
    if theme == "dark":
        strong, share, ink = "#ffffff", 0.15, mixed("#000000", accent, 0.85)
    return {
        "accent": accent.lower(),
        "accent-strong": mixed(strong, accent, 0.3),
        "accent-ink": ink,
        "accent-sunk": mixed(accent, paper, share),
    }


def faults(accent: str, theme: str) -> Iterator[tuple[Rule, float]]:
    """The rules that the colour breaks in a theme, with the contrast it gives."""
    colours = themes()[theme] | shades(accent, theme)
    for rule in RULES:
        found = contrast(colours[rule.front], colours[rule.ground])
        if found < rule.least:
            yield rule, found


def why_not(accent: str, theme: str) -> str:
    """What is wrong with the colour in a theme, by the rule it breaks most; empty when nothing is."""
    worst = min(faults(accent, theme), key=lambda fault: fault[1] / fault[0].least, default=None)
    if worst is None:
        return ""
    rule, found = worst
    values = {"what": rule.what, "found": number_format(found, 1), "least": number_format(rule.least, 1)}
    return str(TOO_FAINT[theme] % values)


def stylesheet(light: str, dark: str) -> str:
    """What overrides tokens.css on the screen; print keeps its black."""
    return f"@media screen {{{rule_set(light, 'light')}}}\n{DARK} {{{rule_set(dark, 'dark')}}}\n"


def rule_set(accent: str, theme: str) -> str:
    return ":root {" + "; ".join(f"--{name}: {value}" for name, value in shades(accent, theme).items()) + "}"


def mixed(one: str, other: str, share: float) -> str:
    """So much of `one` in `other`."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    shares = [value / 255 for value in channels(colour)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
