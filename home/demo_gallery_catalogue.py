"""The catalogue on the component page: a card of each kind, areas one of which is chosen, letters with hits or none."""

from typing import Any

from django.utils.translation import gettext as _

from home.alphabet import ALPHABET
from home.catalogue.cards import Card, Kind, Said
from home.catalogue.icons import Icon, picture
from home.catalogue.section import Choice, Letter
from home.sharing import Share


def gallery() -> dict[str, Any]:
    cards = [
        card(Kind.E_SERVICE, _("Ansök om skolskjuts"), _("E-legitimation behövs"), _("Kostar ingenting")),
        card(Kind.EXTERNAL, _("Anmäl flytt"), _("Kostar ingenting")),
        card(Kind.PAPER, _("Ansök om god man")),
    ]
    return {
        "catalogue_cards": cards,
        "catalogue_areas": [
            Choice(str(icon.label), f"#{icon}", icon is Icon.BUS, place, picture(icon))
            for place, icon in enumerate(Icon)
        ],
        "catalogue_letters": [Letter(letter, cards if letter in "AFÖ" else [], "error-summary") for letter in ALPHABET],
        "catalogue_share": Share(_("Komponenter"), "", "", "https://e-tjanster.kommun.example/flytta/", [], ""),
    }


def card(kind: Kind, title: str, *facts: str) -> Card:
    summary = Said(_("Här står i en mening vad det gäller."))
    return Card(0, kind, Said(title), summary, "#", [Said(fact) for fact in facts], None, frozenset(), 0, None)
