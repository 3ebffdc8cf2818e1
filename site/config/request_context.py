"""Which request this thread is at work on, for whatever it logs; in a task, the request that asked for the task.

The request id is the reference that an error page shows, so it is made to be read out on the telephone.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict

ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"  # no vowels, so that no word comes out, and nothing that looks like another
GROUPS, LENGTH = 3, 4
FROM_PROXY = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
SHOWN = 12
SHORTEST = 2

_id: ContextVar[str] = ContextVar("request_id", default="")
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def new_request_id() -> str:
    """As "4F7K-9QXM-2HTC": 56 random bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))


def accepted_from_proxy(text: str) -> str:
    """An id that a proxy of ours has made, as nginx, Caddy and balancers spell them; "" for anything else."""
    return text if FROM_PROXY.fullmatch(text) else ""


def request_id() -> str:
    return _id.get()


def reference() -> str:
    """What a person reads out. A proxy's long id is found in the log by its beginning."""
    known = _id.get()
    return known[:SHOWN].upper() if FROM_PROXY.fullmatch(known) else known


@contextmanager
def at_work_on(known_id: str, request: HttpRequest | None = None) -> Iterator[None]:
    id_token, request_token = _id.set(known_id), _request.set(request)
    try:
        yield
    finally:
        _id.reset(id_token)
        _request.reset(request_token)


def begin_task(known_id: str) -> None:
    """For a worker's thread, which goes from task to task and is never at work on a request."""
    _id.set(known_id or new_request_id())


def own_words() -> list[str]:
    """What the person of this request has written, and is called. Only what is at hand: reads and looks up nothing."""
    request = _request.get()
    if request is None:
        return []
    found = [str(value) for sent in _sent(request) for _name, values in sent.lists() for value in values]
    user = getattr(request, "_cached_user", None)
    found += [getattr(user, name, "") for name in ("first_name", "last_name", "username", "email")]
    return [word for text in found if len(word := text.strip()) >= SHORTEST]


def _sent(request: HttpRequest) -> list[QueryDict]:
    posted = getattr(request, "_post", None)  # `POST` would read the body
    try:
        return [posted or QueryDict(), request.GET]
    except SuspiciousOperation:  # more parameters than we read
        return [posted or QueryDict()]
