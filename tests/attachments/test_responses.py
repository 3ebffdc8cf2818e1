"""A file leaves as something to save, whatever it holds (security.md T-28, ASVS 3.2.1)."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils.cache import patch_vary_headers

from attachments.responses import POLICY, file_response
from config.middleware import ContentSecurityPolicy
from crypto.envelope import SealBroken


def a_response(name: str = "intyg.pdf", mime: str = "application/pdf") -> HttpResponseBase:
    return file_response(iter([b"abc", b"def"]), name=name, mime=mime, size=6)


def test_file_is_an_attachment_no_browser_opens_as_a_page() -> None:
    response = a_response()

    assert b"".join(response.streaming_content) == b"abcdef"  # type: ignore[attr-defined]
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": "6",
        "Content-Disposition": 'attachment; filename="intyg.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "X-Accel-Buffering": "no",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": POLICY,
    }


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("räkning.pdf", "attachment; filename*=utf-8''r%C3%A4kning.pdf"),
        ('a"b.pdf', 'attachment; filename="a_b.pdf"'),
        ("a\r\nSet-Cookie: x=1.pdf", 'attachment; filename="aSet-Cookie_ x=1.pdf"'),
        ("../a;b.pdf", 'attachment; filename="a;b.pdf"'),
    ],
)
def test_name_is_encoded_as_the_standard_says(name: str, disposition: str) -> None:
    assert a_response(name).headers["Content-Disposition"] == disposition


@pytest.mark.parametrize("path", ["/mina-sidor/fil", "/admin/arenden/1/fil"])
def test_file_keeps_its_own_policy_behind_ours(path: str) -> None:
    middleware = ContentSecurityPolicy(lambda request: a_response())

    response = middleware(RequestFactory().get(path))
    patch_vary_headers(response, ["Cookie"])

    assert response.headers["Content-Security-Policy"] == POLICY


def test_broken_seal_is_told_before_anything_is_sent() -> None:
    def broken() -> Iterator[bytes]:
        raise SealBroken
        yield b""

    with pytest.raises(SealBroken):
        file_response(broken(), name="intyg.pdf", mime="application/pdf", size=6)


def test_empty_file_leaves_empty() -> None:
    response = file_response(iter([]), name="tom.txt", mime="text/plain", size=0)

    assert b"".join(response.streaming_content) == b""  # type: ignore[arg-type]
