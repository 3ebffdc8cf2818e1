"""What editors do about search: synonyms, and what people looked for in vain."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from home.search.actions import record_miss
from home.search.models import SynonymGroup
from tests.home.search.conftest import titles

REPORT, SYNONYMS = "/admin/sokningar-utan-traff/", "/admin/snippets/home/synonymgroup/"


def missed(words: str, times: int, days: int = 0) -> None:
    for _ in range(times):
        record_miss(words, today=timezone.localdate() - timedelta(days=days))


def test_report_shows_what_several_looked_for_the_most_wanted_first(cast: Any, staff_client: Any) -> None:
    missed("solceller", 3)
    missed("altan", 2, days=1)
    missed("altan", 3)
    missed("hemlighet", 2)
    missed("gammalt", 5, days=91)

    page = staff_client(cast.maja).get(REPORT).content.decode()

    assert page.index("altan") < page.index("solceller")
    assert ("hemlighet" in page, "gammalt" in page) == (False, False)


def test_empty_report_says_so(cast: Any, staff_client: Any) -> None:
    assert "Ingen har sökt förgäves" in staff_client(cast.maja).get(REPORT).content.decode()


def test_report_is_for_those_who_may(cast: Any, staff_client: Any) -> None:
    assert staff_client(cast.hugo).get(REPORT).status_code == 302
    assert staff_client(cast.hugo).get(SYNONYMS).status_code == 302
    assert REPORT in staff_client(cast.maja).get("/admin/").content.decode()
    assert REPORT not in staff_client(cast.hugo).get("/admin/").content.decode()


def test_editor_adds_changes_and_removes_synonyms(cast: Any, staff_client: Any, services: Any) -> None:
    maja = staff_client(cast.maja)

    maja.post(f"{SYNONYMS}add/", {"words": " bygglov ,plank,, plank "})
    group = SynonymGroup.objects.get(words__contains="plank")
    assert (group.words, titles("planken")) == ("bygglov, plank", ["Bygglov"])

    maja.post(f"{SYNONYMS}edit/{group.pk}/", {"words": "bygglov, carport"})
    assert (titles("plank"), titles("carport")) == ([], ["Bygglov"])

    maja.post(f"{SYNONYMS}delete/{group.pk}/")
    assert titles("carport") == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("bygglov", "Skriv minst två ord"),
        ("bygglov,  ,", "Skriv minst två ord"),
        ("bygglov, !!!", "Skriv minst två ord"),
        (", ".join(f"ord{number}" for number in range(21)), "Skriv högst 20 ord"),
        ("bygglov, " + "x" * 61, "Skriv högst 20 ord"),
    ],
)
def test_synonyms_that_say_nothing_are_refused(cast: Any, staff_client: Any, words: str, message: str) -> None:
    response = staff_client(cast.maja).post(f"{SYNONYMS}add/", {"words": words})

    assert (message in response.content.decode(), SynonymGroup.objects.exists()) == (True, False)


def test_list_and_form_of_synonyms_are_shown(cast: Any, staff_client: Any) -> None:
    group = SynonymGroup.objects.create(words="bygglov, staket")

    for path in ("", "add/", f"edit/{group.pk}/", f"delete/{group.pk}/", f"history/{group.pk}/"):
        assert staff_client(cast.maja).get(SYNONYMS + path).status_code == 200, path
    assert "bygglov, staket" in staff_client(cast.maja).get(f"{SYNONYMS}?q=staket").content.decode()
