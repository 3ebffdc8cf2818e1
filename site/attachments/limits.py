"""How much one request may bring, decided before its body is read."""

from dataclasses import dataclass

MEBIBYTE = 2**20
LARGEST_FILE = 50 * MEBIBYTE
FILES_A_REQUEST = 20


@dataclass(frozen=True)
class Limits:
    """`size` is of one file, `quota` of what the person has left in all; both in bytes. None is no bound."""

    size: int = LARGEST_FILE
    count: int = FILES_A_REQUEST
    quota: int | None = None
