"""What is sent is frozen, sealed, and fits one place only (promises 3, 6 and 10)."""

import base64
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from casework.errors import ContentAltered
from casework.models import Case, CaseEvent, CaseReading, CaseSearchText, RegisterEntry, Submission
from casework.reading import canonical_of, counterpart_of, display_of
from crypto.envelope import SealBroken
from tests.casework.factories import a_case

pytestmark = pytest.mark.django_db
CANARY = "Kanariefågel-ÅÄÖ-8417"


def columns_of(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.primary_key]


def refuses(work) -> bool:
    """Whether our own rule refused: any other error is a fault in the test."""
    try:
        with transaction.atomic():
            work()
    except IntegrityError as error:
        if "are never" not in str(error):
            raise
        return True
    return False


SUBMISSION_CHANGES = {
    "case_id": uuid4(),
    "sequence": 7,
    "draft_id": uuid4(),
    "visitor_hash": "0" * 64,
    "language": "en",
    "content_sealed": b"other",
    "display_sealed": b"other",
    "content_sha256": "0" * 64,
    "received_at": datetime(2020, 1, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("column", columns_of(Submission))
def test_promise_3_the_database_refuses_to_change_a_submission(cast, column):
    submissions = Submission.objects.filter(case=a_case(cast.unit))

    assert refuses(lambda: submissions.update(**{column: SUBMISSION_CHANGES[column]}))


TRACES = [(model, column) for model in (CaseEvent, CaseReading, Case.history.model) for column in columns_of(model)]
WHO = {"actor_id", "user_id", "history_user_id"}


@pytest.mark.parametrize(("model", "column"), TRACES, ids=lambda value: getattr(value, "__name__", value))
def test_promise_6_the_database_refuses_to_rewrite_traces(cast, staff_client, model, column):
    case = a_case(cast.unit, applicant=cast.astrid)
    staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/")
    rows = model._base_manager.all()

    assert refuses(lambda: rows.update(**{column: another_value(model, column, rows.get())}))
    if column in WHO:
        assert not refuses(lambda: rows.update(**{column: None}))


def another_value(model, column, row):
    field, value = model._meta.get_field(column), getattr(row, column)
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    return {
        "DateTimeField": datetime(2020, 1, 1, tzinfo=UTC),
        "BooleanField": not value,
        "UUIDField": uuid4(),
        "JSONField": {"other": 1},
        "GenericIPAddressField": "10.0.0.1",
        "CharField": "x",
    }.get(kind) or (value or 0) + 1


def test_promise_6_the_database_refuses_to_delete_the_access_log(cast, staff_client):
    staff_client(cast.hugo).get(f"/admin/arenden/{a_case(cast.unit).pk}/")

    assert refuses(lambda: CaseReading.objects.all().delete())
    assert CaseReading.objects.count() == 1


def test_a_removed_user_stays_named_in_the_traces(cast, staff_client):
    case = a_case(cast.unit)
    staff_client(cast.hugo).get(f"/admin/arenden/{case.pk}/")

    cast.hugo.delete()

    assert list(CaseReading.objects.values_list("user", "user_label")) == [(None, "Hugo Holm")]


def test_the_register_number_cannot_be_changed_but_its_title_can(cast):
    entries = RegisterEntry.objects.filter(case=a_case(cast.unit))

    assert refuses(lambda: entries.update(running_number=99))
    assert not refuses(lambda: entries.update(public_title="Rättad"))


def lift_rules() -> None:
    """What somebody who owns the database could do."""
    with connection.cursor() as cursor:
        for table in ("casework_submission", "casework_registerentry"):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_immutable{on_table}")


@pytest.mark.parametrize(("column", "read"), [("content_sealed", canonical_of), ("display_sealed", display_of)])
def test_content_swapped_between_cases_does_not_open(cast, column, read):
    case, other = a_case(cast.unit), a_case(cast.unit)
    lift_rules()

    Submission.objects.filter(case=case).update(**{column: getattr(other.submissions.get(), column)})

    with pytest.raises(SealBroken):
        read(case.submissions.get())


def test_content_with_its_key_swapped_does_not_open(cast):
    case, other = a_case(cast.unit), a_case(cast.unit)
    lift_rules()

    Submission.objects.filter(case=case).update(content_sealed=other.submissions.get().content_sealed)
    Case.objects.filter(pk=case.pk).update(wrapped_key=other.wrapped_key)

    with pytest.raises(SealBroken):
        canonical_of(case.submissions.get())


def test_display_passed_off_as_content_and_other_hash_are_seen(cast):
    case, other = a_case(cast.unit), a_case(cast.unit)
    lift_rules()

    Submission.objects.filter(case=case).update(content_sealed=case.submissions.get().display_sealed)
    with pytest.raises(SealBroken):
        canonical_of(case.submissions.get())

    Submission.objects.filter(case=other).update(content_sha256="0" * 64)
    with pytest.raises(ContentAltered):
        canonical_of(other.submissions.get())


def test_counterpart_swapped_does_not_open(cast):
    case, other = a_case(cast.unit, applicant=cast.astrid), a_case(cast.unit, applicant=cast.bo)
    lift_rules()

    RegisterEntry.objects.filter(case=case).update(counterpart_sealed=other.register_entry.counterpart_sealed)

    with pytest.raises(SealBroken):
        counterpart_of(RegisterEntry.objects.get(case=case))


def test_promise_10_content_stands_in_clear_in_the_search_text_alone(cast):
    number = "19900101-2385"
    answers = {"wish": CANARY, "person_number": number}
    a_case(cast.unit, applicant=cast.astrid, answers=answers, applicant_name=CANARY)

    found = {
        (model._meta.db_table, column) for model, column, text in everything() for form in forms(CANARY) if form in text
    }
    assert found == {(CaseSearchText._meta.db_table, "text")}
    for spelled in (number, number.replace("-", "")):
        assert not [column for _, column, text in everything() for form in forms(spelled) if form in text]


def forms(text: str) -> list[bytes]:
    written = [text, text.casefold()]
    coded = [form.encode(code) for form in written for code in ("utf-8", "utf-16-le", "utf-16-be")]
    escaped = [form.encode("unicode_escape") for form in written]
    return (
        coded + escaped + [base64.b64encode(b"\0" * pad + form.encode())[4:-4] for form in written for pad in range(3)]
    )


def everything():
    """Every value of every column of every table, as bytes."""
    for model in apps.get_models(include_auto_created=True):
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            for column, value in zip(columns, row, strict=True):
                yield model, column, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
