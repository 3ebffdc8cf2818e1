import json
import secrets
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from crypto.envelope import (
    Domain,
    SealBroken,
    kid_of,
    new_wrapped_key,
    rewrap_key,
    seal,
    seal_value,
    unseal,
    unseal_value,
    unwrap_key,
)
from crypto.keyring import new_key_file

from .conftest import write_keys

DRAFT = UUID("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001")
OTHER_DRAFT = UUID("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0002")
ASTRID, NILS = "person-astrid", "person-nils"
contexts = st.tuples(st.text(max_size=8) | st.integers(), st.text(max_size=8) | st.integers())
key_file_per_test_will_do = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_wrapped_key_is_63_bytes_and_names_its_master_key():
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)

    assert len(wrapped) == 63
    assert kid_of(wrapped) == "k1"


def test_wrapped_key_opens_for_its_own_object():
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)

    key = unwrap_key(wrapped, Domain.DRAFT, DRAFT, ASTRID)

    assert len(key) == 32
    assert key == unwrap_key(memoryview(wrapped), Domain.DRAFT, DRAFT, ASTRID)
    assert key not in wrapped


def test_every_object_has_a_key_of_its_own():
    keys = {unwrap_key(new_wrapped_key(Domain.CASE, DRAFT, ""), Domain.CASE, DRAFT, "") for _ in range(20)}

    assert len(keys) == 20


@pytest.mark.parametrize(
    ("domain", "object_id", "binding"),
    [(Domain.CASE, DRAFT, ASTRID), (Domain.DRAFT, OTHER_DRAFT, ASTRID), (Domain.DRAFT, DRAFT, NILS)],
    ids=["another domain", "another row", "another person"],
)
def test_promise_1_wrapped_key_moved_elsewhere_does_not_open(domain, object_id, binding):
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)

    with pytest.raises(SealBroken):
        unwrap_key(wrapped, domain, object_id, binding)


def test_wrapped_key_with_any_bit_changed_does_not_open():
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)

    for tampered in one_bit_flips(wrapped):
        with pytest.raises(SealBroken):
            unwrap_key(tampered, Domain.DRAFT, DRAFT, ASTRID)


def test_wrapped_key_cut_at_any_length_does_not_open():
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)

    for length in range(len(wrapped)):
        with pytest.raises(SealBroken):
            unwrap_key(wrapped[:length], Domain.DRAFT, DRAFT, ASTRID)
    with pytest.raises(SealBroken):
        unwrap_key(wrapped + b"\0", Domain.DRAFT, DRAFT, ASTRID)


def test_name_of_the_master_key_is_bound_even_when_keys_are_alike(settings, key_file, tmp_path):
    document = json.loads(key_file.read_text())
    document["keys"]["k2"] = document["keys"]["k1"]
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)
    settings.KEY_FILE = write_keys(tmp_path / "twins.json", document)

    with pytest.raises(SealBroken):
        unwrap_key(wrapped.replace(b"k1", b"k2", 1), Domain.DRAFT, DRAFT, ASTRID)


def test_rewrapped_key_is_the_same_key_under_the_new_master(rotate):
    wrapped = new_wrapped_key(Domain.CASE, DRAFT, "")
    key = unwrap_key(wrapped, Domain.CASE, DRAFT, "")

    rotate()
    rewrapped = rewrap_key(wrapped, Domain.CASE, DRAFT, "")

    assert kid_of(rewrapped) == "k2"
    assert unwrap_key(rewrapped, Domain.CASE, DRAFT, "") == key
    assert unwrap_key(wrapped, Domain.CASE, DRAFT, "") == key


def test_master_key_that_is_gone_breaks_every_seal(settings, tmp_path):
    wrapped = new_wrapped_key(Domain.DRAFT, DRAFT, ASTRID)
    value = seal_value("identity", b"191212121212", context=(ASTRID,))
    new_key_file(tmp_path / "other.json")
    settings.KEY_FILE = tmp_path / "other.json"

    with pytest.raises(SealBroken):
        unwrap_key(wrapped, Domain.DRAFT, DRAFT, ASTRID)
    with pytest.raises(SealBroken):
        unseal_value("identity", value, context=(ASTRID,))
    with pytest.raises(SealBroken):
        unwrap_key(wrapped.replace(b"k1", b"zz", 1), Domain.DRAFT, DRAFT, ASTRID)


def test_promise_1_sealed_body_fits_one_row_and_revision_only():
    key = secrets.token_bytes(32)
    first = seal(key, b"first", context=("body", str(DRAFT), 1))

    assert unseal(key, first, context=("body", str(DRAFT), 1)) == b"first"
    for elsewhere in [("body", str(DRAFT), 2), ("body", str(OTHER_DRAFT), 1), ("kept", str(DRAFT), 1)]:
        with pytest.raises(SealBroken):
            unseal(key, first, context=elsewhere)


def test_sealed_body_altered_or_cut_does_not_open():
    key, context = secrets.token_bytes(32), ("body", 1)
    blob = seal(key, b"an answer", context=context)

    for broken in [*one_bit_flips(blob), *(blob[:length] for length in range(len(blob)))]:
        with pytest.raises(SealBroken):
            unseal(key, broken, context=context)
    with pytest.raises(SealBroken):
        unseal(secrets.token_bytes(32), blob, context=context)


@key_file_per_test_will_do
@given(plaintext=st.binary(max_size=300), context=contexts)
def test_whatever_is_sealed_comes_back_and_is_not_readable(plaintext, context):
    key = secrets.token_bytes(32)

    blob = seal(key, plaintext, context=context)
    value = seal_value("test", plaintext, context=context)

    assert unseal(key, blob, context=context) == unseal_value("test", value, context=context) == plaintext
    assert len(plaintext) < 4 or (plaintext not in blob and plaintext not in value)


@key_file_per_test_will_do
@given(sealed_for=contexts, opened_for=contexts)
def test_two_contexts_never_open_each_other(sealed_for, opened_for):
    key = secrets.token_bytes(32)
    blob = seal(key, b"x", context=sealed_for)

    if [(type(part), part) for part in sealed_for] == [(type(part), part) for part in opened_for]:
        assert unseal(key, blob, context=opened_for) == b"x"
    else:
        with pytest.raises(SealBroken):
            unseal(key, blob, context=opened_for)


@pytest.mark.parametrize("context", [("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), ('a","bc',), ("a", 1)])
def test_context_parts_do_not_run_together(context):
    neighbours = {("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), ('a","bc',), ("a", 1), ("a", "1")} - {context}
    key = secrets.token_bytes(32)
    blob = seal(key, b"x", context=context)

    for other in neighbours:
        with pytest.raises(SealBroken):
            unseal(key, blob, context=other)


def test_same_text_sealed_twice_looks_different():
    key = secrets.token_bytes(32)

    assert seal(key, b"x", context=()) != seal(key, b"x", context=())
    assert seal_value("p", b"x", context=()) != seal_value("p", b"x", context=())


@key_file_per_test_will_do
@given(noise=st.binary(max_size=120))
def test_noise_never_opens_and_never_crashes(noise):
    for blob in (noise, b"\x01k1" + noise):
        with pytest.raises(SealBroken):
            unseal_value("identity", blob, context=())
        with pytest.raises(SealBroken):
            unwrap_key(blob, Domain.DRAFT, uuid4(), ASTRID)


def test_value_fits_its_purpose_and_context_only():
    value = seal_value("identity", b"191212121212", context=(ASTRID,))

    assert unseal_value("identity", value, context=(ASTRID,)) == b"191212121212"
    for purpose, context in [
        ("outbox", (ASTRID,)),
        ("identity", (NILS,)),
        ("identity", ()),
        ("ident", ("ity", ASTRID)),
    ]:
        with pytest.raises(SealBroken):
            unseal_value(purpose, value, context=context)


def test_value_altered_or_cut_does_not_open():
    value = seal_value("identity", b"191212121212", context=())

    for broken in [*one_bit_flips(value), *(value[:length] for length in range(len(value)))]:
        with pytest.raises(SealBroken):
            unseal_value("identity", broken, context=())


def test_value_sealed_before_rotation_still_opens(rotate):
    value = seal_value("identity", b"191212121212", context=())

    rotate()

    assert unseal_value("identity", value, context=()) == b"191212121212"
    assert kid_of(value) == "k1"
    assert kid_of(seal_value("identity", b"x", context=())) == "k2"


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01k", b"\x02k1" + b"0" * 60])
def test_kid_of_something_else_is_refused(blob):
    with pytest.raises(SealBroken):
        kid_of(blob)


def one_bit_flips(blob: bytes) -> list[bytes]:
    return [blob[:place] + bytes([blob[place] ^ 1 << place % 8]) + blob[place + 1 :] for place in range(len(blob))]
