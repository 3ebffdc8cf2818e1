"""What is measured: who asks for what, and how an answer that means success is told from one that does not."""

import itertools
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from tests.bench import client
from tests.bench.client import Expected, Requests
from tests.bench.questions import TWELVE
from tests.bench.servers import Server, get, post
from tools.console import CannotGoOn

CALLERS = 8  # connections
BARE_PATH = "/formular/"
CSRF_FIELD = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Written:
    """So many more must `query` answer for each request that succeeded."""

    query: str
    each: int = 1


@dataclass
class Round:
    rate: float
    web_cpu: float  # seconds a request
    database_cpu: float | None
    own_cpu: float
    others: float = 0.0  # the part of the machine that other programs had meanwhile


@dataclass
class Target:
    name: str
    server: Server
    callers: list[Requests]
    expected: Expected
    written: tuple[Written, ...] = ()
    queries: int = 0
    megabytes: float = 0.0
    succeeded: int = 0
    latencies: list[float] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)


def page(name: str, server: Server, path: str, marker: str, cookies: list[dict[str, str]]) -> Target:
    """One page asked for again and again, by one caller for each set of cookies."""
    callers = [itertools.repeat(get(server, path, **own)) for own in cookies]
    return Target(name, server, callers, Expected(200, marker.encode()))


@dataclass(frozen=True)
class Form:
    """A form as a browser has it: where it goes to, and the hidden fields and cookies that prove it was shown."""

    path: str
    hidden: dict[str, str]
    cookies: dict[str, str]

    def posted(self, server: Server, fields: list[tuple[str, str]]) -> bytes:
        return post(server, self.path, urlencode([*self.hidden.items(), *fields]).encode(), **self.cookies)


def opened(server: Server, path: str, *hidden: str, **cookies: str) -> Form:
    """GET the form and keep what it wants back."""
    answer = client.ask_once(server.address, get(server, path, **cookies)).decode()
    given = dict(re.findall(r"^Set-Cookie: ([^=]+)=([^;]+)", answer, re.MULTILINE))
    last = answer.rpartition("<main")[2]  # the header has a form of its own, for logging out
    values = {
        name: found[1] for name in (CSRF_FIELD, *hidden) if (found := re.search(rf'name="{name}" value="(.*?)"', last))
    }
    if len(values) <= len(hidden):
        raise CannotGoOn(f"No form to send at {path}:\n{answer[:600]}")
    return Form(path, values, cookies | given)


def bare_fields(names: dict[str, str]) -> list[tuple[str, str]]:
    """The twelve answers as the bare form takes them; `names` are its field names by question."""
    return [(names[asked.key], text) for asked in TWELVE for text in texts(asked.answer)]


def texts(answer: Any) -> list[str]:
    match answer:
        case list():
            return answer
        case date():
            return [answer.isoformat()]
        case _:
            return [answer]


def bare_targets(names: dict[str, str], server: Server) -> list[Target]:
    """The trivial view and the form page; `names` are the form's field names by question."""
    form = opened(server, BARE_PATH)
    request = form.posted(server, bare_fields(names))
    written = Written("SELECT count(*) FROM wagtailforms_formsubmission")
    everybody: list[Requests] = [itertools.repeat(request)] * CALLERS
    nobody: list[dict[str, str]] = [{}] * CALLERS
    return [
        page("trivial Django view", server, "/trivial/", "ok", nobody),
        page("bare form page, GET", server, BARE_PATH, f'name="{names[TWELVE[-1].key]}"', nobody),
        Target("bare form page, POST", server, everybody, Expected(200, b"Tack, mottaget"), (written,)),
    ]
