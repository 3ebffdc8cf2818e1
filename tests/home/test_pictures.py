"""Our drawings: small, in the colours of the tokens in light and in dark, and silent unless told to speak."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from tests.home.test_tokens import themes

IMAGES = Path(__file__).resolve().parents[2] / "site" / "static" / "img"
PICTURES = sorted(path for path in IMAGES.glob("*.svg") if path.stem not in ("mark", "bond", "share"))
LARGEST = 3_000
SVG = "{http://www.w3.org/2000/svg}"
DARK = "@media (prefers-color-scheme:dark)"


def named(path: Path) -> str:
    return path.stem


def colours(css: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{3,6}\b", css))


@pytest.mark.parametrize("path", PICTURES, ids=named)
def test_picture_is_drawn_in_the_colours_of_the_tokens(path: Path) -> None:
    drawing = path.read_text()
    style = re.search(r"<style>(.*?)</style>", drawing).group(1)
    light, dark = style.split(DARK)

    assert colours(light) <= set(themes()["light"].values())
    assert colours(dark) <= set(themes()["dark"].values())
    assert len(colours(dark)) == len(colours(light)) > 2
    assert colours(drawing.replace(style, "")) == set()


@pytest.mark.parametrize("path", PICTURES, ids=named)
def test_picture_has_nothing_but_shapes_of_a_known_class(path: Path) -> None:
    style, *shapes = ElementTree.fromstring(path.read_text())  # our own file
    styled = set(re.findall(r"\.(\w+)\{", style.text or ""))

    assert {shape.tag for shape in shapes} <= {f"{SVG}path", f"{SVG}circle"}
    assert {shape.get("class") for shape in shapes} <= styled
    assert len(path.read_bytes()) < LARGEST


def test_every_picture_is_in_the_list() -> None:
    told = (IMAGES / "README.md").read_text()

    assert [path.stem for path in PICTURES if path.stem not in told] == []


def test_picture_is_decorative_unless_told_otherwise() -> None:
    silent = picture_with(name="street")
    speaking = picture_with(name="village", alt="En by", width=480, height=160)

    assert (silent["alt"], silent["width"], silent["height"]) == ("", "160", "120")
    assert (speaking["alt"], speaking["width"], speaking["height"]) == ("En by", "480", "160")
    assert "img/village" in str(speaking["src"])


def picture_with(**context: object) -> dict[str, str]:
    return BeautifulSoup(render_to_string("components/picture.html", context), "html.parser").img.attrs
