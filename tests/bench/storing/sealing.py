"""What encryption costs: a draft with two hundred answers, sealed and opened again."""

import time
from collections.abc import Iterator
from uuid import uuid4

from eservices.models import Draft
from eservices.owners import new_visitor
from eservices.sealing import give_key, open_answers, sealed_answers
from tests.bench.report import percentile

QUESTIONS = 200
Figure = tuple[str, str]


def measure(times: int) -> Iterator[Figure]:
    answers = {str(uuid4()): f"Svar nummer {number}, ungefär så långt som folk skriver" for number in range(QUESTIONS)}
    owner, draft, took = new_visitor(), Draft(), []
    give_key(draft, owner)
    for _time in range(times):
        began = time.perf_counter()
        draft.body = sealed_answers(draft, owner, answers, part="body", revision=draft.revision)
        assert open_answers(draft, owner) == answers
        took.append(time.perf_counter() - began)
    yield f"seal and open, {QUESTIONS} answers", f"p50 {percentile(took, 50):.2f} ms, p95 {percentile(took, 95):.2f} ms"
