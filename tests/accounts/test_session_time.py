"""How long a session lives, told to the person and prolonged by one action (WCAG 2.2.1); domain.md §5.2 item 13."""

import re
import time
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.sessions import IDLE_SECONDS, WARNING_SECONDS
from tests.accounts.logins import person_in
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db
STATUS, STAY = "/inloggning/", "/inloggning/fortsatt/"


@pytest.fixture
def client(cast: Any, resident_client: Any) -> Client:
    """Astrid, who has just opened a page."""
    astrid: Client = resident_client(cast.astrid)
    astrid.get("/mina-sidor/")
    return astrid


def later(seconds: int) -> Any:
    return time_machine.travel(time.time() + seconds, tick=False)


def test_page_knows_when_to_warn(client: Client) -> None:
    with later(0):
        page = client.get("/mina-sidor/").content.decode()

    warn_in, seconds = (int(re.search(f'data-{name}="(\\d+)"', page)[1]) for name in ("warn-in", "seconds"))
    assert seconds - warn_in == WARNING_SECONDS
    assert IDLE_SECONDS - 60 < seconds <= IDLE_SECONDS


def test_asking_prolongs_nothing(client: Client) -> None:
    with later(IDLE_SECONDS - 120):
        told = client.get(STATUS).json()
        assert (told["warn_in"], told["is_last"]) == (0, False)
        assert 100 < told["seconds"] <= 120
        assert re.search(r"Klockan \d\d\.\d\d loggas du ut", told["text"])

    with later(IDLE_SECONDS + 5):
        assert client.get(STATUS).json() == {"person": ""}
        assert person_in(client) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_one_action_prolongs(client: Client, method: str) -> None:
    with later(IDLE_SECONDS - 120):
        assert getattr(client, method)(STAY).status_code == 200

    with later(2 * IDLE_SECONDS - 130):
        assert person_in(client) is not None
        assert client.get(STATUS).json()["seconds"] > 0


def test_work_in_another_tab_counts(client: Client) -> None:
    with later(IDLE_SECONDS - 120):
        client.get("/mina-sidor/")
        assert client.get(STATUS).json()["warn_in"] > 0


def test_absolute_time_cannot_be_prolonged_and_says_so(client: Client, settings: Any) -> None:
    start = time.time()
    for seconds in range(0, settings.SESSION_COOKIE_AGE - 100, 3000):
        with time_machine.travel(start + seconds, tick=False):
            client.get("/mina-sidor/")

    with time_machine.travel(start + settings.SESSION_COOKIE_AGE - 200, tick=False):
        told = client.post(STAY).json()
        assert (told["warn_in"], told["is_last"]) == (0, True)
        assert "åtta timmar" in told["text"]
        assert "går inte att förlänga" in client.get(STAY).content.decode()
    with time_machine.travel(start + settings.SESSION_COOKIE_AGE + 60, tick=False):
        assert client.post(STAY).status_code == 401


def test_another_persons_session_is_told_from_the_pages_own(client: Client, cast: Any, resident_client: Any) -> None:
    mark = client.get(STATUS).json()["person"]
    page = client.get("/mina-sidor/").content.decode()

    assert f'data-person="{mark}"' in page
    assert resident_client(cast.nils).get(STATUS).json()["person"] not in ("", mark)
    assert str(cast.astrid.uuid) not in page


def test_page_says_it_in_words_without_javascript(client: Client) -> None:
    page = client.get("/mina-sidor/").content.decode()

    words = re.search(r"<noscript>(.*?)</noscript>", page, re.DOTALL)[1]
    assert re.search(r"Du är inloggad till klockan \d\d\.\d\d", words)
    assert f'href="{STAY}"' in words


def test_nobody_else_is_warned(cast: Any, staff_client: Any) -> None:
    for client in (Client(), staff_client(cast.hugo)):
        assert "session-warning" not in client.get("/utloggad/").content.decode()
    assert "session-warning" not in staff_client(cast.hugo).get("/admin/").content.decode()
    assert staff_client(cast.hugo).get(STATUS).json() == {"person": ""}


def test_autosave_counts_as_being_there(cast: Any, resident_client: Any) -> None:
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit))
    errand.post(1, wish="Plats")
    with later(IDLE_SECONDS - 120):
        errand.post(1, action="autosave", base="", save=("sida", 1), wish="Plats")
        assert errand.client.get(STATUS).json()["warn_in"] > 0


def test_no_warning_stands_in_the_way_of_logging_in_anew(client: Client) -> None:
    for path in ("/logga-in/", "/logga-ut/"):
        assert "session-warning" not in client.get(path).content.decode(), path
