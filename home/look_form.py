"""The form of the municipality's settings: besides its fields, a logo to upload, and colours that must be legible."""

from re import fullmatch
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.logo import kind_of_logo
from home.look import HEX, why_not


class MunicipalityForm(WagtailAdminModelForm):
    logo_file = forms.FileField(
        label=_("Ny logotyp"),
        required=False,
        help_text=_("SVG eller PNG, högst 50 kB. Visas på vit botten bredvid kommunens namn på varje sida."),
    )
    remove_logo = forms.BooleanField(label=_("Ta bort logotypen"), required=False)

    def clean_logo_file(self) -> bytes:
        uploaded = self.cleaned_data["logo_file"]
        content: bytes = uploaded.read() if uploaded else b""
        if content:
            self.instance.logo_kind = kind_of_logo(content)
        return content

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        self.check_logo(cleaned)
        self.check_colours(cleaned.get("accent", ""), cleaned.get("accent_dark", ""))
        return cleaned

    def check_logo(self, cleaned: dict[str, Any]) -> None:
        stays = self.instance.logo and not cleaned.get("remove_logo")
        if (cleaned.get("logo_file") or stays) and not cleaned.get("logo_alt"):
            self.add_error("logo_alt", _("Beskriv logotypen för den som inte ser den."))

    def check_colours(self, light: str, dark: str) -> None:
        if bool(light) != bool(dark) and not self.errors.keys() & {"accent", "accent_dark"}:
            self.add_error("accent_dark" if light else "accent", _("Välj en färg för båda lägena, eller för inget."))
            return
        for field, colour, theme in (("accent", light, "light"), ("accent_dark", dark, "dark")):
            reason = why_not(colour, theme) if fullmatch(HEX, colour) else ""
            if reason:
                self.add_error(field, reason)

    def save(self, commit: bool = True) -> Any:
        content = self.cleaned_data["logo_file"]
        if content or self.cleaned_data["remove_logo"]:
            self.instance.logo = content or None
        return super().save(commit)
