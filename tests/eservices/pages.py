"""A step's page as a browser has it open: posted later, with what it carried when it was shown."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from tests.eservices.factories import Errand, posted, shown_value

HIDDEN = ("base", "page", "parking", "unsettled")


@dataclass
class OpenPage:
    client: Client
    draft_id: UUID
    address: str
    shown: Any

    @classmethod
    def of(cls, errand: Errand, position: int) -> "OpenPage":
        address = errand.step_address(position)
        return cls(errand.client, errand.draft_id, address, errand.client.get(address))

    def hidden(self) -> dict[str, str]:
        page = self.shown.content.decode()
        return {name: shown_value(self.shown, name) for name in HIDDEN if f'name="{name}"' in page}

    def post(
        self,
        *,
        action: str = "next",
        number: int = 0,
        client: Client | None = None,
        extra: dict[str, str] | None = None,
        files: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        **answers: Any,
    ) -> Any:
        """`client`: another person's browser, or the same one without its session."""
        fields = posted(**answers) | self.hidden() | {"action": action, "save_number": number} | (extra or {})
        return (client or self.client).post(self.address, fields | (files or {}), headers=headers or {})
