"""A question as what a page must hold: for each word itself or what editors say means the same. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from home.search.words import Term, question_terms

SYNONYM = 0.8  # of what the word itself would count
Phrase = tuple[Term, ...]
Group = tuple[Phrase, ...]  # phrases that mean the same


@dataclass(frozen=True)
class Alternative:
    """All of `terms` must be there."""

    terms: Phrase
    worth: float = 1.0


@dataclass(frozen=True)
class Part:
    """One of `alternatives` must be there; the first is what was written."""

    alternatives: tuple[Alternative, ...]

    @property
    def written(self) -> Phrase:
        return self.alternatives[0].terms


def group_of(words: Sequence[str]) -> Group:
    """Phrases as an editor writes them: ["sophämtning", "hämta sopor"]."""
    return tuple(phrase for phrase in (tuple(question_terms(each)) for each in words) if phrase)


def parts_of(terms: Sequence[Term], groups: Sequence[Group]) -> list[Part]:
    """The longest phrase that an editor knows is taken first: "e-legitimation" before "legitimation"."""
    parts, start = [], 0
    while start < len(terms):
        part = _part_at(terms[start:], groups)
        parts.append(part)
        start += len(part.written)
    return parts


def _part_at(terms: Sequence[Term], groups: Sequence[Group]) -> Part:
    known = [(len(phrase), group) for group in groups for phrase in group if begins_with(terms, phrase)]
    length = max((length for length, _group in known), default=1)
    written = tuple(terms[:length])
    others = {phrase for size, group in known if size == length for phrase in group if not begins_with(terms, phrase)}
    in_order = sorted(others, key=lambda phrase: [term.word for term in phrase])
    return Part((Alternative(written), *(Alternative(phrase, SYNONYM) for phrase in in_order)))


def begins_with(terms: Sequence[Term], phrase: Phrase) -> bool:
    pairs = list(zip(terms, phrase, strict=False))
    return len(pairs) == len(phrase) and all(one.keys & other.keys for one, other in pairs)
