"""The pages of one language by their words, in memory: which hold what is asked for, the best first. Pure."""

import math
import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from home.search.question import Alternative, Part
from home.search.spelling import Spelling
from home.search.words import Term, folded, keys_of, term_of

WHOLE, BEGINNING, END, WITHIN = 1.0, 0.6, 0.5, 0.3  # what a word counts when it only is a part of a longer one
SHORTEST_BEGINNING, SHORTEST_END, SHORTEST_WITHIN = 2, 3, 4  # letters: "lov" is found in bygglov, not in lovande
LARGEST_WEIGHT = 127
Scores = dict[int, float]


class Ranking:
    """Rows are a page's number and its words with their weights, as SearchEntry keeps them."""

    def __init__(self, rows: Iterable[tuple[int, Mapping[str, int]]]) -> None:
        # Page and weight in one number: a portal has some hundred thousand of these in every process.
        self._holders: dict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._spelt: dict[str, str] = {}  # a word as the first page that holds it spells it
        self._pages = 0
        for page, words in rows:
            self._pages += 1
            for spelt, weight in words.items():
                word = folded(spelt)
                self._spelt.setdefault(word, spelt)
                self._holders[word].append(page * (LARGEST_WEIGHT + 1) + weight)
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for word in self._holders:
            for key in keys_of(word):
                self._by_key[key].append(word)
        self._words = sorted(self._holders)
        self._text = "\n" + "".join(f"{word}\n" for word in self._words)
        self._starts = [found.start() for found in re.finditer("\n", self._text)]

    def ranked(self, parts: Sequence[Part], *, all_of_them: bool = True) -> list[int]:
        """The pages that hold every part, or with `all_of_them` false any of them; the best first."""
        found = [self._of_part(part) for part in parts]
        pages: set[int] = set()
        if found:
            pages = set.intersection(*map(set, found)) if all_of_them else set.union(*map(set, found))
        totals = {page: round(sum(scores.get(page, 0.0) for scores in found), 6) for page in pages}
        return sorted(totals, key=lambda page: (-totals[page], page))

    def _of_part(self, part: Part) -> Scores:
        best: Scores = {}
        for alternative in part.alternatives:
            for page, score in self._of_alternative(alternative).items():
                best[page] = max(score, best.get(page, 0.0))
        return best

    def _of_alternative(self, alternative: Alternative) -> Scores:
        found = [self._of_term(term) for term in alternative.terms]
        pages = set.intersection(*map(set, found))
        return {page: alternative.worth * sum(scores[page] for scores in found) / len(found) for page in pages}

    def _of_term(self, term: Term) -> Scores:
        """What is rare tells more than what stands on every page."""
        best: Scores = {}
        for word, worth in self._matching(term).items():
            for packed in self._holders[word]:
                page, weight = divmod(packed, LARGEST_WEIGHT + 1)
                if weight * worth > best.get(page, 0.0):
                    best[page] = weight * worth
        rarity = math.log(1 + self._pages / len(best)) if best else 0.0
        return {page: score * rarity for page, score in best.items()}

    def _matching(self, term: Term) -> dict[str, float]:
        """The words that hold the term, each with what it counts."""
        found = dict(self._holding(term.part))
        found |= {word: WHOLE for key in term.keys for word in self._by_key.get(key, ())}
        return found

    def _holding(self, part: str) -> Iterator[tuple[str, float]]:
        """Every word that begins with, ends with or contains `part`, with what that counts."""
        if len(part) < SHORTEST_BEGINNING:
            return
        wanted = part if len(part) >= SHORTEST_END else f"\n{part}"
        place = self._text.find(wanted)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            word = self._words[number]
            if word.startswith(part):
                yield word, BEGINNING
            elif word.endswith(part):
                yield word, END
            elif len(part) >= SHORTEST_WITHIN:
                yield word, WITHIN
            place = self._text.find(wanted, self._starts[number + 1])

    def respelt(self, parts: Sequence[Part]) -> list[Part]:
        """The same with each word that no page knows put right, where a known word is near enough."""
        return [part if self._of_part(part) else self._respelt(part) for part in parts]

    def _respelt(self, part: Part) -> Part:
        terms = tuple(self._nearest(term) for term in part.written)
        return replace(part, alternatives=(Alternative(terms), *part.alternatives[1:]))

    def _nearest(self, term: Term) -> Term:
        word = None if self._matching(term) else self._spelling.nearest(term.word)
        return term_of(self._spelt[word]) if word else term

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._words)
