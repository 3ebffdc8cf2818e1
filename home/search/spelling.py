"""Small typing errors: the known word that somebody most likely meant. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

SHORTEST = 4  # a shorter word is one slip away from too many others
TWO_ERRORS_FROM = 8  # letters
CANDIDATES = 60


class Spelling:
    """Finds words that share groups of three letters with what was typed, and counts the slips between them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_trigram: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST:
                for trigram in trigrams(word):
                    self._by_trigram[trigram].append(word)

    def nearest(self, typed: str) -> str | None:
        """The word with the fewest slips; None when no word is near enough."""
        allowed = 0 if len(typed) < SHORTEST else 2 if len(typed) >= TWO_ERRORS_FROM else 1
        near = [(slips(typed, word, allowed), word) for word in self._candidates(typed)] if allowed else []
        count, word = min(near, default=(allowed + 1, ""))
        return word if count <= allowed else None

    def _candidates(self, typed: str) -> Iterator[str]:
        shared = Counter(word for trigram in trigrams(typed) for word in self._by_trigram.get(trigram, ()))
        alike = sorted(shared, key=lambda word: (len(word) - 2 * shared[word], word))
        yield from alike[:CANDIDATES]


def trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


def slips(one: str, other: str, most: int) -> int:
    """Letters left out, added, changed, or two that changed places; `most` + 1 when there are more than that.

    The optimal string alignment distance: Damerau's, where no letter is moved twice.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, target in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != target))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == target:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
