"""Every rightful file gets through, and is what it says (security.md T-28, T-29; the other half: test_malicious.py)."""

import io

import pytest

from attachments.checks import check_content
from attachments.errors import Refused
from attachments.kinds import KINDS, kind_of_name
from tests.attachments import samples

EVERY_KIND = tuple(KINDS.values())


def refusal(content: bytes, name: str, allowed=EVERY_KIND) -> str:
    """The code a file is refused with; "" when it is taken."""
    try:
        check_content(io.BytesIO(content), name, allowed)
    except Refused as refused:
        return refused.code
    return ""


@pytest.mark.parametrize("name", samples.RIGHTFUL)
def test_rightful_file_is_taken(name: str) -> None:
    kind = check_content(io.BytesIO(samples.RIGHTFUL[name]()), name, EVERY_KIND)

    assert kind == kind_of_name(name, EVERY_KIND)
