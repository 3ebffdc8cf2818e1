"""The demo's areas, and the entries of its catalogue that are no e-services: one on another site, one on paper."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.catalogue.drawings import Drawing
from home.catalogue.icons import Icon
from home.catalogue.models import Category, ExternalServicePage, PaperFormPage

FORM = Path(__file__).parent / "demo_files" / "ansok-om-god-man.pdf"


@dataclass(frozen=True)
class Area:
    slug: str
    icon: Icon
    names: tuple[str, str]
    descriptions: tuple[str, str]


AREAS = [
    Area(
        "barn-och-skola",
        Icon.BOOK,
        ("Barn och skola", "Children and school"),
        ("Förskola, skola, fritidshem och skolskjuts.", "Preschool, school, after-school care and school transport."),
    ),
    Area(
        "bygga-bo-och-miljo",
        Icon.HOUSE,
        ("Bygga, bo och miljö", "Building, living and environment"),
        ("Bygglov, avlopp, buller och det som rör hemmet.", "Building permits, sewage, noise and your home."),
    ),
    Area(
        "trafik-gator-och-parker",
        Icon.BUS,
        ("Trafik, gator och parker", "Traffic, streets and parks"),
        ("Parkering, vägar, belysning och lekplatser.", "Parking, roads, lighting and playgrounds."),
    ),
    Area(
        "omsorg-och-stod",
        Icon.HEART,
        ("Omsorg och stöd", "Care and support"),
        ("Stöd i vardagen för dig eller någon du står nära.", "Support in daily life for you or somebody close."),
    ),
    Area(
        "uppleva-och-gora",
        Icon.TICKET,
        ("Uppleva och göra", "Culture and leisure"),
        ("Lokaler, föreningar, idrott och kultur.", "Halls, associations, sports and culture."),
    ),
    Area(
        "jobb-och-foretag",
        Icon.BRIEFCASE,
        ("Jobb och företag", "Work and business"),
        ("Sommarjobb, tillstånd och det som rör företagare.", "Summer jobs, permits and what concerns businesses."),
    ),
]


def load(section: Page) -> None:
    """Make what is missing, touch nothing that is there."""
    for place, area in enumerate(AREAS, 1):
        (name, name_en), (description, description_en) = area.names, area.descriptions
        texts = {"name": name, "name_en": name_en, "description": description, "description_en": description_en}
        Category.objects.get_or_create(slug=area.slug, defaults={**texts, "icon": area.icon, "sort_order": place * 10})
    if not ExternalServicePage.objects.exists():
        publish(section, moving())
    if not PaperFormPage.objects.exists():
        publish(section, trustee())


def publish(section: Page, page: Page) -> None:
    section.refresh_from_db()
    section.add_child(instance=page)
    page.save_revision().publish()


def moving() -> ExternalServicePage:
    return ExternalServicePage(
        slug="anmal-flytt",
        short_address="flytta",
        category=Category.objects.get(slug="bygga-bo-och-miljo"),
        **pair("title", "Anmäl flytt", "Report that you are moving"),
        **pair(
            "summary",
            "Du anmäler din nya adress hos Skatteverket. Kommunen får veta det därifrån.",
            "You report your new address to Skatteverket, the tax agency. The municipality learns of it from there.",
        ),
        **pair("cost", "Kostar ingenting", "Free of charge"),
        drawing=Drawing.HELP,
        address="https://www.skatteverket.se/privat.html",
        address_en="https://www.skatteverket.se/servicelankar/otherlanguages/inenglish.html",
        responsible="Skatteverket",
        responsible_en="Skatteverket",
    )


def trustee() -> PaperFormPage:
    return PaperFormPage(
        slug="ansok-om-god-man",
        category=Category.objects.get(slug="omsorg-och-stod"),
        **pair("title", "Ansök om god man", "Apply for a trustee"),
        **pair(
            "summary",
            "För den som behöver någon som hjälper till med ekonomi, rättigheter eller omsorg.",
            "For those who need somebody to help with money, rights or care.",
        ),
        **pair("cost", "Kostar ingenting", "Free of charge"),
        source=[("document", form())],
        **pair(
            "send_to",
            "Heby kommun\nÖverförmyndaren\n744 88 Heby",
            "Heby kommun\nThe chief guardian\n744 88 Heby, Sweden",
        ),
    )


def form() -> Any:
    with FORM.open("rb") as file:
        return get_document_model().objects.create(title="Ansökan om god man", file=File(file, name=FORM.name))


def pair(name: str, swedish: str, english: str) -> dict[str, str]:
    return {name: swedish, f"{name}_en": english}
