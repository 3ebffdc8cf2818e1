import pytest

from questions import Invalid
from tests.questions.builders import display, parse, question


def refusal(question, raw):
    with pytest.raises(Invalid) as caught:
        parse(question, raw)
    return caught.value.code


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("astrid@example.se", "astrid@example.se"),
        (" Astrid.Andersson+heby@EXAMPLE.se ", "Astrid.Andersson+heby@example.se"),
        ("o'neil@sub.example.co.uk", "o'neil@sub.example.co.uk"),
        ("info@räksmörgås.se", "info@räksmörgås.se"),
    ],
)
def test_email_is_accepted(raw, value):
    assert parse(question("email"), raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("astrid", "not_an_email"),
        ("astrid@", "not_an_email"),
        ("@example.se", "not_an_email"),
        ("astrid@localhost", "not_an_email"),
        ("astrid@example..se", "not_an_email"),
        ("astrid@-example.se", "not_an_email"),
        ("astrid@127.0.0.1", "not_an_email"),
        (".astrid@example.se", "not_an_email"),
        ("a b@example.se", "not_an_email"),
        ("a\r\nBcc: nils@example.se", "not_an_email"),
        ("a" * 65 + "@example.se", "not_an_email"),
        ("åsa@example.se", "not_ascii"),
        ("astrid@example.se, bo@example.se", "several_addresses"),
        ("astrid@example.se;bo@example.se", "several_addresses"),
    ],
)
def test_email_is_refused(raw, code):
    assert refusal(question("email"), raw) == code


@pytest.mark.parametrize(
    ("raw", "value", "shown"),
    [
        ("0224-360 00", "+4622436000", "0224-360 00"),
        ("070 174 06 05", "+46701740605", "070-174 06 05"),
        ("+46 (0)70 174 06 05", "+46701740605", "070-174 06 05"),
        ("0046701740605", "+46701740605", "070-174 06 05"),
        ("+45 32 12 34 56", "+4532123456", "+45 32 12 34 56"),
    ],
)
def test_phone_is_normalised_and_shown(raw, value, shown):
    phone = question("phone")

    assert parse(phone, raw) == value
    assert display(phone, value) == shown
    assert parse(phone, shown) == value


@pytest.mark.parametrize(
    "raw", ["12", "36000", "ring mig", "0701740605 efter sex", "٠٧٠١٧٤٠٦٠٥", "+", "0" * 51, "+46 70 1"]
)
def test_phone_is_refused(raw):
    assert refusal(question("phone"), raw) == "not_a_phone"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("https://www.heby.se/bygga?x=1#y", "https://www.heby.se/bygga?x=1#y"),
        ("http://example.se", "http://example.se"),
        ("www.heby.se", "https://www.heby.se"),
        ("heby.se:8080/a", "https://heby.se:8080/a"),
        ("HTTPS://räksmörgås.se", "HTTPS://räksmörgås.se"),
    ],
)
def test_web_address_is_accepted(raw, value):
    assert parse(question("web_address"), raw) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("javascript:alert(1)", "wrong_scheme"),
        ("data:text/html,x", "wrong_scheme"),
        ("ftp://example.se", "wrong_scheme"),
        ("java\tscript:alert(1)", "not_a_web_address"),
        ("https://astrid:hemligt@example.se", "credentials"),
        ("https://example.se\\@elak.se", "not_a_web_address"),
        ("https://localhost", "not_a_web_address"),
        ("https://[::1", "not_a_web_address"),
        ("https://example.se:99999", "not_a_web_address"),
        ("https://", "not_a_web_address"),
        ("två ord.se", "not_a_web_address"),
        ("heby", "not_a_web_address"),
        ('https://example.se/"onmouseover=', "not_a_web_address"),
    ],
)
def test_web_address_is_refused(raw, code):
    assert refusal(question("web_address"), raw) == code
