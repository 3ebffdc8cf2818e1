"""Content for the demo and for a first start: the front page, the information pages and the municipality's details."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from home import demo_catalogue, demo_help, demo_search, demo_texts, municipality
from home.demo_texts import FRONT_PAGE, MUNICIPALITY, SECTION, Blocks, Texts
from home.first_pages import make_front_page
from home.models import HomePage, InformationPage, MunicipalitySettings, PortalPage, SectionPage
from home.search.actions import rebuild_index

INFORMATION_PAGES = {
    "sa-fungerar-det": demo_texts.HOW_IT_WORKS,
    "spara-och-skicka-in": demo_texts.SAVE_AND_SEND,
    "bifoga-filer": demo_help.ATTACH_FILES,
    "om-du-blir-utloggad": demo_help.LOGGED_OUT,
    "e-legitimation": demo_texts.E_ID,
    "skyddade-personuppgifter": demo_texts.PROTECTED_IDENTITY,
    "personuppgifter": demo_texts.PERSONAL_DATA,
    "kontakt": demo_texts.CONTACT,
}


@transaction.atomic
def load() -> dict[str, Any]:
    """Make what is missing, touch nothing that is there. Gives the pages that services are put under."""
    front = HomePage.objects.first() or _front_page()
    section = SectionPage.objects.child_of(front).first() or add(
        front, SectionPage, SECTION, slug="e-tjanster", show_in_menus=True
    )
    if not InformationPage.objects.exists():
        for slug, texts in INFORMATION_PAGES.items():
            add_information_page(front, slug, texts)
    demo_catalogue.load(section)
    MunicipalitySettings.objects.get_or_create(site=Site.objects.get(is_default_site=True), defaults=MUNICIPALITY)
    municipality.forget()
    demo_search.load()
    rebuild_index()
    return {"front": front, "section": section}


def _front_page() -> HomePage:
    texts = {name: getattr(FRONT_PAGE, name) for name in ("title", "title_en", "lead", "lead_en")}
    return make_front_page(hostname="localhost", port=80, **texts)


def add(parent: Page, model: type[PortalPage], texts: Texts, slug: str, **more: Any) -> Any:
    now = timezone.now()
    page = model(
        title=texts.title,
        title_en=texts.title_en,
        lead=texts.lead,
        lead_en=texts.lead_en,
        slug=slug,
        first_published_at=now,
        last_published_at=now,
        **more,
    )
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def add_information_page(parent: Page, slug: str, texts: Texts) -> None:
    body, body_en = blocks_of(texts.body), blocks_of(texts.body_en)
    add(parent, InformationPage, texts, slug, body=body, body_en=body_en, show_in_menus=True)


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
