"""What a log line may not say (promise 10, security.md T-44): found by its form, or by what this request has brought.

By form: identity numbers as people and programs spell them, e-mail addresses, tokens and session ids, query strings,
and what a database quotes of a row. Of an exception only its kind and place are told: its text may quote anything.
"""

import re
import traceback
from collections.abc import Iterable

NUMBER, MAIL, TOKEN, QUERY, QUOTED, TYPED = (
    "[nummer]",
    "[e-post]",
    "[hemligt]",
    "?[fråga]",
    "[uppgifter]",
    "[inskrivet]",
)

_PART = r"[-./ ]?"
_DASH = r"(?:%2[BbDd0]|[\s+\-\u2010-\u2015\u2212\u00ad]){0,3}"
IDENTITY_NUMBER = re.compile(rf"(?<!\d)(?:\d\d{_PART})?\d\d{_PART}\d\d{_PART}\d\d{_DASH}\d{{4}}(?!\d)")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_UUID_OR_NUMBER = re.compile(rf"(?P<uuid>(?<![0-9a-f-]){_UUID}(?![0-9a-f-]))|{IDENTITY_NUMBER.pattern}")
_ADDRESS_PART = r"[^\s@<>\"'(),:;\[\]=/\\]"
_MAIL_ADDRESS = re.compile(rf"{_ADDRESS_PART}+(?:@|%40)[\w.-]*\w")
_INVITATION = re.compile(r"(/inbjudan/)[^/\s'\"]+")
_NAMED_SECRET = re.compile(
    r"(?i)((?:session|csrf|visitor|csrfmiddlewaretoken|otp_token|password|token|secret|bearer|authorization)"
    r"[\"']?(?:\s*[=:]\s*|\s+(?=bearer))[\"']?(?:bearer\s+)?)[^\s\"'&;,]+"
)
_LONG_WORD = re.compile(r"(?<![\w-])[\w-]{32,}(?![\w-])", re.ASCII)
_HARMLESS_WORD = re.compile(rf"[a-z]+(?:_+[a-z]+)+|{_UUID}")  # our names; uuids
_QUERY_STRING = re.compile(r"(/[^\s?'\"]*)\?[^\s'\"]+")
_ROW = re.compile(
    r"(?is)(?:\b(?:DETAIL|CONTEXT|STATEMENT|LINE \d+):|Failing row contains|\bKey \(.*?\)=\(|"
    r"\binvalid input (?:syntax|value) for [^:]+:).*"
)
_SELF_EXPLANATORY = (ImportError, NameError, AttributeError)  # name our code, never a value
_OF_SETTINGS = {"ImproperlyConfigured", "KeysAway"}


def without_identity_numbers(text: str) -> str:
    """Digits within a uuid are no number, and without them nobody could find the row again."""
    return _UUID_OR_NUMBER.sub(lambda found: found[0] if found["uuid"] else NUMBER, text)


def without_secrets(text: str) -> str:
    """`text` without anything that names a person, quotes a row or lets somebody in."""
    text = _ROW.sub(QUOTED, text)
    text = _INVITATION.sub(r"\1[inbjudan]", text)
    text = _QUERY_STRING.sub(rf"\1{QUERY}", text)
    text = _NAMED_SECRET.sub(rf"\1{TOKEN}", text)
    text = _LONG_WORD.sub(lambda found: found[0] if _HARMLESS_WORD.fullmatch(found[0]) else TOKEN, text)
    return without_identity_numbers(_MAIL_ADDRESS.sub(MAIL, text))


def without_values(text: str, values: Iterable[str]) -> str:
    """`text` without what somebody has written; the longest first, since one may hold another."""
    for value in sorted(set(values), key=len, reverse=True):
        if value in text:
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", TYPED, text)
    return text


def told_of(error: BaseException) -> str:
    """What may be said of an exception: its kind, and what tells a database's errors apart. Never its own words."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, _SELF_EXPLANATORY) or type(error).__name__ in _OF_SETTINGS:
        return f"{kind}: {without_secrets(str(error))}"
    constraint = getattr(getattr(error, "diag", None), "constraint_name", None)
    codes = [constraint, *(getattr(error, name, None) for name in ("sqlstate", "sqlite_errorname", "errno"))]
    return " ".join([kind, *(str(code) for code in codes if code)])


def told_of_chain(error: BaseException) -> str:
    """An exception and those that led to it, the first one first: kinds, and where in the code each went."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(line for link in reversed(chain) for line in (told_of(link), *_places(link)))


def _places(error: BaseException) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
