"""The JSON Schema of the service document, format 1: the published contract of what `EServiceVersion` freezes.

Versions live for ever, so within a format the schema may only become wider: what was valid stays valid. A change that
breaks this is a new FORMAT with its own schema.
"""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from questions.conditions import OPERATORS
from questions.problems import Problem
from questions.types import TYPES

FORMAT = 1
LOGINS = ("none", "optional", "required")
LEVELS = ("loa2", "loa3", "loa4")
SIGNATURES = ("none", "approval", "signature")

DAYS = {"type": "integer", "minimum": 1, "maximum": 90}
ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
TEXT = {"$ref": "#/$defs/text"}
CONDITION = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/condition"}]}


def _object(required: list[str], properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False, **more}


def _options_of_types() -> list[dict[str, Any]]:
    return [
        {
            "if": {"properties": {"type": {"const": key}}, "required": ["type"]},
            "then": {"properties": {"options": question_type.options_schema}},
        }
        for key, question_type in TYPES.items()
    ]


DEFINITIONS: dict[str, Any] = {
    "text": _object(["sv", "en"], {"sv": {"type": "string"}, "en": {"type": "string"}}),
    "choice": _object(["id", "label"], {"id": ID, "label": TEXT}),
    "condition": {
        "oneOf": [
            _object(
                ["operator", "question"],
                {
                    "operator": {"enum": list(OPERATORS)},
                    "question": ID,
                    "value": {"type": ["string", "boolean", "null"]},
                },
            ),
            _object(
                ["operator", "of"],
                {
                    "operator": {"enum": ["all", "any"]},
                    "of": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
                },
            ),
            _object(["operator", "of"], {"operator": {"const": "not"}, "of": {"$ref": "#/$defs/condition"}}),
        ]
    },
    "question": _object(
        ["id", "type", "label", "required", "show_when", "options"],
        {
            "id": ID,
            "type": {"enum": list(TYPES)},
            "label": TEXT,
            "hint": TEXT,
            "required": {"type": "boolean"},
            "show_when": CONDITION,
            "options": {"type": "object"},
        },
        allOf=_options_of_types(),
    ),
    "step": _object(
        ["id", "title", "show_when", "items"],
        {
            "id": ID,
            "title": TEXT,
            "intro": TEXT,
            "show_when": CONDITION,
            "items": {"type": "array", "items": {"$ref": "#/$defs/question"}},
        },
    ),
}

SERVICE_DOCUMENT_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Service document, format 1",
    **_object(
        ["format", "service", "steps"],
        {
            "format": {"const": FORMAT},
            "service": {
                "type": "object",
                "required": ["id", "title", "login"],
                "properties": {
                    "id": ID,
                    "title": TEXT,
                    "login": {"enum": list(LOGINS)},
                    "level": {"enum": list(LEVELS)},
                    "signature": {"enum": list(SIGNATURES)},
                    "signing": _object(["in_order", "days"], {"in_order": {"type": "boolean"}, "days": DAYS}),
                },
            },
            "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
        },
    ),
    "$defs": DEFINITIONS,
}


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(SERVICE_DOCUMENT_SCHEMA)


def check_schema(document: object) -> list[Problem]:
    """Where `document` breaks the schema; empty when it does not. Each problem names the place as `steps/0/items/2`."""
    try:
        errors = sorted(_validator().iter_errors(document), key=lambda error: str(error.json_path))
    except RecursionError:
        return [Problem("schema", params={"path": "", "reason": "nested too deeply"})]
    return [
        Problem("schema", params={"path": "/".join(map(str, error.absolute_path)), "reason": error.message[:300]})
        for error in errors
    ]
