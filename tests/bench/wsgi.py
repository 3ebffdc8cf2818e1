"""Either side's own application, unchanged, but that a request may ask how many queries it cost.

Queries are counted where they happen, after every middleware and on a warm worker. Transaction control counts only
where Django sends it as a statement (savepoints).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

measured = import_string(settings.WSGI_APPLICATION)


class Counter:
    count = 0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.count += 1
        return execute(*statement)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if "HTTP_X_COUNT_QUERIES" not in environ:
        return measured(environ, start_response)
    counter = Counter()

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(counter.count))], *rest)

    with connection.execute_wrapper(counter):
        return measured(environ, start)
