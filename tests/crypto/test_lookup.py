import hashlib

from crypto.keyring import new_key_file
from crypto.lookup import lookup_hash, new_token, token_hash

NUMBER = "191212121212"


def test_lookup_hash_finds_the_same_value_again():
    assert lookup_hash("identity", NUMBER) == lookup_hash("identity", NUMBER)
    assert len(lookup_hash("identity", NUMBER)) == 64


def test_lookup_hash_differs_by_value_and_purpose():
    hashes = {lookup_hash("identity", NUMBER), lookup_hash("identity", "191212121213"), lookup_hash("case", NUMBER)}

    assert len(hashes) == 3


def test_promise_10_lookup_hash_cannot_be_guessed_without_the_key(settings, tmp_path):
    known = lookup_hash("identity", NUMBER)
    new_key_file(tmp_path / "other.json")
    settings.KEY_FILE = tmp_path / "other.json"

    assert lookup_hash("identity", NUMBER) != known
    assert hashlib.sha256(NUMBER.encode()).hexdigest() != known


def test_lookup_hash_stays_when_master_keys_rotate(rotate):
    before = lookup_hash("identity", NUMBER)

    rotate()

    assert lookup_hash("identity", NUMBER) == before


def test_tokens_are_long_random_and_safe_in_addresses():
    tokens = {new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(len(token) == 43 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_token_hash_is_plain_sha256():
    assert token_hash("abc") == hashlib.sha256(b"abc").hexdigest()
    assert token_hash("\ud800") != token_hash("?")
