"""What the web processes carry so that a fault strikes in the middle of a request, and can be seen to have.

Each process writes down the request it has in hand, so that whoever kills it knows what it died of. A request with the
header `X-Fault: kill insert casework_case` dies before its first SQL statement of that kind, `kill answer` when all is
done and only the answer is left to send; `hold … until <file>` waits there until the file exists.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from attachments import scanner

HELD = "held"
GetResponse = Callable[[HttpRequest], HttpResponse]


def probe(get_response: GetResponse) -> GetResponse:
    scanner.PATIENCE = 2.0  # seconds that a test can wait for one that hangs
    folder = Path(os.environ["FAULTS_FOLDER"], "in-hand")
    folder.mkdir(exist_ok=True)

    def middleware(request: HttpRequest) -> HttpResponse:
        in_hand = folder / str(os.getpid())
        in_hand.write_text(f"{request.method} {request.path} {request.content_type}")
        fault = Fault(request.headers.get("X-Fault", ""))
        with connection.execute_wrapper(fault.statement):
            response = get_response(request)
        fault.answer()
        in_hand.unlink()
        return response

    return middleware


class Fault:
    def __init__(self, order: str) -> None:
        """`kill update eservices_draft`, `kill answer`, `hold insert casework_case until /tmp/file`."""
        self.act, self.where, *rest = order.split() or ("", "")
        self.table = rest[0] if rest else ""
        self.until = rest[-1] if "until" in rest else ""

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.table and sql.lower().startswith(self.where) and f'"{self.table}"' in sql:
            self.strike()
        return execute(sql, params, many, context)

    def answer(self) -> None:
        if self.where == "answer":
            self.strike()

    def strike(self) -> None:
        if self.act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        Path(f"{self.until}.{HELD}").touch()
        while not Path(self.until).exists():
            time.sleep(0.02)
