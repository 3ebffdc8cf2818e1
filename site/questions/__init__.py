"""What a question is. Pure: imports nothing of ours, no ORM, no I/O.

An e-service is one JSON document (`SERVICE_DOCUMENT_SCHEMA`). `publishing_problems` tells an editor what is wrong with
it, `compile_service` prepares it once per version, and `evaluate` alone decides what applies, what is missing and what
may be sent. Raw answers are what the browser posted (`str`, `list[str]`, `dict[str, str]`); values are canonical JSON.

    >>> from datetime import date
    >>> text = lambda sv, en="": {"sv": sv, "en": en}
    >>> question = lambda id, type, label, show_when=None, **options: {
    ...     "id": id, "type": type, "label": text(label), "required": True, "show_when": show_when, "options": options}
    >>> only_if_dog = {"operator": "equals", "question": "dog", "value": True}
    >>> document = {
    ...     "format": 1,
    ...     "service": {"id": "pets", "title": text("Husdjur"), "login": "none"},
    ...     "steps": [{"id": "s1", "title": text("Ditt djur"), "show_when": None, "items": [
    ...         question("dog", "yes_no", "Har du hund?"),
    ...         question("name", "short_text", "Vad heter hunden?", only_if_dog, max_length=50)]}]}
    >>> service = compile_service(document)
    >>> facts = Facts(today=date(2026, 11, 23))
    >>> state = evaluate(service, {"dog": "yes"}, facts)
    >>> state.complete, [problem.code for problem in state.problems["name"]]
    (False, ['required'])
    >>> state = evaluate(service, {"dog": "no", "name": "Karo"}, facts)
    >>> state.complete, dict(state.values), state.applies("name")
    (True, {'dog': False}, False)
    >>> canonical_submission(service, state, version={"number": 1, "sha256": "ab"}, language="sv")
    b'{"answers":{"dog":false},"format":"1","language":"sv","service":"pets","version":{"number":"1","sha256":"ab"}}'
"""

from questions.analysis import publishing_problems
from questions.canonical import Incomplete, canonical_submission, sha256_hex
from questions.conditions import Condition, describe
from questions.display import display_document
from questions.document import Question, Service, Step, UnknownDocument, compile_service
from questions.evaluate import Facts, Person, State, StepState, evaluate
from questions.identity_numbers import (
    InvalidNumber,
    OrganisationNumber,
    PersonalNumber,
    parse_coordination_number,
    parse_identity_number,
    parse_organisation_number,
    parse_personal_number,
)
from questions.inputs import Raw
from questions.messages import lazy_message, message
from questions.problems import Invalid, Problem
from questions.schema import FORMAT, SERVICE_DOCUMENT_SCHEMA, check_schema
from questions.texts import Text
from questions.types import TYPES, QuestionType
from questions.types.choices import Choice
from questions.types.files import FileFact

__all__ = [
    "FORMAT",
    "SERVICE_DOCUMENT_SCHEMA",
    "TYPES",
    "Choice",
    "Condition",
    "Facts",
    "FileFact",
    "Incomplete",
    "Invalid",
    "InvalidNumber",
    "OrganisationNumber",
    "Person",
    "PersonalNumber",
    "Problem",
    "Question",
    "QuestionType",
    "Raw",
    "Service",
    "State",
    "Step",
    "StepState",
    "Text",
    "UnknownDocument",
    "canonical_submission",
    "check_schema",
    "compile_service",
    "describe",
    "display_document",
    "evaluate",
    "lazy_message",
    "message",
    "parse_coordination_number",
    "parse_identity_number",
    "parse_organisation_number",
    "parse_personal_number",
    "publishing_problems",
    "sha256_hex",
]
