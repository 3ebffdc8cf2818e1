"""Whose portal this is, kept in each process for a few seconds so that a page costs no query for its header and footer.

A change in the admin is seen everywhere within `LIFETIME` seconds; no process has to be told.
"""

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import DatabaseError
from django.db.models import Q

from home.finding import for_everyone
from home.languages import MAIN

LIFETIME = 5.0  # seconds
SHOWN = ("title", "url_path", "path", "depth", "numchild", "show_in_menus", "translation_key", "locale")


@dataclass
class Portrait:
    """The settings of the municipality, the pages its footer links to, and the folders that breadcrumbs name."""

    municipality: Any  # home.models.MunicipalitySettings; unsaved, with default texts, when nobody has saved one
    footer_pages: list[Any] = field(default_factory=list)  # of every language
    folders: list[Any] = field(default_factory=list)  # pages with others below them, and their translations
    taken_at: float = 0.0

    @cached_property
    def _folders(self) -> dict[str, Any]:
        return {folder.path: folder for folder in self.folders}

    @cached_property
    def _translations(self) -> dict[tuple[Any, str], Any]:
        return {(page.translation_key, page.locale.language_code): page for page in [*self.folders, *self.footer_pages]}

    def folder(self, path: str, language: str) -> Any:
        """The folder at a path in the tree, in this language if it is translated; None when there is none."""
        folder = self._folders.get(path)
        return folder and self._translations.get((folder.translation_key, language), folder)

    def menu(self, language: str) -> list[Any]:
        """The footer's pages in this language. A Swedish one that nobody has translated stands there all the same."""
        own = self._chosen(language)
        if language == MAIN:
            return own
        swedish = self._chosen(MAIN)
        shown = [self._translations.get((page.translation_key, language), page) for page in swedish]
        return shown + [page for page in own if page not in shown]

    def _chosen(self, language: str) -> list[Any]:
        return [page for page in self.footer_pages if page.show_in_menus and page.locale.language_code == language]


_kept: list[Portrait] = []


def portrait() -> Portrait:
    """The current portrait: at most `LIFETIME` seconds old."""
    if not _kept or time.monotonic() - _kept[0].taken_at > LIFETIME:
        _kept[:] = [_take()]
    return _kept[0]


def portrait_without_database() -> Portrait:
    """For the error page, which must come out whatever is broken: the last one known, or else the defaults."""
    return _kept[0] if _kept else Portrait(apps.get_model("home", "MunicipalitySettings")())


def forget() -> None:
    _kept.clear()


def _take() -> Portrait:
    try:
        folders = [page for name in ("SectionPage", "InformationPage") for page in _folders(name)]
        menu = [page for name in ("InformationPage", "AccessibilityStatementPage") for page in _menu(name)]
        return Portrait(_settings(), menu, folders, time.monotonic())
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
