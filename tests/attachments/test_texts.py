"""Every refusal has words that name the file and the limit, in both languages; and editors meet kinds by group."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from attachments.errors import Refused
from attachments.kinds import GROUPS, JPEG, KINDS, PDF, accept_attribute, extensions_text, kind_of_name, kinds_of
from attachments.texts import TEXTS, refusal_text, size_text

SOURCE = Path(__file__).resolve().parents[2] / "site" / "attachments"
PARAMS = {"limit": 20, "limit_bytes": 50 * 2**20, "left_bytes": 1000, "allowed": "pdf, jpg"}


def raised_codes() -> set[str]:
    """Every word that stands first in a `Refused(…)` of ours."""
    calls = [
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refused" and node.args
    ]
    return {word.value for call in calls for word in ast.walk(call.args[0]) if is_code(word)}  # type: ignore[attr-defined]


def is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_every_code_has_a_text() -> None:
    assert raised_codes() | {"too_complex", "unreadable"} == set(TEXTS)


@pytest.mark.parametrize("code", TEXTS)
def test_text_names_the_file(code: str) -> None:
    text = refusal_text(Refused(code, **PARAMS), "Åsas intyg.pdf")

    assert "”Åsas intyg.pdf”" in text
    assert "%(" not in text


def test_text_names_the_limit_as_people_say_it() -> None:
    with translation.override("sv"):
        text = refusal_text(Refused("too_large", limit_bytes=50 * 2**20), "film.pdf")

    assert text == "Filen ”film.pdf” är för stor. En fil får vara högst 50 MB."


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "1 kB"), (640 * 1024, "640 kB"), (4_400_000, "4,2 MB"), (5 * 2**20, "5 MB"), (62_300_000, "59 MB")],
)
def test_size_is_rounded_for_people(size: int, text: str) -> None:
    with translation.override("sv"):
        assert size_text(size) == text


def test_groups_hold_every_kind_once() -> None:
    assert kinds_of(GROUPS) == tuple(KINDS.values())
    assert len({extension for kind in KINDS.values() for extension in kind.extensions}) == sum(
        len(kind.extensions) for kind in KINDS.values()
    )


def test_kind_is_told_by_the_extension_among_those_allowed() -> None:
    assert kind_of_name("FOTO.JPEG", (PDF, JPEG)) == JPEG
    assert kind_of_name("foto.jpeg", (PDF,)) is None
    assert kind_of_name("pdf", (PDF,)) is None
    assert accept_attribute((PDF, JPEG)) == ".pdf,.jpg,.jpeg,.jpe,.jfif"
    assert extensions_text((PDF, JPEG)) == "pdf, jpg"
