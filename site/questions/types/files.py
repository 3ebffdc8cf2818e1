"""Files. What is attached is a fact of the errand, never something the browser says: an answer names no file.

So a file that is hidden with its question, missing, or one too many is judged as any other answer. Kind and content
are checked while a file arrives (`attachments.checks`); here stand only rules about how many and how large.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext_lazy as _

from questions.formats import size_text
from questions.problems import Invalid
from questions.types.base import OptionProblem, QuestionType

if TYPE_CHECKING:
    from questions.document import Question
    from questions.evaluate import Facts

MEBIBYTE = 2**20  # what people's computers call a megabyte
MOST_MB, MOST_FILES = 100, 20
KIND = {"type": "string", "pattern": "^[a-z0-9_-]{1,40}$"}

Check = Literal["checked", "waiting", "harmful"]


@dataclass(frozen=True, slots=True)
class FileFact:
    """A file that is attached. `check` tells what the search for harmful code has said so far."""

    id: str
    name: str
    size: int
    type: str
    sha256: str
    check: Check = "checked"

    @property
    def is_checked(self) -> bool:
        return self.check == "checked"


class Files(QuestionType[list[dict[str, str]]]):
    """Value: name, size (bytes, as a string), type and sha256 of each file, in the order they came.

    The hash of each file is thus within the hash of the whole: no file can be exchanged afterwards (promise 3).
    """

    key = "file"
    label = _("Filer")
    takes_files = True
    options = {
        "kinds": {"type": "array", "items": KIND, "uniqueItems": True},
        "max_mb": {"type": "integer", "minimum": 1, "maximum": MOST_MB},
        "max_count": {"type": "integer", "minimum": 1, "maximum": MOST_FILES},
    }
    required_options = ("kinds", "max_mb", "max_count")

    def given(self, question: "Question", answers: Mapping[str, Any], facts: "Facts") -> object:
        return list(facts.files.get(question.id, ()))

    def parse(self, raw: object, question: "Question", facts: "Facts") -> list[dict[str, str]]:
        if not isinstance(raw, list) or not all(isinstance(file, FileFact) for file in raw):
            raise Invalid("malformed")
        faults = [*_faults(raw, question.options)]
        if faults:
            raise Invalid.together(faults)
        return [{"name": file.name, "size": str(file.size), "type": file.type, "sha256": file.sha256} for file in raw]

    def display(self, value: list[dict[str, str]], question: "Question", language: str) -> str:
        return "\n".join(f"{file['name']} ({size_text(int(file['size']), language)})" for file in value)

    def export(self, value: list[dict[str, str]]) -> str:
        return "; ".join(file["name"] for file in value)

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        if not options["kinds"]:
            yield "no_kinds", {}


def _faults(files: list[FileFact], options: Mapping[str, Any]) -> Iterator[Invalid]:
    if len(files) > options["max_count"]:
        yield Invalid("too_many_files", max=options["max_count"], number=len(files))
    for file in files:
        if file.check == "harmful":
            yield Invalid("harmful_file", name=file.name)
        if file.size > options["max_mb"] * MEBIBYTE:
            yield Invalid("file_too_large", name=file.name, max=options["max_mb"])
