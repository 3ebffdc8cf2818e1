"""What stands in a receipt: what was sent, when and by whom, read from what was received and from nothing else.

Beside what people read lie two files for machines: the very bytes that were received, and `kvittens.json`, which
`manage.py verify_receipt` and the page Kontrollera kvittens read.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Literal

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.files import OpenedFile, files_of_submission
from casework.models import Receipt, Submission
from casework.reading import canonical_of, display_of
from casework.signatures import OpenedSignature, signatures_of
from casework.statements import check_code
from documents.sealing import Seal
from documents.typesetting import Attachment, Block, Document, Heading, Pairs, Paragraph, Table
from questions.formats import size_text

FORMAT = "1"
FACTS_NAME, ANSWERS_NAME = "kvittens.json", "svar.json"
JSON = "application/json"
HASH_PART = 16
Language = Literal["sv", "en"]


def document_of(receipt: Receipt, *, seal: Seal | None, made_at: datetime) -> Document:
    """Raises SealBroken or ContentAltered when what was received cannot be read."""
    submission, municipality = receipt.submission, receipt.issuer
    language: Language = "en" if receipt.language == "en" else "sv"
    signatures = [one for one in signatures_of(submission.case) if one.submission == submission.sequence]
    files = files_of_submission(submission)
    canonical = canonical_of(submission)
    with translation.override(language):
        case = submission.case
        title = _("Kvittens %(number)s") % {"number": case.number}
        return Document(
            language=language,
            title=title,
            heading=title,
            description=submission.case.title_in(language),
            author=municipality,
            footer=f"{municipality} · {case.number}",
            made_at=made_at,
            notices=list(_notices(submission, seal)),
            blocks=[
                *_overview(submission, municipality, language),
                *_answers(display_of(submission), language),
                *_list_of_files(files, language),
                *_list_of_signatures(signatures),
                *_about(submission, seal),
            ],
            attachments=[
                Attachment(ANSWERS_NAME, JSON, _("Svaren, som de togs emot"), canonical.decode(), "source"),
                Attachment(FACTS_NAME, JSON, _("Uppgifter för kontroll"), facts_json(receipt, files, signatures)),
            ],
        )


def facts_json(receipt: Receipt, files: Sequence[OpenedFile], signatures: Sequence[OpenedSignature]) -> str:
    """What can be said of the case to who holds the receipt. Without identity numbers: names are enough to read."""
    submission = receipt.submission
    case = submission.case
    facts = {
        "format": FORMAT,
        "event": receipt.event,
        "number": case.number,
        "service": {"sv": case.service_title, "en": case.service_title_en},
        "received_at": case.received_at.isoformat(),
        "is_test": case.is_test,
        "content_sha256": submission.content_sha256,
        "files": [{"name": one.name, "size": str(one.size), "sha256": one.sha256} for one in files],
        "signatures": [_signature_facts(one) for one in signatures],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _signature_facts(signature: OpenedSignature) -> dict[str, Any]:
    return {
        "name": signature.name,
        "act": str(signature.act),
        "signed_at": signature.signed_at.isoformat(),
        "provider": signature.provider_label,
        "level": signature.level,
        "transaction": signature.transaction,
        "is_test": signature.is_test,
        "text": signature.statement.text,
        "data": signature.statement.data.decode(),
        "evidence_sha256": list(signature.stored_sha256),
    }


def _notices(submission: Submission, seal: Seal | None) -> Iterator[str]:
    if submission.case.is_test:
        yield _("Det här är ett provärende. Det fylldes i med test-legitimation och handläggs inte.")
    if seal and seal.is_demo:
        yield _("Stämpeln är gjord för en demonstration. Den bevisar ingenting.")


def _overview(submission: Submission, municipality: str, language: Language) -> Iterator[Block]:
    case = submission.case
    unit = case.unit.name_en if language == "en" and case.unit.name_en else case.unit.name
    yield Paragraph(
        _("%(municipality)s har tagit emot det som står här. Spara kvittensen: den visar vad du skickade och när.")
        % {"municipality": municipality}
    )
    yield Pairs(
        [
            (_("E-tjänst"), case.title_in(language)),
            (_("Ärendenummer"), case.number),
            (_("Inskickat"), _moment(case.received_at)),
            (_("Tas om hand av"), unit),
        ]
    )


def _answers(display: dict[str, Any], language: Language) -> Iterator[Block]:
    def chosen(text: dict[str, str]) -> str:
        return text.get(language) or text["sv"]

    yield Heading(_("Svar"))
    for step in display["steps"]:
        yield Heading(chosen(step["title"]), 3)
        yield Pairs([(chosen(item["label"]), _answer(item, chosen)) for item in step["items"]])


def _answer(item: dict[str, Any], chosen: Any) -> str:
    body = chosen(item["body"]) if item.get("body") else ""
    value = chosen(item["value"]) or _("Inget svar")
    return f"{body}\n{value}" if body else value


def _list_of_files(files: Sequence[OpenedFile], language: Language) -> Iterator[Block]:
    if not files:
        return
    yield Heading(_("Filer"))
    yield Table(
        [_("Fil"), _("Storlek"), _("Kontrollsumma (SHA-256)")],
        [(one.name, size_text(one.size, language), _spaced(one.sha256)) for one in files],
        [4, 2, 5],
    )


def _list_of_signatures(signatures: Sequence[OpenedSignature]) -> Iterator[Block]:
    if not signatures:
        return
    yield Heading(_("Underskrifter"))
    for one in signatures:
        test = _("Det här gjordes med en test-legitimation.")
        how = f"{one.provider_label}. {test}" if one.is_test else one.provider_label
        yield Pairs(
            [
                (_("Vem"), one.name),
                (_("Vad"), one.act_in_words),
                (_("När"), _moment(one.signed_at)),
                (_("E-legitimation"), how),
                (_("Det här stod i e-legitimationen"), one.statement.text),
            ]
        )


def _about(submission: Submission, seal: Seal | None) -> Iterator[Block]:
    yield Heading(_("Om kvittensen"))
    if seal:
        yield Paragraph(
            _(
                "Kvittensen har kommunens elektroniska stämpel. Den visar att kvittensen kommer från oss och inte har "
                "ändrats. På sidan Kontrollera kvittens i vår e-tjänst kan vem som helst kontrollera den."
            )
        )
    else:
        yield Paragraph(_("Kvittensen har ingen elektronisk stämpel."))
    yield Paragraph(
        _(
            "Tecken som inte går att skriva ut står som koder, till exempel [U+65E5]. I filen svar.json, som ligger i "
            "det här dokumentet, står de exakt."
        )
    )
    yield Pairs(
        [
            (_("Kontrollkod"), check_code(submission.content_sha256)),
            (_("Kontrollsumma för svaren (SHA-256)"), _spaced(submission.content_sha256)),
        ]
    )


def _spaced(sha256: str) -> str:
    return " ".join(sha256[place : place + HASH_PART] for place in range(0, len(sha256), HASH_PART))


def _moment(at: datetime) -> str:
    """In the municipality's time, with the zone's distance: a receipt is read years later and elsewhere."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y H.i.s')} (UTC{local.strftime('%z')[:3]})"
