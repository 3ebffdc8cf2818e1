"""What a receipt costs the worker: setting it, sealing it, and how large it is."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from documents import own_seal, sealing
from documents.typesetting import Attachment, Document, Heading, Pairs, Table, typeset
from tests.bench.report import percentile

ROWS = 60


def a_receipt() -> Document:
    rows = [(f"Fråga {number}", "Ett svar av vanlig längd, med å, ä och ö.") for number in range(ROWS)]
    answers = '{"svar":"' + "Ett svar av vanlig längd. " * ROWS + '"}'
    return Document(
        language="sv",
        title="Kvittens BUN 2026-00001",
        heading="Kvittens BUN 2026-00001",
        description="Ansök om skolskjuts",
        author="Heby kommun",
        footer="Heby kommun",
        made_at=timezone.now(),
        blocks=[Heading("Svar"), Pairs(rows), Heading("Filer"), Table(["Fil", "Storlek"], [["a.pdf", "1 kB"]], [3, 1])],
        attachments=[Attachment("svar.json", "application/json", "Svaren", answers, "source")],
    )


def measure(times: int) -> Iterator[tuple[str, str]]:
    document = a_receipt()
    with tempfile.TemporaryDirectory() as folder:
        settings.SEAL_FILE, settings.SEAL_PASSWORD = str(Path(folder, "seal.p12")), ""
        settings.SEAL_SIGNER = "documents.sealing.signer_from_file"
        own_seal.make(Path(settings.SEAL_FILE), organisation="Heby kommun", number="2120000407")
        seal = sealing.current()
    assert seal
    plain = typeset(document)
    sealed = sealing.seal(plain, seal, reason="Kvittens")
    yield f"receipt of {ROWS} rows, set", _told(lambda: typeset(document), times, plain)
    yield f"receipt of {ROWS} rows, sealed", _told(lambda: sealing.seal(plain, seal, reason="Kvittens"), times, sealed)


def _told(work: Callable[[], object], times: int, pdf: bytes) -> str:
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        took.append(time.perf_counter() - begun)
    return f"p50 {percentile(took, 50):.0f} ms, p95 {percentile(took, 95):.0f} ms, {len(pdf) / 1024:.0f} KiB"
