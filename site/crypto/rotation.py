"""What stands on a master key, and how it is moved to the current one.

Each app registers what it has sealed, in its AppConfig.ready(). Moving never opens what an object holds: it re-wraps
the object's key, or seals a small value anew. What has a short life may be left to run out (`ages_out` says how), and
still counts: a key is removed when nothing stands on it, and not before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from crypto.envelope import HEADER_SIZE, VERSION

Counts = Mapping[str, int]


@dataclass(frozen=True)
class Moved:
    """`unreadable` stand on a key that is not in the file, or are broken: they stay as they are."""

    moved: int = 0
    unreadable: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.moved + other.moved, self.unreadable + other.unreadable)


@dataclass(frozen=True)
class Sealed:
    """`kids` counts per kid what is stored. `move(kid)` moves what stands on any other kid to this one, batch by batch,
    answering after each; it may be broken off at any time and begun anew, while people save.
    """

    name: str
    kids: Callable[[], Counts]
    move: Callable[[str], Iterator[Moved]]
    ages_out: str = ""


_registered: dict[str, Sealed] = {}


def register(sealed: Sealed) -> None:
    _registered[sealed.name] = sealed


def registered() -> list[Sealed]:
    return list(_registered.values())


def in_use() -> dict[str, Counts]:
    """Per registered thing and kid, how many stand on it."""
    return {sealed.name: sealed.kids() for sealed in registered()}


def standing_on(kid: str) -> dict[str, int]:
    return {name: counts[kid] for name, counts in in_use().items() if counts.get(kid)}


def header(kid: str) -> bytes:
    """The first bytes of everything that stands on `kid`; the envelope's format, for queries."""
    return VERSION + kid.encode()


def kids_of(headers: Iterable[tuple[bytes, int]]) -> dict[str, int]:
    """From (header, count) rows of a query to counts per kid. Headers that are none say "?": nothing is hidden."""
    counts: dict[str, int] = {}
    for start, count in headers:
        kid = _kid(bytes(start))
        counts[kid] = counts.get(kid, 0) + count
    return counts


def _kid(start: bytes) -> str:
    return start[1:].decode("latin-1") if len(start) == HEADER_SIZE and start[:1] == VERSION else "?"
