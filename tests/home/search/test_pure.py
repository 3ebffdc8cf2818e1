"""Words, spelling and what may be kept of a question: no database."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from home.search.misses import LONGEST_MISS, miss_to_keep
from home.search.question import group_of, parts_of
from home.search.ranking import Ranking
from home.search.spelling import Spelling, slips
from home.search.words import LONGEST_WORD, folded, question_terms, text_words

TEXTS = st.text(max_size=80) | st.text("abåäö -0", max_size=40)
WORDS = st.text("abcåäö", min_size=1, max_size=9)
PERSONAL = [
    "19891122-2399",
    "891122 2399",
    "bygglov 8911222399",
    "astrid@example.se",
    "ASTRID＠EXAMPLE.SE",
    "https://example.se",
    "www.example.se",
    "0224-360 00",
    "١٩٨٩١١",
    "min granne anna svensson stör mig",
    "x" * 41,
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("E-tjänst för barn", ["etjänst", "tjänst", "för", "barn"]),
        ("A4 & 3 st", ["a4", "3", "st"]),
        ("", []),
        ("\0\ud800 ☃", []),
    ],
)
def test_text_is_read_as_its_words(text: str, words: list[str]) -> None:
    assert list(text_words(text)) == words


def test_letters_are_folded() -> None:
    assert [folded(word) for word in ("FÖRSKOLA", "Ärende", "Åtgärd", "Café", "ſtraße")] == [
        "forskola",
        "arende",
        "atgard",
        "cafe",
        "strasse",
    ]


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("bygglov", "bygglov", 0), ("byglov", "bygglov", 1), ("bygglvo", "bygglov", 1), ("bigglof", "bygglov", 2)],
)
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    assert (slips(one, other, 2), slips(other, one, 2)) == (count, count)


@settings(deadline=None)
@given(word=st.text("abcdefghij", min_size=4, max_size=12), place=st.integers(0, 11), letter=st.sampled_from("xyz"))
def test_one_slip_anywhere_is_put_right(word: str, place: int, letter: str) -> None:
    place %= len(word)

    typed = word[:place] + letter + word[place + 1 :]

    assert Spelling([word, "qqqqqq"]).nearest(typed) == word


@given(one=WORDS, other=WORDS, most=st.integers(0, 3))
def test_slips_are_the_same_both_ways_and_none_only_between_equals(one: str, other: str, most: int) -> None:
    count = slips(one, other, most)

    assert count == slips(other, one, most) <= most + 1
    assert (count == 0) == (one == other)


@pytest.mark.parametrize("question", PERSONAL)
def test_promise_10_question_that_may_be_personal_is_not_kept(question: str) -> None:
    assert miss_to_keep(question) == ""


@given(question=TEXTS | st.sampled_from(PERSONAL))
def test_promise_10_what_is_kept_of_any_question_is_short_and_holds_no_number(question: str) -> None:
    kept = miss_to_keep(question)

    assert len(kept) <= LONGEST_MISS
    assert sum(sign.isdigit() for sign in kept) <= 3
    assert set("@/.:") & set(kept) == set()


def test_words_are_kept_in_small_letters_without_signs() -> None:
    assert (miss_to_keep("  Solceller, TAK!? "), miss_to_keep("A-traktor")) == ("solceller tak", "traktor")


@settings(deadline=None)
@given(texts=st.lists(TEXTS, max_size=4), question=TEXTS, groups=st.lists(st.lists(TEXTS, max_size=3), max_size=2))
def test_any_question_to_any_texts_gives_an_order(texts: list[str], question: str, groups: list[list[str]]) -> None:
    ranking = Ranking((page, dict.fromkeys(text_words(text), 4)) for page, text in enumerate(texts))
    parts = parts_of(question_terms(question), [group_of(group) for group in groups])

    strict, loose = ranking.ranked(ranking.respelt(parts)), ranking.ranked(parts, all_of_them=False)

    assert set(strict + loose) <= set(range(len(texts)))
    assert len(set(strict)) == len(strict)
    assert all(len(term.shown) <= LONGEST_WORD for part in parts for term in part.written)


@settings(deadline=None)
@given(word=st.text("abcdefgåäö", min_size=2, max_size=12), others=st.lists(WORDS, max_size=5))
def test_page_is_found_by_each_of_its_words(word: str, others: list[str]) -> None:
    ranking = Ranking([(7, dict.fromkeys([*others, word], 4))])

    for asked in (word, word.upper(), folded(word)):
        assert ranking.ranked(parts_of(question_terms(asked), [])) == [7]
