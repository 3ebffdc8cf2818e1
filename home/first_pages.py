"""What every portal begins with: a front page, the folder of e-services, and whose portal it is.

Nothing of the demo. Editors change all of it afterwards; what is there already is left as it is.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from home import municipality
from home.models import HomePage, MunicipalitySettings, PortalPage, SectionPage

LEAD = (
    "Här sköter du dina ärenden hos kommunen, som privatperson eller företag, vilken tid på dygnet du vill.",
    "This is where you deal with your errands with the municipality, as a private person or a company, at any hour.",
)


@transaction.atomic
def make_first_pages(*, name: str, hostname: str, port: int) -> list[str]:
    """Make what is missing for the municipality `name`; gives what was made, each in a word or two of English."""
    made = []
    front = HomePage.objects.first()
    if front is None:
        texts = {"title": f"E-tjänster hos {name}", "title_en": f"E-services of {name}"}
        front = make_front_page(hostname=hostname, port=port, **texts, lead=LEAD[0], lead_en=LEAD[1])
        made.append("front page")
    if not SectionPage.objects.child_of(front).exists():
        _put(front, SectionPage(title="E-tjänster", title_en="E-services", slug="e-tjanster"))
        made.append("section of e-services")
    site = Site.objects.get(is_default_site=True)
    if MunicipalitySettings.objects.get_or_create(site=site, defaults={"name": name})[1]:
        made.append("settings of the municipality")
    municipality.forget()
    return made


def make_front_page(*, hostname: str, port: int, **texts: str) -> HomePage:
    """In the place of the page that Wagtail's first migrations left, which goes unless somebody has built under it."""
    root = Page.get_first_root_node()
    welcome = Page.objects.child_of(root).filter(slug="home").first()
    front = HomePage(slug="hem" if welcome else "home", **texts)
    _put(root, front)
    site = {"hostname": hostname, "port": port, "root_page": front}
    Site.objects.update_or_create(is_default_site=True, defaults=site)
    if welcome and welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
    return front


def _put(parent: Page, page: PortalPage) -> None:
    page.first_published_at = page.last_published_at = timezone.now()
    parent.refresh_from_db()
    parent.add_child(instance=page)
