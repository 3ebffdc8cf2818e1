"""An editor builds and publishes a service without code; a caseworker finds what was sent."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from accounts.models import Unit
from casework.models import RetentionRule
from tests.journeys.errands import SchoolTransport, next_step, tick

LogIn = Callable[[Page, str], None]
Check = Callable[[Page], None]


class Builder:
    """The page editor, by what an editor sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def add_step(self, title: str) -> None:
        self.page.locator("#steps-root .c-sf-add-button").first.click()
        self.page.locator('input[name="steps-0-value-title"]').fill(title)

    def add_question(self, number: int, kind: str, label: str) -> str:
        """The prefix of the new question's inputs."""
        self._choose(self.page.locator('[data-contentpath="items"] .c-sf-add-button').nth(number), kind)
        prefix = f"steps-0-value-items-{number}-value"
        self.page.locator(f'input[name="{prefix}-label"]').fill(label)
        return prefix

    def _choose(self, opener: Locator, kind: str) -> None:
        """Wagtail's menu closes again when what was added before is still sliding into place: then press once more."""
        option = self.page.get_by_role("option", name=kind, exact=True)
        for _ in range(3):
            opener.click()
            with suppress(PlaywrightTimeout):
                return option.click(timeout=3000)
        raise AssertionError(f"the menu never offered {kind}")

    def show_when(self, prefix: str, question: str, answer: str) -> None:
        heading = re.compile(r"^\s*Villkor\s*$")
        self.page.locator("#steps-root .w-panel__heading", has_text=heading).last.click()
        self.page.locator(f'input[name="{prefix}-show_when-question"] + select').select_option(label=question)
        self.page.locator(f'input[name="{prefix}-show_when-value"] + select').select_option(label=answer)

    def publish(self) -> None:
        self.page.locator("footer [data-w-dropdown-target=toggle]").click()
        self.page.get_by_role("button", name="Publicera").click()


def test_editor_builds_and_publishes_and_a_resident_fills_in(
    new_page: Callable[..., Page], log_in: LogIn, log_in_staff: LogIn, assert_accessible: Check, settings: Any
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # two first saves at once, from a hand this quick, would collide
    desk = new_page()
    log_in_staff(desk, "maja")
    build_dog_service(desk)

    home = new_page()
    home.goto("/e-tjanster/hundprov/")
    home.get_by_role("link", name="Starta", exact=True).click()
    log_in(home, "Bo")
    expect(home.get_by_label("Hundens namn")).to_be_hidden()
    tick(home, "Ja")
    home.get_by_label("Hundens namn").fill("Karo")
    next_step(home)
    assert_accessible(home)
    home.get_by_role("button", name="Skicka in").click()
    expect(home.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")


def build_dog_service(desk: Page) -> None:
    """Two questions, one shown only after a certain answer to the other; publishing is refused until all is there."""
    desk.goto(add_address())
    builder = Builder(desk)
    desk.locator("#id_title").press_sequentially("Hundprov")
    builder.open_tab("Frågor")
    builder.add_step("Om hunden")
    builder.add_question(0, "Ja eller nej", "Har du hund?")
    name = builder.add_question(1, "Kort text", "Hundens namn")
    builder.show_when(name, "Har du hund?", "Ja")
    builder.publish()
    expect(desk.get_by_text("Fyll i detta innan e-tjänsten publiceras.").first).to_be_visible()
    complete_the_rest(desk, builder)
    builder.publish()
    expect(desk.locator(".messages")).to_contain_text("publicerad")


def add_address() -> str:
    from home.models import SectionPage

    return f"/admin/pages/add/eservices/eservicepage/{SectionPage.objects.get(slug='e-tjanster').pk}/"


def complete_the_rest(desk: Page, builder: Builder) -> None:
    builder.open_tab("Beskrivning")
    desk.locator("#id_summary").fill("Anmäl din hund.")
    builder.open_tab("Ansvar och regler")
    desk.locator("#id_unit").select_option(label=Unit.objects.get(name="Barn och utbildning").name)
    desk.locator("#id_retention_rule").select_option(label=RetentionRule.objects.get(name="Felanmälan").name)
    desk.locator("#id_purpose").fill("För att föra register över hundar.")
    desk.locator("#id_legal_basis").fill("Uppgift av allmänt intresse")


def test_caseworker_finds_reads_and_moves_the_case(
    new_page: Callable[..., Page], log_in: LogIn, log_in_staff: LogIn, assert_accessible: Check
) -> None:
    home = new_page()
    errand = SchoolTransport(home)
    errand.start()
    log_in(home, "Astrid")
    number = errand.all_the_way()

    desk = new_page()
    log_in_staff(desk, "hugo")
    desk.goto("/admin/arenden/")
    assert_accessible(desk)
    desk.get_by_role("link", name=number).click()
    expect(desk.get_by_text("Elsa Lindberg")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_label("Pågår").check()
    desk.get_by_role("button", name="Ändra status").click()
    expect(desk.get_by_text("Status: från Inkommet till Pågår")).to_be_visible()
    home.goto("/mina-sidor/")
    expect(home.get_by_text("Pågår", exact=True)).to_be_visible()

    other_desk = new_page()
    log_in_staff(other_desk, "hedda")
    other_desk.goto("/admin/arenden/")
    expect(other_desk.get_by_text(number)).to_have_count(0)
