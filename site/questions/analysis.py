"""What an editor must put right before a service can be published. Pure: the same list for form, command and import.

Each problem names its step and question, so that the editor finds the place. Here belong rules about questions; what a
service page needs besides (contact, retention, legal basis) is the page's own matter.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from questions.conditions import UnknownCondition, compile_condition, questions_in
from questions.document import compile_question
from questions.problems import Problem
from questions.schema import check_schema
from questions.texts import Text
from questions.types import TYPES
from questions.types.text import LONG_DEFAULT, SHORT_DEFAULT, LongText

Json = Mapping[str, Any]
# Of one step, in one post: each sign takes twelve bytes at worst, and the settings allow 8 MB and 5 000 fields.
STEP_SIGNS, STEP_CHOICES = 600_000, 1900


def publishing_problems(document: object) -> list[Problem]:
    """Errors first, then warnings, each in document order. With a broken schema nothing else is looked at."""
    broken = check_schema(document)
    if broken or not isinstance(document, Mapping):
        return broken
    problems = [
        *_texts(document["service"], ["title"], {}),
        *_structure(document),
        *_duplicate_ids(document["steps"]),
        *_step_problems(document["steps"]),
    ]
    return sorted(problems, key=lambda problem: problem.level == "warning")


def _structure(document: Json) -> Iterator[Problem]:
    steps = document["steps"]
    if not steps:
        yield Problem("no_steps")
    for step in steps:
        if not step["items"]:
            yield Problem("step_without_items", **_place(step))
        elif _is_too_large(step["items"]):
            place = _place(step)
            params = place["params"] | {"signs": STEP_SIGNS, "choices": STEP_CHOICES}
            yield Problem("step_too_large", **place | {"params": params})
    if steps and not any(TYPES[item["type"]].has_answer for step in steps for item in step["items"]):
        yield Problem("no_questions")


def _is_too_large(items: list[Json]) -> bool:
    """Whether a step, filled to the brim, would be more than the portal takes in one post: its text would be lost."""
    questions = [item for item in items if TYPES[item["type"]].has_answer]
    choices = sum(len(item["options"].get("choices", [])) for item in questions)
    return sum(map(_signs, questions)) > STEP_SIGNS or choices > STEP_CHOICES


def _signs(item: Json) -> int:
    """How many signs the answer may have; types that set no length hold a short text in each part."""
    longest = LONG_DEFAULT if item["type"] == LongText.key else SHORT_DEFAULT
    length: int = item["options"].get("max_length", longest)
    return length * max(1, len(TYPES[item["type"]].parts))


def _duplicate_ids(steps: list[Json]) -> Iterator[Problem]:
    step_ids = Counter(step["id"] for step in steps)
    item_ids = Counter(item["id"] for step in steps for item in step["items"])
    for step in steps:
        if step_ids[step["id"]] > 1:
            yield Problem("duplicate_id", **_place(step))
        for item in step["items"]:
            if item_ids[item["id"]] > 1:
                yield Problem("duplicate_id", **_place(step, item))


def _step_problems(steps: list[Json]) -> Iterator[Problem]:
    every = {item["id"]: item for step in steps for item in step["items"]}
    earlier: dict[str, Any] = {}
    for step in steps:
        yield from _texts(step, ["title", "intro"], _place(step), optional=["intro"])
        yield from _condition_problems(step, _place(step), earlier, every)
        for item in step["items"]:
            place = _place(step, item)
            yield from _item_texts(item, place)
            yield from _option_problems(item, place)
            yield from _condition_problems(item, place, earlier, every)
            if item["type"] == "stop" and not (item["show_when"] or step["show_when"]):
                yield Problem("stop_always", **place)
            if TYPES[item["type"]].has_answer and item["id"] not in earlier and not [*_option_problems(item, place)]:
                earlier[item["id"]] = compile_question({**item, "show_when": None}, {})


def _option_problems(item: Json, place: dict[str, Any]) -> Iterator[Problem]:
    for code, params in TYPES[item["type"]].option_problems(item["options"]):
        yield Problem(code, **{**place, "params": {**place["params"], **params}})


def _condition_problems(data: Json, place: dict[str, Any], earlier: Json, every: Json) -> Iterator[Problem]:
    condition = data["show_when"]
    if not condition:
        return
    try:
        misplaced = [question for question in questions_in(condition) if question not in earlier]
        if not misplaced:
            compile_condition(condition, earlier)
    except UnknownCondition as error:
        yield Problem(error.code, **{**place, "params": {**place["params"], **error.params}})
        return
    for question in misplaced:
        yield from _misplaced(question, data, place, every)


def _misplaced(question: str, data: Json, place: dict[str, Any], every: Json) -> Iterator[Problem]:
    if question not in every:
        yield Problem("condition_question", **place)
        return
    other = every[question]
    code = "condition_itself" if question == data["id"] else "condition_later"
    if not TYPES[other["type"]].has_answer:
        code = "condition_no_answer"
    elif [*TYPES[other["type"]].option_problems(other["options"])]:
        # The other question is broken itself and named in this list for it; its place says nothing about the condition.
        return
    yield Problem(code, **{**place, "params": {**place["params"], "other": Text.from_json(other["label"])}})


def _item_texts(item: Json, place: dict[str, Any]) -> Iterator[Problem]:
    is_text = not TYPES[item["type"]].has_answer
    # Information and stop may go without a heading, but not without what they have to say.
    yield from _texts(item, ["label", "hint"], place, optional=["label", "hint"] if is_text else ["hint"])
    names = ["body", "unit", "pattern_message"]
    yield from _texts(item["options"], names, place, optional=names[1:] if is_text else names)
    for choice in item["options"].get("choices", []):
        yield from _texts(choice, ["label"], place, kind="choice")


def _texts(
    data: Json, names: list[str], place: dict[str, Any], optional: list[str] | None = None, kind: str = ""
) -> Iterator[Problem]:
    for name in names:
        text = data.get(name)
        if text is None:
            continue
        params = {**place.get("params", {}), "text": kind or name}
        if not text["sv"].strip():
            if name not in (optional or []) or text["en"].strip():
                yield Problem("empty_text", **{**place, "params": params})
        elif not text["en"].strip():
            yield Problem("english_missing", **{**place, "params": params}, level="warning")


def _place(step: Json, item: Json | None = None) -> dict[str, Any]:
    """Keyword arguments of a Problem that say where it is."""
    params = {"step": Text.from_json(step["title"])}
    if item is None:
        return {"step": step["id"], "params": params}
    return {
        "type": item["type"],
        "step": step["id"],
        "question": item["id"],
        "params": {**params, "label": Text.from_json(item["label"])},
    }
