"""Whose portal this is, kept in each process for a few seconds so that a page costs no query for its header and footer.

A change in the admin is seen everywhere within a second (home.changes); what no signal tells of, within `LIFETIME`.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import DatabaseError

from home.changes import Stamp, stamp
from home.finding import for_everyone

LIFETIME = 5.0  # seconds
SECTION_DEPTH = 3


@dataclass
class Portrait:
    """The settings of the municipality, the pages of its footer and menu, and the folders that breadcrumbs name."""

    municipality: Any  # home.models.MunicipalitySettings; unsaved, with default texts, when nobody has saved one
    footer_pages: list[Any] = field(default_factory=list)
    folders: dict[str, Any] = field(default_factory=dict)  # by path in the tree
    taken_at: float = 0.0
    stamp: Stamp | None = None  # looked at before everything else here
    sections: list[Any] = field(default_factory=list)  # just below the front page; the first holds the catalogue


_kept: list[Portrait] = []


def portrait() -> Portrait:
    """The current portrait: at most `LIFETIME` seconds old, and none from before the last change."""
    known = stamp()
    if not _kept or _kept[0].stamp != known or time.monotonic() - _kept[0].taken_at > LIFETIME:
        _kept[:] = [_take(known)]
    return _kept[0]


def portrait_without_database() -> Portrait:
    """For the error page, which must come out whatever is broken: the last one known, or else the defaults."""
    return _kept[0] if _kept else Portrait(apps.get_model("home", "MunicipalitySettings")())


def forget() -> None:
    _kept.clear()


def _take(known: Stamp | None) -> Portrait:
    try:
        folders = [page for name in ("SectionPage", "InformationPage") for page in _titles(name).filter(numchild__gt=0)]
        return Portrait(
            _settings(),
            list(_titles("InformationPage").filter(for_everyone(), show_in_menus=True).order_by("path")),
            {folder.path: folder for folder in folders},
            time.monotonic(),
            known,
            list(_titles("SectionPage").filter(for_everyone(), depth=SECTION_DEPTH).order_by("path")),
        )
    except DatabaseError:
        return portrait_without_database()


def _settings() -> Any:
    model = apps.get_model("home", "MunicipalitySettings")
    return model.objects.order_by("-site__is_default_site").first() or model()


def _titles(model: str) -> Any:
    pages = apps.get_model("home", model).objects.live()
    return pages.only("title", "title_en", "url_path", "path", "depth", "numchild", "show_in_menus")
