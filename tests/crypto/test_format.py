"""Blobs sealed long ago, with fixed keys: a change in format or derivation would make every stored draft unreadable."""

import base64
from uuid import UUID

import pytest

from crypto.envelope import Domain, unseal, unseal_value, unwrap_key
from crypto.lookup import lookup_hash

from .conftest import write_keys

DRAFT = UUID("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001")
WRAPPED = bytes.fromhex(
    "016b31aec90c830a1cf966be1e8b5cea1fbf7384751a30c88c90bf7006ec70d385a952c5c6cef5a0935c776327b58923389d14e44dda56fa14"
    "1e5e211c7a30"
)
KEY = bytes.fromhex("17c6414c32542c9d65ab16cd2671e8a90bd993bfde7c2012fdc90f7184aae597")
BODY = bytes.fromhex("8ee9e11c4f0afc0d51b9162495a93bee60ef068ef5a77422ae209709fb3eb6ff21d7cd0899")
VALUE = bytes.fromhex("016b31d40f462a2020d5e663196472632b01b27cbea3ae187bd7a7962f97bf1e41299fd7ff0ee4cfa69d11")
HASH = "99e2862a9c9b38b89efbf9a82bd8cedd9b6fff25a8ffa2dc8ea3219d6fe8e3ff"


@pytest.fixture(autouse=True)
def fixed_keys(settings, tmp_path):
    first, second = (base64.b64encode(bytes(range(start, start + 32))).decode() for start in (0, 32))
    document = {"current": "k1", "keys": {"k1": first}, "lookup": second}
    settings.KEY_FILE = write_keys(tmp_path / "fixed.json", document)


def test_wrapped_key_of_the_first_release_opens():
    assert unwrap_key(WRAPPED, Domain.DRAFT, DRAFT, "person-astrid") == KEY


def test_body_and_value_of_the_first_release_open():
    assert unseal(KEY, BODY, context=("body", "1", 2)) == b"an answer"
    assert unseal_value("identity", VALUE, context=("a", 1)) == b"191212121212"


def test_lookup_hash_of_the_first_release_is_the_same():
    assert lookup_hash("identity", "191212121212") == HASH
