"""Where the demo's services stand in the catalogue: the area, for whom, and the drawing beside it."""

from typing import Any

from home.catalogue.audiences import Audience
from home.catalogue.drawings import Drawing
from home.catalogue.models import Category

PRIVATE, COMPANY, ASSOCIATION = Audience.PRIVATE, Audience.COMPANY, Audience.ASSOCIATION

PLACES: dict[str, tuple[str, set[Audience], Drawing]] = {
    "skolskjuts": ("barn-och-skola", {PRIVATE}, Drawing.SCHOOL_TRANSPORT),
    "forskoleplats": ("barn-och-skola", {PRIVATE}, Drawing.PRESCHOOL),
    "fraga-om-bygglov": ("bygga-bo-och-miljo", {PRIVATE, COMPANY, ASSOCIATION}, Drawing.BUILDING),
    "eget-avlopp": ("bygga-bo-och-miljo", {PRIVATE, COMPANY}, Drawing.SEWAGE),
    "klagomal-miljo-och-halsa": ("bygga-bo-och-miljo", {PRIVATE, COMPANY, ASSOCIATION}, Drawing.ENVIRONMENT),
    "felanmalan-gata-och-park": ("trafik-gator-och-parker", {PRIVATE, COMPANY, ASSOCIATION}, Drawing.STREET),
    "parkeringstillstand": ("trafik-gator-och-parker", {PRIVATE}, Drawing.PARKING_PERMIT),
    "boka-lokal": ("uppleva-och-gora", {PRIVATE, COMPANY, ASSOCIATION}, Drawing.HALL),
    "foreningsbidrag": ("uppleva-och-gora", {ASSOCIATION}, Drawing.ASSOCIATION),
    "sommarjobb": ("jobb-och-foretag", {PRIVATE}, Drawing.SUMMER_JOB),
}


def place(slug: str) -> dict[str, Any]:
    """The page's fields; nothing for a service that has no place here."""
    if slug not in PLACES:
        return {}
    area, audiences, drawing = PLACES[slug]
    for_whom = {audience.field: audience in audiences for audience in Audience}
    return {"category": Category.objects.filter(slug=area).first(), "drawing": drawing} | for_whom
