"""Where the demo's services stand in the catalogue: the area, and for whom besides private persons."""

from typing import Any

from home.catalogue.audiences import Audience
from home.catalogue.models import Category

PRIVATE, COMPANY, ASSOCIATION = Audience.PRIVATE, Audience.COMPANY, Audience.ASSOCIATION

PLACES: dict[str, tuple[str, set[Audience]]] = {
    "skolskjuts": ("barn-och-skola", {PRIVATE}),
    "forskoleplats": ("barn-och-skola", {PRIVATE}),
    "fraga-om-bygglov": ("bygga-bo-och-miljo", {PRIVATE, COMPANY, ASSOCIATION}),
    "eget-avlopp": ("bygga-bo-och-miljo", {PRIVATE, COMPANY}),
    "klagomal-miljo-och-halsa": ("bygga-bo-och-miljo", {PRIVATE, COMPANY, ASSOCIATION}),
    "felanmalan-gata-och-park": ("trafik-gator-och-parker", {PRIVATE, COMPANY, ASSOCIATION}),
    "parkeringstillstand": ("trafik-gator-och-parker", {PRIVATE}),
    "boka-lokal": ("uppleva-och-gora", {PRIVATE, COMPANY, ASSOCIATION}),
    "foreningsbidrag": ("uppleva-och-gora", {ASSOCIATION}),
    "sommarjobb": ("jobb-och-foretag", {PRIVATE}),
}


def place(slug: str) -> dict[str, Any]:
    """The page's fields; nothing for a service that has no place here."""
    if slug not in PLACES:
        return {}
    area, audiences = PLACES[slug]
    for_whom = {audience.field: audience in audiences for audience in Audience}
    return {"category": Category.objects.filter(slug=area).first()} | for_whom
