"""A text in the portal's two languages. English may be empty; Swedish then stands in for it."""

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Text:
    sv: str
    en: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Text":
        return cls(sv=data["sv"], en=data.get("en", ""))

    def in_language(self, language: str | None) -> str:
        """The text in `language` (a code such as "sv" or "en-gb"); Swedish for every other language and for none."""
        return self.en if (language or "").startswith("en") and self.en else self.sv

    def as_json(self) -> dict[str, str]:
        """Both languages filled in: what is shown, not what the editor typed."""
        return {language: self.in_language(language) for language in LANGUAGES}
