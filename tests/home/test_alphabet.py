"""The Swedish alphabet: å, ä and ö last, accents without weight."""

import pytest

from home.alphabet import ALPHABET, letter_of, sort_key


def test_titles_sort_as_in_a_swedish_dictionary() -> None:
    titles = ["Örn", "Ärende", "zon", "Åker", "Ängel", "apa", "Élan", "Eld", "Ål", "É"]

    assert sorted(titles, key=sort_key) == ["apa", "É", "Élan", "Eld", "zon", "Åker", "Ål", "Ängel", "Ärende", "Örn"]


def test_letter_written_in_two_parts_is_the_same_letter() -> None:
    assert sort_key("A\u030ake") == sort_key("Åke")


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("ansök", "A"),
        ("Åker", "Å"),
        ("ärende", "Ä"),
        ("Öl", "Ö"),
        ("Écran", "E"),
        ("”Sök”", "S"),
        ("ø", "Ö"),
        ("Æ", "Ä"),
    ],
)
def test_title_is_found_under_its_letter(title: str, letter: str) -> None:
    assert letter_of(title) == letter


@pytest.mark.parametrize("title", ["", "–", "24 timmar", "Яма", "日本", "ﬁ\x00"[1:], "🙂"])
def test_title_without_a_letter_of_ours_has_none(title: str) -> None:
    assert letter_of(title) == ""


def test_alphabet_is_in_its_own_order() -> None:
    assert sorted(ALPHABET, key=sort_key) == list(ALPHABET)
    assert len(ALPHABET) == 29
