"""Content for the demo and for a first start: the front page, the information pages and the municipality's details."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from home import demo_guides, demo_help, demo_texts, municipality
from home.demo_statement import STATEMENT, STATEMENT_EN
from home.demo_texts import FRONT_PAGE, MUNICIPALITY, SECTION, Blocks, Texts
from home.languages import MAIN
from home.models import (
    AccessibilityStatementPage,
    HomePage,
    InformationPage,
    MunicipalitySettings,
    PortalPage,
    SectionPage,
)


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
    Spot("for-andra", "for-others", demo_guides.FOR_OTHERS),
    Spot("skyddade-personuppgifter", "protected-identity", demo_texts.PROTECTED_IDENTITY),
    Spot("personuppgifter", "personal-data", demo_texts.PERSONAL_DATA),
    Spot("kakor", "cookies", demo_guides.COOKIES),
    Spot("kontakt", "contact", demo_texts.CONTACT),
]


@transaction.atomic
def load() -> dict[str, Any]:
    """Make what is missing, touch nothing that is there. Gives the pages that services are put under."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    swedish_pages = HomePage.objects.filter(locale__language_code=MAIN)
    front = swedish_pages.first() or make_front_page()
    section = SectionPage.objects.child_of(front).first() or add(front, SectionPage, SECTION_SPOT)
    if not InformationPage.objects.exists():
        for spot in INFORMATION_PAGES:
            add(front, InformationPage, spot, body=blocks_of(spot.texts.body), show_in_menus=True)
    if not HomePage.objects.filter(locale=english).exists():
        make_english_tree(front, section, english)
    if not AccessibilityStatementPage.objects.exists():
        add_statement(front, english)
    MunicipalitySettings.objects.get_or_create(site=Site.objects.get(is_default_site=True), defaults=MUNICIPALITY)
    municipality.forget()
    return {"front": front, "section": section}


def make_english_tree(front: HomePage, section: SectionPage, english: Locale) -> None:
    """The English pages, each tied to its Swedish one. Of a page that an editor has taken away none is made."""
    home = add_english(Page.get_first_root_node(), front, Spot("", "english", FRONT_PAGE), english)
    add_english(home, section, SECTION_SPOT, english)
    for spot in INFORMATION_PAGES:
        page = InformationPage.objects.child_of(front).filter(slug=spot.slug).first()
        if page:
            add_english(home, page, spot, english, body=blocks_of(spot.texts.body_en), show_in_menus=True)


def add_statement(front: HomePage, english: Locale) -> None:
    page = AccessibilityStatementPage(**STATEMENT, slug="tillganglighet", show_in_menus=True)
    put(front, page)
    tied = {"translation_key": page.translation_key, "locale": english}
    home = front.get_translation(english)
    put(home, AccessibilityStatementPage(**STATEMENT_EN, slug="accessibility", show_in_menus=True, **tied))


def make_front_page() -> HomePage:
    """Put our front page where Wagtail's first migrations left their welcome page."""
    root = Page.get_first_root_node()
    welcome = Page.objects.filter(depth=2, slug="home").first()
    front: HomePage = add(root, HomePage, Spot("hem" if welcome else "home", "", FRONT_PAGE))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": front})
    if welcome and not welcome.get_children().exists():
        welcome.delete()
    return front


def add(parent: Page, model: type[PortalPage], spot: Spot, **more: Any) -> Any:
    texts = spot.texts
    return put(parent, model(title=texts.title, lead=texts.lead, slug=spot.slug, **more))


def add_english(parent: Page, swedish: PortalPage, spot: Spot, english: Locale, **more: Any) -> Any:
    tied = {"translation_key": swedish.translation_key, "locale": english}
    texts = spot.texts
    return put(parent, type(swedish)(title=texts.title_en, lead=texts.lead_en, slug=spot.slug_en, **tied, **more))


def put(parent: Page, page: PortalPage) -> PortalPage:
    page.first_published_at = page.last_published_at = timezone.now()
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


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
