"""Two brokers for the tests: a real one (npm's oidc-provider), and one that lies as the test tells it to."""

import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from django.test import Client
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tools.node import node
from tools.oidc_peer import PROGRAM, fetch

NUMBER = "https://id.oidc.se/claim/personalIdentityNumber"
LOA = "http://id.elegnamnden.se/loa/1.0"
RETURN = "http://testserver/logga-in/svar/"
ASTRID, NILS = "198704102386|Astrid|Lindberg", "199607192391|Nils|Norling"


def client_key_file(folder: Path) -> Path:
    file = folder / "client.pem"
    file.write_bytes(RSAKey.generate_key(2048, private=True).as_pem(private=True))
    return file


def public_jwks(file: Path) -> dict[str, Any]:
    key = RSAKey.import_key(file.read_text())
    return {"keys": [{**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig"}]}


@contextmanager
def real_broker(port: int, key_file: Path, *returns: str) -> Iterator[str]:
    """Its issuer, while it runs. `returns`: the addresses it may send people back to."""
    fetch()
    client = {
        "client_id": "portal",
        "redirect_uris": list(returns),
        "token_endpoint_auth_method": "private_key_jwt",
        "token_endpoint_auth_signing_alg": "RS256",
        "jwks": public_jwks(key_file),
    }
    settings = json.dumps({"port": port, "clients": [client]})
    process = subprocess.Popen(
        [str(node()), str(PROGRAM)],
        env={**os.environ, "PEER": settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_until_ready(process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def _wait_until_ready(process: "subprocess.Popen[bytes]") -> None:
    for line in process.stdout:
        if b"ready" in line:
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return
    raise RuntimeError("the OpenID provider did not start")


@dataclass
class Person:
    """Somebody's browser at the real broker: goes there, says who it is, and comes back to the portal's test client."""

    client: Client
    who: str = ASTRID
    session: requests.Session = field(default_factory=requests.Session)

    def answer(self, url: str, *, cancel: bool = False) -> str:
        """From the address the portal sent us to, to the path we are sent back to."""
        page = self._follow(self.session.get(url, allow_redirects=False))
        action = re.search(r'action="([^"]+)"', page.text).group(1)
        fields = {"cancel": "1"} if cancel else {"who": self.who}
        target = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{action}"
        return self._follow(self.session.post(target, fields, allow_redirects=False))

    def _follow(self, response: requests.Response) -> Any:
        while response.is_redirect:
            where = requests.compat.urljoin(response.url, response.headers["Location"])
            if where.startswith("http://testserver/"):
                return where.removeprefix("http://testserver")
            response = self.session.get(where, allow_redirects=False)
        assert response.status_code == 200, response.text
        return response


class LyingBroker:
    """Answers every code with an ID token that says what `claims` says; each test bends one thing."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"}, private=True)
        self.published: list[Any] = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "one"}
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.facts: dict[str, Any] = {}
        self.status, self.asked, self.key_reads = 200, [], 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def signs_with(self, key: Any) -> None:
        self.key, self.header["kid"] = key, key.kid

    def remembers(self, url: str, who: str = ASTRID) -> dict[str, str]:
        """Take in where the portal sends somebody; the query's values."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        number, first, last = who.split("|")
        now = int(time.time())
        self.claims = {
            "iss": self.issuer,
            "aud": "portal",
            "sub": number[::-1],
            "nonce": query["nonce"],
            "iat": now,
            "exp": now + 120,
            "acr": f"{LOA}/loa3",
            NUMBER: number,
            "given_name": first,
            "family_name": last,
        }
        return query

    def id_token(self) -> str:
        claims = {name: value for name, value in self.claims.items() if value is not None}
        if self.header["alg"] in ("none", "HS256"):  # the latter signed with what everybody knows: the public key
            text = ".".join(_base64url(json.dumps(part).encode()) for part in (self.header, claims))
            digest = hmac.digest(self.key.as_pem(private=False), text.encode(), "sha256")
            return f"{text}.{_base64url(digest) if self.header['alg'] == 'HS256' else ''}"
        return jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])

    def answer_to(self, path: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            addresses = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **addresses, **self.facts}
        if path == "/jwks":
            self.key_reads += 1
            return KeySet(self.published).as_dict(private=False)
        if path == "/userinfo":
            return self.userinfo
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token()}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        broker = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                broker.asked.append(parse_qs(self.rfile.read(length).decode()))
                self._answer()

            def _answer(self) -> None:
                content = json.dumps(broker.answer_to(urlsplit(self.path).path)).encode()
                self.send_response(broker.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        return Handler


def challenge_of(verifier: str) -> str:
    """RFC 7636 4.2, made without the code under test."""
    return _base64url(hashlib.sha256(verifier.encode()).digest())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def other_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)
