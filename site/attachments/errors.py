"""Why a file is not taken. `attachments.texts` has the words for each code."""

from typing import Any


class Refused(Exception):
    """The file is not taken. `params` is plain data that the text needs: a limit, a kind."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
