"""Any text that a person can type comes out as PDF/A-3a and PDF/UA-1, as it was typed or as code points."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import printable, typesetting
from documents.typesetting import typeset
from tests.documents.conftest import a_document
from tests.documents.pdf import faults, poppler, text_of

MARKUP = '#strong[x] *y* $z$ "q" \\ // <label> @ref = rubrik\n- punkt\n+ ett'
MANY = ("Fråga", "Ett svar som är ganska långt och fortsätter en bra bit till på raden. ") * 1
PLANES = range(17)


def test_document_keeps_both_standards(document):
    pdf = typeset(document)

    assert faults(pdf) == []
    assert "Åsa Öberg" in text_of(pdf)
    assert "Tagged:          yes" in poppler("pdfinfo", pdf)


def test_long_document_keeps_them_over_many_pages():
    pdf = typeset(a_document(*[MANY] * 300))

    assert faults(pdf) == []
    assert "Sida 2 av" in text_of(pdf)


def test_the_validator_finds_what_is_wrong(document):
    pdf = typeset(document)

    assert faults(pdf.replace(b"pdfaid:part", b"pdfaid:trap")) != []


def test_the_same_facts_give_the_same_bytes(document):
    assert typeset(document) == typeset(document)


def test_what_a_person_wrote_is_never_markup():
    shown = text_of(typeset(a_document(("Önskemål", MARKUP))))

    for line in MARKUP.splitlines():
        assert line in shown


def test_signs_without_glyph_stand_as_code_points():
    shown = text_of(typeset(a_document(("Namn", "日 é \u202e \ue000"))))

    assert "[U+65E5] é [U+202E] [U+E000]" in shown


def test_attached_file_has_the_text_exactly(document):
    assert "svar.json" in poppler("pdfdetach", typeset(document), "-list")


def test_nothing_is_added_to_a_long_word():
    word = "Ab1" * 100

    shown = text_of(typeset(a_document(("Kod", word))))

    assert word in "".join(shown.split()).replace(printable.BREAK, "")


def test_swedish_letters_are_all_there():
    everything = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789.,:;!?-–()/&%@€§"

    assert printable.lines(everything.replace(" ", "")) == printable.lines(everything)
    assert all(ord(sign) in printable.covered() for sign in everything)


def test_a_document_that_cannot_be_set_is_set_in_plain_letters(document, monkeypatch):
    import typst

    tried = []

    def fails_once(*args, **kwargs):
        tried.append(kwargs)
        if len(tried) == 1:
            raise typst.TypstError("the text could not be displayed", "")
        return b"%PDF"

    monkeypatch.setattr(typst, "compile", fails_once)

    assert typesetting.typeset(document) == b"%PDF"
    assert len(tried) == 2


@pytest.mark.parametrize("plane", PLANES)
def test_every_sign_of_a_plane_comes_out(plane):
    """Each code point there is, sixteen to a word, in as few documents as it takes."""
    signs = [chr(code) for code in range(plane << 16, (plane + 1) << 16) if unicodedata.category(chr(code)) != "Cs"]
    shown = [sign for sign in signs if ord(sign) in printable.covered()]
    unshown = [sign for sign in signs if ord(sign) not in printable.covered()]
    words = ["".join(shown[place : place + 16]) for place in range(0, len(shown), 16)]
    pdf = typeset(a_document(("Tecken", " ".join(words)), ("Andra", " ".join(unshown[:2000]))))

    assert pdf.startswith(b"%PDF")
    assert faults(pdf) == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=sys.maxunicode), max_size=300), max_size=6)
)
def test_any_text_at_all_gives_a_sound_document(texts):
    pdf = typeset(a_document(*[(text[:40], text) for text in texts], heading=(texts or ["x"])[0][:60] or "x"))

    assert faults(pdf) == []
