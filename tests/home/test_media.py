"""Pictures and documents for the pages: editors add them, caseworkers have no business there."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model

ADD = ("/admin/images/add/", "/admin/documents/add/")


@pytest.mark.parametrize("who", ["elin", "maja"])
def test_editors_add_pictures_and_documents(cast: Any, staff_client: Any, who: str) -> None:
    client = staff_client(getattr(cast, who))

    assert [client.get(address).status_code for address in ADD] == [200, 200]
    file = SimpleUploadedFile("ansok.pdf", b"%PDF-1.7\n%%EOF", content_type="application/pdf")
    client.post("/admin/documents/add/", {"title": "Ansökan om god man", "file": file})
    assert get_document_model().objects.get().title == "Ansökan om god man"


def test_caseworkers_do_not(cast: Any, staff_client: Any) -> None:
    client = staff_client(cast.hugo)

    assert [client.get(address).status_code for address in ADD] == [302, 302]
