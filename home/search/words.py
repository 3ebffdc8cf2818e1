"""From what people write to what is compared, the same for texts and for questions. Pure.

Letters are folded first, so that å, ä and ö need not be typed. Then endings go, by the Snowball rules of the language.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LONGEST_QUESTION, MOST_WORDS, LONGEST_WORD = 200, 8, 40
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
ARTICLE = re.compile(r"(?<=[a-z]{3}a)ns?$|(?<=[a-z]{3})ets?$")  # förskolan, barnets: Snowball leaves these as they are
# They tell nothing apart, but stand in every question that is asked as a whole sentence.
SWEDISH_FREQUENT = """
    alla ar att av de den det du en ett for fran gor har hur i inte jag kan man med min mina mitt nar och om pa sig ska
    skall som till vad var vem vi vill
"""
ENGLISH_FREQUENT = """
    a an and are can do does for from have how i in is it my of on or that the this to want what when where who with
    you your
"""
FREQUENT = {*SWEDISH_FREQUENT.split(), *ENGLISH_FREQUENT.split()}


@dataclass(frozen=True)
class Term:
    """A word of a question: `keys` are what it is compared by, `shown` is how it was written."""

    shown: str
    word: str
    keys: frozenset[str]

    @property
    def part(self) -> str:
        """What longer words may begin with or hold: the word without its ending."""
        return min(self.keys, key=len)


@lru_cache(50_000)
def folded(text: str) -> str:
    """Small letters without accents: Förskola → forskola."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in small if not unicodedata.combining(sign))


def text_words(text: str) -> Iterator[str]:
    """The words of a text as they are spelt, in small letters; of e-tjänst also etjänst, as some write it."""
    for found in WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        pieces = found.split("-")
        if len(pieces) > 1:
            yield found.replace("-", "")[:LONGEST_WORD]
        yield from (piece[:LONGEST_WORD] for piece in pieces if is_word(piece))


def is_word(piece: str) -> bool:
    return len(piece) > 1 or piece.isdigit()


def question_terms(question: str) -> list[Term]:
    """What to look for, each thing once; the frequent words only when there are no others."""
    small = unicodedata.normalize("NFKC", question[:LONGEST_QUESTION]).casefold()
    pieces = [piece for found in WORD.findall(small) for piece in found.split("-")]
    terms = list(dict.fromkeys(term_of(piece[:LONGEST_WORD]) for piece in pieces if is_word(piece)))
    return ([term for term in terms if term.word not in FREQUENT] or terms)[:MOST_WORDS]


def term_of(shown: str) -> Term:
    return Term(shown, folded(shown), keys_of(folded(shown)))


@lru_cache(50_000)
def keys_of(word: str) -> frozenset[str]:
    """A folded word, also without its article, and their stems: whoever reads English may ask in Swedish, and so on."""
    bare = ARTICLE.sub("", word)
    return frozenset({word, bare, stem(word, "swedish"), stem(bare, "swedish"), stem(word, "english")})


def stem(word: str, language: str) -> str:
    # A new stemmer each time: it keeps the word while it works, and threads share this module.
    stemmed: str = snowballstemmer.stemmer(language).stemWord(word)
    return stemmed if len(stemmed) > 1 else word
