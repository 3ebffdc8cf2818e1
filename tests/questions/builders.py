"""Short ways to write service documents, compiled questions and answers in these tests."""

from datetime import date

from questions import Facts, Person, Question, Service, State, compile_service, evaluate
from questions.document import compile_question

TODAY = date(2026, 11, 23)
FACTS = Facts(today=TODAY)
ASTRID = Person(name="Astrid Andersson", number="191212121212")
CHOICES = [
    {"id": "red", "label": {"sv": "Röd", "en": "Red"}},
    {"id": "green", "label": {"sv": "Grön", "en": "Green"}},
    {"id": "blue", "label": {"sv": "Blå", "en": "Blue"}},
]
MINIMAL_OPTIONS = {
    "single_choice": {"choices": CHOICES},
    "several_choices": {"choices": CHOICES},
    "file": {"kinds": ["pdf", "image"], "max_mb": 10, "max_count": 3},
    "information": {"body": {"sv": "<p>Läs detta.</p>", "en": "<p>Read this.</p>"}},
    "stop": {"body": {"sv": "<p>Stopp.</p>", "en": "<p>Stop.</p>"}},
}


def text(sv, en=None):
    return {"sv": sv, "en": sv if en is None else en}


def item(id, type="short_text", *, label=None, required=True, show_when=None, hint=None, **options):
    data = {
        "id": id,
        "type": type,
        "label": label or text(f"Fråga {id}", f"Question {id}"),
        "required": required,
        "show_when": show_when,
        "options": {**MINIMAL_OPTIONS.get(type, {}), **options},
    }
    return data | ({"hint": hint} if hint else {})


def step(id, *items, show_when=None, title=None):
    return {"id": id, "title": title or text(f"Steg {id}", f"Step {id}"), "show_when": show_when, "items": list(items)}


def document(*steps, login="none"):
    return {
        "format": 1,
        "service": {"id": "service", "title": text("Bygglov", "Permit"), "login": login},
        "steps": [*steps],
    }


def compiled(*steps) -> Service:
    return compile_service(document(*steps))


def state_of(service: Service, facts: Facts = FACTS, **answers) -> State:
    return evaluate(service, answers, facts)


def question(type, **options) -> Question:
    return compile_question(item("q", type, **options), {})


def parse(question: Question, raw, facts: Facts = FACTS):
    return question.type.parse(raw, question, facts)


def display(question: Question, value, language="sv"):
    return question.type.display(value, question, language)


def equals(question, value):
    return {"operator": "equals", "question": question, "value": value}
