"""A column of sealed blobs, for the rotation of keys: counted by kid, and moved row by row with compare and set."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import BinaryField, Count, QuerySet
from django.db.models.functions import Substr

from crypto.envelope import HEADER_SIZE, SealBroken
from crypto.rotation import Counts, Moved, Sealed, header, kids_of

BATCH = 200  # rows a transaction: on SQLite nobody else writes meanwhile


def sealed_column(
    name: str, rows: Callable[[], QuerySet[Any]], column: str, again: Callable[[Any], bytes], ages_out: str = ""
) -> Sealed:
    """`rows()` are the rows there are; `again(row)` is the same content sealed under the current key."""

    def kids() -> Counts:
        return kids_of(headers(rows().exclude(**{column: b""}), column))

    def move(kid: str) -> Iterator[Moved]:
        left = on_other_keys(rows().exclude(**{column: b""}), column, kid).order_by("pk")
        batch = list(left[:BATCH])
        while batch:
            yield _moved(batch, rows(), column, again)
            batch = list(left.filter(pk__gt=batch[-1].pk)[:BATCH])

    return Sealed(name, kids, move, ages_out)


def headers(rows: QuerySet[Any], column: str) -> list[tuple[bytes, int]]:
    """How many blobs begin with what."""
    present = rows.filter(**{f"{column}__isnull": False})
    return list(_with_start(present, column).order_by().values_list("start").annotate(Count("pk")))


def on_other_keys(rows: QuerySet[Any], column: str, kid: str) -> QuerySet[Any]:
    return _with_start(rows.filter(**{f"{column}__isnull": False}), column).exclude(start=header(kid))


def _with_start(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.annotate(start=Substr(column, 1, HEADER_SIZE, output_field=BinaryField()))
    return found


@transaction.atomic
def _moved(batch: list[Any], rows: QuerySet[Any], column: str, again: Callable[[Any], bytes]) -> Moved:
    total = Moved()
    for row in batch:
        try:
            fresh = again(row)
        except SealBroken:
            total += Moved(unreadable=1)
            continue
        # Not if somebody has written meanwhile: what they wrote stands on the current key already.
        changed = rows.filter(pk=row.pk, **{column: bytes(getattr(row, column))}).update(**{column: fresh})
        total += Moved(moved=changed)
    return total
