"""A browser as far as a resident needs one: cookies, redirects, forms, and reloading when nothing answers."""

import socket
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

PATIENCE = 90  # seconds that a person goes on trying
SEND_TIMEOUT = 30


@dataclass
class Form:
    action: str = ""
    values: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page's forms with what stands in their fields, and its texts."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__()
        self.status, self.url, self.html = response.status_code, response.url, response.text
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self._textarea = ""
        self.feed(self.html)

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def form(self, name: str) -> Form:
        """The form that has a field of this name."""
        return next(form for form in self.forms if name in form.values)

    def text_after(self, label: str) -> str:
        return self.texts[self.texts.index(label) + 1]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(urljoin(self.url, found.get("action", ""))))
        elif self.forms and found.get("name") and (tag == "textarea" or _has_value(tag, found)):
            self.forms[-1].values[found["name"]] = found.get("value", "")
        self._textarea = found.get("name", "") if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.forms[-1].values[self._textarea] += data.removeprefix("\n").removeprefix("\r\n")
        elif data.strip():
            self.texts.append(data.strip())


def _has_value(tag: str, attributes: dict[str, str]) -> bool:
    kind = attributes.get("type", "text")
    return tag == "input" and (kind not in ("radio", "checkbox", "submit", "file") or "checked" in attributes)


class HalfUpload:
    """A post of which only the first half has been sent: the rest waits in the person's hands."""

    def __init__(self, browser: "Browser", url: str, fields: dict[str, str], files: Any) -> None:
        order = browser.session.prepare_request(requests.Request("POST", url, data=fields, files=files))
        assert isinstance(order.body, bytes)
        place = urlsplit(url)
        lines = [f"POST {order.path_url} HTTP/1.1", f"Host: {place.netloc}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in order.headers.items() if name != "Connection"]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        half = len(order.body) // 2
        self.rest = order.body[half:]
        self.connection = socket.create_connection((place.hostname, place.port), timeout=SEND_TIMEOUT)
        self.connection.sendall(head + order.body[:half])

    def finish(self) -> bytes:
        """Send the rest; answers what came back, nothing when the connection was cut."""
        try:
            self.connection.sendall(self.rest)
            return b"".join(iter(lambda: self.connection.recv(65536), b""))
        except ConnectionError:
            return b""
        finally:
            self.connection.close()


class NothingAnswers(Exception):
    """The portal was away for longer than a person waits."""


class Browser:
    """Follows redirects itself, so that a cut connection makes it ask again for just what was cut."""

    def __init__(self, address: str, client_address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers.update({"X-Forwarded-For": client_address, "Accept-Language": "sv"})
        self.cut = self.failed = 0

    def get(self, path: str) -> Page:
        return Page(self._follow("GET", urljoin(self.address, path)))

    def post(self, url: str, data: dict[str, Any], **more: Any) -> Page:
        return Page(self._follow("POST", urljoin(self.address, url), data=data, **more))

    def post_once(self, url: str, data: dict[str, Any], fault: str = "", files: Any = None) -> requests.Response:
        """One try, that may fail, with an order to the probe."""
        more = {"headers": {"X-Fault": fault}, "allow_redirects": False, "timeout": SEND_TIMEOUT}
        return self.session.post(url, data=data, files=files, **more)

    def post_json(self, url: str, data: dict[str, Any], files: Any = None) -> requests.Response:
        """As the page's script posts: answers are not followed."""
        return self._persist("POST", url, data=data, files=files)

    def _follow(self, method: str, url: str, **content: Any) -> requests.Response:
        response = self._persist(method, url, **content)
        while response.is_redirect:
            url = urljoin(url, response.headers["Location"])
            response = self._persist("GET", url)
        return response

    def _persist(self, method: str, url: str, **content: Any) -> requests.Response:
        """Again and again until somebody answers, as a person does who presses reload."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                response = self.session.request(method, url, allow_redirects=False, timeout=SEND_TIMEOUT, **content)
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError):
                self.cut += 1
            else:
                if response.status_code < 500:
                    return response
                self.failed += 1
            time.sleep(0.2)
        raise NothingAnswers(f"{method} {url}")
