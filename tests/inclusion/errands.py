"""Every state of a form that exists, from the choice of how to begin to the case on Mina sidor (domain.md §5.3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Unit, User
from casework.receipts import actions as receipts
from eservices.actions.expiry import remove_expired_drafts
from eservices.demo import SERVICES
from eservices.models import Draft, EServicePage, WhenClosed
from eservices.owners import Owner
from eservices.packages import link_mark
from home.notices import Closes, Kind
from tests.eservices.demo_walks import Walk, position_in
from tests.eservices.factories import Errand, a_page
from tests.eservices.file_cases import FileErrand, a_file, asks_for_files, files_of_draft
from tests.eservices.pages import OpenPage
from tests.eservices.parties import Together, steps_for
from tests.eservices.signing import begin as begin_signing
from tests.eservices.signing import logged_in, sign
from tests.home.notices import a_notice
from tests.inclusion.places import Place, home_of, posted

SCHOOL, STREET, BUILDING, SUMMER_JOB = "skolskjuts", "felanmalan-gata-och-park", "fraga-om-bygglov", "sommarjobb"
CLOSED = {"closed_reason": "Hamnen byggs om.", "closed_reason_en": "The harbour is being rebuilt."}


def service(slug: str) -> EServicePage:
    return EServicePage.objects.get(slug=slug)


def own_service(**more: Any) -> EServicePage:
    """One that may be closed and filled without changing the demo's."""
    return a_page(Unit.objects.earliest("pk"), **more)


@dataclass
class Resident:
    """Somebody with errands, in one language; `log_in` gives a browser of theirs."""

    user: User
    language: str
    log_in: Callable[[User], Client]
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.log_in(self.user)

    def errand(self, page: EServicePage | None = None) -> Errand:
        return Errand(self.client, page or own_service())

    def walk(self, slug: str) -> Walk:
        return Walk(self.client, service(slug), Owner(user=self.user), self.language, {})

    def at(self, path: str) -> Place:
        return Place(home_of(self.language) + path, self.client)


def every_state(resident: Resident) -> Iterator[Place]:
    states = [
        beginning,
        every_step,
        sent,
        signing,
        together,
        kept,
        two_windows,
        logged_out,
        files,
        over,
        closed,
        notice,
    ]
    with override(resident.language):
        for state in states:
            yield from state(resident)


def beginning(resident: Resident) -> Iterator[Place]:
    """Mina sidor while it is empty, how to begin, and the first page as it is before any answer."""
    yield resident.at("mina-sidor/")
    yield resident.at("inloggning/fortsatt/")
    yield resident.at("logga-in/")
    yield Place(f"{home_of(resident.language)}starta/{service(BUILDING).pk}/")
    yield Place(f"{home_of(resident.language)}starta/{service(SUMMER_JOB).pk}/")
    yield Place(resident.errand(service(SCHOOL)).address("first_step"), resident.client)
    yield Place(Errand(Client(), service(STREET)).address("first_step"))


def open_services() -> list[str]:
    return [one.slug for one in SERVICES if not one.closed]


def every_step(resident: Resident) -> Iterator[Place]:
    """Of each service: every step, in Swedish with all that can be wrong when nothing is answered, in English filled
    in; and the review."""
    for slug in open_services():
        walk = resident.walk(slug)
        path, review = walk.address("first_step", walk.page.pk, walk.draft_id), walk.address("review", walk.draft_id)
        while path != review:
            path, answers = walk.press_next(path, {}), walk.fields(position_in(path))
            if "fel=" in path:
                if resident.language == "sv":
                    yield Place(path, resident.client)
                here, path = urlsplit(path).path, walk.press_next(path, answers)
                if resident.language == "en":
                    yield Place(here, resident.client)
        yield Place(review, resident.client)


def sent(resident: Resident) -> Iterator[Place]:
    errand = resident.errand().fill()
    errand.send()
    yield Place(errand.address("sent"), resident.client)
    receipts.sweep()
    yield Place(errand.address("sent"), resident.client)
    yield resident.at(f"mina-sidor/arende/{errand.case().pk}/")
    visitor = Errand(Client(), own_service(login="none")).fill()
    visitor.send()
    yield Place(visitor.address("sent"), visitor.client)


def signing(resident: Resident) -> Iterator[Place]:
    """A service that is sent with a signature: asked for, cancelled, impossible, given."""
    named = {"title": "Ansök om båtplats", "title_en": "Apply for a mooring"}
    errand = resident.errand(own_service(signature_level="signature", **named)).fill()
    yield Place(errand.address("review"), resident.client)
    yield Place(errand.page.get_url())
    at_the_eid = begin_signing(errand)
    yield Place(at_the_eid, resident.client)
    cancelled = resident.client.post(at_the_eid, {"cancel": "1"})["Location"]
    yield Place(cancelled, resident.client)
    with override_settings(EID_PROVIDERS=[]):
        answer = errand.send()
    assert answer.status_code == 503
    yield Place(errand.address("review"), resident.client, answer)
    sign(errand, as_=resident.user.first_name)
    yield Place(errand.address("sent"), resident.client)
    yield resident.at(f"mina-sidor/arende/{errand.case().pk}/")
    yield from checked(resident, errand)


def together(resident: Resident) -> Iterator[Place]:
    """Several sign: asked, looked at by each, a faulty address, no, and yes to the end."""
    named = {"title": "Ansök om bojplats", "title_en": "Apply for a buoy", "signature_level": "signature"}
    page, home = own_service(steps=steps_for(2), **named), home_of(resident.language)
    others = [one for one in ("Irena", "Erik", "Samira") if one != resident.user.first_name]
    for answer_no in (True, False):
        made = Together(resident.errand(page), None, {}, {name: logged_in(name) for name in others[:2]})
        made.fill(*others[:2], applicant=resident.user.first_name)
        yield Place(made.errand.address("review"), resident.client)
        made.ask(as_=resident.user.first_name)
        first, second = (f"{home}underskrift/{made.party(number).pk}/" for number in (1, 2))
        yield Place(made.errand.address("waiting"), resident.client)
        yield resident.at("mina-sidor/")
        if answer_no:
            yield from on_the_way(made, resident, first, others[0])
            made.decline(others[0], 1, reason="Jag har ingen båt")
            yield Place(first, made.client(others[0]))
            yield Place(second, made.client(others[1]))
            yield Place(made.errand.address("review"), resident.client)
        else:
            made.sign(others[0], 1)
            yield Place(first, made.client(others[0]))
            yield Place(made.errand.address("waiting"), resident.client)
            made.sign(others[1], 2)
            receipts.sweep()
            yield Place(second, made.client(others[1]))


def on_the_way(made: Together, resident: Resident, path: str, who: str) -> Iterator[Place]:
    """What Astrid and one of the others meet before anybody has answered."""
    party = made.party(1)
    yield Place(f"{path}1/{link_mark(party.pk, 1)}/")
    yield Place(f"{path}2/{link_mark(party.pk, 2)}/")
    yield Place(path, made.client(who))
    yield Place(f"{path}nej/", made.client(who))
    yield Place(path, resident.client)
    yield posted(
        made.errand.address("waiting"), resident.client, {"action": "address", "party": str(party.pk), "email": "x"}
    )


def checked(resident: Resident, errand: Errand) -> Iterator[Place]:
    """Kontrollera kvittens: nothing chosen, and a receipt that is genuine, changed and not ours."""
    receipts.sweep()
    path = f"{home_of(resident.language)}kontrollera-kvittens/"
    yield posted(path, Client(), {})
    genuine = resident.client.get(errand.address("sent_receipt")).getvalue()
    for content in (genuine, genuine.replace(b"/Lang", b"/Lamg"), b"%PDF-1.7"):
        yield posted(path, Client(), {"kvittens": SimpleUploadedFile("kvittens.pdf", content)})


def kept(resident: Resident) -> Iterator[Place]:
    """A draft that is saved, soon removed, left, removed, and broken; and where to be reminded."""
    errand = resident.errand().fill()
    errand.post(1, action="save", wish="Plats för eka")
    everybodys = Draft._base_manager
    everybodys.filter(pk=errand.draft_id).update(expires_at=timezone.now() + timedelta(days=2))
    yield resident.at("mina-sidor/")
    yield resident.at("mina-sidor/?alla=1")
    yield from (Place(errand.address(name), resident.client) for name in ("leave", "remove"))
    yield resident.at(f"starta/{errand.page.pk}/")
    yield resident.at("mina-sidor/kontaktuppgifter/")
    address = f"{home_of(resident.language)}mina-sidor/kontaktuppgifter/"
    yield posted(address, resident.client, {"email": "ingen adress"})
    everybodys.filter(pk=errand.draft_id).update(body=b"x" * 60)
    yield Place(errand.address("review"), resident.client)


def two_windows(resident: Resident) -> Iterator[Place]:
    errand = resident.errand().fill()
    answer = errand.post(1, base="another", wish="Något annat", email="bo@example.se")
    assert answer.status_code == 409
    yield Place(errand.address("step", 1), resident.client, answer)


def logged_out(resident: Resident) -> Iterator[Place]:
    """A text written when the session was gone: kept for who was logged in, given back to who was not."""
    errand = resident.errand().fill()
    opened = OpenPage.of(errand, 1)
    yield Place(opened.address, answer=opened.post(client=Client(), wish="Skrivet sist"))
    back = resident.client.get(opened.address, follow=True)
    assert back.status_code == 200
    yield Place(back.request["PATH_INFO"], resident.client, back)
    visitor = Errand(Client(), own_service(login="none")).fill()
    open_page = OpenPage.of(visitor, 1)
    visitor.client.cookies.pop(settings.VISITOR_COOKIE_NAME)
    answer = open_page.post(wish="Skrivet sist")
    assert answer.status_code == 403
    yield Place(open_page.address, visitor.client, answer)


def files(resident: Resident) -> Iterator[Place]:
    errand = FileErrand(resident.client, own_service(steps=asks_for_files()))
    errand.fill_with(a_file(), a_file("en-ritning-med-ett-namn-som-ar-langre-an-skarmen-ar-bred-i-telefonen.pdf"))
    file = files_of_draft(errand.draft_id, Owner(user=resident.user))[0].id
    yield Place(errand.address("step", 1), resident.client)
    refused = errand.upload(a_file("virus.exe", b"MZ"), wish="En brygga")
    yield Place(errand.address("step", 1), resident.client, refused)
    addresses = {name: errand.file_address(name, file) for name in ("remove_file", "rename_file", "replace_file")}
    yield from (Place(path, resident.client) for path in addresses.values())
    yield posted(addresses["rename_file"], resident.client, {"name": "/"})
    yield posted(addresses["replace_file"], resident.client, {})
    yield Place(errand.address("leave"), resident.client)
    errand.send()
    yield resident.at(f"mina-sidor/arende/{errand.case().pk}/")


def over(resident: Resident) -> Iterator[Place]:
    """The draft ran out of time while somebody wrote."""
    errand = resident.errand().fill()
    opened = OpenPage.of(errand, 1)
    Draft._base_manager.filter(pk=errand.draft_id).update(expires_at=timezone.now() - timedelta(seconds=1))
    remove_expired_drafts(timezone.now())
    answer = opened.post(wish="Skrivet för sent")
    assert answer.status_code == 410
    yield Place(opened.address, resident.client, answer)


def closed(resident: Resident) -> Iterator[Place]:
    """A service closed for all, under the hands of somebody; and for those who have not begun."""
    for rule in (WhenClosed.FINISH, WhenClosed.STOP):
        page = own_service()
        errand = resident.errand(page).fill()
        page.when_closed = rule
        for name, text in CLOSED.items():
            setattr(page, name, text)
        page.save_revision()
        page.unpublish()
        if rule == WhenClosed.STOP:
            answer = errand.post(1, base="x", wish="Skrivet för sent")
            assert answer.status_code == 409
            yield Place(errand.address("step", 1), resident.client, answer)
        yield Place(errand.address("review"), resident.client)
        yield resident.at(f"starta/{page.pk}/")
    yield resident.at("mina-sidor/")


def notice(resident: Resident) -> Iterator[Place]:
    """An operating notice closes the service for the time being."""
    page = own_service()
    errand = resident.errand(page).fill()
    told = [a_notice(page, closes=Closes.ALL), a_notice(kind=Kind.WARNING, text="Störning" + "x" * 80, text_en="")]
    yield Place(page.get_url())
    yield Place(errand.address("review"), resident.client)
    yield resident.at("mina-sidor/")
    for one in told:
        one.delete()
