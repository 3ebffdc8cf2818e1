"""Whatever is asked, on either database: an answer, and soon."""

import json
from typing import Any

import hypothesis
import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from home.search.models import SynonymGroup

ODD = [
    "\0",
    "'; DROP TABLE home_searchentry; --",
    "%_%",
    "a" * 10_000,
    "å " * 5000,
    "-" * 300,
    "🚲" * 300,
    "\u202eab",
    "ﷺ" * 200,
]
QUESTIONS = st.text(max_size=60) | st.sampled_from(ODD) | st.text("abåäö-% '\0\u0308", max_size=300)


@pytest.fixture
def asking(services: Any, settings: Any) -> Client:
    settings.RATE_FACTOR = 0
    SynonymGroup.objects.create(words="bygglov, lov att bygga")
    return Client()


@hypothesis.settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS, number=st.text(max_size=8), language=st.sampled_from(["", "/en"]))
def test_any_question_gets_an_answer(asking: Client, question: str, number: str, language: str) -> None:
    page = asking.get(f"{language}/sok/", {"q": question, "sida": number})
    suggested = asking.get(f"{language}/sok/forslag/", {"q": question})

    assert (page.status_code, suggested.status_code) == (200, 200)
    assert isinstance(json.loads(suggested.content)["suggestions"], list)


@hypothesis.settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=60))
def test_any_bytes_get_an_answer(asking: Client, raw: bytes) -> None:
    query = "q=" + "".join(f"%{byte:02x}" for byte in raw)

    assert asking.generic("GET", "/sok/", QUERY_STRING=query).status_code == 200
    assert asking.generic("GET", "/sok/forslag/", QUERY_STRING=query).status_code == 200
