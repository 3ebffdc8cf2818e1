"""A step as a form: Wagtail's form builder, fed from a frozen version instead of database rows.

The form reads raw answers from a POST and shows a page. It judges nothing: what is wrong or missing comes from the
one `evaluate()` of the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from eservices.part_labels import part_attributes, part_label
from eservices.versions import compiled_service
from questions import Facts, Question, State, Step, message

RAW_LIMIT = 40_000  # characters kept of one field: four times what the longest question allows
INPUT_TYPES = {"email": "email", "phone": "tel"}  # an address without https:// is welcome, so not type="url"
INPUT_ATTRIBUTES: dict[str, dict[str, str]] = {
    "email": {"autocomplete": "email", "spellcheck": "false"},
    "phone": {"autocomplete": "tel"},
    "web_address": {"inputmode": "url", "autocomplete": "url", "spellcheck": "false"},
    "number": {"inputmode": "decimal", "class": "width-short"},
    "amount": {"inputmode": "decimal", "class": "width-short"},
    "time": {"inputmode": "numeric", "class": "width-short"},
    "date": {"class": "width-medium"},
    "personal_number": {"inputmode": "numeric", "autocomplete": "off", "class": "width-medium"},
    "coordination_number": {"inputmode": "numeric", "autocomplete": "off", "class": "width-medium"},
    "organisation_number": {"inputmode": "numeric", "autocomplete": "off", "class": "width-medium"},
}


@dataclass(frozen=True)
class FieldDefinition:
    """One question as Wagtail's FormBuilder expects a form field row to look."""

    question: Question
    language: str
    choices: str = ""
    default_value: str = ""

    @property
    def field_type(self) -> str:
        return self.question.type.key

    @property
    def clean_name(self) -> str:
        return f"q-{self.question.id}"

    @property
    def label(self) -> str:
        return self.question.label.in_language(self.language)

    @property
    def help_text(self) -> str:
        return self.question.hint.in_language(self.language) if self.question.hint else ""

    @property
    def required(self) -> bool:
        return self.question.required

    @property
    def labelled_choices(self) -> list[tuple[str, str]]:
        return [(choice.id, choice.label.in_language(self.language)) for choice in self.question.choices]


class PartsWidget(forms.Widget):
    """Several text fields that make one answer: {"street": …, "postcode": …}."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = parts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}", "") for part in self.parts}


class StepFormBuilder(FormBuilder):
    """One `create_<type>_field` per question type that is not a plain line of text."""

    def get_create_field_function(self, field_type: str) -> Any:
        return getattr(self, f"create_{field_type}_field", self.create_line_field)

    def create_line_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        if field.question.parts:
            return _field("parts", PartsWidget(field.question.parts), field, options)
        widget = forms.TextInput(INPUT_ATTRIBUTES.get(field.field_type, {}))
        widget.input_type = INPUT_TYPES.get(field.field_type, "text")
        return _field("text", widget, field, options)

    # Wagtail's own fields of these names would judge the answers by themselves.
    create_email_field = create_number_field = create_date_field = create_line_field

    def create_long_text_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        return _field("textarea", forms.Textarea({"rows": 6}), field, options)

    def create_yes_no_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        return _field("radios", forms.RadioSelect(choices=yes_or_no()), field, options)

    def create_single_choice_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        if field.question.options.get("style") == "select":
            choices = [("", _("Välj ett alternativ")), *field.labelled_choices]
            return _field("select", forms.Select(choices=choices), field, options)
        return _field("radios", forms.RadioSelect(choices=field.labelled_choices), field, options)

    def create_several_choices_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        widget = forms.CheckboxSelectMultiple(choices=field.labelled_choices)
        return _field("checkboxes", widget, field, options)

    def create_consent_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        consent = _field("checkbox", forms.CheckboxInput(check_test=bool), field, options)
        if field.question.body:
            # The body passed Wagtail's allow-list of tags when the editor saved it.
            consent.body = mark_safe(field.question.body.in_language(field.language))  # type: ignore[attr-defined]  # noqa: S308
        return consent

    def create_file_field(self, field: FieldDefinition, options: dict[str, Any]) -> forms.Field:
        return _field("files", forms.Widget(), field, options)

    def get_form_class(self) -> type["StepForm"]:
        return type("StepForm", (StepForm,), dict(self.formfields))


def yes_or_no() -> list[tuple[str, str]]:
    return [("yes", _("Ja")), ("no", _("Nej"))]


def _field(kind: str, widget: forms.Widget, definition: FieldDefinition, options: dict[str, Any]) -> forms.Field:
    """A field that shows; it never cleans. `kind` is what templates/components/field.html chooses by."""
    options.pop("initial", None)
    field = forms.Field(widget=widget, **options)
    field.kind, field.question = kind, definition.question  # type: ignore[attr-defined]  # read by template and StepForm
    field.choices = getattr(widget, "choices", ())  # type: ignore[attr-defined]
    return field


class StepForm(BaseForm):
    """The questions of one step, filled with raw answers and marked with what is wrong."""

    language: ClassVar[str] = "sv"

    def __init__(self, *, answers: Mapping[str, Any], state: State, facts: Facts, show_problems: bool) -> None:
        super().__init__(initial={f"q-{key}": raw for key, raw in answers.items()})
        self._errors = ErrorDict()
        for name, field in self.fields.items():
            question: Question = field.question
            if field.kind == "parts":
                field.part_fields = part_fields(name, question, answers.get(question.id))
            known = question.type.known_value(facts)
            if known is not None:
                field.kind, field.known = "known", question.type.display(known, question, self.language)
        if show_problems:
            self._show(state)

    def _show(self, state: State) -> None:
        for field in self.fields.values():
            problems = state.problems.get(field.question.id, ())
            self.add_errors(field.question.id, [message(problem, self.language) for problem in problems])

    def add_errors(self, question_id: str, sentences: list[str]) -> None:
        """Mark a question of the step as wrong, in words that are ready."""
        if sentences:
            self._errors.setdefault(f"q-{question_id}", ErrorList()).extend(sentences)

    @classmethod
    def read(cls, posted: QueryDict) -> dict[str, Any]:
        """The raw answers in a POST, by question id; fields that are not of this step are not looked at, nor files."""
        return {
            field.question.id: _bounded(field, field.widget.value_from_datadict(posted, {}, name))
            for name, field in cls.base_fields.items()
            if not field.question.type.takes_files
        }

    @classmethod
    def question_ids(cls) -> list[str]:
        """Those whose answers are posted."""
        return [field.question.id for field in cls.base_fields.values() if not field.question.type.takes_files]


def _bounded(field: Any, raw: Any) -> Any:
    """The raw answer, no longer than RAW_LIMIT and no list longer than the question's choices. Nobody types that much:
    `evaluate` says that it is too long, and a forged post fills no database."""
    if field.kind == "checkbox":
        return "yes" if raw else ""
    if isinstance(raw, list):
        return [text[:RAW_LIMIT] for text in raw[: len(field.choices) + 1]]
    if isinstance(raw, dict):
        return {part: text[:RAW_LIMIT] for part, text in raw.items()}
    return (raw or "")[:RAW_LIMIT]


def part_fields(name: str, question: Question, raw: Any) -> list[tuple[str, str, str, dict[str, str]]]:
    """Name, label, value and attributes of each text field of a question that has several."""
    values = raw if isinstance(raw, dict) else {}
    return [
        (f"{name}-{part}", part_label(part), values.get(part, ""), part_attributes(part, question.type.key))
        for part in question.parts
    ]


def build_form_class(step: Step, language: str) -> type[StepForm]:
    """The form of a step, in one language."""
    questions = [item for item in step.items if item.type.has_answer]
    with override(language):
        form_class = StepFormBuilder([FieldDefinition(question, language) for question in questions]).get_form_class()
    form_class.language = language
    return form_class


@lru_cache(maxsize=1024)
def step_form_class(version_id: int, sha256: str, position: int, language: str) -> type[StepForm]:
    """The form of one step of a frozen version; built once per process and language."""
    step = compiled_service(version_id, sha256).step_at(position)
    if step is None:
        raise LookupError(position)
    return build_form_class(step, language)
