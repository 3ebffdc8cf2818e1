"""What the component page shows: every component in every state. Editors never see it; tests and designers do."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home import demo_gallery_catalogue
from home.notices import Closes, Kind
from home.standing_notices import Notice, Place

SCHOOLS = [("bergs", _("Bergs skola")), ("heby", _("Heby skola")), ("morgonga", _("Morgongåva skola"))]
CONTACT_WAYS = [("phone", _("Telefon")), ("mail", _("E-post")), ("letter", _("Brev"))]


class GalleryForm(forms.Form):
    """One field of each kind, the kinds set as eservices' forms set them."""

    name = forms.CharField(label=_("Barnets namn"), widget=forms.TextInput({"autocomplete": "off"}))
    born = forms.CharField(label=_("När är barnet fött?"), help_text=_("Till exempel 2019-03-27."), required=False)
    about = forms.CharField(label=_("Berätta mer"), widget=forms.Textarea({"rows": 4}), required=False)
    school = forms.ChoiceField(label=_("Vilken skola gäller det?"), choices=[("", _("Välj skola")), *SCHOOLS])
    bus = forms.ChoiceField(label=_("Behöver barnet skolskjuts?"), choices=[("yes", _("Ja")), ("no", _("Nej"))])
    ways = forms.MultipleChoiceField(
        label=_("Hur får vi höra av oss?"), help_text=_("Välj ett eller flera sätt."), choices=CONTACT_WAYS
    )
    address = forms.CharField(label=_("Vilken adress bor barnet på?"), required=False)
    consent = forms.BooleanField(label=_("Jag har läst hur kommunen behandlar personuppgifterna"))
    password = forms.CharField(
        label=_("Lösenord"), widget=forms.PasswordInput({"autocomplete": "new-password"}), required=False
    )

    kinds = {"name": "text", "born": "text", "about": "textarea", "school": "select", "bus": "radios"} | {
        "ways": "checkboxes",
        "address": "parts",
        "consent": "checkbox",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in self.kinds.items():
            self.fields[name].kind = kind  # type: ignore[attr-defined]  # as eservices.forms does
        self.fields["address"].part_fields = [  # type: ignore[attr-defined]
            (self.add_prefix("street"), _("Gatuadress"), "Tingsgatan 11", {"autocomplete": "address-line1"}),
            (self.add_prefix("code"), _("Postnummer"), "", {"inputmode": "numeric", "class": "width-short"}),
            (self.add_prefix("town"), _("Ort"), "Heby", {"class": "width-medium"}),
        ]


def gallery() -> dict[str, Any]:
    answers = {"bad-about": "<b>Hon</b> trivs", "bad-ways": ["mail"], "bad-born": "i våras"}
    with_errors = GalleryForm(answers, prefix="bad")
    with_errors.is_valid()
    with_errors.add_error("born", _("Skriv datumet så här: 2019-03-27."))
    with_errors.add_error("address", _("Skriv postnumret med fem siffror."))
    return {
        "empty_form": GalleryForm(prefix="empty"),
        "filled_form": GalleryForm(FILLED, prefix="full"),
        "error_form": with_errors,
        "saved_at": timezone.localtime().replace(hour=13, minute=5),
        "rows": summary_rows(),
        "cards": case_cards(timezone.localtime()),
        "sample_notices": sample_notices(timezone.now()),
        "tabs": [
            {"text": text, "url": f"#{number}", "current": number == 0}
            for number, text in enumerate([_("Översikt"), _("Svar"), _("Meddelanden"), _("Handlingar"), _("Historik")])
        ],
        **demo_gallery_catalogue.gallery(),
        "breadcrumbs": [
            {"title": _("Start"), "url": reverse("wagtail_serve", args=[""])},
            {"title": _("E-tjänster"), "url": reverse("wagtail_serve", args=["e-tjanster/"])},
        ],
    }


FILLED = {
    "full-name": "Åsa Örn",
    "full-born": "2019-03-27",
    "full-about": "Hon går i förskolan i dag.",
    "full-school": "heby",
    "full-bus": "yes",
    "full-ways": ["phone", "mail"],
    "full-consent": "on",
}


def sample_notices(now: datetime) -> list[Notice]:
    """A warning with an end, about one e-service, and what is worth knowing everywhere until further notice."""
    warning = Notice(
        id=1,
        kind=Kind.WARNING,
        text="E-tjänsten är stängd i natt.",
        text_en="The e-service is closed tonight.",
        starts_at=now,
        ends_at=now + timedelta(hours=9),
        closes=Closes.ALL,
        everywhere=False,
        places=(Place(uuid4(), "sv", "00010001", "Ansökan om skolskjuts", "School transport"),),
        service_ids=frozenset(),
    )
    information = replace(warning, kind=Kind.INFORMATION, everywhere=True, places=(), ends_at=None)
    return [warning, replace(information, text="Öppettider i jul.\nStängt 24–26 december.", text_en="")]


def summary_rows() -> list[dict[str, Any]]:
    return [
        {"label": _("Barnets namn"), "value": "Åsa Örn", "change_url": "#1"},
        {"label": _("Vilken adress bor barnet på?"), "value": "Tingsgatan 11\n744 31 Heby", "change_url": "#2"},
        {"label": _("Berätta mer"), "value": "", "change_url": "#3"},
        {"label": _("Inskickat av"), "value": "Astrid Lindberg"},
    ]


def case_cards(now: datetime) -> list[dict[str, Any]]:
    removed = {"label": _("Tas bort"), "value": f"{now + timedelta(days=90):%Y-%m-%d}"}
    return [
        {
            "title": _("Ansökan om skolskjuts"),
            "status": _("Ej inskickat"),
            "status_kind": "caution",
            "facts": [{"label": _("Sparat"), "value": f"{now:%Y-%m-%d} kl. 13.05"}, removed],
            "next_step": _("Du är på steg 2 av 5. Kommunen har inte fått något än."),
            "actions": [{"text": _("Fortsätt"), "url": "#4"}, {"text": _("Ta bort"), "url": "#5", "quiet": True}],
        },
        {
            "title": _("Felanmälan gata och belysning"),
            "url": "#6",
            "number": "BMN 2026-00014",
            "status": _("Mottaget"),
            "status_kind": "info",
            "facts": [{"label": _("Mottaget"), "value": f"{now:%Y-%m-%d}"}],
            "next_step": _("Vi har tagit emot ärendet. Nästa steg är att en handläggare läser det."),
        },
        {
            "title": _("Ansökan om bygglov"),
            "url": "#7",
            "number": "BMN 2026-00003",
            "status": _("Avslutat"),
            "status_kind": "success",
            "facts": [{"label": _("Gallras"), "value": f"{now + timedelta(days=700):%Y-%m-%d}"}],
        },
    ]
