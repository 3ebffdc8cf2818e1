"""Requests that no browser of an honest person sends: what stands in them, and how they are put together."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.test import Client

FORM = "application/x-www-form-urlencoded"
FIELDS = (  # every name that some form of ours reads, and some that Wagtail's do
    *("action", "base", "page", "save_number", "reviewed", "next", "level", "subject", "cancel", "csrfmiddlewaretoken"),
    *("username", "password", "otp_token", "code", "status", "version", "q", "p", "name", "title", "is_ajax", "bulk"),
)
ODD_BYTES = {
    "nul": b"a\0b",
    "control": bytes(range(1, 32)) + b"\x7f",
    "direction": "\u202egnp.exe\u202d\u2066x\u2069\ufeff".encode(),
    "half characters": b"\xed\xa0\x80\xed\xbf\xbf",
    "over-long": b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xfc\x80\x80\x80\x80\xaf",
    "latin-1": "åäö".encode("latin-1"),
    "beyond unicode": b"\xf4\x90\x80\x80\xff\xfe",
    "accents": b"e" + "\u0301".encode() * 3000,
    "quotes": b"a\"'<script>{{ x }}{% y %}${z}%00%s\\",
    "long": b"x" * 100_000,
    "number": b"9" * 5000,
}
FILE_NAMES = (
    *(
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "a\0.png",
        "\u202egnp.exe",
        "x" * 5000,
        "",
        ".",
        "/",
        "con",
        "a\r\nB: c.png",
    ),
    *('a";filename="b.exe', "%00%2e%2e", "fil med åäö.pdf", "\x7f\x1b[31m"),
)


def form(value: bytes) -> bytes:
    return b"&".join(name.encode() + b"=" + quote(value).encode() for name in FIELDS)


def part(headers: str, content: bytes) -> bytes:
    return b"--x\r\n" + headers.encode() + b"\r\n\r\n" + content + b"\r\n"


def field(name: str, value: bytes = b"1") -> bytes:
    return part(f'Content-Disposition: form-data; name="{name}"', value)


def file(name: str) -> bytes:
    return part(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/html', b"<b>")


MULTIPART = "multipart/form-data; boundary=x"
END = b"--x--\r\n"
BODIES: dict[str, tuple[str, bytes]] = {
    **{f"form of {name}": (FORM, form(value)) for name, value in ODD_BYTES.items()},
    **{f"raw {name}": (FORM, b"q=" + value + b"&" + value + b"=1") for name, value in ODD_BYTES.items()},
    "form, every field twice": (FORM, form(b"1") + b"&" + form(b"2")),
    "form in utf-16": (f"{FORM}; charset=utf-16", "a=å&action=next".encode("utf-16")),
    "form in no set": (f"{FORM}; charset=klingon", b"a=1&action=autosave"),
    "form without equals": (FORM, b"&&&;;;===%%%%zz%"),
    "multipart without boundary": ("multipart/form-data", field("action") + END),
    "multipart with empty boundary": ("multipart/form-data; boundary=", field("action") + END),
    "multipart with long boundary": (f"multipart/form-data; boundary={'x' * 300}", field("action") + END),
    "multipart with odd boundary": ('multipart/form-data; boundary="å\\"\x01"', field("action") + END),
    "multipart cut off in a header": (MULTIPART, field("action") + b"--x\r\nContent-Dispo"),
    "multipart cut off in a value": (MULTIPART, field("action") + field("base")[:-5]),
    "multipart cut off in a file": (MULTIPART, field("action") + file("a.png")[:-5]),
    "multipart of nothing": (MULTIPART, b""),
    "multipart nested": (
        MULTIPART,
        part('Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=x', field("b")) + END,
    ),
    "multipart of odd parts": (
        MULTIPART,
        part("Content-Disposition: form-data", b"nameless")
        + part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', b"!!!not base64")
        + part('Content-Disposition: form-data; name="b"\r\nContent-Type: text/plain; charset=klingon', b"\xff")
        + part("Content-Disposition: form-data; name*=utf-8''%ff%fe", b"1")
        + part("X: y", b"1")
        + END,
    ),
    "multipart of odd values": (MULTIPART, b"".join(field(name, b"a\0\xed\xa0\x80") for name in FIELDS) + END),
    "multipart of odd file names": (MULTIPART, b"".join(map(file, FILE_NAMES)) + field("action", b"next") + END),
    "multipart of 200 files": (MULTIPART, file("a.png") * 200 + END),
    "6000 fields": (FORM, b"a=1&" * 6000),
    "6000 parts": (MULTIPART, field("a") * 6000 + END),
    "text of 21 MB": (FORM, b"q=" + b"x" * (21 * 2**20)),
    "deep JSON": ("application/json", b"[" * 100_000 + b"]" * 100_000),
    "deep JSON in a form": (FORM, b"&".join(name.encode() + b"=" + b"[" * 5000 for name in FIELDS)),
    "broken JSON": ("application/json", b'{"a": NaN, "a": 1e999, \xff'),
    "XML": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "no type": ("", b"action=next"),
    "odd type": ("\x01/\xff; =;;", b"action=next"),
}
QUERIES = {
    **{f"query of {name}": form(value[:3000]).decode() for name, value in ODD_BYTES.items()},
    "query of bare bytes": "q=\xff\xfe\x00&\xc0=\xed\xa0\x80&next=//evil.example",
    "query of addresses": "&".join(f"{name}=https://evil.example/%0d%0aX:1" for name in ("next", "state", "q", "niva")),
    "query of wild numbers": "p=-1&page=99999999999999999999&state=00000000-0000-0000-0000-000000000000&sida=NaN",
    "query of search signs": f"q={quote('a* AND (b OR ' + chr(34))}&query={quote(chr(39) + ' -- %_')}",
    "query of 3000 names": "&".join(f"a{n}=1" for n in range(3000)),
}
HEADERS: dict[str, dict[str, str]] = {
    "languages": {"HTTP_ACCEPT_LANGUAGE": "sv-SE-x-" + "y" * 3000 + ",*;q=NaN,;;;q=,en;q=9e99,\xff"},
    "many languages": {"HTTP_ACCEPT_LANGUAGE": ",".join(f"x{n};q=0.{n}" for n in range(2000))},
    "since": {"HTTP_IF_MODIFIED_SINCE": "Thu, 99 Foo 99999 99:99:99 GMT", "HTTP_IF_UNMODIFIED_SINCE": "x"},
    "since year 0": {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 0000 00:00:00 GMT; length=x"},
    "tags": {"HTTP_IF_NONE_MATCH": 'W/"' + "x" * 3000 + ',*,"', "HTTP_IF_MATCH": "*"},
    "range": {"HTTP_RANGE": "bytes=0-,-1,5-2,99999999999999999999-" + ",0-1" * 1000},
    "host": {"HTTP_HOST": "evil.example"},
    "odd host": {"HTTP_HOST": "testserver:99999999\x00\xe5"},
    "bracket host": {"HTTP_HOST": "[::1"},
    "forwarded": {"HTTP_X_FORWARDED_FOR": "'; DROP, ::::, \xff" * 100, "HTTP_X_FORWARDED_PROTO": "gopher"},
    "referer": {"HTTP_REFERER": "http://[", "HTTP_ORIGIN": "null\xff"},
    "length": {"CONTENT_LENGTH": "-5"},
    "no length": {"CONTENT_LENGTH": "many"},
    "asked by script": {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ACCEPT": "application/json;q=x"},
    "cookies": {"HTTP_COOKIE": ";".join(f"c{n}={'x' * 50}" for n in range(2000)) + ';="; a'},
}
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "X" * 200)


def odd_cookies() -> Iterator[tuple[str, str]]:
    """Each of our own cookies with what a browser never got from us."""
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.VISITOR_COOKIE_NAME)
    for name in (*names, "messages", settings.LANGUAGE_COOKIE_NAME):
        for value in ('"\\000"', "x" * 4000, "\xed\xa0\x80", "..%2f..", '"[[[[[[\\"__json_message\\"'):
            yield name, value


Ask = Callable[[Client, str], Any]


def bodies() -> Iterator[tuple[str, Ask]]:
    for name, (kind, body) in BODIES.items():
        yield name, lambda client, path, kind=kind, body=body: client.generic("POST", path, body, content_type=kind)


def queries() -> Iterator[tuple[str, Ask]]:
    for name, query in QUERIES.items():
        yield name, lambda client, path, query=query: client.generic("GET", path, QUERY_STRING=query)


def methods() -> Iterator[tuple[str, Ask]]:
    for method in METHODS:
        yield f"method {method[:9]}", lambda client, path, method=method: client.generic(method, path, b"a=1", FORM)


def headers() -> Iterator[tuple[str, Ask]]:
    for name, values in HEADERS.items():
        yield name, lambda client, path, values=values: client.generic("GET", path, **values)
        yield (
            f"{name}, posted",
            lambda client, path, values=values: client.generic("POST", path, b"a=1", FORM, **values),
        )
    for name, value in odd_cookies():
        cookie = f"{name}={value}"
        yield (
            f"cookie {cookie[:40]!r}",
            lambda client, path, cookie=cookie: Client(raise_request_exception=False).get(path, HTTP_COOKIE=cookie),
        )
