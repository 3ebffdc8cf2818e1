"""Contrast, computed from the tokens: body text 7:1, other text 4.5:1, controls and focus 3:1 (design.md §12)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "site" / "static" / "css" / "tokens.css").read_text()
GROUNDS = ("paper", "paper-sunk", "paper-raised")
STATES = ("error", "success", "caution", "info")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def themes() -> dict[str, dict[str, str]]:
    light = colours(TOKENS.split("@media")[0])
    dark = colours(TOKENS.split("prefers-color-scheme: dark")[1].split("@media")[0])
    paper = colours(TOKENS.split("@media print")[1])
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


PAIRS = [
    *[("ink", ground, 7.0) for ground in (*GROUNDS, "accent-sunk", *(f"{state}-sunk" for state in STATES))],
    *[("ink-soft", ground, 7.0) for ground in GROUNDS],
    ("ink-soft", "accent-sunk", 4.5),
    *[(link, ground, 4.5) for link in ("accent", "accent-strong") for ground in (*GROUNDS, "accent-sunk")],
    *[("accent", f"{state}-sunk", 4.5) for state in STATES],
    ("accent-ink", "accent", 4.5),
    ("accent-ink", "accent-strong", 4.5),
    *[(state, ground, 4.5) for state in STATES for ground in (*GROUNDS, f"{state}-sunk")],
    *[("control-line", ground, 3.0) for ground in GROUNDS],
    *[("focus", ground, 3.0) for ground in (*GROUNDS, "accent-sunk", *(f"{state}-sunk" for state in STATES))],
    ("accent", "line", 3.0),  # the step bar's filled part against the rest
]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_contrast_is_enough(theme: str, front: str, ground: str, least: float) -> None:
    tokens = themes()[theme]

    assert contrast(tokens[front], tokens[ground]) >= least


def test_contrast_agrees_with_known_values() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_dark_theme_redefines_every_colour() -> None:
    dark = colours(TOKENS.split("prefers-color-scheme: dark")[1].split("@media")[0])

    assert themes()["light"].keys() - dark.keys() == {"qr-paper"}
