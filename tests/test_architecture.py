"""The house's own rules (design.md §4, security.md T-02), held by reading the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UNDER_SITE = {"accounts", "attachments", "config", "crypto", "documents", "operations", "outbox", "questions"}
MAY_IMPORT = {
    "questions": set(),
    "crypto": set(),
    "accounts": UNDER_SITE,
    "attachments": UNDER_SITE,
    "documents": UNDER_SITE,
    "config": UNDER_SITE,
    "operations": UNDER_SITE,
    "outbox": UNDER_SITE,
    "home": UNDER_SITE,
    "casework": UNDER_SITE,
    "eservices": UNDER_SITE | {"home", "casework"},
}
OURS = set(MAY_IMPORT)
PURE = ("questions", "crypto")

# Ways to a draft that ask somebody else than its owner's row, and who may nevertheless name them.
DRAFT_DOOR = ("eservices/models/", "eservices/actions/")
WAYS_AROUND = {"get_objects_for_user", "get_perms", "get_user_perms", "ObjectPermissionChecker", "DraftUserPerm"}
DRAFT_MANAGERS = {"_base_manager", "_default_manager"}
DRAFT_TABLES = ("eservices_draft", "draftuserperm")


def sources(package: str) -> Iterator[tuple[str, ast.Module]]:
    folder = ROOT / "site" / package if package in UNDER_SITE else ROOT / package
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def imported(tree: ast.AST) -> set[str]:
    """Every module imported, at the top, inside functions and for type checking alike."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def runtime_only(tree: ast.Module) -> ast.Module:
    """The same without `if TYPE_CHECKING:`, which is gone when the portal runs."""
    body = [node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))]
    return ast.Module(body=body, type_ignores=[])


def ways_around(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.alias(name=name) if name in WAYS_AROUND:
                found.add(name)
            case ast.Attribute(value=ast.Name(id="Draft" | "DraftFile" as model), attr=name) if name in DRAFT_MANAGERS:
                found.add(f"{model}.{name}")
            case ast.Attribute(attr="_through_the_door" | "scoped" as name):
                found.add(name)
            case ast.Call(func=ast.Attribute(attr="has_perm"), args=[_, _, *_]):
                found.add("has_perm(permission, object)")
            case ast.Constant(value=str(text)) if any(table in text for table in DRAFT_TABLES):
                found.add(text)
            case ast.keyword(arg=str(name)) if name.startswith(DRAFT_TABLES):
                found.add(name)
    return found


@pytest.mark.parametrize("package", sorted(OURS))
def test_imports_point_one_way(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}

    astray = {
        (path, module)
        for path, tree in sources(package)
        for module in imported(runtime_only(tree))
        if module.split(".")[0] in OURS - allowed
    }

    assert astray == set()


@pytest.mark.parametrize("package", sorted(OURS))
def test_product_does_not_import_tests_or_tools(package: str) -> None:
    modules = {module.split(".")[0] for _, tree in sources(package) for module in imported(tree)}

    assert modules & {"tests", "tools"} == set()


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_know_no_database(package: str) -> None:
    modules = {module for _, tree in sources(package) for module in imported(tree)}

    assert {module for module in modules if module.startswith(("django.db", "django.http"))} == set()


def test_promise_1_no_way_to_a_draft_but_its_door() -> None:
    found = {
        path: ways
        for package in sorted(OURS)
        for path, tree in sources(package)
        if not path.startswith(DRAFT_DOOR) and (ways := ways_around(tree))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "from guardian.shortcuts import get_objects_for_user",
        "Draft._base_manager.all()",
        "Draft._default_manager.get(pk=1)",
        "DraftFile._base_manager.all()",
        "user.has_perm('eservices.own_draft', draft)",
        "Draft.objects.all().scoped = True",
        "Draft.objects._through_the_door()",
        "DraftUserPerm.objects.all()",
        "cursor.execute('SELECT body FROM eservices_draft')",
        "User.objects.filter(draftuserperm__permission=1)",
    ],
)
def test_ways_around_the_door_are_recognised(source: str) -> None:
    assert ways_around(ast.parse(source)) != set()


def test_ordinary_code_is_not_mistaken_for_a_way_around() -> None:
    source = "user.has_perm('outbox.manage_outbox'); Draft.objects.owned_by(user); model._base_manager.all()"

    assert ways_around(ast.parse(source)) == set()
