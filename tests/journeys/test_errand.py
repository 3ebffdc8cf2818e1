"""A resident's errand: what the municipality tells its residents (design.md §14) is true, and can be found."""

import re
from collections.abc import Callable

from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from outbox import actions as outbox
from tests.journeys.errands import SchoolTransport, next_step

LogIn = Callable[[Page, str], None]


def test_resident_fills_in_leaves_returns_elsewhere_and_sends(
    new_page: Callable[..., Page], log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    begin_and_leave(new_page(), log_in, assert_accessible)

    at_work = new_page()
    at_work.goto("/mina-sidor/")
    log_in(at_work, "Astrid")
    at_work.get_by_role("link", name=re.compile("^Fortsätt")).click()
    expect(at_work.get_by_label("Barnets namn")).to_have_value("Elsa")
    errand = SchoolTransport(at_work, assert_accessible)
    errand.child()
    errand.route()
    errand.declare()
    change_school(at_work, "Östervåla skola")
    number = errand.review_and_send()

    at_work.get_by_role("link", name="Visa ärendet på Mina sidor").click()
    expect(at_work.get_by_text("Östervåla skola")).to_be_visible()
    assert_accessible(at_work)
    at_work.goto("/mina-sidor/")
    expect(at_work.get_by_text(number)).to_be_visible()
    assert_accessible(at_work)


def begin_and_leave(at_home: Page, log_in: LogIn, assert_accessible: Callable[[Page], None]) -> None:
    errand = SchoolTransport(at_home, assert_accessible)
    errand.start()
    assert_accessible(at_home)
    log_in(at_home, "Astrid")
    errand.applicant()
    at_home.get_by_label("Barnets namn").fill("Elsa")
    at_home.get_by_role("button", name="Spara", exact=True).click()
    expect(at_home.get_by_text("Det är inte inskickat", exact=False)).to_be_visible()
    assert_accessible(at_home)


def change_school(page: Page, school: str) -> None:
    """From Granska back to one question, and forward again."""
    page.get_by_role("link", name="Ändra Skola").click()
    page.get_by_label("Skola").fill(school)
    for _step in range(3):
        next_step(page)
    expect(page.get_by_text(school)).to_be_visible()


def test_receipt_is_mailed_without_answers_or_numbers(
    page: Page, log_in: LogIn, mailoutbox: list[EmailMessage]
) -> None:
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    number = errand.all_the_way()

    outbox.sweep()

    receipt, notice = sorted(mailoutbox, key=lambda mail: mail.to)
    assert receipt.to == ["astrid@example.se"]
    assert notice.to == ["utbildning@heby.example"]
    for mail in (receipt, notice):
        assert number in mail.subject + mail.body
        for secret in ("Elsa", "Lindberg", "8704102386", "8911222399", "Storgatan"):
            assert secret not in mail.message().as_string()


def test_typing_is_saved_without_pressing_anything(new_page: Callable[..., Page], log_in: LogIn) -> None:
    page = new_page()
    SchoolTransport(page).start()
    log_in(page, "Astrid")
    page.get_by_label("Telefon").press_sequentially("inte ett nummer")
    expect(page.locator("#save-state")).to_contain_text("Inte inskickat")
    expect(page.locator("#save-state[data-state=saved]")).to_be_visible()
    page.close()

    again = new_page()
    again.goto("/mina-sidor/")
    log_in(again, "Astrid")
    again.get_by_role("link", name=re.compile("^Fortsätt")).click()

    expect(again.get_by_label("Telefon")).to_have_value("inte ett nummer")


def test_errors_stand_first_and_lead_to_the_field(
    page: Page, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    SchoolTransport(page).start()
    log_in(page, "Astrid")
    page.get_by_label("Telefon").fill("12")
    next_step(page)

    expect(page).to_have_title(re.compile("^Fel: "))
    expect(page.locator("#error-summary")).to_be_focused()
    assert_accessible(page)
    page.locator("#error-summary a").click()
    expect(page.get_by_label("Telefon")).to_be_focused()
    expect(page.get_by_label("Telefon")).to_have_value("12")


def test_answer_on_the_page_brings_the_next_question(page: Page, log_in: LogIn) -> None:
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.applicant()
    errand.child()
    question = page.get_by_label("Vad behöver den som kör veta?")
    expect(question).to_be_hidden()

    page.locator("label", has_text="Funktionsnedsättning").click()
    expect(question).to_be_visible()
    page.locator("label", has_text="Funktionsnedsättning").click()
    expect(question).to_be_hidden()


def test_leaving_without_saving_leaves_nothing(
    page: Page, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    SchoolTransport(page).start()
    log_in(page, "Astrid")
    page.get_by_label("Telefon").press_sequentially("0224")
    expect(page.locator("#save-state[data-state=saved]")).to_be_visible()
    page.get_by_role("link", name="Lämna utan att spara").click()
    assert_accessible(page)
    page.get_by_role("button", name="Lämna utan att spara").click()

    expect(page.get_by_text("Inget sparades")).to_be_visible()
    expect(page.get_by_text("Du har inget påbörjat.")).to_be_visible()


def test_draft_can_be_removed_from_mina_sidor(
    page: Page, log_in: LogIn, assert_accessible: Callable[[Page], None]
) -> None:
    errand = SchoolTransport(page)
    errand.start()
    log_in(page, "Astrid")
    errand.applicant()
    page.goto("/mina-sidor/")
    page.get_by_role("link", name=re.compile("^Ta bort")).click()
    assert_accessible(page)
    page.get_by_role("button", name="Ta bort utkastet").click()

    expect(page.get_by_text("Utkastet är borttaget.")).to_be_visible()
    expect(page.get_by_text("Du har inget påbörjat.")).to_be_visible()
