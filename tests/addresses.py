"""Every address there is, read from the URLconf, with something to put where it takes an argument."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern

OUR_NAMESPACES = {"accounts", "casework", "demo", "eservices", "operations", "outbox", "staff"}
OUR_MODULES = ("accounts.", "casework.", "eservices.", "home.", "operations.", "outbox.")
OUR_VIEWSETS = {  # Wagtail's views over our models
    "committee",
    "driftmeddelanden",
    "gallringsregler",
    "membership",
    "omraden",
    "unit",
}
OPEN_ADMIN = {"wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_logout"}
NOT_TO_BE_DELETED = {f"{name}:delete": {"sixten"} for name in ("committee", "unit", "gallringsregler")}
FILES = {  # with a policy of their own
    "eservices:fetch_file",
    "eservices:my_file",
    "eservices:my_receipt",
    "eservices:sent_receipt",
    "casework:file",
    "casework:receipt",
}
PERSONAL = ("eservices:", "casework:", "outbox:", "accounts:", "wagtailusers_", "staff_")
BY_CONVERTER = {"IntConverter": 1, "UUIDConverter": UUID(int=1), "SlugConverter": "x", "StringConverter": "x"}


@dataclass(frozen=True)
class Address:
    """`route` as written in the URLconf; `name` with its namespaces, or the route where it has none."""

    name: str
    route: str
    pattern: URLPattern
    prefixes: tuple[Any, ...]
    translated: bool

    @property
    def namespace(self) -> str:
        return self.name.partition(":")[0] if ":" in self.name else ""

    @property
    def is_ours(self) -> bool:
        return self.namespace in OUR_NAMESPACES or self.pattern.callback.__module__.startswith(OUR_MODULES)

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")

    def path(self, **values: Any) -> str:
        """Filled in from `values` by the argument's name, else with something of the right kind."""
        parts = [part for part in (*self.prefixes, self.pattern.pattern) if not isinstance(part, LocalePrefixPattern)]
        return "/" + "".join(filled(part, values) for part in parts)


def filled(part: Any, values: dict[str, Any]) -> str:
    if isinstance(part, RegexPattern):
        return EXAMPLES.get(str(part), str(part).removeprefix("^").removesuffix("$"))
    route = str(part)
    for name, converter in part.converters.items():
        value = values.get(name, BY_CONVERTER[type(converter).__name__])
        for written in (f"<{route_type(route, name)}:{name}>", f"<{name}>"):
            route = route.replace(written, str(value))
    return route


def route_type(route: str, name: str) -> str:
    return next((piece.split(":")[0] for piece in route.split("<") if piece.split(">")[0].endswith(f":{name}")), "str")


EXAMPLES = {  # the few addresses of Wagtail's that are regular expressions with something to fill in
    r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": "1/revisions/compare/live...latest/",
    r"^(\d+)/(.*)$": "1/x.pdf",
    r"^([^/]*)/(\d*)/([^/]*)/[^/]*$": "x/1/width-1000/x.png",
    r"^.*/$": "nowhere-at-all/",
    r"^((?:[\w\-]+/)*)$": "",
}


def addresses() -> Iterator[Address]:
    return walk(get_resolver().url_patterns, (), (), translated=False)


def walk(
    patterns: Any, prefixes: tuple[Any, ...], namespaces: tuple[str, ...], *, translated: bool
) -> Iterator[Address]:
    for entry in patterns:
        in_languages = translated or isinstance(entry.pattern, LocalePrefixPattern)
        if isinstance(entry, URLPattern):
            parts = [str(part) for part in (*prefixes, entry.pattern) if not isinstance(part, LocalePrefixPattern)]
            route = "".join(parts)
            name = ":".join((*namespaces, entry.name)) if entry.name else route
            yield Address(name, route, entry, prefixes, in_languages)
        else:
            deeper = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from walk(entry.url_patterns, (*prefixes, entry.pattern), deeper, translated=in_languages)
