"""What every request passes through, with what proxies and forgers put in it; and what logs keep of it."""

import logging
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from accounts import actions
from accounts.actors import SYSTEM
from config.logs import NoIdentityNumbers
from config.middleware import plain_text, trusted_proxy

PROXY = "10.0.0.9"
HALF_CHARACTER = "\\ud800"


def passed(middleware: Callable, request: HttpRequest) -> HttpRequest:
    middleware(lambda seen: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("203.0.113.5, 192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:50312", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]:50312", "2001:db8::1"),
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("unknown", PROXY),
        ("192.0.2.1, ' OR 1=1", PROXY),
        ("999.1.1.1", PROXY),
        ("", PROXY),
    ],
)
def test_client_address_is_the_one_the_proxy_saw_and_always_an_address(settings, forwarded, address):
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)

    assert passed(trusted_proxy, request).META["REMOTE_ADDR"] == address


def test_without_trusted_proxies_nobody_names_his_own_address(settings):
    settings.TRUSTED_PROXIES = 0
    request = RequestFactory().get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="192.0.2.1")

    assert passed(trusted_proxy, request).META["REMOTE_ADDR"] == PROXY


@pytest.mark.parametrize("charset", ["hex", "idna", "utf-16", "unicode_escape", "utf-8", "nonsense"])
def test_every_form_is_read_as_utf_8(charset):
    body = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nå {HALF_CHARACTER}\r\n--x--\r\n'.encode()
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    request = RequestFactory().generic("POST", "/", body, content_type=kind)

    assert passed(plain_text, request).POST["text"] == f"å {HALF_CHARACTER}"


@pytest.mark.django_db
def test_a_session_name_the_database_cannot_hold_is_no_session():
    cookie = f'{settings.SESSION_COOKIE_NAME}="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'

    assert Client().get("/mina-sidor/", HTTP_COOKIE=cookie).url == "/logga-in/?next=%2Fmina-sidor%2F"


@pytest.mark.django_db
def test_logs_keep_no_link_that_lets_somebody_in(cast, caplog):
    from django.utils import timezone

    link = actions.invite(cast.hugo, by=SYSTEM, now=timezone.now()).link.removeprefix("http://testserver")
    token = link.split("/")[-2]
    caplog.handler.addFilter(NoIdentityNumbers())

    with caplog.at_level("INFO"):
        Client(enforce_csrf_checks=True).post(link)
        Client().put(link)

    assert "/personal/inbjudan/[inbjudan]/" in caplog.text
    assert token not in caplog.text


def test_a_faulty_log_line_costs_the_line_only():
    record = logging.LogRecord("library", logging.INFO, "file", 1, "%s and %s of 19870410-2386", ("one",), None)

    assert NoIdentityNumbers().filter(record)
    assert record.getMessage() == "%s and %s of [nummer]"
