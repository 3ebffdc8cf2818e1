"""Asking another site whether an address leads anywhere: briefly, politely, and never within our own network.

A name is looked up first, and the connection goes to the very number that was looked at: whoever may write a link must
not make the server call the machines beside it (security: server-side request forgery). The page itself is not read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from home.desk.links.words import (
    CERTIFICATE,
    LOOP,
    MALFORMED,
    NO_ANSWER,
    NO_SUCH_HOST,
    NOT_FOUND,
    REFUSED,
    SERVER_ERROR,
)

AT_ONCE = 4
CONNECT_SECONDS, WHOLE_SECONDS = 5.0, 15.0
MOST_REDIRECTS = 5
MOST_NUMBERS = 2
RUN_SECONDS = 120.0
UNKNOWN = "unknown"  # neither well nor broken: nobody is told
GONE = (404, 410)
ASK_AGAIN = range(400, 600)  # many servers do not know HEAD, and say so in all sorts of ways
TELLS_NOTHING = (401, 402, 403, 407, 408, 425, 429, 451, 999)  # it is there, and wants no machines or not just now


class Refused(Exception):
    """The host is within our own network, or the answer leads there."""


class NameServerAway(OSError):
    """Whether there is such a host cannot be told just now."""


FAILURES = (  # the first that fits; what is not here says no more than that nobody answered
    (Refused, UNKNOWN),
    (ssl.SSLCertVerificationError, CERTIFICATE),
    (NameServerAway, NO_ANSWER),
    (socket.gaierror, NO_SUCH_HOST),
    (ConnectionRefusedError, REFUSED),
    (ValueError, MALFORMED),
)


@dataclass(frozen=True)
class Answer:
    status: int
    location: str


def outcomes(addresses: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each address with its reason, "" when it is well. Those not asked within RUN_SECONDS wait for the next night."""
    until = monotonic() + RUN_SECONDS

    def ask(address: str) -> tuple[str, str] | None:
        return (address, reason_of(address)) if monotonic() < until else None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from filter(None, pool.map(ask, addresses))


def reason_of(address: str) -> str:
    """Why the address leads nowhere; "" when it does, UNKNOWN when it cannot or must not be told."""
    try:
        return _judge(_ask(address))
    except (Refused, OSError, http.client.HTTPException, ValueError) as error:
        return next((reason for kind, reason in FAILURES if isinstance(error, kind)), NO_ANSWER)


def _judge(answer: Answer | None) -> str:
    if answer is None:
        return LOOP
    if answer.status in GONE:
        return NOT_FOUND
    if answer.status in TELLS_NOTHING:
        return UNKNOWN
    if answer.status >= 500:
        return SERVER_ERROR
    return NOT_FOUND if answer.status >= 400 else ""


def _ask(address: str) -> Answer | None:
    """The answer at the end of the redirects; None when they have no end."""
    for _step in range(MOST_REDIRECTS + 1):
        answer = _request("HEAD", address)
        if answer.status in ASK_AGAIN:
            answer = _request("GET", address)
        if answer.status not in range(300, 400) or not answer.location:
            return answer
        address = urljoin(address, answer.location)
    return None


def _request(method: str, address: str) -> Answer:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not a web address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_quoted(parts.query)}" if parts.query else "")
    with _connected(parts.scheme, parts.hostname, parts.port) as connection:
        connection.request(method, path, headers={"User-Agent": user_agent(), "Accept": "*/*", "Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, response.headers.get("Location", ""))


def _quoted(query: str) -> str:
    return quote(query, safe="%/?:@!$&'()*+,;=~-._[]")


def user_agent() -> str:
    return f"Linkcheck of {settings.PORTAL_URL} (once a week an address)"


@contextmanager
def _connected(scheme: str, host: str, port: int | None) -> Iterator[http.client.HTTPConnection]:
    """A connection to a number that may be called, ended after WHOLE_SECONDS however slowly the other side talks."""
    name = host.encode("idna").decode()
    numbers = allowed_numbers(name, port or (443 if scheme == "https" else 80))
    connection: Any = (
        http.client.HTTPSConnection(name, port, timeout=CONNECT_SECONDS, context=ssl.create_default_context())
        if scheme == "https"
        else http.client.HTTPConnection(name, port, timeout=CONNECT_SECONDS)
    )
    # http.client asks this for its socket; the name stays what the certificate and the Host header are about
    connection._create_connection = partial(_dial, numbers)
    watch = threading.Timer(WHOLE_SECONDS, _hang_up, [connection])
    watch.daemon = True
    watch.start()
    try:
        yield connection
    finally:
        watch.cancel()
        connection.close()


def _dial(numbers: list[str], address: tuple[str, int], *more: Any) -> socket.socket:
    for number in numbers[:-1]:
        with suppress(OSError):
            return socket.create_connection((number, address[1]), *more)
    return socket.create_connection((numbers[-1], address[1]), *more)


def _hang_up(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        if connection.sock:
            connection.sock.shutdown(socket.SHUT_RDWR)


def allowed_numbers(host: str, port: int) -> list[str]:
    """The host's numbers, at most MOST_NUMBERS. Raises Refused when any of all is not for the whole world, unless the
    host is named in INSIDE_HOSTS."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise NameServerAway from error
        raise
    if host not in settings.INSIDE_HOSTS and not all(is_public(number) for number in found):
        raise Refused(host)
    return found[:MOST_NUMBERS]


def is_public(number: str) -> bool:
    """Whether the address belongs to the open net, also when it is an old one written as a new one."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast
