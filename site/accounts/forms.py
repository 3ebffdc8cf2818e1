"""What staff fill in to get in: password and the first code of their app."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.models import User

NEW_PASSWORD = {"autocomplete": "new-password"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}
NO_CODE = _("Skriv koden som appen visar.")
WRONG_CODE = _("Koden stämmer inte. Skriv den kod som appen visar just nu.")


class EnrolForm(forms.Form):
    password = forms.CharField(
        label=_("Välj lösenord"),
        help_text=_("Minst 12 tecken. Gärna några ord efter varandra som bara du kommer på."),
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages={"required": _("Välj ett lösenord.")},
    )
    repeated = forms.CharField(
        label=_("Skriv lösenordet en gång till"),
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages={"required": _("Skriv lösenordet en gång till.")},
    )
    code = forms.CharField(
        label=_("Kod från appen"),
        help_text=_("De sex siffror som appen visar för den här inloggningen."),
        max_length=16,
        widget=forms.TextInput(attrs=CODE),
        error_messages={"required": NO_CODE},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean_repeated(self) -> str:
        repeated: str = self.cleaned_data["repeated"]
        if "password" in self.cleaned_data and repeated != self.cleaned_data["password"]:
            raise forms.ValidationError(_("De två lösenorden är inte lika."))
        return repeated


class CurrentCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kod"),
        help_text=_("Sex siffror från din kod-app, eller en av de reservkoder du har kvar."),
        max_length=32,
        widget=forms.TextInput(attrs=CODE | {"inputmode": "text"}),
        error_messages={"required": NO_CODE},
    )
