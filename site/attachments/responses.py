"""How a file leaves: as something to save, never as a page (security.md T-28, ASVS 3.2.1 and 5.4)."""

import itertools
from collections.abc import Iterator

from csp.constants import HEADER
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from attachments.names import display_name

POLICY = "sandbox; default-src 'none'"


def file_response(chunks: Iterator[bytes], *, name: str, mime: str, size: int) -> StreamingHttpResponse:
    """The file as an attachment of exactly `size` bytes.

    Its first chunk is opened at once: a broken seal or a missing file raises here, while there can still be an error
    page. Later trouble cuts the answer short, which browsers tell from a whole file by its length.
    """
    chunks = itertools.chain([next(chunks, b"")], chunks)
    response = StreamingHttpResponse(chunks, content_type=mime)
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = content_disposition_header(True, display_name(name)) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    # Or nginx writes what a slow reader has not fetched yet to its disk, in clear.
    response.headers["X-Accel-Buffering"] = "no"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers[HEADER] = POLICY
    response.keeps_own_policy = True  # type: ignore[attr-defined]  # read by config.middleware.ContentSecurityPolicy
    return response
