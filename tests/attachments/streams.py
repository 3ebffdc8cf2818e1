"""Form posts as they come over the network: piece by piece, with something happening in between."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client

BOUNDARY = "----portal"


def file_head(field: str = "bilaga", name: str = "intyg.pdf") -> bytes:
    disposition = f'form-data; name="{field}"; filename="{name}"'
    return f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\nContent-Type: application/pdf\r\n\r\n".encode()


def text_part(field: str, value: str) -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()


def file_part(content: bytes, field: str = "bilaga", name: str = "intyg.pdf") -> bytes:
    return file_head(field, name) + content + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


class Network(io.RawIOBase):
    """A request body read piece by piece. A callable among the pieces is called when the reading has come that far."""

    def __init__(self, pieces: Iterable[bytes | Callable[[], None]]) -> None:
        self._pieces: Iterator[bytes | Callable[[], None]] = iter(pieces)
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._waiting:
            piece = next(self._pieces, b"")
            if callable(piece):
                piece()
            elif not piece:
                return b""
            else:
                self._waiting = piece
        cut = len(self._waiting) if size < 0 else size
        piece, self._waiting = self._waiting[:cut], self._waiting[cut:]
        return piece


def post(client: Client, pieces: Iterable[bytes | Callable[[], None]], length: int, to: str = "/filer/astrid") -> Any:
    environ = {
        "PATH_INFO": to,
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(length),
        "wsgi.input": Network(pieces),
    }
    response: HttpResponse = client.request(**environ)
    return response


def post_whole(client: Client, *parts: bytes, to: str = "/filer/astrid") -> Any:
    body = b"".join(parts) + END
    return post(client, [body], len(body), to)
