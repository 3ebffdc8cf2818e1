"""No address and no template of ours is left out of what the checks of every page look at."""

from itertools import chain
from pathlib import Path
from typing import Any

from tests.addresses import OUR_VIEWSETS, addresses
from tests.environment import ROOT
from tests.inclusion import errands, places, staff

NO_PAGES = {  # address: what it answers with instead of a page
    "accounts:client_keys": "JSON",
    "accounts:eid_start": "a redirect, or a page that goes on by itself",
    "accounts:time_left": "JSON",
    "choose_language": "a redirect",
    "colours": "a stylesheet",
    "casework:cases_results": "a part of casework:cases",
    "casework:change_status": "a redirect",
    "casework:file": "a file",
    "casework:receipt": "a document",
    "eservices:draft": "a redirect",
    "eservices:fetch_file": "a file",
    "eservices:my_file": "a file",
    "eservices:my_receipt": "a document",
    "eservices:party_file": "a file",
    "eservices:party_receipt": "a document",
    "eservices:party_signed": "a redirect",
    "eservices:sent_receipt": "a document",
    "eservices:signed": "a redirect",
    "logo": "a picture",
    "operations:healthz": "a word",
    "operations:metrics": "figures",
    "operations:readyz": "JSON",
    "outbox:drop": "a redirect",
    "outbox:release": "a redirect",
    "outbox:retry": "a redirect",
    "outbox:retry_all": "a redirect",
    "robots": "plain text",
    "search:suggest": "JSON",
    "sitemap": "XML",
    "staff:two_factor": "a redirect",
    "wagtailusers_users:index_results": "a part of wagtailusers_users:index",
}
NOT_MET = {  # template: why none of these places shows it
    "accounts/going_on.html": "goes on to a broker by itself; tests/journeys/test_signing.py goes through it",
    "accounts/slow_down.html": "nobody is told to slow down here; tests/accounts/test_pages_in_browser.py has it",
    "eservices/preview_problem.html": "the editor's preview, in a frame",
    "eservices/preview_step.html": "the editor's preview, in a frame",
    "unreadable.html": "500.html in other words, rendered without a database as that is",
}
PAGES = ("accounts", "casework", "eservices", "home", "operations", "outbox")


def every_place(resident: Any, log_in: Any) -> Any:
    swedish = resident("sv")
    return chain(
        places.public("sv"),
        places.logins("sv"),
        places.invitations(),
        errands.every_state(swedish),
        staff.every_page(swedish, log_in),
    )


def page_templates() -> set[str]:
    """Those that are a page by themselves: they extend another."""
    folder = Path(ROOT, "templates")
    files = [*folder.glob("*.html"), *(file for part in PAGES for file in (folder / part).rglob("*.html"))]
    return {str(file.relative_to(folder)) for file in files if "{% extends" in file.read_text()}


def test_every_address_and_template_of_ours_is_looked_at(resident: Any, staff_client: Any) -> None:
    names, templates = set(), set()
    for place in every_place(resident, staff_client):
        response = place.response
        names.add(response.resolver_match.view_name if response.resolver_match else "")
        templates |= {template.name for template in response.templates}

    ours = {address.name for address in addresses() if address.is_ours and address.namespace not in OUR_VIEWSETS}
    assert ours - names - NO_PAGES.keys() == set()
    assert page_templates() - templates == NOT_MET.keys()
