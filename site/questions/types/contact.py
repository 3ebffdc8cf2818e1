"""E-mail, telephone and web addresses."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import phonenumbers
from django.utils.translation import gettext_lazy as _

from questions.inputs import clean_line
from questions.problems import Invalid
from questions.types.base import QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

REGION = "SE"
LONGEST_EMAIL, LONGEST_PHONE, LONGEST_ADDRESS = 254, 50, 2000
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
HOST_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
# The parser of phonenumbers digs a number out of any text around it; we want what was typed or nothing.
PHONE_CHARACTERS = re.compile(r"\+?[0-9() ./\u2010-\u2013\u2212-]+")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?![0-9]+(?:/|$))")


def is_host_name(host: str) -> bool:
    """A domain name with at least one dot, in any script, whose last label is not a number."""
    labels = host.split(".")
    if len(host) > 253 or len(labels) < 2 or labels[-1].isdigit():
        return False
    if not all(HOST_LABEL.fullmatch(label) and "_" not in label for label in labels):
        return False
    try:
        return bool(host.encode("idna"))
    except UnicodeError:
        return False


class Email(QuestionType[str]):
    """With the option `receipt` the portal sends its receipt to this address."""

    key = "email"
    label = _("E-postadress")
    options = {"receipt": {"type": "boolean"}}

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        text = clean_line(raw)
        local, at, host = text.rpartition("@")
        if "@" in local and any(sign in text for sign in ",; "):
            raise Invalid("several_addresses")
        if len(text) > LONGEST_EMAIL or not at or not is_host_name(host):
            raise Invalid("not_an_email")
        if not local.isascii():
            raise Invalid("not_ascii")
        if len(local) > 64 or not LOCAL_PART.fullmatch(local):
            raise Invalid("not_an_email")
        return f"{local}@{host.lower()}"


class Phone(QuestionType[str]):
    """Canonical E.164; a Swedish number is shown as Swedes write it, others with their country code."""

    key = "phone"
    label = _("Telefonnummer")

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        text = clean_line(raw)
        if len(text) > LONGEST_PHONE or not PHONE_CHARACTERS.fullmatch(text):
            raise Invalid("not_a_phone")
        try:
            number = phonenumbers.parse(text, REGION)
        except phonenumbers.NumberParseException as error:
            raise Invalid("not_a_phone") from error
        if not phonenumbers.is_valid_number(number):
            raise Invalid("not_a_phone")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def display(self, value: str, question: "Question", language: str) -> str:
        number = phonenumbers.parse(value, REGION)
        swedish = phonenumbers.region_code_for_number(number) == REGION
        styles = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(number, styles.NATIONAL if swedish else styles.INTERNATIONAL)


class WebAddress(QuestionType[str]):
    """http and https only: whatever else an address can begin with is not for the official to click on."""

    key = "web_address"
    label = _("Webbadress")

    def parse(self, raw: object, question: "Question", facts: "Facts") -> str:
        text = clean_line(raw)
        if len(text) > LONGEST_ADDRESS or re.search(r"[\s\\<>\"]", text):
            raise Invalid("not_a_web_address")
        scheme = SCHEME.match(text)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise Invalid("wrong_scheme")
        address = text if scheme else f"https://{text}"
        try:
            parts = urlsplit(address)
            host, _port = parts.hostname or "", parts.port
        except ValueError as error:
            raise Invalid("not_a_web_address") from error
        if "@" in parts.netloc:
            raise Invalid("credentials")
        if not is_host_name(host):
            raise Invalid("not_a_web_address")
        return address
