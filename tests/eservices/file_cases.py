"""An errand that asks for files, and small rightful files to attach to it."""

import io
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from attachments.models import StoredFile
from attachments.storage import store
from eservices.actions.drafts import load_draft
from eservices.attached import AttachedFile, attached_files
from eservices.demo.builder import Json, question, stable_id, step, when
from eservices.models import DraftFile
from eservices.owners import Owner
from tests.attachments.samples import image, pdf
from tests.eservices.factories import Errand, posted

DRAWING, PHOTOS = stable_id("drawing"), stable_id("photos")
DRAWING_FIELD, PHOTOS_FIELD = f"q-{DRAWING}", f"q-{PHOTOS}"


def asks_for_files(**options: Any) -> list[Json]:
    """A wish and drawings; then whether there are photographs, and if so those."""
    drawing = {"kinds": ["pdf", "image"], "max_mb": 1, "max_count": 3} | options
    return [
        step(
            "f-wish",
            ("Din önskan", "Your wish"),
            question("short_text", "wish", ("Vad vill du?", "What do you want?"), max_length=100),
            question("file", "drawing", ("Ritning", "Drawing"), **drawing),
        ),
        step(
            "f-photos",
            ("Foton", "Photographs"),
            question("yes_no", "has-photos", ("Har du foton?", "Do you have photographs?")),
            question(
                "file",
                "photos",
                ("Dina foton", "Your photographs"),
                show_when=when("has-photos", "equals", "yes"),
                kinds=["image"],
                max_mb=1,
                max_count=2,
            ),
        ),
    ]


def a_file(name: str = "ritning.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A sound file of the kind its name says; the name is in it too, so that no two are the same."""
    if content is None:
        content = pdf(name) if name.endswith(".pdf") else image("PNG" if name.endswith(".png") else "JPEG")
    return SimpleUploadedFile(name, content)


@dataclass
class FileErrand(Errand):
    """An errand on a service made of `asks_for_files`."""

    def upload(self, *files: SimpleUploadedFile, field: str = DRAWING_FIELD, position: int = 1, **answers: Any) -> Any:
        """As the form without JavaScript: all fields of the page, and the button under the files."""
        where, base = self.step_address(position), self.base(position)
        hidden = {"action": f"upload-{field.removeprefix('q-')}", "base": base, "page": "", "save_number": "0"}
        return self.client.post(where, posted(**answers) | hidden | {field: list(files)})

    def attach(self, file: SimpleUploadedFile, *, field: str = DRAWING_FIELD, position: int = 1) -> Any:
        """As the page's script sends one."""
        where = self.step_address(position)
        return self.client.post(where, {"action": f"attach-{field.removeprefix('q-')}", field: file})

    def fill_with(self, *files: SimpleUploadedFile) -> "FileErrand":
        """Everything answered, so that it can be sent."""
        self.upload(*(files or (a_file(),)), wish="En brygga")
        self.post(2, has_photos="no")
        return self

    def file_address(self, name: str, file_id: UUID) -> str:
        return self.address(name, file_id)  # type: ignore[arg-type]

    def names(self) -> list[str]:
        return names_on(self.client.get(self.address("step", 1)))


def names_on(response: Any) -> list[str]:
    """The names in the file lists of a page."""
    return re.findall(r'class="file-name"[^>]*>([^<]*)<', response.content.decode())


def files_of_draft(draft_id: UUID, owner: Owner) -> list[AttachedFile]:
    """What is attached, read through the owner's door."""
    return attached_files(load_draft(draft_id, owner=owner, now=timezone.now()), owner)


def file_rows() -> int:
    """How many draft files there are, whoever owns them: tests may look behind the door."""
    return DraftFile._base_manager.count()


def blobs() -> set[UUID]:
    """Ids of what lies in the storage."""
    return {file_id for file_id, _since in store().files()}


def stored_ids() -> set[UUID]:
    return set(StoredFile.objects.values_list("pk", flat=True))


def content_of(response: Any) -> bytes:
    return io.BytesIO(b"".join(response.streaming_content)).read()
