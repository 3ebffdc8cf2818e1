"""Two people search at the same time among many services: the page of hits, and suggestions while one types."""

import itertools
import random
from collections.abc import Iterator
from urllib.parse import quote

from django.db import connection
from wagtail.models import Page

from accounts.models import Unit
from eservices.models import EServicePage
from home.search.actions import rebuild_index
from tests.bench import client, portal_data
from tests.bench.client import Expected, Requests
from tests.bench.report import percentile
from tests.bench.servers import WORKERS, Server, end, get, serve, wait_until_ready
from tools.console import CannotGoOn

# Compounds as officials make them: sixteen by sixteen by five different titles.
BEGINNINGS = "bygg park skol vatten avlopps miljö bostads färd fritids kultur närings social trafik väg tomt livsmedels"
MIDDLES = "skydds tillsyns vård hjälp rådgivnings råds boende plats lokal kart ansvars avgifts register rätts zon brev"
ENDINGS = "tillstånd anmälan bidrag ansökan beställning"
WORDS = [first + second for first in BEGINNINGS.split() for second in MIDDLES.split()]
QUESTIONS = [
    "byggskydd",
    "parkeringsplatser",
    "skolhjälpen",
    "vattenrådgivnigs",
    "hur ansöker jag om bidrag",
    "miljö",
    "xyzzyx",
]
TEXT_WORDS = 120
Figure = tuple[str, str]


def measure(port: int, database: str, services: int, seconds: float) -> Iterator[Figure]:
    make_services(portal_data.make_ground(), portal_data.make_unit("Teknik", "TEK"), services)
    connection.close()
    server = serve("portal", "config.settings", port, database)
    try:
        wait_until_ready(server, "/")
        for name, path, expected in (
            ("search", "/sok/", Expected(200, b'id="sokfalt-sida"')),
            ("suggestions", "/sok/forslag/", Expected(200, b'"suggestions"')),
        ):
            callers = [asks(server, path, number) for number in range(WORKERS)]
            client.load(server.address, callers, expected, 1.0)  # every process has read the index
            load = client.load(server.address, callers, expected, seconds)
            if load.wrong:
                raise CannotGoOn(f"{name}: {load.wrong[0][:600].decode(errors='replace')}")
            shown = ", ".join(f"p{percent} {percentile(load.latencies, percent):.0f} ms" for percent in (50, 95, 99))
            yield f"{name}, {services} services", f"{load.right / load.seconds:.0f}/s, {shown}"
    finally:
        end(server)


def asks(server: Server, path: str, number: int) -> Requests:
    addresses = [f"{path}?q={quote(question)}" for question in QUESTIONS[number:] + QUESTIONS[:number]]
    return itertools.cycle([get(server, address) for address in addresses])


def make_services(section: Page, unit: Unit, count: int) -> None:
    """Live at once, without questions: what is searched is what stands on the page."""
    chance = random.Random(4)  # the same portal each time
    titles = [f"{word}{ending}" for ending in ENDINGS.split() for word in WORDS][:count]
    for number, title in enumerate(titles):
        text = " ".join(chance.choices(WORDS, k=TEXT_WORDS))
        texts = {"title": title.capitalize(), "summary": text[:200], "description": f"<p>{text}</p>"}
        texts |= {"title_en": f"Service {number}", "summary_en": "Apply here.", "description_en": f"<p>{text}</p>"}
        section.add_child(instance=EServicePage(slug=f"sok-{number}", unit=unit, **texts))
    rebuild_index()
