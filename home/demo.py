"""Content for the demo and for a first start: the front page, the information pages and the municipality's details."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from home import demo_catalogue, demo_guides, demo_help, demo_search, demo_signing, demo_texts, municipality
from home.demo_statement import STATEMENT, STATEMENT_EN
from home.demo_texts import FRONT_PAGE, MUNICIPALITY, SECTION, Blocks, Texts
from home.first_pages import front_page, make_front_page, put, put_english
from home.models import HomePage, InformationPage, MunicipalitySettings, SectionPage
from home.pages import PortalPage
from home.search.actions import rebuild_index
from home.statement_page import AccessibilityStatementPage


@dataclass(frozen=True)
class Spot:
    """What is written about, and the last part of its address in Swedish and in English."""

    slug: str
    slug_en: str
    texts: Texts


SECTION_SPOT = Spot("e-tjanster", "e-services", SECTION)
INFORMATION_PAGES = [
    Spot("sa-fungerar-det", "how-it-works", demo_texts.HOW_IT_WORKS),
    Spot("spara-och-skicka-in", "saving-and-sending", demo_texts.SAVE_AND_SEND),
    Spot("har-det-kommit-fram", "has-it-arrived", demo_guides.SENT),
    Spot("bifoga-filer", "attaching-files", demo_help.ATTACH_FILES),
    Spot("om-du-blir-utloggad", "logged-out", demo_help.LOGGED_OUT),
    Spot("e-legitimation", "e-id", demo_texts.E_ID),
    Spot("skriva-under", "signing", demo_signing.SIGNING),
    Spot("skriva-under-tillsammans", "signing-together", demo_signing.TOGETHER),
    Spot("for-andra", "for-others", demo_guides.FOR_OTHERS),
    Spot("skyddade-personuppgifter", "protected-identity", demo_texts.PROTECTED_IDENTITY),
    Spot("personuppgifter", "personal-data", demo_texts.PERSONAL_DATA),
    Spot("kakor", "cookies", demo_guides.COOKIES),
    Spot("kontakt", "contact", demo_texts.CONTACT),
]


@transaction.atomic
def load() -> dict[str, Any]:
    """Make what is missing, touch nothing that is there. Gives the pages that services are put under."""
    front = front_page() or _front_page()
    section = SectionPage.objects.child_of(front).first() or add(front, SectionPage, SECTION_SPOT)
    if not InformationPage.objects.exists():
        for spot in INFORMATION_PAGES:
            add(front, InformationPage, spot)
    if not HomePage.objects.exclude(pk=front.pk).exists():
        make_english_tree(front, section)
    if not AccessibilityStatementPage.objects.exists():
        page = put(front, AccessibilityStatementPage(**STATEMENT, slug="tillganglighet", show_in_menus=True))
        put_english(page, **STATEMENT_EN, slug="accessibility", show_in_menus=True)
    demo_catalogue.load(section)
    MunicipalitySettings.objects.get_or_create(site=Site.objects.get(is_default_site=True), defaults=MUNICIPALITY)
    municipality.forget()
    demo_search.load()
    rebuild_index()
    return {"front": front, "section": section}


def _front_page() -> HomePage:
    return make_front_page(
        hostname="localhost",
        port=80,
        texts={"title": FRONT_PAGE.title, "lead": FRONT_PAGE.lead},
        texts_en={"title": FRONT_PAGE.title_en, "lead": FRONT_PAGE.lead_en},
    )


def make_english_tree(front: HomePage, section: SectionPage) -> None:
    """Where only the Swedish tree stands. Of a page that an editor has taken away none is made."""
    add_english(front, Spot("", "english", FRONT_PAGE))
    add_english(section, SECTION_SPOT)
    for spot in INFORMATION_PAGES:
        page = InformationPage.objects.child_of(front).filter(slug=spot.slug).first()
        if page:
            add_english(page, spot)


def add(parent: Page, model: type[PortalPage], spot: Spot) -> Any:
    """The page in both languages; gives the Swedish."""
    texts = spot.texts
    body = {"body": blocks_of(texts.body)} if texts.body else {}
    page = put(parent, model(title=texts.title, lead=texts.lead, slug=spot.slug, show_in_menus=True, **body))
    add_english(page, spot)
    return page


def add_english(page: PortalPage, spot: Spot) -> None:
    texts = spot.texts
    body = {"body": blocks_of(texts.body_en)} if texts.body_en else {}
    menu = {"show_in_menus": page.show_in_menus}
    put_english(page, title=texts.title_en, lead=texts.lead_en, slug=spot.slug_en, **menu, **body)


def blocks_of(texts: Blocks) -> Blocks:
    return [(kind, value_of(kind, value)) for kind, value in texts]


def value_of(kind: str, value: Any) -> Any:
    """A block's value from plain text: rich text as RichText, in lists too."""
    if kind == "text":
        return RichText(value)
    if isinstance(value, dict):
        return {name: with_rich_text(name, part) for name, part in value.items()}
    return value


def with_rich_text(name: str, part: Any) -> Any:
    if isinstance(part, list):
        return [{key: with_rich_text(key, text) for key, text in item.items()} for item in part]
    return RichText(part) if name == "text" else part
