"""Names from browsers, made fit to show (security.md T-29)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attachments.names import LONGEST, RESERVED, UNSEEN, display_name


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("intyg.pdf", "intyg.pdf"),
        ("Åsas intyg (2).PDF", "Åsas intyg (2).PDF"),
        ("A\u030asa.pdf", "Åsa.pdf"),
        ("C:\\Users\\Astrid\\intyg.pdf", "intyg.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "fil"),
        ("", "fil"),
        (" \t ", "fil"),
        (".pdf", "fil.pdf"),
        ("intyg.pdf. . .", "intyg.pdf"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("int\0yg\r\nX-Evil: 1.pdf", "intygX-Evil_ 1.pdf"),
        ("in\u200bty\u2066g.pdf", "intyg.pdf"),
        ("half\ud800.pdf", "half.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("nul", "_nul"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("two\u2028lines.txt", "twolines.txt"),
        ("many   spaces.txt", "many spaces.txt"),
        ("ingen ändelse", "ingen ändelse"),
    ],
)
def test_name_is_cleaned(raw: str, shown: str) -> None:
    assert display_name(raw) == shown


def test_long_name_keeps_its_extension() -> None:
    assert display_name("å" * 300 + ".docx") == "å" * 115 + ".docx"
    assert display_name("a" * 10_000 + "." + "b" * 10_000) == "a" * LONGEST


@given(st.text(st.characters(codec=None), max_size=200))
@example("con." + "x" * 118)
@example("." * 130 + "a")
@example("a" * 119 + " . .b")
def test_any_name_comes_out_showable(raw: str) -> None:
    shown = display_name(raw)

    assert 0 < len(shown) <= LONGEST
    assert not {unicodedata.category(character) for character in shown} & UNSEEN
    assert not set(shown) & set('/\\<>:"|?*\0\r\n')
    assert shown == unicodedata.normalize("NFC", shown)
    assert shown.strip(" .") == shown
    assert shown.partition(".")[0].strip().lower() not in RESERVED
    assert display_name(shown) == shown
