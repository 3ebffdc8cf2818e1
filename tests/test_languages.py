"""The portal in English: every text has its translation, and under /en/ a person meets no Swedish and stays there."""

from collections.abc import Callable, Iterator
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts.demo import RESIDENTS
from casework.models import Case
from eservices.demo.builder import choice_id
from eservices.models import EServicePage
from home import municipality
from home.errors import server_error
from outbox.mail import opened
from outbox.models import OutboxMessage
from tests.english import SWEDISH, ReadPage
from tests.eservices.factories import Errand, a_page
from tools import messages

PROPER_NAMES = {"Bo Ekström", "Bo Ekström, 19891122-2399"}
BESIDES = [
    "/en/logga-in/",
    "/en/logga-in/?next=%2Fen%2Fmina-sidor%2F",
    "/en/logga-in/svar/",
    "/en/logga-ut/",
    "/en/utloggad/",
    "/en/kontakta-oss/",
    "/en/kontakta-oss/tack/",
    "/en/nowhere/",
    "/en/e-services/?for=foretag",
    *[f"/en/e-services/{part}/" for part in ("a-o", "mest-anvanda", "nya", "omrade/barn-och-skola")],
    "/en/e-services/omrade/barn-och-skola/?for=forening",
    "/en/starta/999999/",
    "/en/sok/",
    "/en/sok/?q=school",
    "/en/sok/?q=xyzzyx",
    "/demo/?sprak=en",
    "/demo/mejl/?sprak=en",
    *[f"/demo/fel/{status}/?sprak=en" for status in (400, 403, 404, 419, 429)],
]
SCHOOL_TRANSPORT: list[dict[str, Any]] = [
    {"st_email": "astrid@example.se", "st_phone": "0224-360 00"},
    {"st_name": "Elsa", "st_number": "198911222399", "st_school": "Heby", "st_grade": "4"},
    {
        "st_from": {"street": "Storgatan 1", "postcode": "744 30", "city": "Heby"},
        "st_reasons": [choice_id("st-reasons", "distance")],
        "st_two": "no",
        "st_start": {"year": "2099", "month": "1", "day": "10"},
    },
    {"st_consent": "on"},
]


def english_catalogue() -> polib.POFile:
    return polib.pofile(str(messages.ENGLISH))


def test_every_text_is_translated() -> None:
    catalogue = english_catalogue()

    assert messages.faults(catalogue) == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []
    assert len(catalogue) > 500


@pytest.mark.skipif(not messages.have_gettext(), reason="needs GNU gettext; make check installs it where it may")
def test_no_text_is_forgotten_in_the_source_or_left_from_an_older_one() -> None:
    assert messages.out_of_step() == []


@pytest.fixture
def demo(db: None) -> Iterator[None]:
    """The demo is written in both languages throughout; whoever walks it in English is due no Swedish."""
    municipality.forget()
    call_command("load_demo", verbosity=0)
    with override("en"):
        yield
    municipality.forget()


@pytest.fixture
def astrid(cast: Any, resident_client: Callable[..., Client]) -> Client:
    return resident_client(cast.astrid)


@pytest.fixture
def errand(demo: None, astrid: Client) -> Errand:
    return Errand(astrid, EServicePage.objects.get(slug="skolskjuts"))


def filled(errand: Errand) -> Errand:
    for position, answers in enumerate(SCHOOL_TRANSPORT, start=1):
        errand.post(position, **answers)
    return errand


def assert_english(client: Client, path: str) -> None:
    """The page at `path` is in English, keeps to English addresses, and its Swedish is one link away, and back."""
    response = client.get(path)
    page = ReadPage(response.content)
    assert (page.language, page.swedish_interface(), page.links_out_of_english()) == ("en", [], []), path
    assert set(page.swedish_letters()) - PROPER_NAMES == set(), path

    with override("sv"):  # or this request would decide the language of what the test does next
        in_swedish = client.get(page.in_language("sv"))
    back = ReadPage(in_swedish.content)
    assert (in_swedish.status_code, back.language) == (response.status_code, "sv"), path
    assert back.in_language("en") == path


def test_public_pages_are_in_english(demo: None, client: Client) -> None:
    pages = Page.objects.live().filter(depth__gte=2).specific()
    paths = [page.get_url() for page in pages if page.get_url().startswith("/en/")]
    assert len(paths) > 10

    for path in paths:
        assert_english(client, path)


def test_pages_about_login_errors_and_the_demo_are_in_english(demo: None, client: Client) -> None:
    for path in BESIDES:
        assert_english(client, path)


def test_page_for_our_own_errors_is_in_english(rf: RequestFactory) -> None:
    page = ReadPage(server_error(rf.get("/en/mina-sidor/")).content)

    assert (page.language, page.swedish_interface(), page.swedish_letters()) == ("en", [], [])


def test_components_are_in_english_around_their_swedish_examples(demo: None, client: Client) -> None:
    page = ReadPage(client.get("/demo/komponenter/?sprak=en").content)

    assert (page.language, page.swedish_interface(), page.links_out_of_english()) == ("en", [], [])


def test_steps_are_in_english(errand: Errand) -> None:
    assert_english(errand.client, errand.address("first_step"))
    for position, answers in enumerate(SCHOOL_TRANSPORT, start=1):
        errand.post(position)
        assert_english(errand.client, f"{errand.address('step', position)}?fel=1")
        errand.post(position, **answers)

    for name in ("review", "leave", "remove"):
        assert_english(errand.client, errand.address(name))


def test_begun_sent_and_kept_errands_are_in_english(errand: Errand, cast: Any) -> None:
    filled(errand).send()
    begun = Errand(errand.client, errand.page)
    begun.post(1, action="save", **SCHOOL_TRANSPORT[0])

    for path in (errand.address("sent"), "/en/mina-sidor/", f"/en/starta/{errand.page.pk}/"):
        assert_english(errand.client, path)
    assert_english(errand.client, f"/en/mina-sidor/arende/{errand.case().pk}/")


def test_what_the_portal_says_in_passing_is_in_english(errand: Errand) -> None:
    saved = errand.post(1, action="autosave", **SCHOOL_TRANSPORT[0]).json()["saved"]
    kept = errand.client.post(errand.step_address(1), {"action": "save", "base": errand.base(1)}, follow=True)

    assert saved.startswith("Saved at ")
    assert [text for text in ReadPage(kept.content).texts if text.startswith("Saved.")] != []
    assert ReadPage(kept.content).swedish_interface() == []


def test_form_sent_back_with_errors_can_be_read_in_swedish(demo: None, client: Client) -> None:
    begun = client.post("/en/logga-in/med/test/")
    page = ReadPage(client.post(begun["Location"], {"person": "other"}).content)

    assert (page.language, page.swedish_interface()) == ("en", [])
    assert page.in_language("sv") == begun["Location"].removeprefix("/en")


@pytest.mark.parametrize(("asked_for", "reached"), [("", "/en/"), ("/en/mina-sidor/", "/en/mina-sidor/")])
def test_login_leads_on_in_english(demo: None, client: Client, asked_for: str, reached: str) -> None:
    begun = client.post("/en/logga-in/med/test/", {"next": asked_for})
    answered = client.post(begun["Location"], {"person": RESIDENTS[0].value, "level": "loa3"})
    response = client.get(answered["Location"])

    assert (response.status_code, response["Location"]) == (302, reached)


def test_language_link_of_the_login_takes_what_follows_along(demo: None, client: Client) -> None:
    page = ReadPage(client.get("/en/logga-in/?next=%2Fen%2Fmina-sidor%2F%3Falla&niva=loa3").content)

    assert page.in_language("sv") == "/logga-in/?next=%2Fmina-sidor%2F%3Falla&niva=loa3"


def test_receipt_by_mail_is_in_the_language_the_errand_was_sent_in(errand: Errand) -> None:
    filled(errand).send()

    receipt = opened(OutboxMessage.objects.get(topic="receipt"))

    assert receipt.subject == f"We have received your case {errand.case().number}"
    assert f"/en/mina-sidor/arende/{errand.case().pk}/" in receipt.body
    assert [line for line in receipt.body.splitlines() if any(p.fullmatch(line) for p in SWEDISH)] == []


def test_admin_of_ours_follows_the_language_a_colleague_chose(cast: Any, staff_client: Any, astrid: Client) -> None:
    page = a_page(cast.unit)
    Errand(astrid, page).fill().send()
    paths: dict[Any, list[str]] = {
        cast.hugo: ["/admin/", "/admin/arenden/", f"/admin/arenden/{Case.objects.get().pk}/", "/admin/tvafaktor/"],
        cast.maja: [
            f"/admin/pages/{page.pk}/edit/",
            "/admin/gallringsregler/new/",
            "/admin/guide/",
            "/admin/sokningar-utan-traff/",
        ],
        cast.sixten: [
            "/admin/utkorg/",
            reverse("wagtailusers_users:edit", args=[cast.maja.pk]),
            "/admin/unit/new/",
            "/admin/membership/new/",
        ],
    }
    groups = set(Group.objects.values_list("name", flat=True))  # rows, named by the authority
    for user in paths:
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})

    for user, own in paths.items():
        for path in own:
            read = ReadPage(staff_client(user).get(path).content)
            left = set(read.swedish_interface()) - groups
            assert (read.language, left) == ("en", set()), path
