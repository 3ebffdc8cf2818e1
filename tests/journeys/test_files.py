"""Attaching files in a real browser: on a phone, by keyboard only, without JavaScript, in English (promise 11)."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.attachments.samples import image
from tests.fixtures_browser import PHONE
from tests.journeys.errands import next_step, tick

Check = Callable[[Page], None]
WAIT = 30_000


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Any) -> None:
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


def a_photo(name: str = "hål.jpg", size: tuple[int, int] = (64, 48)) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": image("JPEG", size, quality=95)}


def no_photo(name: str = "brev.jpg") -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": b"Hej"}


def begin(page: Page, language: str = "") -> None:
    page.set_default_timeout(WAIT)
    page.goto(f"{language}/e-tjanster/felanmalan-gata-och-park/")
    page.get_by_role("link", name="Start" if language else "Starta", exact=True).click()


def answer(page: Page) -> None:
    tick(page, "Hål i gatan")
    page.get_by_label("Var?").fill("Tegelgatan 3")


def files(page: Page) -> Any:
    return page.locator(".file-list .file-name")


def shows(page: Page, names: list[str]) -> None:
    """Each file is looked into by a process of its own, which takes its time on a busy machine."""
    expect(files(page)).to_have_text(names, timeout=WAIT)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def slow_network(page: Page, bytes_a_second: int) -> None:
    line = page.context.new_cdp_session(page)
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second},
    )


def test_upload_on_a_phone_shows_how_far_it_has_come(new_page: Callable[..., Page], assert_accessible: Check) -> None:
    page = new_page(viewport=PHONE)
    begin(page)
    answer(page)
    assert_accessible(page)
    slow_network(page, 100_000)
    page.get_by_label("Välj filer").set_input_files([a_photo("stor.jpg", (3000, 2000)), a_photo()])

    expect(page.get_by_role("progressbar", name="Laddar upp stor.jpg")).to_be_visible()
    expect(page.locator(".upload-percent").first).to_contain_text("%")
    assert_accessible(page)
    fits(page)
    next_step(page)  # goes on by itself when the files have come

    expect(page.get_by_role("heading", level=1)).to_have_text("Vill du ha besked?", timeout=WAIT)
    page.go_back()
    shows(page, ["stor.jpg", "hål.jpg"])
    expect(page.get_by_label("Var?")).to_have_value("Tegelgatan 3")
    assert_accessible(page)
    fits(page)


def test_bad_file_is_told_of_beside_the_good_ones(page: Page, assert_accessible: Check) -> None:
    begin(page)
    page.get_by_label("Välj filer").set_input_files([no_photo(), a_photo()])

    shows(page, ["hål.jpg"])
    expect(page.get_by_role("alert")).to_contain_text("brev.jpg", timeout=WAIT)
    assert_accessible(page)
    page.get_by_role("button", name="Stäng brev.jpg").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_cut_connection_is_told_and_tried_again(page: Page, problems: Any) -> None:
    problems.allow("net::ERR")
    begin(page)
    page.route("**/starta/**", lambda route: route.abort())
    page.get_by_label("Välj filer").set_input_files([a_photo()])
    expect(page.get_by_role("alert")).to_contain_text("Uppladdningen bröts.")
    page.unroute("**/starta/**")

    page.get_by_role("button", name="Försök igen hål.jpg").click()

    shows(page, ["hål.jpg"])


def test_upload_under_way_can_be_cancelled(page: Page, problems: Any) -> None:
    begin(page)
    slow_network(page, 20_000)
    page.get_by_label("Välj filer").set_input_files([a_photo("stor.jpg", (3000, 2000))])

    page.get_by_role("button", name="Avbryt stor.jpg").click()

    expect(page.get_by_role("progressbar", name="Laddar upp stor.jpg")).to_have_count(0)
    expect(page.get_by_text("Inga filer tillagda.")).to_be_visible()


def test_files_by_keyboard_only(page: Page, assert_accessible: Check) -> None:
    begin(page)
    page.get_by_label("Beskriv felet").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Välj filer")).to_be_focused()  # the rest is the browser's, and headless it has no chooser
    page.get_by_label("Välj filer").set_input_files([a_photo()])
    shows(page, ["hål.jpg"])

    with page.expect_navigation():
        page.get_by_role("button", name="Byt namn hål.jpg").press("Enter")
    assert_accessible(page)
    page.get_by_label("Nytt namn").fill("Hålet")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    shows(page, ["Hålet.jpg"])
    page.get_by_label("Var?").fill("Tegelgatan 3")
    with page.expect_navigation():
        page.get_by_label("Var?").press("Enter")  # presses Nästa, not a button of the file list
    expect(page.locator("#error-summary")).to_be_visible()
    shows(page, ["Hålet.jpg"])


def test_files_without_javascript(new_page: Callable[..., Page], assert_accessible: Check) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    begin(page)
    answer(page)
    page.get_by_label("Välj filer").set_input_files([a_photo("a.jpg"), no_photo(), a_photo("b.jpg", (32, 32))])
    page.get_by_role("button", name="Ladda upp").click()
    shows(page, ["a.jpg", "b.jpg"])
    expect(page.locator("#error-summary")).to_contain_text("brev.jpg")
    expect(page.get_by_label("Var?")).to_have_value("Tegelgatan 3")
    fits(page)

    page.get_by_role("button", name="Byt ut a.jpg").click()
    page.get_by_label("Ny fil").set_input_files([a_photo("ny.jpg", (20, 20))])
    page.get_by_role("button", name="Byt ut").click()
    shows(page, ["ny.jpg", "b.jpg"])

    page.get_by_role("button", name="Ta bort b.jpg").click()
    page.get_by_role("button", name="Ta bort filen").click()
    shows(page, ["ny.jpg"])
    expect(page.get_by_label("Var?")).to_have_value("Tegelgatan 3")

    with page.expect_download() as download:
        page.get_by_role("link", name="ny.jpg").click()
    assert download.value.suggested_filename == "ny.jpg"

    next_step(page)
    next_step(page)
    expect(page.get_by_text("ny.jpg")).to_be_visible()
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")


def test_every_file_page_is_accessible(page: Page, assert_accessible: Check) -> None:
    begin(page)
    page.get_by_label("Välj filer").set_input_files([a_photo()])
    shows(page, ["hål.jpg"])
    for button in ("Byt namn", "Byt ut", "Ta bort"):
        page.get_by_role("button", name=f"{button} hål.jpg").click()
        assert_accessible(page)
        if button != "Ta bort":
            page.locator("main form input:not([type=hidden])").first.evaluate("field => { field.value = '' }")
            page.get_by_role("button", name=button).click()
            expect(page.locator("#error-summary")).to_be_visible()
            assert_accessible(page)
        page.get_by_role("link", name="Avbryt" if button != "Ta bort" else "Behåll filen").click()


def test_files_in_english(page: Page, assert_accessible: Check) -> None:
    begin(page, "/en")
    page.get_by_label("Choose files").set_input_files([a_photo(), no_photo()])

    shows(page, ["hål.jpg"])
    expect(page.get_by_role("alert")).to_contain_text("brev.jpg", timeout=WAIT)
    expect(page.get_by_role("button", name="Rename hål.jpg")).to_be_visible()
    assert_accessible(page)
