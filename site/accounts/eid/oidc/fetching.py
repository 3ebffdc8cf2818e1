"""Calls to a broker: bounded in time and size, never redirected, and answered in JSON or not at all."""

import json
from collections.abc import Mapping
from typing import Any

import requests

SECONDS = (4, 10)  # to connect, and between two pieces of the answer
LARGEST = 2**20


class BrokerAway(Exception):
    """The broker does not answer, or answers what cannot be understood. Trying again later may help."""


class BrokerRefused(Exception):
    """The broker answered that it will not: `error` is its word for why (RFC 6749 5.2)."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


def get_json(url: str) -> dict[str, Any]:
    return _json(_called("GET", url, headers={"Accept": "application/json"}))


def get_text(url: str, *, bearer: str) -> tuple[str, str]:
    """Content type and text: for userinfo, which may be a signed token."""
    response = _called("GET", url, headers={"Authorization": f"Bearer {bearer}"})
    if response.status_code != 200:
        raise BrokerAway(f"status {response.status_code} at userinfo")
    return response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), _body(response).decode(
        errors="replace"
    )


def post_form(url: str, fields: Mapping[str, str], *, auth: tuple[str, str] | None = None) -> dict[str, Any]:
    return _json(_called("POST", url, data=dict(fields), auth=auth, headers={"Accept": "application/json"}))


def _called(method: str, url: str, **options: Any) -> requests.Response:
    try:
        return requests.request(method, url, timeout=SECONDS, allow_redirects=False, stream=True, **options)
    except (requests.RequestException, ValueError) as error:
        raise BrokerAway(type(error).__name__) from error


def _json(response: requests.Response) -> dict[str, Any]:
    content = _body(response)
    try:
        found = json.loads(content)
    except ValueError as error:
        raise BrokerAway(f"status {response.status_code}, no JSON") from error
    if not isinstance(found, dict):
        raise BrokerAway("no JSON object")
    if response.status_code == 200:
        return found
    if 400 <= response.status_code < 500 and isinstance(found.get("error"), str):
        raise BrokerRefused(found["error"][:100])
    raise BrokerAway(f"status {response.status_code}")


def _body(response: requests.Response) -> bytes:
    content = b""
    try:
        with response:
            for chunk in response.iter_content(2**14):
                content += chunk
                if len(content) > LARGEST:
                    raise BrokerAway("too long an answer")
    except requests.RequestException as error:
        raise BrokerAway(type(error).__name__) from error
    return content
