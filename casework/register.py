"""The register of each committee and year: a running number without gaps (design.md §9)."""

from django.db import connection

# One statement makes the year's first row or counts up the one that is there, and holds its lock until the transaction
# ends. A rollback takes the number back with it; a sequence or an identity column would leave a gap.
NEXT_NUMBER = """
    INSERT INTO casework_registerseries (committee_id, year, last_number) VALUES (%s, %s, 1)
    ON CONFLICT (committee_id, year) DO UPDATE SET last_number = casework_registerseries.last_number + 1
    RETURNING last_number
"""


def next_running_number(*, committee_id: int, year: int) -> int:
    """The next number of the series, starting at 1. Call it in the transaction that uses it, as late as possible."""
    if not connection.in_atomic_block:
        raise RuntimeError("A register number is taken in the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [committee_id, year])
        (number,) = cursor.fetchone()
    return int(number)


def written_number(*, committee_code: str, year: int, running_number: int) -> str:
    """As it is written everywhere: "BUN 2026-00001"."""
    return f"{committee_code} {year}-{running_number:05}"
