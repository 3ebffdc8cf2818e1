"""Each of the demo's services can be published, read, filled in and sent, whichever way its questions go."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

import accounts.demo
import home.demo
from casework.models import Case
from eservices import demo
from eservices.compile import compile_document
from eservices.demo.builder import DemoService, Json
from eservices.models import EServicePage
from eservices.owners import Owner
from eservices.publishing import publishing_errors
from eservices.versions import compiled
from questions import TYPES, publishing_problems
from tests.english import ReadPage
from tests.eservices.demo_walks import Walk, Wishes, conditioned, texts_in, walks, wishes_for
from tests.eservices.factories import newest_version

# Klarspråk: how long a text of each kind may be, in signs, and a sentence in words.
LONGEST = {"title": 60, "label": 80, "hint": 90, "choice": 60, "summary": 120, "intro": 200, "body": 300, "unit": 20}
LONGEST_SENTENCE = 20
STIFF = re.compile(
    r"\b(vänligen|erhåll\w*|inkom(?:mit|men|na)|ifylld\w*|samt|densamma|avseende|gällande|skall|ej|erfordr\w*"
    r"|beträffande|jämlikt|vederbörande|tillse|please note|shall|herewith|pursuant)\b",
    re.IGNORECASE,
)
LANGUAGES = ["sv", "en"]


@pytest.fixture
def ground(db: None) -> None:
    accounts.demo.load()
    home.demo.load()


@pytest.fixture
def page(ground: None, service: DemoService) -> EServicePage:
    """The service as it stands when the demo is loaded; the closed one opened again, to be walked through."""
    demo.load_service(service)
    loaded = EServicePage.objects.get(slug=service.slug)
    if service.closed:
        loaded.save_revision().publish()
    return EServicePage.objects.get(slug=service.slug)


@pytest.fixture
def walk(cast: Any, resident_client: Callable[..., Client], page: EServicePage) -> Callable[..., Walk]:
    """Whose login is optional is walked without it in Swedish, and with it in English."""

    def begin(language: str, wishes: Wishes) -> Walk:
        with_login = page.login == "required" or (page.login == "optional" and language == "en")
        client = resident_client(cast.astrid) if with_login else Client()
        return Walk(client, page, Owner(user=cast.astrid if with_login else None), language, wishes)

    return begin


def named(service: DemoService) -> str:
    return service.slug


each_service = pytest.mark.parametrize("service", demo.SERVICES, ids=named)


@each_service
def test_demo_service_passes_every_check(page: EServicePage, service: DemoService) -> None:
    assert list(publishing_errors(page)) == []
    assert publishing_problems(compile_document(page)) == []  # warnings too: English is there
    assert newest_version(page).number == 1


@each_service
def test_demo_service_says_everything_in_both_languages(page: EServicePage, service: DemoService) -> None:
    document = compile_document(page)

    pairs = {field.name: field.name.removesuffix("_en") for field in page._meta.fields if field.name.endswith("_en")}

    assert [text for text in texts_in(document) if not all(text.values())] == []
    assert [name for name, swedish in pairs.items() if bool(getattr(page, name)) != bool(getattr(page, swedish))] == []
    assert all(document["service"][name]["sv"] for name in ("needs", "afterwards", "cost", "description"))
    assert page.minutes
    assert [text["en"] for text in texts_in(document["steps"]) if re.search("[åäöÅÄÖ]", text["en"])] == []


@each_service
def test_demo_service_is_in_plain_language(page: EServicePage, service: DemoService) -> None:
    document = compile_document(page)

    too_long = [text for kind, text in measured(document) if len(text) > LONGEST[kind]]
    winding = [
        one for text in everything_read(document) for one in sentences(text) if len(one.split()) > LONGEST_SENTENCE
    ]

    assert (too_long, winding) == ([], [])
    assert [text for text in everything_read(document) if STIFF.search(text)] == []


@each_service
def test_demo_service_is_sent_whichever_way_it_goes(
    walk: Callable[..., Walk], page: EServicePage, service: DemoService
) -> None:
    states = []
    for wishes in walks(compiled(newest_version(page))):
        one = walk("sv", wishes)
        one.send()
        states.append(one.state)
        assert Case.objects.filter(submissions__draft_id=one.draft_id).count() == 1

    for item in conditioned(compiled(newest_version(page))):
        wanted = {False} if item.type.stops else {False, True}
        assert {state.applies(item.id) for state in states} == wanted, item.label


@each_service
def test_demo_service_is_sent_in_english(walk: Callable[..., Walk], page: EServicePage, service: DemoService) -> None:
    one = walk("en", walks(compiled(newest_version(page)))[0])

    one.send()

    assert {said for shown in one.pages for said in swedish_words(shown)} == set()
    assert Case.objects.get(submissions__draft_id=one.draft_id).submissions.get().language == "en"


@each_service
def test_demo_service_stops_where_it_says(walk: Callable[..., Walk], page: EServicePage, service: DemoService) -> None:
    compiled_service = compiled(newest_version(page))
    for stop in (item for item in conditioned(compiled_service) if item.type.stops):
        stopped = walk("sv", wishes_for(compiled_service, stop, holds=True))

        path = stopped.address("first_step", page.pk, stopped.draft_id)
        response = stopped.client.post(
            path, stopped.fields(1) | {"action": "next", "base": "", "page": ""}, follow=True
        )

        assert plain(stop.body.sv) in plain(response.content.decode())
        assert stopped.client.get(stopped.address("review", stopped.draft_id)).status_code == 302


def test_demo_services_show_every_type_of_question(ground: None) -> None:
    demo.load()

    shown = {item["type"] for page in EServicePage.objects.all() for step in compile_document(page)["steps"]
             for item in step["items"]}  # fmt: skip

    assert shown == set(TYPES)


def test_demo_services_use_every_login_and_every_unit(ground: None) -> None:
    demo.load()

    pages = EServicePage.objects.all()

    assert {page.login for page in pages} == {"none", "optional", "required"}
    assert {page.unit.name for page in pages if page.unit} == {name for name, *_rest in accounts.demo.UNITS}
    assert [page.slug for page in pages.filter(live=False)] == ["sommarjobb"]


def test_loading_again_leaves_what_an_editor_changed(ground: None) -> None:
    demo.load()
    EServicePage.objects.filter(slug="boka-lokal").update(title="Boka på ett annat sätt")

    assert demo.load() == {"services": 0}
    assert EServicePage.objects.get(slug="boka-lokal").title == "Boka på ett annat sätt"
    assert EServicePage.objects.count() == len(demo.SERVICES)


def test_the_measure_of_plain_language_finds_what_it_should() -> None:
    assert STIFF.search("Vänligen fyll i blanketten")
    assert sentences("<p>Ett två. Tre?</p><p>Fyra</p>") == ["Ett två", "Tre", "Fyra"]


def measured(document: Json) -> Iterator[tuple[str, str]]:
    """Each text with what kind it is."""
    service = document["service"]
    for language in LANGUAGES:
        yield "title", service["title"][language]
        yield "summary", service["summary"][language]
        for step in document["steps"]:
            yield from ((kind, step[kind][language]) for kind in ("title", "intro") if kind in step)
            for item in step["items"]:
                yield from of_item(item, language)


def of_item(item: Json, language: str) -> Iterator[tuple[str, str]]:
    yield from ((kind, item[kind][language]) for kind in ("label", "hint") if kind in item)
    yield from ((kind, plain(item["options"][kind][language])) for kind in ("body", "unit") if kind in item["options"])
    yield from (("choice", choice["label"][language]) for choice in item["options"].get("choices", []))


def everything_read(document: Json) -> list[str]:
    """What a resident reads; the law's own words in the legal basis are not ours to choose."""
    service = {name: text for name, text in document["service"].items() if name not in ("legal_basis", "unit")}
    return [words for text in texts_in([service, document["steps"]]) for words in text.values()]


def sentences(text: str) -> list[str]:
    blocks = re.split(r"</p>|</li>", text)
    pieces = [piece for block in blocks for piece in re.split(r"[.!?](?:\s|$)", plain(block))]
    return [piece for piece in pieces if piece]


def plain(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def swedish_words(response: Any) -> list[str]:
    """What is left of Swedish on an English page; the answers given and the names of files are Swedish here."""
    page = ReadPage(response.content)
    return [*page.swedish_interface(), *page.swedish_letters()]
