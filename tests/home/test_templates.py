"""What holds for every template and style sheet, read as text."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
ALL = sorted((ROOT / "templates").rglob("*.html"))
OTHERS = ("wagtailadmin", "admin", "emails", "documents")
PUBLIC = [path for path in ALL if not set(path.relative_to(ROOT / "templates").parts) & set(OTHERS)]
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
CSS = (ROOT / "site" / "static" / "css").glob("*.css")
STYLES = sorted(path for path in CSS if not path.stem.endswith("-admin"))  # those follow Wagtail's own tokens
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style", re.I),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_public_template_has_nothing_inline(path: Path) -> None:
    found = [what for what, pattern in INLINE.items() if pattern.search(path.read_text())]

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="x">',
        "<style>",
        "<script>1</script>",
        '<a onclick="x">',
        '<a href="javascript:x">',
        "<script defer>x</script>",
    ],
)
def test_inline_patterns_see_what_they_should(text: str) -> None:
    assert any(pattern.search(text) for pattern in INLINE.values())


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_public_template_is_short_and_compiles(path: Path) -> None:
    text = path.read_text()

    assert len(text.splitlines()) <= 150
    engines["django"].from_string(text)


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_component_opens_with_its_variables(path: Path) -> None:
    opening = path.read_text().split("%}{% load")[0][:900]

    assert opening.startswith(("{#", "{% comment %}"))
    assert "Variables:" in opening


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=name)
def test_no_literal_colour_or_size_outside_the_tokens(path: Path) -> None:
    css = re.sub(r"@(?:media|page)[^{]*\{|@page\s*\{[^}]*\}", "", without_comments(path.read_text()))
    css = re.sub(r"@page[^}]*\}", "", css)
    colours = re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch|hwb)a?\(", css, re.I)
    named = re.findall(r":[^;{]*\b(?:white|black|red|green|blue|gray|grey|yellow|orange)\b[^;]*;", css)
    sizes = re.findall(r"(?<![\w.-])-?\d*\.?\d+(?:px|rem|em|ch|vw|vh|vb|pt|ms|s)\b", css)

    assert (colours, named, sizes) == ([], [], [])


def test_every_token_is_used_and_every_used_one_exists() -> None:
    defined = set(re.findall(r"^\s*(--[\w-]+):", (STYLES[0].parent / "tokens.css").read_text(), re.M))
    others = [without_comments(path.read_text()) for path in STYLES if path.name != "tokens.css"]
    used = set(re.findall(r"var\((--[\w-]+)", " ".join(others)))
    local = set(re.findall(r"^\s*(--[\w-]+):", "\n".join(others), re.M))

    assert (used - defined - local, defined - used) == (set(), set())


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_style_sheet_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 400
