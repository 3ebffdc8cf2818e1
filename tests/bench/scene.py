"""The portal as it is measured, and what is asked of it. Import it only when Django's settings are ready."""

import itertools
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from eservices.actions.drafts import fingerprint
from eservices.models import EServiceVersion
from home.models import InformationPage
from tests.bench import case_data, portal_data
from tests.bench.client import Expected, Requests
from tests.bench.servers import Server, get
from tests.bench.targets import CALLERS, Form, Target, Written, opened, page

FEW, MANY = 1_000, 100_000
ANSWERS = portal_data.answers("Lova"), portal_data.answers("Liv")  # a save in every second turn puts back the first


@dataclass(frozen=True)
class Resident:
    """One caller: logged in, with a draft under way and complete ones to send."""

    session: str
    draft: UUID
    complete: list[tuple[UUID, str]]


@dataclass(frozen=True)
class Scene:
    version: EServiceVersion
    residents: list[Resident]
    my_pages: tuple[str, str]  # session, and the number of a case to find there
    few: tuple[str, str]
    many: tuple[str, str]


def make_scene(submissions: int) -> Scene:
    section = portal_data.make_ground()
    services = {
        code: portal_data.make_service(section, portal_data.make_unit(name, code), slug)
        for code, name, slug in (("BUN", "Skola", "skolskjuts"), ("BMN", "Bygg", "bygg"), ("KS", "Kansli", "kansli"))
    }
    people = [portal_data.make_resident(number) for number in range(CALLERS + 2)]
    few = case_data.make_cases(people[-2], services["BMN"], FEW)
    many = case_data.make_cases(people[-1], services["KS"], MANY)
    case_data.close_some(few, case_data.FIRST_PAGE // 3)
    return Scene(
        version=services["BUN"],
        residents=[make_resident(user, services["BUN"], submissions // CALLERS) for user in people[:CALLERS]],
        my_pages=(portal_data.resident_cookie(people[-2]), few[-1].number),
        few=(caseworker("hugo", services["BMN"]), few[-1].number),
        many=(caseworker("hedda", services["KS"]), many[-1].number),
    )


def make_resident(user: portal_data.User, version: EServiceVersion, complete: int) -> Resident:
    draft = portal_data.make_draft(user, version, ANSWERS[0])
    return Resident(portal_data.resident_cookie(user), draft, portal_data.make_drafts(user, version, complete))


def caseworker(username: str, version: EServiceVersion) -> str:
    return portal_data.staff_cookie(portal_data.make_caseworker(username, version.service.unit))


def portal_targets(scene: Scene, server: Server) -> list[Target]:
    sessions = [{settings.SESSION_COOKIE_NAME: resident.session} for resident in scene.residents]
    return [
        *public_pages(scene, server),
        step_page(scene, server, sessions),
        step_save(scene, server, sessions),
        submit(scene, server, sessions),
        one_person(f"Mina sidor, {case_data.FIRST_PAGE} cases", server, reverse("eservices:my_pages"), *scene.my_pages),
        one_person(f"case list, {FEW:,} cases", server, reverse("casework:cases"), *scene.few),
        one_person(f"case list, {MANY:,} cases", server, reverse("casework:cases"), *scene.many),
    ]


def public_pages(scene: Scene, server: Server) -> list[Target]:
    """As visitors without cookies ask for them: once made, the page cache has them. The last one it never has."""
    service, start = service_path(scene), 'class="button is-primary"'
    anybody: list[dict[str, str]] = [{}] * CALLERS
    return [
        page("front page", server, "/", service, anybody),
        page("section page", server, str(scene.version.service.get_parent().get_url()), service, anybody),
        page("service page", server, service, start, anybody),
        page("information page", server, str(InformationPage.objects.earliest("pk").get_url()), "<article", anybody),
        page("service page, made anew", server, f"{service}?anew=1", start, anybody),
    ]


def service_path(scene: Scene) -> str:
    return str(scene.version.service.get_url())


def one_person(name: str, server: Server, path: str, session: str, marker: str) -> Target:
    return page(name, server, path, marker, [{settings.SESSION_COOKIE_NAME: session}] * CALLERS)


def step_page(scene: Scene, server: Server, sessions: list[dict[str, str]]) -> Target:
    last = list(ANSWERS[0])[-1]
    callers: list[Requests] = [
        itertools.repeat(get(server, step_path(one), **own)) for one, own in zip(scene.residents, sessions, strict=True)
    ]
    return Target("step of 12 questions, GET", server, callers, Expected(200, f'id="id_q-{last}"'.encode()))


def step_save(scene: Scene, server: Server, sessions: list[dict[str, str]]) -> Target:
    """Each save changes an answer of the caller's own draft and is redirected to Granska."""
    callers = [saves(server, one, own) for one, own in zip(scene.residents, sessions, strict=True)]
    drafts = ", ".join(f"'{one.draft}'" for one in scene.residents)
    written = Written(f"SELECT sum(revision) FROM eservices_draft WHERE id IN ({drafts})")
    return Target("step of 12 questions, save", server, callers, Expected(302, b"/granska/\r\n"), (written,))


def saves(server: Server, resident: Resident, session: dict[str, str]) -> Requests:
    form = opened(server, step_path(resident), "base", **session)
    requests = []
    for before, after in (ANSWERS, ANSWERS[::-1]):
        hidden = form.hidden | {"base": fingerprint(before, before), "action": "next"}
        requests.append(Form(form.path, hidden, form.cookies).posted(server, portal_data.posted(after)))
    assert form.hidden["base"] == fingerprint(ANSWERS[0], ANSWERS[0])
    return itertools.cycle(requests)


def submit(scene: Scene, server: Server, sessions: list[dict[str, str]]) -> Target:
    """Each request sends another complete draft, which becomes a case with all that belongs to it, and two mails."""
    callers = [sendings(server, one, own) for one, own in zip(scene.residents, sessions, strict=True)]
    tables = ("casework_case", "casework_submission", "casework_registerentry", "casework_caseevent")
    tables += ("casework_historicalcase", "casework_casesearchtext")
    written = [Written(f"SELECT count(*) FROM {table}") for table in tables]
    written += [
        Written("SELECT count(*) FROM outbox_outboxmessage", 2),
        Written("SELECT -count(*) FROM eservices_draft"),
    ]
    return Target("submit", server, callers, Expected(302, b"/kvittens/"), tuple(written))


def sendings(server: Server, resident: Resident, session: dict[str, str]) -> Requests:
    """The form is opened here and now: a caller that had to ask first would keep all others waiting."""
    form = opened(server, review_path(resident.complete[0][0]), "reviewed", **session)
    assert form.hidden["reviewed"] == resident.complete[0][1]
    return (
        Form(review_path(draft), form.hidden | {"reviewed": reviewed}, form.cookies).posted(server, [])
        for draft, reviewed in resident.complete
    )


def step_path(resident: Resident) -> str:
    return reverse("eservices:step", args=[resident.draft, 1])


def review_path(draft: UUID) -> str:
    return reverse("eservices:review", args=[draft])
