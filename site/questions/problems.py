"""What is wrong: with an answer (`Invalid` while parsing, `Problem` in the state) or with a service document.

Both carry a code and parameters, never a sentence; `messages.message` makes the sentence in the reader's language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal


class Invalid(Exception):
    """An answer its question does not accept. `part` names the field at fault when the question has several.

    >>> Invalid("too_small", min=1).code
    'too_small'
    """

    def __init__(self, code: str, part: str | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.part = part
        self.params = params
        self.faults: tuple[Invalid, ...] = (self,)

    @classmethod
    def together(cls, faults: Sequence["Invalid"]) -> "Invalid":
        """One exception for several faults, so that a person is told of all parts at once."""
        first = cls(faults[0].code, faults[0].part, **faults[0].params)
        first.faults = tuple(faults)
        return first


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right.

    `type` is the question's type key, or "document" for a problem of the service itself. `step` and `question` are ids.
    A "warning" is shown to the editor and stops nothing.
    """

    code: str
    type: str = "document"
    step: str | None = None
    question: str | None = None
    part: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    level: Literal["error", "warning"] = "error"
