"""Asking other sites, with a real server that plays them: what counts as broken, and whom we never call."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from home.desk.links import outside
from home.desk.links.outside import UNKNOWN, Refused, allowed_numbers, is_public, outcomes, reason_of
from tests.home.desk.other_site import OtherSite, other_site


@pytest.fixture
def site(settings: Any) -> Iterator[OtherSite]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with other_site() as site:
        yield site


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, ""),
        (204, ""),
        (304, ""),
        (400, "not_found"),
        (404, "not_found"),
        (410, "not_found"),
        (500, "server_error"),
        (503, "server_error"),
        (401, UNKNOWN),
        (403, UNKNOWN),
        (429, UNKNOWN),
    ],
)
def test_what_an_answer_means(site: OtherSite, status: int, reason: str) -> None:
    site.answers["/x"] = status

    assert reason_of(site.url("/x")) == reason


def test_the_portal_says_who_asks_and_asks_for_the_head_alone(site: OtherSite) -> None:
    reason_of(site.url("/x?q=å ä&y=%20#del"))

    assert site.asked == [("HEAD", "/x?q=%C3%A5%20%C3%A4&y=%20", outside.user_agent())]
    assert "http://testserver" in outside.user_agent()


def test_a_server_that_does_not_know_head_is_asked_for_the_page(site: OtherSite) -> None:
    site.without_head.add("/x")

    assert reason_of(site.url("/x")) == ""
    assert [method for method, _path, _agent in site.asked] == ["HEAD", "GET"]


def test_redirects_are_followed_to_their_end(site: OtherSite) -> None:
    site.answers |= {"/a": (301, "/b"), "/b": (302, site.url("/c")), "/c": 404, "/loop": (302, "/loop")}

    assert reason_of(site.url("/a")) == "not_found"
    assert reason_of(site.url("/loop")) == "loop"
    assert len([path for _method, path, _agent in site.asked if path == "/loop"]) == outside.MOST_REDIRECTS + 1


def test_nobody_there_and_no_such_place(settings: Any) -> None:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert reason_of(f"http://127.0.0.1:{port}/") == "refused"
    assert reason_of("http://finns-inte.invalid/") in ("no_such_host", "no_answer")  # as the name server has it
    assert reason_of("http://127.0.0.1:99999/") == "malformed"


def test_a_certificate_that_nobody_vouches_for_is_told(settings: Any, tmp_path: Path) -> None:
    settings.INSIDE_HOSTS = ["localhost"]

    with other_site(own_certificate(tmp_path)) as site:
        assert reason_of(site.url("/x", "localhost").replace("http:", "https:")) == "certificate"
    assert site.asked == []


def own_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem) + private)
    return file


def test_one_who_never_ends_is_hung_up_on(site: OtherSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "WHOLE_SECONDS", 0.5)
    site.slow.add("/x")
    began = monotonic()

    assert reason_of(site.url("/x")) == "no_answer"
    assert monotonic() - began < 5


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_promise_our_own_network_is_never_called(settings: Any, site: OtherSite, host: str) -> None:
    settings.INSIDE_HOSTS = []

    assert reason_of(site.url("/x", host)) == UNKNOWN
    assert site.asked == []


def test_a_redirect_into_our_own_network_is_not_followed(settings: Any, site: OtherSite) -> None:
    site.answers["/a"] = (302, site.url("/secret", "localhost"))

    assert reason_of(site.url("/a")) == UNKNOWN
    assert [path for _method, path, _agent in site.asked] == ["/a"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/"])
def test_a_redirect_out_of_the_web_is_not_followed(site: OtherSite, location: str) -> None:
    site.answers["/a"] = (302, location)

    assert reason_of(site.url("/a")) == "malformed"


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
    ],
)
def test_numbers_that_are_not_the_worlds(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "193.10.1.1", "2a00:1450:400f:80c::200e", "::ffff:8.8.8.8"])
def test_numbers_that_are(number: str) -> None:
    assert is_public(number)


def test_one_inner_number_among_several_is_enough_to_refuse(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (number, 80)) for number in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    settings.INSIDE_HOSTS = []

    with pytest.raises(Refused):
        allowed_numbers("a.example", 80)


def test_the_name_is_looked_up_once_and_that_number_called(
    settings: Any, site: OtherSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that gives another number the second time gets nobody into our network."""
    looked_up = []

    def once(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    settings.INSIDE_HOSTS = ["a.example"]

    assert reason_of(site.url("/x", "a.example")) == ""
    assert [host for host in looked_up if host == "a.example"] == ["a.example"]


def test_few_are_asked_at_once(site: OtherSite) -> None:
    addresses = [site.url(f"/{number}") for number in range(20)]

    assert list(outcomes(addresses)) == [(address, "") for address in addresses]
    assert 1 < site.most_at_once <= outside.AT_ONCE


def test_a_night_has_an_end(site: OtherSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "RUN_SECONDS", -1.0)

    assert list(outcomes([site.url("/x")])) == []
    assert site.asked == []
