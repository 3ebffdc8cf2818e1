"""The ceilings of style.md: a file of at most 400 lines, a function 50, a view 20, a template 150, a test file 300."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.console import ROOT, CannotGoOn, main, say

FILE, TEST_FILE, FUNCTION, VIEW_BODY, TEMPLATE = 400, 300, 50, 20, 150
KINDS = ("*.py", "*.html", "*.txt", "*.css", "*.js")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def too_long() -> Iterator[str]:
    for path in source_files():
        text = Path(ROOT, path).read_text()
        yield from over(path, text.count("\n"), ceiling(path))
        if path.endswith(".py"):
            yield from long_functions(path, ast.parse(text))


def source_files() -> list[str]:
    """What git keeps or would keep; migrations are written by Django."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *KINDS]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return sorted(
        path for path in listed.stdout.split("\0") if path and "/migrations/" not in path and Path(ROOT, path).is_file()
    )


def ceiling(path: str) -> int:
    if path.startswith("tests/"):
        return TEST_FILE
    return TEMPLATE if path.endswith(".html") else FILE


def long_functions(path: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            place = f"{path}:{node.lineno} {node.name}"
            yield from over(place, lines(node), FUNCTION)
            if is_view(path, node):
                yield from over(f"{place} (a view's body)", body_lines(node), VIEW_BODY)


def over(place: str, count: int, limit: int) -> Iterator[str]:
    if count > limit:
        yield f"{place}: {count} lines, at most {limit}"


def lines(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def body_lines(node: Function) -> int:
    has_docstring = ast.get_docstring(node) is not None
    statements = node.body[1:] if has_docstring else node.body
    return (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def is_view(path: str, node: Function) -> bool:
    first = node.args.args[0].arg if node.args.args else ""
    return first == "request" and "views" in path


def work() -> None:
    found = list(too_long())
    if found:
        raise CannotGoOn("\n".join(found))
    say("Sizes within the ceilings")


if __name__ == "__main__":
    main(work)
