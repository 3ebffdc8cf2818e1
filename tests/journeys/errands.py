"""Filling in the demo's school transport service, step by step, as a person does."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

CHILD = "198911222399"  # one of Skatteverket's test numbers
Check = Callable[[Page], None]


def tick(page: Page, label: str) -> None:
    """Choose by the label, as a finger does: the box itself lies under it."""
    page.get_by_text(label, exact=True).click()


def next_step(page: Page) -> None:
    page.get_by_role("button", name="Nästa").click()


@dataclass(frozen=True)
class SchoolTransport:
    """`looks` is called on every page as it is first seen: an accessibility check, a screenshot."""

    page: Page
    looks: Check = lambda page: None

    def start(self) -> None:
        self.page.goto("/e-tjanster/skolskjuts/")
        self.looks(self.page)
        self.page.get_by_role("link", name="Starta", exact=True).click()

    def applicant(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Du som ansöker")
        self.looks(self.page)
        self.page.get_by_label("E-post").fill("astrid@example.se")
        self.page.get_by_label("Telefon").fill("070-174 06 05")
        next_step(self.page)

    def child(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Barnet")
        self.looks(self.page)
        self.page.get_by_label("Barnets namn").fill("Elsa Lindberg")
        self.page.get_by_label("Barnets personnummer").fill(CHILD)
        self.page.get_by_label("Skola").fill("Heby skola")
        self.page.get_by_label("Årskurs till hösten").fill("4")
        next_step(self.page)

    def route(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Resan")
        self.looks(self.page)
        self.page.get_by_label("Gatuadress").first.fill("Storgatan 1")
        self.page.get_by_label("Postnummer").first.fill("744 30")
        self.page.get_by_label("Ort").first.fill("Heby")
        tick(self.page, "Vägen är farlig")
        tick(self.page, "Nej")
        self.page.get_by_label("År", exact=True).fill("2099")
        self.page.get_by_label("Månad").fill("8")
        self.page.get_by_label("Dag").fill("18")
        next_step(self.page)

    def declare(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Försäkran")
        self.looks(self.page)
        tick(self.page, "Jag försäkrar att uppgifterna stämmer")
        next_step(self.page)

    def review_and_send(self) -> str:
        """The number on the confirmation."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Granska dina svar")
        self.looks(self.page)
        self.page.get_by_role("button", name="Skicka in").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Ärendet är inskickat")
        self.looks(self.page)
        return self.page.locator(".confirmation .number").inner_text()

    def up_to_review(self) -> None:
        self.applicant()
        self.child()
        self.route()
        self.declare()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Granska dina svar")

    def all_the_way(self) -> str:
        self.up_to_review()
        return self.review_and_send()
