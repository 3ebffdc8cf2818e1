"""What every question type says about itself."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from questions.inputs import is_blank
from questions.texts import Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from questions.document import Question
    from questions.evaluate import Facts
    from questions.types.choices import Choice

V = TypeVar("V")

# JSON Schema fragments that several types share.
TEXT = {"$ref": "#/$defs/text"}
DECIMAL = {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"}
FREE_TEXT_OPERATORS = ("answered", "not_answered")
EQUALITY_OPERATORS = ("equals", "not_equals", "answered", "not_answered")
ORDER_OPERATORS = (*EQUALITY_OPERATORS[:2], "greater_than", "less_than", *EQUALITY_OPERATORS[2:])

OptionProblem = tuple[str, dict[str, Any]]


class QuestionType(Generic[V]):
    """One question type: what the editor may set, what the browser may post, what the value means.

    `V` is the canonical JSON value: str, bool, list or dict, with numbers as strings. To add a type, subclass this and
    add an instance to `questions.types.TYPES`; nothing else knows the types by name except messages.
    """

    key: ClassVar[str]
    label: ClassVar["_StrPromise"]
    has_answer: ClassVar[bool] = True
    stops: ClassVar[bool] = False
    """The journey ends at a question of this type that applies."""
    takes_files: ClassVar[bool] = False
    """What is given arrives beside the form, and never in it."""
    parts: ClassVar[tuple[str, ...]] = ()
    """Names of the fields; () when the answer is one raw value."""
    optional_parts: ClassVar[tuple[str, ...]] = ()
    multiple: ClassVar[bool] = False
    """The raw answer is a list."""
    operators: ClassVar[tuple[str, ...]] = FREE_TEXT_OPERATORS
    options: ClassVar[Mapping[str, Any]] = {}
    """JSON Schema `properties` of the type's options."""
    required_options: ClassVar[tuple[str, ...]] = ()

    @property
    def options_schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": dict(self.options),
            "required": list(self.required_options),
            "additionalProperties": False,
        }

    def prepare(self, options: Mapping[str, Any]) -> Any:
        """What `parse` needs, made once per version (`question.prepared`): a compiled pattern, limits as Decimal."""
        return None

    def choices(self, options: Mapping[str, Any]) -> "tuple[Choice, ...]":
        return ()

    def parts_of(self, options: Mapping[str, Any]) -> tuple[str, ...]:
        """The fields with these options; most types always have the same."""
        return self.parts

    def is_blank(self, raw: object) -> bool:
        return is_blank(raw)

    def given(self, question: "Question", answers: Mapping[str, Any], facts: "Facts") -> object:
        """Where the raw answer comes from: what was posted, unless the type knows better."""
        return answers.get(question.id)

    def known_value(self, facts: "Facts") -> V | None:
        """A value that is known without asking, whatever the browser posted; None where the person must answer."""
        return None

    def parse(self, raw: object, question: "Question", facts: "Facts") -> V:
        """The value of a raw answer that is not blank. Raises Invalid, and nothing else, whatever `raw` is."""
        raise NotImplementedError

    def display(self, value: V, question: "Question", language: str) -> str:
        """Plain text for people; may hold line breaks."""
        return str(value)

    def export(self, value: V) -> str:
        """One cell of a table, the same in every language."""
        return str(value)

    def holds_identity_number(self, value: V) -> bool:
        """Personal data of the kind that stays out of search and lists (promise 10)."""
        return False

    def condition_value(self, given: object, question: "Question") -> V:
        """The value an editor compares with, made canonical. Raises ValueError."""
        raise ValueError(given)

    def display_condition_value(self, value: Any, question: "Question", language: str) -> str:
        return self.display(value, question, language)

    def comparison_key(self, value: V) -> Any:
        """What conditions compare: the value itself, or something that orders as people expect."""
        return value

    def option_problems(self, options: Mapping[str, Any]) -> Iterator[OptionProblem]:
        """Codes and parameters of what the schema cannot see, such as a minimum above the maximum."""
        return iter(())


def body_of(options: Mapping[str, Any]) -> Text | None:
    body = options.get("body")
    return Text.from_json(body) if body and body["sv"] else None
