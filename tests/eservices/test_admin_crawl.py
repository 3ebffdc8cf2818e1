"""Sixten, who may do everything, looks everywhere in the admin for Astrid's draft (promise 1)."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import URLPattern, get_resolver
from wagtail.models import ReferenceIndex

from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db
CANARY = "Kanarie8417"
LINK = re.compile(r'\s(?:href|action|src|data-url|data-[a-z-]*url[a-z-]*|w-[a-z-]*url[a-z-]*)="([^"]+)"')
VARIANTS = 2  # query strings followed per path: orderings and filters say the same again
NOT_VISITED = {"/admin/failwhale/", "/admin/logout/"}  # fails on purpose; ends the session even by GET
ANY_MODEL = [  # Wagtail's addresses that take whatever model they are given
    "/admin/bulk/{model}/delete/?id={id}",
    "/admin/bulk/{model}/assign_role/?id={id}",
    "/admin/pages/usage/{model}/",
    "/admin/pages/create/{model}",
    "/admin/pages/add/{model}/2/",
    "/admin/settings/{model}/",
    "/admin/settings/{model}/{id}/",
    "/admin/snippets/{model}/",
    "/admin/snippets/{model}/edit/{id}/",
    "/admin/snippets/{model}/history/{id}/",
    "/admin/snippets/{model}/usage/{id}/",
    "/admin/tag-autocomplete/{model}/?term={canary}",
    "/admin/workflows/tasks/add/{model}/",
    "/admin/editing-sessions/ping/{model}/{id}/1/",
    "/admin/reports/site-history/?object_id={id}",
    "/admin/pages/search/?q={canary}&content_type={model}",
    "/admin/api/main/pages/?search={canary}",
    "/admin/choose-page/search/?q={canary}",
]
MODELS = ["eservices/draft", "eservices/draftuserperm", "eservices/eserviceversion"]


def without_arguments() -> Iterator[str]:
    """Every address of the admin that needs no argument, also those that nothing links to."""

    def walk(patterns, prefix: str) -> Iterator[str]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
            if isinstance(pattern, URLPattern):
                yield f"/{route}"
            else:
                yield from walk(pattern.url_patterns, route)

    routes = walk(get_resolver().url_patterns, "")
    fitting = (route for route in routes if route.startswith("/admin/") and not set("<(*") & set(route))
    return (route for route in fitting if route not in NOT_VISITED)


class Crawl:
    """Follows every link under /admin/ once, breadth first, and notes what it met."""

    def __init__(self, client, secrets: list[str]) -> None:
        self.client = client
        self.secrets = secrets
        self.met: dict[str, int] = {}
        self.leaks: list[str] = []
        self.waiting: deque[str] = deque()
        self.variants: Counter[str] = Counter()

    def add(self, address: str) -> None:
        parts = urlsplit(address)
        whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
        known = whole in self.met or whole in self.waiting or parts.path in NOT_VISITED
        if parts.netloc or not parts.path.startswith("/admin/") or known or self.variants[parts.path] >= VARIANTS:
            return
        self.variants[parts.path] += 1
        self.waiting.append(whole)

    def run(self) -> None:
        while self.waiting:
            self.visit(self.waiting.popleft())

    def visit(self, address: str) -> None:
        response = self.client.get(address)
        self.met[address] = response.status_code
        if response.status_code in (301, 302):
            self.add(urljoin(address, response.url))
        page = b"".join(response).decode(errors="replace") if response.streaming else response.content.decode()
        if any(secret in page for secret in self.secrets if secret not in address):
            self.leaks.append(address)
        for link in LINK.findall(page):
            self.add(urljoin(address, unescape(link)))


@pytest.fixture
def crawl(cast, page, resident_client, staff_client):
    """Everything there is to see: a published service, a case, staff; and the draft that nobody may find."""
    other = Errand(resident_client(cast.bo), a_page(cast.other_unit, title="Felanmälan"))
    other.fill(wish="Synligt").send()
    errand = Errand(resident_client(cast.astrid), page)
    errand.fill(wish=CANARY, boat="yes", boat_name=CANARY, email=f"{CANARY}@example.se")
    errand.post(1, action="save", wish=CANARY, email="")
    staff = [cast.hugo, cast.hedda, cast.maja, cast.rut, cast.sixten]
    crawl = Crawl(staff_client(staff[-1]), [CANARY, str(errand.draft_id), errand.draft_id.hex])
    crawl.draft_id = errand.draft_id
    return crawl


def test_promise_1_superuser_crawl_finds_no_draft(crawl):
    crawl.add("/admin/")
    for address in without_arguments():
        crawl.add(address)

    crawl.run()

    assert crawl.leaks == []
    assert [address for address, status in crawl.met.items() if status >= 500] == []
    for expected in ("/admin/users/", "/admin/reports/site-history/", "/admin/gallringsregler/", "/admin/utkorg/"):
        assert crawl.met[expected] == 200, expected
    assert sum(status == 200 for status in crawl.met.values()) > 150
    assert crawl.client.get("/admin/").status_code == 200  # the session lived to the end


def test_promise_1_superuser_search_finds_no_draft(crawl):
    for address in without_arguments():
        for secret in (CANARY, str(crawl.draft_id)):
            response = crawl.client.get(address, {"q": secret})
            page = response.content.decode()
            others = [other for other in crawl.secrets if other != secret]
            assert not [other for other in others if other in page], address
            assert page.count("/utkast/") == 0, address


def test_promise_1_addresses_that_take_any_model_take_no_draft(crawl):
    for model, pattern in product(MODELS, ANY_MODEL):
        address = pattern.format(model=model, id=crawl.draft_id, canary=CANARY)
        response = crawl.client.get(address)
        assert response.status_code in (302, 400, 403, 404, 405) or "?" in address, (address, response.status_code)
        page = response.content.decode()
        assert not any(secret in page for secret in crawl.secrets if secret not in address), address


def test_promise_1_wagtails_reference_index_and_logs_know_of_no_draft(crawl):
    from wagtail.models import ModelLogEntry, PageLogEntry

    spelled = {str(crawl.draft_id), crawl.draft_id.hex}
    assert not ReferenceIndex.objects.filter(object_id__in=spelled).exists()
    assert not ReferenceIndex.objects.filter(to_object_id__in=spelled).exists()
    labels = [
        *ModelLogEntry.objects.values_list("object_id", "label", "data"),
        *PageLogEntry.objects.values_list("label", "data"),
    ]
    assert not [row for row in labels if any(secret in str(row) for secret in crawl.secrets)]


def test_the_crawl_sees_a_leak_where_there_is_one(crawl, cast):
    from wagtail.log_actions import log

    log(instance=cast.unit, action="wagtail.edit", user=cast.sixten, title=f"Enhet {crawl.draft_id}")
    crawl.add("/admin/reports/site-history/")

    crawl.visit(crawl.waiting.popleft())

    assert crawl.leaks == ["/admin/reports/site-history/"]
