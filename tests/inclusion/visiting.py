"""Looking at a place in a real browser with everything that is asked of a page: on a wide screen, then on one as small
as a narrow telephone, or as a screen enlarged to 400 %."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, Route

from tests.fixtures_browser import DESKTOP, keep_picture
from tests.inclusion.places import Place

ENLARGED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
PROBES = Axe().axe_script + ";" + Path(__file__).with_name("probes.js").read_text()
STILL = {"reduced_motion": "reduce"}
PUBLIC = {"landmarks": ["header", "nav", "main", "footer"], "ours": True}
ADMIN = {"landmarks": ["main"], "ours": False}
WAGTAILS = [  # faults of Wagtail's own parts, on pages where our models are edited
    'aria-input-field-name (ARIA input fields must have an accessible name): <div aria-describedby="placeholder-',
]


class Visitor:
    """Goes from place to place and notes what is wrong, and which titles it read where."""

    def __init__(self, new_page: Callable[..., Page], *, kind: dict[str, Any], language: str = "") -> None:
        """Who reads English reads it in the dark: so each page is seen in both colours, at the price of one."""
        self.new_page, self.kind, self.language = new_page, kind, language
        self.pages: dict[Client | None, Page] = {}
        self.faults: list[str] = []
        self.titles: dict[str, set[str]] = defaultdict(set)
        self.seen = 0

    def visit_all(self, places: Iterable[Place]) -> None:
        for place in places:
            self.visit(place)

    def visit(self, place: Place) -> None:
        page = self.page_of(place)
        status = show(page, place)
        found = page.evaluate(f"{PROBES}; probes.everything({json.dumps(self.kind)})")
        if urlsplit(page.url)[2:4] != urlsplit(place.path)[2:4]:
            self.note(place, [f"leads to {page.url}"])
        if status >= 400 and place.path.startswith("/admin/"):
            self.note(place, [f"has status {status}"])
        self.note(place, found["faults"])
        if self.kind["ours"]:
            self.note(place, [f"enlarged: {one}" for one in self.enlarged(page) if one not in found["faults"]])
        if self.language and found["language"] != self.language:
            self.note(place, [f"says that it is in {found['language']!r}"])
        if status == 200 and "/fel/" not in place.path:  # what is wrong has one title wherever it is met
            self.titles[found["title"]].add(kind_of(place.path))
        self.seen += 1
        keep_picture(page, f"{self.seen}-{place.path}")

    def enlarged(self, page: Page) -> list[str]:
        page.set_viewport_size(ENLARGED)
        found: list[str] = page.evaluate(f"probes.narrow({json.dumps(self.kind)})")
        page.set_viewport_size(DESKTOP)
        return found

    def page_of(self, place: Place) -> Page:
        """Each person has one browser; all visitors who are nobody share one."""
        key = place.client if place.client.cookies else None
        if key not in self.pages:
            self.pages[key] = self.new_page(
                client=key, **STILL | {"color_scheme": "dark" if self.language == "en" else "light"}
            )
        return self.pages[key]

    def note(self, place: Place, faults: list[str]) -> None:
        own = [fault for fault in faults if not any(known in fault for known in WAGTAILS)]
        self.faults += [f"{place.path}: {fault}" for fault in own]

    def shared_titles(self) -> dict[str, set[str]]:
        return {title: kinds for title, kinds in self.titles.items() if len(kinds) > 1}


def show(page: Page, place: Place) -> int:
    """Go there; or, where a post was answered with a page, have the browser believe that it is what stands there."""
    if place.answer is not None:
        page.route(lambda url: url.endswith(place.path), lambda route: tell(route, place.answer), times=1)
    response = page.goto(place.path)
    return response.status if response else 0


def tell(route: Route, answer: Any) -> None:
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)


def kind_of(path: str) -> str:
    """The page, whichever of its states: without query and ids. An errand's first page has two addresses."""
    shown = re.sub(r"[0-9a-f-]{36}", "*", urlsplit(path).path)
    return re.sub(r"starta/\d+/\*/", "utkast/*/1/", shown)
