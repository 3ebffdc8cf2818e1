"""From Skicka in to a receipt in the hand, and back: checked as genuine, in a real browser, by keyboard and without
JavaScript.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from casework.receipts import actions as receipts
from tests.documents.pdf import faults
from tests.eservices.factories import Errand, a_page
from tests.eservices.signing import sign
from tests.fixtures_browser import DESKTOP, PHONE

NewPage = Callable[..., Page]
pytestmark = pytest.mark.usefixtures("demo", "seal")


@pytest.fixture
def sent(cast: Any, resident_client: Any) -> Errand:
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit, signature_level="signature")).fill()
    sign(errand)
    return errand


@pytest.mark.parametrize("script", [True, False])
def test_promise_4_resident_fetches_the_receipt_and_a_stranger_checks_it(
    new_page: NewPage,
    sent: Errand,
    script: bool,
    tmp_path: Path,
    assert_accessible: Callable[[Page], None],
) -> None:
    look: Callable[[Page], None] = assert_accessible if script else lambda page: None  # axe is a script
    size = PHONE if script else DESKTOP
    page = new_page(client=sent.client, java_script_enabled=script, viewport=size)
    page.goto(sent.address("sent"))
    expect(page.get_by_text("Vi gör i ordning kvittensen")).to_be_visible()
    look(page)

    receipts.sweep()
    page.get_by_role("link", name="Visa sidan igen").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta kvittensen (PDF)").press("Enter")
    look(page)

    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"Kvittens {sent.case().number}.pdf"
    assert faults(file.read_bytes()) == []
    check_as_a_stranger(new_page(java_script_enabled=script, viewport=size), file, look)


def check_as_a_stranger(stranger: Page, file: Path, look: Callable[[Page], None]) -> None:
    stranger.goto("/kontrollera-kvittens/")
    look(stranger)
    stranger.get_by_role("button", name="Kontrollera", exact=True).press("Enter")
    expect(stranger.get_by_role("heading", name="Något behöver rättas")).to_be_visible()
    look(stranger)
    stranger.get_by_label("Kvittensen som PDF").set_input_files(file)
    stranger.get_by_role("button", name="Kontrollera", exact=True).press("Enter")
    expect(stranger.get_by_text("Kvittensen är äkta")).to_be_visible()
    expect(stranger.get_by_text("Underskriven med e-legitimation")).to_be_visible()
    look(stranger)

    file.write_bytes(file.read_bytes().replace(b"/Lang", b"/Lamg"))
    stranger.get_by_label("Kontrollera en annan fil").set_input_files(file)
    stranger.get_by_role("button", name="Kontrollera", exact=True).press("Enter")
    expect(stranger.get_by_text("Kvittensen har ändrats")).to_be_visible()
    look(stranger)
