"""What every portal begins with: a front page, the folder of e-services, and whose portal it is, in both languages.

Nothing of the demo. Editors change all of it afterwards; what is there already is left as it is.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home import municipality
from home.languages import MAIN
from home.models import HomePage, MunicipalitySettings, SectionPage
from home.pages import PortalPage

LEAD = (
    "Här sköter du dina ärenden hos kommunen, som privatperson eller företag, vilken tid på dygnet du vill.",
    "This is where you deal with your errands with the municipality, as a private person or a company, at any hour.",
)


@transaction.atomic
def make_first_pages(*, name: str, hostname: str, port: int) -> list[str]:
    """Make what is missing for the municipality `name`; gives what was made, each in a word or two of English."""
    made = []
    front = front_page()
    if front is None:
        texts = {"title": f"E-tjänster hos {name}", "lead": LEAD[0]}
        texts_en = {"title": f"E-services of {name}", "lead": LEAD[1]}
        front = make_front_page(hostname=hostname, port=port, texts=texts, texts_en=texts_en)
        made.append("front page")
    if not SectionPage.objects.child_of(front).exists():
        section = put(front, SectionPage(title="E-tjänster", slug="e-tjanster"))
        put_english(section, title="E-services", slug="e-services")
        made.append("section of e-services")
    site = Site.objects.get(is_default_site=True)
    if MunicipalitySettings.objects.get_or_create(site=site, defaults={"name": name})[1]:
        made.append("settings of the municipality")
    municipality.forget()
    return made


def front_page() -> HomePage | None:
    """The Swedish one."""
    found: HomePage | None = HomePage.objects.filter(locale__language_code=MAIN).first()
    return found


def make_front_page(*, hostname: str, port: int, texts: dict[str, str], texts_en: dict[str, str]) -> HomePage:
    """In the place of the page that Wagtail's first migrations left, which goes unless somebody has built under it;
    and beside it the English one. Gives the Swedish."""
    root = Page.get_first_root_node()
    welcome = Page.objects.child_of(root).filter(slug="home").first()
    front: HomePage = put(root, HomePage(slug="hem" if welcome else "home", **texts))
    site = {"hostname": hostname, "port": port, "root_page": front}
    Site.objects.update_or_create(is_default_site=True, defaults=site)
    put_english(front, slug="english", **texts_en)
    if welcome and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
    return front


def put(parent: Page, page: PortalPage) -> Any:
    page.first_published_at = page.last_published_at = timezone.now()
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def put_english(page: PortalPage, *, slug: str, **fields: Any) -> None:
    """The translation of a page just put, below the English of the page above it. None is made where there is no such
    page, nor where something stands already."""
    english, _made = Locale.objects.get_or_create(language_code="en")
    above = page.get_parent()
    parent = above if above.is_root() else above.get_translation_or_none(english)
    if parent and not parent.get_children().filter(slug=slug).exists():
        put(parent, type(page)(slug=slug, translation_key=page.translation_key, locale=english, **fields))
