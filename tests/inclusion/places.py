"""Every page that a resident, a visitor or somebody invited can meet, in both languages, for the checks of them all.

`public` are those that anybody reaches, `logins` those on the way in. A place is looked at as soon as it is given: the
next may change what it shows. The states of an errand stand in `errands`, the staff's pages in `staff`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from accounts import actions, two_factor
from accounts.actors import SYSTEM
from accounts.models import User
from accounts.staff_views import SESSION_KEY
from tests.fixtures_people import PASSWORD

LANGUAGES = ("sv", "en")
LISTS = {"sv": "e-tjanster/", "en": "e-services/"}
OF_A_LIST = [  # what is not in the sitemap
    "nya/",
    "mest-anvanda/",
    *[f"?for={audience}" for audience in ("privat", "foretag", "forening")],
    "omrade/barn-och-skola/?for=forening",
]
BESIDES = [
    "e-tjanster/sommarjobb/",
    "sok/",
    "sok/?q=skola",
    "sok/?q=school",
    "sok/?q=xyzzyx",
    "sok/?q=byglov",
    "kontakta-oss/",
    "kontakta-oss/tack/",
    "kontrollera-kvittens/",
    "starta/999999/",
    "ingen-sadan-sida/",
]
DEMO = ["/demo/", "/demo/mejl/", "/demo/komponenter/"]
ERRORS = [f"/demo/fel/{status}/" for status in (400, 403, 404, 419, 429)]
PATHLESS = [f"/demo/fel/{status}/" for status in (408, 413, 431, 500, 503)]  # go by the address alone for language
LOGIN = ["logga-in/", "logga-in/?next=%2Fmina-sidor%2F&niva=loa3", "logga-in/svar/", "logga-ut/", "utloggad/"]


@dataclass(frozen=True)
class Place:
    """Where to look, and as whom. `answer`: what a post was answered, which cannot be asked for again."""

    path: str
    client: Client = field(default_factory=Client)
    answer: Any = None

    @property
    def response(self) -> Any:
        return self.client.get(self.path) if self.answer is None else self.answer


def home_of(language: str) -> str:
    return "/" if language == "sv" else f"/{language}/"


def public(language: str) -> Iterator[Place]:
    home = home_of(language)
    listed = re.findall(r"<loc>(.*?)</loc>", Client().get("/sitemap.xml").content.decode())
    paths = [urlsplit(address).path for address in listed]
    yield from (Place(path) for path in paths if path.startswith("/en/") is (language == "en"))
    yield from (Place(f"{home}{LISTS[language]}{path}") for path in OF_A_LIST)
    yield from (Place(home + path) for path in BESIDES)
    yield posted(f"{home}kontakta-oss/", Client(), {"message": "", "phone": "x"})
    demo = [*DEMO, *ERRORS, *PATHLESS] if language == "sv" else [f"{path}?sprak=en" for path in [*DEMO, *ERRORS]]
    yield from map(Place, demo)


def logins(language: str) -> Iterator[Place]:
    home = home_of(language)
    yield from (Place(home + path) for path in LOGIN)
    somebody = Client()
    chooser = somebody.post(f"{home}logga-in/med/test/", {"next": home})["Location"]
    yield Place(chooser, somebody)
    yield posted(chooser, somebody, {"person": "other", "number": "191212121213", "level": "loa3"})


def invitations() -> Iterator[Place]:
    """The newcomer's way in, in the language of the staff: from the link to the recovery codes; and the link again."""
    nora = User.objects.create_user("nora", "nora@kommun.example", first_name="Nora", last_name="Ny", is_staff=True)
    link = urlsplit(actions.invite(nora, by=SYSTEM, now=timezone.now()).link).path
    newcomer = Client()
    yield Place(link, newcomer)
    yield posted(link, newcomer, {"password": PASSWORD, "repeated": "fel", "code": "000000"})
    device = two_factor.unsaved_authenticator(nora, newcomer.session[SESSION_KEY])
    code = two_factor.current_code(device)[0]
    yield posted(link, newcomer, {"password": PASSWORD, "repeated": PASSWORD, "code": code})
    yield Place(link, newcomer)


def posted(path: str, client: Client, data: dict[str, Any]) -> Place:
    """The page that answers a form, which must not lead elsewhere."""
    answer = client.post(path, data)
    assert "Location" not in answer.headers, f"{path} leads to {answer.headers['Location']}"
    return Place(path, client, answer)
