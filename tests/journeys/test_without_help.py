"""The same errand without JavaScript, on a phone, by keyboard only, and by keyboard in English (promise 11)."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from eservices.demo import SERVICES
from tests.english import ReadPage
from tests.journeys.errands import CHILD, SchoolTransport, next_step, tick

LogIn = Callable[[Page, str], None]


def test_promise_11_whole_errand_without_javascript(new_page: Callable[..., Page], log_in: LogIn) -> None:
    page = new_page(java_script_enabled=False)
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")

    assert re.match(r"BUN \d{4}-\d{5}", errand.all_the_way())


def test_promise_11_question_appears_without_javascript(new_page: Callable[..., Page], log_in: LogIn) -> None:
    page = new_page(java_script_enabled=False)
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.applicant()
    errand.child()
    tick(page, "Funktionsnedsättning")
    next_step(page)

    expect(page.get_by_label("Vad behöver den som kör veta?")).to_be_visible()
    expect(page.locator("#error-summary")).to_contain_text("Vad behöver den som kör veta?")


class Keyboard:
    """Somebody who cannot use a mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, name: str) -> None:
        """Press Tab until the control with this label or text has the focus."""
        for _press in range(60):
            self.page.keyboard.press("Tab")
            focused = self.page.evaluate(
                "() => { const e = document.activeElement;"
                " return [...(e.labels || [])].map(l => l.innerText).join(' ') || e.innerText || '' }"
            )
            if focused.strip().startswith(name):
                return
        raise AssertionError(f"Tab never reaches {name!r} on {self.page.url}")

    def type_in(self, label: str, text: str) -> None:
        self.tab_to(label)
        self.page.keyboard.type(text)

    def press(self, name: str) -> None:
        """Enter, and the page that follows."""
        self.tab_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, name: str) -> None:
        self.tab_to(name)
        self.page.keyboard.press("Space")

    def choose_after(self, name: str) -> None:
        """The radio button below this one."""
        self.tab_to(name)
        self.page.keyboard.press("ArrowDown")


def test_promise_11_whole_errand_by_keyboard(page: Page) -> None:
    keyboard = Keyboard(page)
    page.goto("/e-tjanster/skolskjuts/")
    keyboard.press("Starta")
    keyboard.press("Logga in med")
    keyboard.tab_to("Astrid")
    keyboard.press("Legitimera")
    keyboard.type_in("Telefon", "070-174 06 05")
    keyboard.press("Nästa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Barnet")
    for label, text in (("Barnets namn", "Elsa"), ("Barnets personnummer", CHILD), ("Skola", "Heby"), ("Årskurs", "4")):
        keyboard.type_in(label, text)
    keyboard.press("Nästa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Resan")
    for label, text in (("Gatuadress", "Storgatan 1"), ("Postnummer", "74430"), ("Ort", "Heby")):
        keyboard.type_in(label, text)
    keyboard.tick("Vägen är lång")
    keyboard.choose_after("Ja")
    for label, text in (("År", "2099"), ("Månad", "8"), ("Dag", "18")):
        keyboard.type_in(label, text)
    keyboard.press("Nästa")
    keyboard.tick("Jag försäkrar")
    keyboard.press("Nästa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska dina svar")
    keyboard.press("Skicka in")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")


def test_promise_11_whole_errand_in_english_by_keyboard(page: Page) -> None:
    page.goto("/en/")
    keyboard = Keyboard(page)
    for press in ("Apply for school transport", "Start", "Log in with"):
        keyboard.press(press)
        in_english(page)
    keyboard.tab_to("Astrid")
    keyboard.press("Identify yourself")
    for heading, acts in IN_ENGLISH.items():
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        in_english(page)
        for act in acts:
            act(keyboard)
        keyboard.press("Next")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    in_english(page)
    keyboard.press("Send in")

    expect(page.get_by_role("heading", level=1)).to_have_text("The case has been sent in")
    in_english(page)
    assert re.match(r"BUN \d{4}-\d{5}", page.locator(".confirmation .number").inner_text())


def in_english(page: Page) -> None:
    """The page says that it is English, and holds no Swedish that is not marked as such."""
    read = ReadPage(page.content().encode())
    assert (page.url, read.language, read.swedish_interface()) == (page.url, "en", [])
    assert read.links_out_of_english() == []


def types(label: str, text: str) -> Callable[[Keyboard], None]:
    return lambda keyboard: keyboard.type_in(label, text)


IN_ENGLISH: dict[str, list[Callable[[Keyboard], None]]] = {
    "You who apply": [types("Telephone", "070-174 06 05")],
    "The child": [
        types("The child's name", "Elsa"),
        types("The child's personal identity number", CHILD),
        types("School", "Heby"),
        types("School year", "4"),
    ],
    "The journey": [
        types("Street address", "Storgatan 1"),
        types("Postcode", "74430"),
        types("Town", "Heby"),
        lambda keyboard: keyboard.tick("It is a long way"),
        lambda keyboard: keyboard.choose_after("Yes"),
        types("Year", "2099"),
        types("Month", "8"),
        types("Day", "18"),
    ],
    "Declaration": [lambda keyboard: keyboard.tick("I declare")],
}


def test_promise_11_protected_identity_is_met_before_login_in_every_service(page: Page) -> None:
    for service in (one for one in SERVICES if not one.closed):
        page.goto(f"/e-tjanster/{service.slug}/")

        notice = page.get_by_role("complementary", name="Skyddade personuppgifter")
        expect(notice).to_contain_text("0224-360 00")
        expect(notice.get_by_role("textbox")).to_have_count(0)
