"""What can be said of a link without asking anybody: of pages, files, our own addresses, and addresses that are bad."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from home.desk.links.extract import ADDRESS, DOCUMENT, IMAGE, PAGE, Link
from home.desk.links.words import GONE_FILE, GONE_PAGE, HIDDEN_PAGE, INSIDE_ONLY, MALFORMED, NOT_HERE
from home.serving import Trees, by_short_address, find

LONGEST_ID = 18  # digits; SQLite fails on larger numbers
is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Known:
    """Which of the targets there are: ids, each looked up once for all links together."""

    pages: dict[str, bool]  # whether it is live
    documents: Collection[str]
    images: Collection[str]

    def reason(self, link: Link) -> str:
        """Why the link is broken; "" when it is not, or when only another site can tell."""
        if link.kind == PAGE:
            return "" if self.pages.get(link.target) else GONE_PAGE if link.target not in self.pages else HIDDEN_PAGE
        if link.kind == DOCUMENT:
            return "" if link.target in self.documents else GONE_FILE
        if link.kind == IMAGE:
            return "" if link.target in self.images else GONE_FILE
        return address_fault(link.target)


def known_targets(links: Collection[Link]) -> Known:
    live = Page.objects.filter(pk__in=_ids(links, PAGE)).values_list("pk", "live")
    documents = get_document_model().objects.filter(pk__in=_ids(links, DOCUMENT)).values_list("pk", flat=True)
    images = get_image_model().objects.filter(pk__in=_ids(links, IMAGE)).values_list("pk", flat=True)
    return Known({str(pk): is_live for pk, is_live in live}, {str(pk) for pk in documents}, {str(pk) for pk in images})


def _ids(links: Collection[Link], kind: str) -> set[int]:
    targets = {link.target for link in links if link.kind == kind}
    return {int(target) for target in targets if target.isascii() and target.isdigit() and len(target) <= LONGEST_ID}


def is_outside(link: Link) -> bool:
    """Whether another site has to be asked."""
    return link.kind == ADDRESS and not address_fault(link.target) and not _is_ours(_parts(link.target))


def address_fault(address: str) -> str:
    parts = _parts(address)
    if _is_ours(parts):
        return "" if _leads_somewhere(parts.path) else NOT_HERE
    try:
        is_web_address(address)
    except ValidationError:
        return MALFORMED
    return INSIDE_ONLY if _is_private(parts.hostname or "") else ""


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _is_ours(parts: SplitResult) -> bool:
    if not parts.netloc:
        return not parts.scheme and parts.path.startswith("/")
    return parts.scheme in ("http", "https") and parts.netloc == urlsplit(settings.PORTAL_URL).netloc


def _is_private(host: str) -> bool:
    """A name or number that leads nobody outside to the place that was meant."""
    if host in settings.INSIDE_HOSTS:
        return False
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _leads_somewhere(path: str) -> bool:
    """Whether the portal has anything at this path: a page in the tree, or one of the addresses in the code."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True  # files; whether they are there is the web server's to know
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(f"{unquote(path).rstrip('/')}/" if "." not in path else unquote(path))
            if match.url_name == "wagtail_serve":
                _route(match.args[0] if match.args else match.kwargs["path"])
        except (Http404, Resolver404):
            return False
    return True


def _route(path: str) -> None:
    """Raises Http404 where the portal would show none, in the active language."""
    trees = Trees.of(Site.objects.get(is_default_site=True))
    found = find(trees, path)
    if found is None:
        if not by_short_address(trees, path):
            raise Http404
        return
    found.page.route(HttpRequest(), found.part)
