"""Every state of the pages of logging in, in a real browser: axe, no policy violation, 360 px, without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts import actions, two_factor
from accounts.actors import SYSTEM
from accounts.models import Authenticator, User
from tests.accounts.logins import ASTRID_NUMBER, app_code, log_in_staff
from tests.fixtures_browser import DESKTOP, PHONE
from tests.fixtures_people import PASSWORD


@pytest.fixture(params=["desktop", "phone without scripts"])
def anybody(request: Any, new_page: Any) -> Any:
    """A browser of each kind; the phone has no JavaScript."""
    return (
        new_page(viewport=DESKTOP)
        if request.param == "desktop"
        else new_page(viewport=PHONE, java_script_enabled=False)
    )


@pytest.fixture
def check(assert_accessible: Any) -> Callable[..., None]:
    def one(page: Any, text: str) -> None:
        """`text` is what tells that the page is there."""
        page.get_by_text(text).first.wait_for()
        if page.viewport_size == DESKTOP:
            assert_accessible(page)  # axe needs JavaScript
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.locator("h1").count() == 1

    return one


def test_resident_logs_in_and_out(anybody: Any, check: Any) -> None:
    anybody.goto("/logga-in/?next=/logga-ut/")
    check(anybody, "Logga in med e-legitimation")

    anybody.get_by_role("button", name="Logga in med Test-e-legitimation").click()
    check(anybody, "Vem loggar in?")
    anybody.get_by_text("Någon annan", exact=True).click()
    anybody.get_by_label("Nummer, om du valde").fill("19121212-1213")
    anybody.get_by_role("button", name="Legitimera").click()
    check(anybody, "Skriv ett giltigt testnummer")
    anybody.get_by_label("Nummer, om du valde").fill(ASTRID_NUMBER)
    anybody.get_by_role("button", name="Legitimera").click()
    check(anybody, "Vill du logga ut?")
    anybody.locator("main").get_by_role("button", name="Logga ut").click()

    check(anybody, "Du är utloggad")


def test_cancelled_login_shows_a_way_on(anybody: Any, check: Any, problems: Any) -> None:
    problems.allow("403")
    anybody.goto("/logga-in/")
    anybody.get_by_role("button", name="Logga in med Test-e-legitimation").click()

    anybody.get_by_role("button", name="Avbryt").click()

    check(anybody, "Inloggningen blev inte av")
    anybody.get_by_role("link", name="Försök igen").click()
    anybody.wait_for_url("**/logga-in/?next=%2F")


def test_keyboard_alone_is_enough_to_log_in(page: Any) -> None:
    page.goto("/logga-in/?next=/logga-ut/")
    page.get_by_role("button", name="Logga in med Test-e-legitimation").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Vill du logga ut?").wait_for()
    assert "Bo Ekström" in page.get_by_role("navigation").first.inner_text()


def test_invited_colleague_gets_in(anybody: Any, check: Any, cast: Any, problems: Any, portal: str) -> None:
    problems.allow("410")
    nora = User.objects.create_user("nora", "nora@kommun.example", first_name="Nora", last_name="Ny")
    nora.groups.set(cast.hugo.groups.all())
    link = actions.invite(nora, by=SYSTEM, now=timezone.now()).link

    anybody.goto(link)
    check(anybody, "Välkommen, Nora")
    device = Authenticator(key=secret_key_of(anybody), user=nora)
    anybody.get_by_label("Välj lösenord").fill(PASSWORD)
    anybody.get_by_label("Skriv lösenordet en gång till").fill(PASSWORD + "x")
    anybody.get_by_label("Kod från appen").fill(two_factor.current_code(device)[0])
    anybody.get_by_role("button", name="Slutför").click()
    check(anybody, "De två lösenorden är inte lika")
    anybody.get_by_label("Välj lösenord").fill(PASSWORD)
    anybody.get_by_label("Skriv lösenordet en gång till").fill(PASSWORD)
    anybody.get_by_label("Kod från appen").fill(two_factor.current_code(device)[0])
    anybody.get_by_role("button", name="Slutför").click()
    check(anybody, "Spara dina reservkoder nu")
    code = anybody.locator(".recovery-codes code").first.inner_text()
    anybody.get_by_role("link", name="Logga in").last.click()
    log_in(anybody, "nora", code)

    anybody.wait_for_url(f"{portal}/admin/")
    anybody.goto(link)
    check(anybody, "Länken går inte att använda")


def test_staff_login_page_is_accessible_and_slows_down(
    page: Any, client: Any, check: Any, cast: Any, problems: Any
) -> None:
    problems.allow("429")
    name = cast.hugo.username
    page.goto("/admin/login/")
    check(page, "Tappat telefonen")

    for _ in range(4):
        log_in_staff(client, name, "fel", "000000")
    log_in(page, name, "000 000", password="fel")

    check(page, "Too many attempts")


def test_admin_pages_of_ours_are_accessible(staff_page: Any, check: Any, cast: Any) -> None:
    adam = cast.staff("adam", "Alm", group="Administratör")
    page = staff_page(adam)

    for path, text in (
        ("/admin/tvafaktor/", "reservkoder kvar"),
        (f"/admin/personal/{cast.hugo.pk}/bjud-in/", "Skicka inbjudan"),
        ("/admin/users/", "Klar, två faktorer"),
        ("/admin/users/new/", "Hit går inbjudan"),
        (f"/admin/users/edit/{cast.hugo.pk}/", "Hit går inbjudan"),
        ("/admin/membership/", "2020"),
        ("/admin/membership/new/", "Uppdragen avgör"),
        ("/admin/unit/new/", "En enhet svarar"),
    ):
        page.goto(path)
        check(page, text)
    page.goto("/admin/tvafaktor/")
    page.get_by_label("Kod").fill(app_code(adam))
    page.get_by_role("button", name="Skaffa nya reservkoder").click()
    check(page, "Jag har sparat dem")
    assert page.locator(".recovery-codes code").count() == two_factor.RECOVERY_CODES


def log_in(page: Any, username: str, code: str, password: str = PASSWORD) -> None:
    page.get_by_label("Användarnamn").fill(username)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_label("Kod", exact=False).fill(code)
    page.get_by_role("button").filter(has_text="Logga in").last.click()


def secret_key_of(page: Any) -> str:
    """The stored half of the secret, from the session of the browser that shows it."""
    from importlib import import_module

    from django.conf import settings

    from accounts.staff_views import SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore
    cookie = next(c for c in page.context.cookies() if c["name"] == settings.SESSION_COOKIE_NAME)
    key: str = store(cookie["value"])[SESSION_KEY]
    return key
