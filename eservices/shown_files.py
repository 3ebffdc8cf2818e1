"""Files as the step page shows them: what may be attached, in words, and what is attached so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attachments.errors import Refused
from attachments.kinds import GROUPS, accept_attribute, extensions_text, kinds_of
from attachments.models import ScanState, StoredFile
from attachments.texts import refusal_text, size_text
from eservices.attached import AttachedFile
from questions import Question
from questions.formats import size_text as exact_size_text

STATES: dict[str, tuple[str, Promise]] = {  # the kind of tag, and what it says
    ScanState.CLEAN: ("success", gettext_lazy("Kontrollerad")),
    ScanState.UNSCANNED: ("success", gettext_lazy("Mottagen")),
    ScanState.WAITING: ("caution", gettext_lazy("Väntar på kontroll")),
    ScanState.INFECTED: ("error", gettext_lazy("Innehåller skadlig kod")),
}
OUR_REFUSALS = {
    "question_full": gettext_lazy(
        "Filen ”%(name)s” lades inte till. Här får det vara högst %(limit)s filer. Ta bort eller byt ut en av dem."
    ),
    "draft_full": gettext_lazy(
        "Filen ”%(name)s” lades inte till. Ett ärende får ha högst %(files)s filer och %(size)s sammanlagt."
    ),
    "person_full": gettext_lazy(
        "Filen ”%(name)s” lades inte till. I allt du har sparat får du ha högst %(files)s filer och %(size)s. Ta bort"
        " filer eller utkast som du inte behöver."
    ),
    "no_name": gettext_lazy("Skriv ett namn på filen ”%(name)s”."),
}


@dataclass(frozen=True)
class ShownFile:
    id: UUID
    name: str
    size: str
    tag: str
    state: str
    may_be_opened: bool


@dataclass(frozen=True)
class FileControl:
    """`limits` are the sentences above the control; `is_full` when no more files may be added."""

    question_id: str
    label: str
    limits: list[str]
    accept: str
    max_count: int
    max_mb: int
    files: list[ShownFile]

    @property
    def kinds_and_size(self) -> list[str]:
        return self.limits[:2]

    @property
    def max_bytes(self) -> int:
        return self.max_mb * 2**20

    @property
    def too_large(self) -> str:
        """What the page's script says, with {name} for the file, before it sends in vain."""
        return refusal_text(Refused("too_large", limit_bytes=self.max_bytes), "{name}")

    @property
    def is_full(self) -> bool:
        return len(self.files) >= self.max_count

    @property
    def is_waiting(self) -> bool:
        return any(file.tag == "caution" for file in self.files)


def file_control(question: Question, files: Sequence[AttachedFile], language: str) -> FileControl:
    """The control of one question; `files` are all files of the draft."""
    return FileControl(
        question_id=question.id,
        limits=limits_in_words(question),
        accept=accept_attribute(kinds_of(question.options["kinds"])),
        label=question.label.in_language(language),
        max_count=question.options["max_count"],
        max_mb=question.options["max_mb"],
        files=[shown_file(file, language) for file in files if file.question_id == question.id],
    )


def limits_in_words(question: Question) -> list[str]:
    """Which kinds, how large, how many."""
    groups = question.options["kinds"]
    names = ", ".join(str(GROUPS[group].label) for group in groups)
    kinds = _("Tillåtna filer: %(kinds)s (%(extensions)s).")
    most = question.options["max_count"]
    return [
        kinds % {"kinds": names, "extensions": extensions_text(kinds_of(groups))},
        _("En fil får vara högst %(size)s MB.") % {"size": question.options["max_mb"]},
        ngettext("Du kan lägga till högst %(most)s fil.", "Du kan lägga till högst %(most)s filer.", most)
        % {"most": most},
    ]


def shown_file(file: AttachedFile, language: str) -> ShownFile:
    tag, state = state_in_words(file.stored)
    return ShownFile(
        id=file.id,
        name=file.details.name,
        size=exact_size_text(file.details.size, language),
        tag=tag,
        state=state,
        may_be_opened=file.stored.may_be_downloaded,
    )


def state_in_words(stored: StoredFile) -> tuple[str, str]:
    tag, state = STATES[stored.scan]
    return tag, str(state)


def refusal_in_words(refused: Refused, name: str) -> str:
    """Why a file was not taken: limits of the errand and person in our words, all else in those of `attachments`."""
    if refused.code not in OUR_REFUSALS:
        return refusal_text(refused, name)
    limit = refused.params.get("limit", 0)
    params = {"name": name, "size": size_text(limit) if limit else ""} | refused.params
    return str(OUR_REFUSALS[refused.code]) % params
