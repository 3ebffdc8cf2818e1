"""The municipality's colours and logo: legible in every mode or refused, and nothing in them that acts."""

import re
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from home import municipality
from home.logo import LARGEST, kind_of_logo
from home.look import contrast, faults, shades, stylesheet, themes, why_not
from home.models import MunicipalitySettings
from tests.home.test_tokens import PAIRS
from tests.home.test_tokens import themes as themes_of_the_tests

BLUE, PALE_BLUE = "#1a4b8c", "#a9cff2"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#14574a" d="M1 1h7v7z"/></svg>'


def drawing(inner: str) -> bytes:
    return DRAWING.replace(b"<path", inner.encode() + b"<path")


def png(width: int = 40, height: int = 20) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), "white").save(content, "PNG")
    return content.getvalue()


def test_colours_are_those_of_the_token_file() -> None:
    expected = themes_of_the_tests()

    assert themes() == {"light": expected["light"], "dark": expected["dark"]}


@pytest.mark.parametrize(("colour", "theme"), [(BLUE, "light"), (PALE_BLUE, "dark"), ("#7a1f3d", "light")])
def test_colour_that_is_let_through_keeps_every_contrast(colour: str, theme: str) -> None:
    tokens = themes()[theme] | shades(colour, theme)

    assert why_not(colour, theme) == ""
    assert [pair for pair in PAIRS if contrast(tokens[pair[0]], tokens[pair[1]]) < pair[2]] == []


def test_every_rule_about_the_accent_is_asked() -> None:
    asked = {(rule.front, rule.ground, rule.least) for theme in themes() for rule, _found in faults("#808080", theme)}
    asked |= {(rule.front, rule.ground, rule.least) for rule, _found in faults("#ffffff", "light")}
    about_it = {pair for pair in PAIRS if "accent" in pair[0]}

    assert asked >= {pair for pair in about_it if pair[0] == "accent" and pair[1] in ("paper", "paper-sunk", "line")}


@pytest.mark.parametrize(
    ("colour", "theme", "words"),
    [("#f5c400", "light", "I ljust läge"), ("#1a4b8c", "dark", "I mörkt läge"), ("#808080", "light", "minst 4,5 : 1")],
)
def test_refusal_says_which_mode_and_how_much(colour: str, theme: str, words: str) -> None:
    with override("sv"):
        assert words in why_not(colour, theme)


def test_stylesheet_sets_tokens_for_the_screen_only() -> None:
    css = stylesheet(BLUE, PALE_BLUE)

    assert re.findall(r"@media[^{]*", css) == ["@media screen ", "@media screen and (prefers-color-scheme: dark) "]
    assert ("--accent: #1a4b8c;" in css, "--accent: #a9cff2;" in css) == (True, True)


@pytest.mark.parametrize(
    ("content", "kind"), [(DRAWING, "svg"), (b'<?xml version="1.0"?>' + DRAWING, "svg"), (png(), "png")]
)
def test_drawing_and_picture_are_taken(content: bytes, kind: str) -> None:
    assert kind_of_logo(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        drawing("<script>alert(1)</script>"),
        drawing('<a href="javascript:alert(1)"/>'),
        drawing("<foreignObject/>"),
        drawing('<use href="https://elsewhere.example/x.svg#a"/>'),
        drawing('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="data:image/svg+xml,x"/>'),
        drawing('<g onload="alert(1)"/>'),
        drawing('<rect style="fill: url(https://elsewhere.example/)"/>'),
        drawing("<style>@import 'x.css'</style>"),
        drawing('<image href="#x"/>'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING,
        b"<html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"GIF89a",
        b"\x00",
        png()[:40],
        png(2001, 10),
        DRAWING + b" " * LARGEST,
    ],
)
def test_what_could_act_or_cannot_be_read_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        kind_of_logo(content)


def test_drawing_may_use_its_own_parts() -> None:
    inner = '<defs><linearGradient id="a"/></defs><use href="#a"/><rect fill="url(#a)" style="fill: url(\'#a\')"/>'

    assert kind_of_logo(drawing(inner)) == "svg"


@pytest.fixture
def settings_form(pages: dict[str, Any], cast: Any, staff_client: Any) -> Any:
    sixten = staff_client(cast.sixten)
    address = f"/admin/settings/home/municipalitysettings/{MunicipalitySettings.objects.get().site_id}/"

    def post(**changed: Any) -> Any:
        fields = {"name": "Heby kommun", "portal_name": "E-tjänster", "phone": "0224-360 00"}
        answer = sixten.post(address, fields | changed)
        municipality.forget()
        return answer

    post.client, post.address = sixten, address  # type: ignore[attr-defined]
    return post


def test_chosen_colours_are_on_every_page_and_may_be_kept(client: Client, settings_form: Any) -> None:
    saved = settings_form(accent=BLUE, accent_dark=PALE_BLUE)

    soup = BeautifulSoup(client.get("/kontakt/").content, "html.parser")
    sheets = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    css = client.get(sheets[1])
    assert (saved.status_code, css["Content-Type"]) == (302, "text/css")
    assert (css.content.decode(), css["Cache-Control"]) == (
        stylesheet(BLUE, PALE_BLUE),
        "public, max-age=31536000, immutable",
    )
    assert client.get("/utseende/gammal/farger.css")["Cache-Control"] == "public, max-age=5"
    assert not soup.select("[style], style")


@pytest.mark.parametrize(
    ("light", "dark", "words"),
    [
        ("#f5c400", PALE_BLUE, "I ljust läge syns"),
        (BLUE, "#1a4b8c", "I mörkt läge syns"),
        (BLUE, "", "Välj en färg för båda lägena"),
        ("blå", PALE_BLUE, "Skriv färgen med #"),
    ],
)
def test_colour_that_cannot_be_seen_is_refused(settings_form: Any, light: str, dark: str, words: str) -> None:
    refused = settings_form(accent=light, accent_dark=dark)

    assert (refused.status_code, words in refused.content.decode()) == (200, True)
    assert MunicipalitySettings.objects.get().accent == ""


def test_logo_is_shown_described_and_harmless(client: Client, settings_form: Any) -> None:
    page = settings_form.client.get(settings_form.address).content.decode()
    settings_form(logo_file=SimpleUploadedFile("logo.svg", DRAWING), logo_alt="Heby kommuns vapen")

    shown = BeautifulSoup(client.get("/kontakt/").content, "html.parser").select_one(".wordmark img")
    logo = client.get(shown["src"])
    assert 'enctype="multipart/form-data"' in page
    assert (shown["alt"], logo.content, logo["Content-Type"]) == ("Heby kommuns vapen", DRAWING, "image/svg+xml")
    assert logo["Content-Security-Policy"].startswith("default-src 'none'")
    assert (logo["X-Content-Type-Options"], "immutable" in logo["Cache-Control"]) == ("nosniff", True)


def test_logo_stays_until_it_is_taken_away(client: Client, settings_form: Any) -> None:
    settings_form(logo_file=SimpleUploadedFile("logo.png", png()), logo_alt="Vapen")
    settings_form(logo_alt="Vapnet")
    kept = MunicipalitySettings.objects.get()

    settings_form(remove_logo="on")

    assert (bytes(kept.logo), kept.logo_kind, kept.logo_alt) == (png(), "png", "Vapnet")
    assert MunicipalitySettings.objects.get().logo is None
    assert client.get("/utseende/x/logotyp").status_code == 404


def test_logo_without_description_or_with_a_script_is_refused(settings_form: Any) -> None:
    undescribed = settings_form(logo_file=SimpleUploadedFile("logo.svg", DRAWING))
    script = SimpleUploadedFile("logo.svg", drawing("<script/>"))
    acting = settings_form(logo_file=script, logo_alt="Vapen")

    assert "Beskriv logotypen" in undescribed.content.decode()
    assert "Spara den som enkel SVG" in acting.content.decode()
    assert MunicipalitySettings.objects.get().logo is None
