"""A caseworker's many cases. The first page of the list is received for real; those behind it are copies, made in SQL,
of the last of these. A copy's sealed parts open for the original alone, so only the first page may be asked for.
"""

from typing import Any

from django.db import connection, models
from django.utils import timezone

from accounts.models import User
from casework.models import Case, CaseSearchText, RegisterEntry, Status
from eservices.models import EServiceVersion
from tests.bench.portal_data import answers, make_case

FIRST_PAGE = 50  # cases on a page of the list, and on Mina sidor


def make_cases(user: User, version: EServiceVersion, count: int) -> list[Case]:
    """`count` cases, of which those received for real are answered, the newest last."""
    cases = [make_case(user, version, answers(f"Barn {number}")) for number in range(FIRST_PAGE)]
    copy_case(cases[0], count - FIRST_PAGE)
    return cases


def close_some(cases: list[Case], count: int) -> None:
    """So that Mina sidor has both kinds."""
    chosen = [case.pk for case in cases[:count]]
    Case.objects.filter(pk__in=chosen).update(status=Status.CLOSED, closed_at=timezone.now())


def copy_case(case: Case, count: int) -> None:
    """So many more cases of nobody's, each a minute older than the last, with all that the list reads of a case."""
    insert(
        Case,
        case.pk,
        f"generate_series(1, {count}) place",
        id="gen_random_uuid()",
        number="original.number || ' k' || place",
        applicant_id="NULL",
        received_at="original.received_at - place * interval '1 minute'",
        status=f"(ARRAY['{Status.NEW}', '{Status.ONGOING}'])[1 + place %% 2]",
    )
    copies = f"(SELECT id, number, received_at FROM {Case._meta.db_table} WHERE number LIKE '{case.number} k%%') copy"
    place = "1000000 + row_number() OVER ()"
    insert(RegisterEntry, case.register_entry.pk, copies, case_id="copy.id", running_number=place)
    insert(CaseSearchText, case.pk, copies, case_id="copy.id", text="original.text || copy.number")


def insert(model: type[models.Model], original: Any, source: str, **changes: str) -> None:
    """Copy one row once for each row of `source`, but for the columns that `changes` gives in SQL."""
    numbered = (models.AutoField, models.BigAutoField)
    columns = [field.column for field in model._meta.concrete_fields if not isinstance(field, numbered)]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changes.get(column, f'original."{column}"') for column in columns)
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        copied = f'SELECT {values} FROM {table} original, {source} WHERE original."{key}" = %s'
        cursor.execute(f"INSERT INTO {table} ({names}) {copied}", [original])
