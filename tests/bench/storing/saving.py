"""Eight people save at the same time, each in a draft of their own, by eight web processes."""

import itertools
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from eservices.actions.drafts import fingerprint
from tests.bench import client, portal_data
from tests.bench.client import Expected, Load, Requests
from tests.bench.report import percentile
from tests.bench.scene import ANSWERS, Resident, make_resident, step_path
from tests.bench.servers import Server, end, serve, wait_until_ready
from tests.bench.targets import CALLERS, Form, opened
from tools.console import CannotGoOn

ACTIONS = {
    "autosave": ("autosave", Expected(200, b'"saved"')),
    "step save": ("next", Expected(302, b"/granska/\r\n")),
}
Figure = tuple[str, str]


def measure(port: int, database: str, seconds: float) -> Iterator[Figure]:
    residents = make_writers()
    connection.close()
    server = serve("portal", "config.settings", port, database, workers=CALLERS)
    try:
        wait_until_ready(server, "/")
        for name, (action, expected) in ACTIONS.items():
            callers = [saves(server, one, action) for one in residents]
            client.load(server.address, callers, expected, 1.0)  # every process has compiled and connected
            yield f"{name}, {CALLERS} writers", in_words(name, client.load(server.address, callers, expected, seconds))
    finally:
        end(server)


def make_writers() -> list[Resident]:
    unit = portal_data.make_unit("Skola", "BUN")
    version = portal_data.make_service(portal_data.make_ground(), unit, "skolskjuts")
    return [make_resident(portal_data.make_resident(number), version, 0) for number in range(CALLERS)]


def saves(server: Server, resident: Resident, action: str) -> Requests:
    """Each save changes an answer, and the next one changes it back."""
    form = opened(server, step_path(resident), "base", **{settings.SESSION_COOKIE_NAME: resident.session})
    now, other = ANSWERS if form.hidden["base"] == fingerprint(ANSWERS[0], ANSWERS[0]) else ANSWERS[::-1]
    posted = [
        Form(form.path, form.hidden | {"base": fingerprint(before, before), "action": action}, form.cookies).posted(
            server, portal_data.posted(after)
        )
        for before, after in ((now, other), (other, now))
    ]
    return itertools.cycle(posted)


def in_words(name: str, load: Load) -> str:
    if load.wrong:
        raise CannotGoOn(f"{name}: {len(load.wrong)} were not saved:\n{load.wrong[0][:600].decode(errors='replace')}")
    shown = ", ".join(f"p{percent} {percentile(load.latencies, percent):.0f} ms" for percent in (50, 95, 99))
    return f"{load.right / load.seconds:.0f}/s, {shown}"
