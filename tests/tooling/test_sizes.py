"""`tools.sizes` counts as style.md does."""

import ast

import pytest

from tools import sizes


def function(body_lines: int, signature: str = "def work():") -> ast.Module:
    return ast.parse("\n".join([signature, *["    pass"] * body_lines]))


@pytest.mark.parametrize(("count", "expected"), [(49, []), (50, ["home/rules.py:1 work: 51 lines, at most 50"])])
def test_function_ceiling(count: int, expected: list[str]) -> None:
    assert list(sizes.long_functions("home/rules.py", function(count))) == expected


@pytest.mark.parametrize(
    ("count", "expected"), [(20, []), (21, ["home/views.py:1 page (a view's body): 21 lines, at most 20"])]
)
def test_view_ceiling_counts_the_body(count: int, expected: list[str]) -> None:
    view = function(count, "def page(request):")

    assert list(sizes.long_functions("home/views.py", view)) == expected


def test_docstring_is_no_part_of_a_view_s_body() -> None:
    view = ast.parse('def page(request):\n    """One.\n\n    Two.\n    """\n' + "    pass\n" * 20)

    assert list(sizes.long_functions("home/views.py", view)) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("home/models.py", 400),
        ("tests/home/test_models.py", 300),
        ("templates/base.html", 150),
        ("site/a.css", 400),
    ],
)
def test_file_ceilings(path: str, expected: int) -> None:
    assert sizes.ceiling(path) == expected
