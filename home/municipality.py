"""Whose portal this is, kept in each process for a few seconds so that a page costs no query for its header and footer.

A change in the admin is seen everywhere within a second (home.changes); what no signal tells of, within `LIFETIME`.
"""

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.db.models import Q
from wagtail.models import Site

from home.changes import Stamp, stamp
from home.finding import for_everyone
from home.languages import MAIN

LIFETIME = 5.0  # seconds
SECTION_DEPTH = 3
SHOWN = ("title", "url_path", "path", "depth", "numchild", "show_in_menus", "translation_key", "locale")


@dataclass
class Portrait:
    """The settings of the municipality, the pages of its footer and menu, and the folders that breadcrumbs name.

    The pages are those of every language; whoever shows them says which language he wants.
    """

    municipality: Any  # home.models.MunicipalitySettings; unsaved, with default texts, when nobody has saved one
    footer_pages: list[Any] = field(default_factory=list)  # what the footer links to, and the translations of that
    folders: list[Any] = field(default_factory=list)  # pages with others below them, and their translations
    taken_at: float = 0.0
    stamp: Stamp | None = None  # looked at before everything else here
    sections: list[Any] = field(default_factory=list)  # just below the front page; the first holds the catalogue

    @cached_property
    def _folders(self) -> dict[str, Any]:
        return {folder.path: folder for folder in self.folders}

    @cached_property
    def _translations(self) -> dict[tuple[Any, str], Any]:
        return {(folder.translation_key, language_of(folder)): folder for folder in self.folders}

    def folder(self, path: str, language: str) -> Any:
        """The folder at a path in the tree, in this language if it is translated; None when there is none."""
        folder = self._folders.get(path)
        return folder and self._translations.get((folder.translation_key, language), folder)

    def folders_in(self, page: Any, language: str) -> list[Any]:
        """The folders just below a page, in whichever tree they stand, that are to be in menus."""
        above = {folder.path for folder in self.folders if folder.translation_key == page.translation_key}
        return in_menus([one for one in self.folders if one.path[: -one.steplen] in above], language)

    def footer(self, language: str) -> list[Any]:
        return in_menus(self.footer_pages, language)

    def menu(self, language: str) -> list[Any]:
        return in_menus(self.sections, language)

    def catalogue(self, language: str) -> Any:
        """The first section below the front page, which holds the whole catalogue; None when there is none."""
        first = next((one for one in self.sections if language_of(one) == MAIN), None)
        own = (one for one in self.sections if first and one.translation_key == first.translation_key)
        return next((one for one in own if language_of(one) == language), first)


def language_of(page: Any) -> str:
    return str(page.locale.language_code)


def in_menus(pages: list[Any], language: str) -> list[Any]:
    """What is to be in menus, in this language; a Swedish page that nobody has translated stands there all the same."""
    own = {page.translation_key: page for page in pages if language_of(page) == language}
    swedish = [page for page in pages if language_of(page) == MAIN and page.show_in_menus]
    shown = [own.pop(page.translation_key, page) for page in swedish]
    return [*shown, *(page for page in own.values() if page.show_in_menus)]


_kept: list[Portrait] = []


def portrait() -> Portrait:
    """The current portrait: at most `LIFETIME` seconds old, and none from before the last change."""
    known = stamp()
    if _kept and _kept[0].stamp != known:
        Site.clear_site_root_paths_cache()  # Wagtail clears it only in the process that made the change
    if not _kept or _kept[0].stamp != known or time.monotonic() - _kept[0].taken_at > LIFETIME:
        _kept[:] = [_take(known)]
    return _kept[0]


def municipality_name() -> str:
    """As it stands in texts that are signed, sealed and sent."""
    return str(portrait().municipality.name)


def portrait_without_database() -> Portrait:
    """For the error page, which must come out whatever is broken: the last one known, or else the defaults."""
    return _kept[0] if _kept else Portrait(apps.get_model("home", "MunicipalitySettings")())


def forget() -> None:
    _kept.clear()


def _take(known: Stamp | None) -> Portrait:
    try:
        return Portrait(
            _settings(),
            [page for name in ("InformationPage", "AccessibilityStatementPage") for page in _menu(name)],
            [page for name in ("SectionPage", "InformationPage") for page in _folders(name)],
            time.monotonic(),
            known,
            list(_titles("SectionPage").filter(for_everyone(), depth=SECTION_DEPTH).order_by("path")),
        )
    except DatabaseError:
        return portrait_without_database()


def _settings() -> Any:
    model = apps.get_model("home", "MunicipalitySettings")
    return model.objects.order_by("-site__is_default_site").first() or model()


def _folders(model: str) -> Any:
    """The pages with others below them, and the translations of those."""
    above = apps.get_model("home", model).objects.filter(numchild__gt=0)
    return _titles(model).filter(translation_key__in=above.values("translation_key"))


def _menu(model: str) -> Any:
    """What the footer links to, and the translations of it."""
    chosen = apps.get_model("home", model).objects.live().filter(show_in_menus=True)
    named = Q(show_in_menus=True) | Q(translation_key__in=chosen.values("translation_key"))
    return _titles(model).filter(named, for_everyone()).order_by("path")


def _titles(model: str) -> Any:
    pages = apps.get_model("home", model).objects.live().select_related("locale")
    return pages.only(*SHOWN, "locale__language_code")
