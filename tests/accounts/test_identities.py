import base64
from typing import Any

import pytest
from django.db import connection

from accounts.identities import Subject, resident_for, subject_of
from accounts.models import Identity, IdentityType, User
from crypto.envelope import SealBroken

ASTRID = Subject(IdentityType.PERSONAL_NUMBER, "199001012385", "SE", "Astrid", "Andersson")


def every_value() -> list[bytes]:
    """All text and bytes of every table, as the database holds them."""
    values: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                values += [as_bytes(value) for value in row if value is not None]
    return values


def as_bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def disguises(number: str) -> list[bytes]:
    written = [number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}"]
    plain = [form.encode(code) for form in written for code in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        *plain,
        *(base64.b64encode(form.encode()).rstrip(b"=") for form in written),
        *(f.hex().encode() for f in plain),
    ]


@pytest.mark.django_db
def test_the_same_subject_is_the_same_person() -> None:
    first = resident_for(ASTRID)

    again = resident_for(ASTRID)

    assert again == first
    assert User.everyone.count() == 1


@pytest.mark.django_db
def test_names_follow_the_eid() -> None:
    user = resident_for(ASTRID)

    resident_for(Subject(ASTRID.type, ASTRID.value, "SE", "Astrid", "Berg"))

    user.refresh_from_db()
    assert user.get_full_name() == "Astrid Berg"


@pytest.mark.parametrize(
    "other",
    [
        Subject(IdentityType.COORDINATION_NUMBER, ASTRID.value, "SE", "Astrid", "Andersson"),
        Subject(IdentityType.PERSONAL_NUMBER, ASTRID.value, "NO", "Astrid", "Andersson"),
        Subject(IdentityType.PERSONAL_NUMBER, "198704102386", "SE", "Astrid", "Andersson"),
    ],
)
@pytest.mark.django_db
def test_another_type_country_or_number_is_another_person(other: Subject) -> None:
    assert resident_for(other) != resident_for(ASTRID)


@pytest.mark.django_db
def test_subject_of_gives_back_what_was_proven() -> None:
    assert subject_of(resident_for(ASTRID)) == ASTRID


@pytest.mark.django_db
def test_staff_have_no_subject(cast: Any) -> None:
    assert subject_of(cast.hugo) is None


@pytest.mark.django_db
def test_promise_10_identity_number_is_nowhere_in_clear_in_the_database() -> None:
    resident_for(ASTRID)

    stored = every_value()

    assert not [form for form in disguises(ASTRID.value) for value in stored if form in value]


@pytest.mark.django_db
def test_promise_10_the_search_finds_a_number_in_clear() -> None:
    """The search above is worth something: a number that does lie in clear is found."""
    resident_for(Subject(ASTRID.type, ASTRID.value, "SE", "Astrid", "19900101-2385"))

    assert [form for form in disguises(ASTRID.value) for value in every_value() if form in value]


@pytest.mark.django_db
def test_promise_10_identity_moved_to_another_person_does_not_open(cast: Any) -> None:
    mine, other = resident_for(ASTRID), cast.nils

    Identity.objects.filter(user=other).delete()
    Identity.objects.filter(user=mine).update(user=other)

    with pytest.raises(SealBroken):
        subject_of(other)


@pytest.mark.django_db
def test_residents_are_not_among_user_objects(cast: Any) -> None:
    resident, hugo = cast.astrid, cast.hugo

    assert list(User.objects.all()) == [hugo]
    assert set(User.everyone.all()) == {resident, hugo}


@pytest.mark.django_db
def test_resident_cannot_be_given_staff_power(cast: Any) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User.everyone.filter(pk=cast.astrid.pk).update(is_superuser=True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_first_logins_at_once_make_one_person(in_threads: Any) -> None:
    people = in_threads(8, lambda _number: resident_for(ASTRID).pk)

    assert len(set(people)) == 1
    assert Identity.objects.count() == 1
