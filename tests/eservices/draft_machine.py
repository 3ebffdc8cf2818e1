"""A resident's drafts as a state machine: hypothesis thinks up what several people do, in any order, in several tabs,
and a model in a few lines says what must come of it (promises 1, 2, 4, 13 and 14).

Requests go through the real views. Two at the same time are made by letting the second run inside the first, at an
instant where the first holds no lock; where it does hold one, the second comes after it, as a database would have it.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from casework.models import Case
from casework.reading import canonical_of
from eservices.actions.expiry import remove_expired_drafts
from tests.eservices.draft_model import STEPS, Truth, content_in_words
from tests.eservices.draft_stage import (
    ANY_PAGE,
    FILLED,
    FILLED_NEXT,
    MORNING,
    OWNERS,
    PAGES,
    PLACES,
    STRANGERS,
    Answers,
    Browsers,
    Meanwhile,
    Tab,
    atomic_and_undone,
    stored_answers,
)
from tests.eservices.factories import drafts_in_database, posted, raw_answers, shown_value


class DraftMachine(RuleBasedStateMachine):
    """`page`, `cast`, `log_in` and `meanwhile` are given by the test, in a subclass."""

    page: Any
    cast: Any
    log_in: Callable[..., Client]
    meanwhile: Meanwhile
    tabs = Bundle("tabs")

    def __init__(self) -> None:
        super().__init__()
        self.exit, self.truths = ExitStack(), []
        self.exit.enter_context(atomic_and_undone())
        self.clock = self.exit.enter_context(time_machine.travel(MORNING, tick=False))
        self.meanwhile.depth, self.meanwhile.act = len(connection.savepoint_ids), None
        self.browsers = Browsers(self.cast, self.log_in)
        self.others = Truth(uuid4(), "visitor", timezone.now())
        self.begin_page("other_visitor", self.others.draft, {"wish": "Kajak", "email": ""})
        self.others.save(1, {}, ("first", 0), keep=False)

    def teardown(self) -> None:
        self.exit.close()

    # What people do

    def begin_page(self, who: str, draft: UUID, answers: Answers, action: str = "next") -> Any:
        where = f"/starta/{self.page.pk}/{draft}/"
        return self.client(who).post(where, posted(**answers) | {"action": action, "base": "", "page": "first"})

    @initialize(first=FILLED, second=FILLED_NEXT, keep=st.booleans())
    def begin_complete(self, first: Answers, second: Answers, keep: bool) -> None:
        self.begin("astrid", first, second, keep)

    @rule(who=st.sampled_from(OWNERS), first=FILLED | PAGES[1], second=FILLED_NEXT | PAGES[2], keep=st.booleans())
    def begin_another(self, who: str, first: Answers, second: Answers, keep: bool) -> None:
        self.begin(who, first, second, keep)

    def begin(self, who: str, first: Answers, second: Answers, keep: bool) -> None:
        """Two of each at a time; a third would teach us nothing."""
        if len([truth for truth in self.truths if truth.owner == who and truth.is_alive()]) == 2:
            return
        truth = Truth(uuid4(), who, timezone.now())
        keep = keep and who == "astrid"
        assert self.begin_page(who, truth.draft, first, "save" if keep else "next").status_code == 302
        truth.save(1, first, ("first", 0), keep=keep)
        self.truths.append(truth)
        tab = Tab(truth, 2, truth.fingerprint(2), "second")
        self.post_fields(tab, {"given": second, "action": "next", "save_number": 0})

    def picked(self, place: int) -> Truth:
        """One that is alive, where there is one; now and then one that was."""
        alive = [truth for truth in self.truths if truth.is_alive()] if place else []
        return (among := alive or self.truths)[place % len(among)]

    @rule(target=tabs, place=PLACES, position=st.sampled_from([1, 2]))
    def open_page(self, place: int, position: int) -> Any:
        return self.tab_on(self.picked(place), position) or multiple()

    def tab_on(self, truth: Truth, position: int) -> Tab | None:
        page = self.client(truth.owner).get(f"/utkast/{truth.draft}/{position}/")
        if not self.is_answered(page, truth) or page.status_code == 302:
            return None
        return Tab(truth, position, shown_value(page, "base"), shown_value(page, "page"))

    @rule(tab=tabs, answers=ANY_PAGE, action=st.sampled_from(["next", "autosave", "save"]))
    def post(self, tab: Tab, answers: Answers, action: str) -> None:
        tab.number += 1
        action = "next" if action == "save" and tab.truth.owner == "visitor" else action
        given = {key: answers[key] for key in STEPS[tab.position]}
        fields = {"action": action, "save_number": tab.number, "given": given, "base": tab.base}
        tab.posts.append(fields)
        self.post_fields(tab, fields)

    @rule(place=PLACES, position=st.sampled_from([1, 2]), saves=st.lists(ANY_PAGE, min_size=3, max_size=3))
    def one_page_saves_again_and_again(self, place: int, position: int, saves: list[Answers]) -> None:
        """An autosave, Nästa, back and Nästa again; then the autosave arrives that the network had held up."""
        truth = self.picked(place)
        tab = self.tab_on(truth, position)
        if tab:
            for answers, action in zip(saves, ("autosave", "next", "next"), strict=True):
                self.post(tab, answers, action)
            self.post_fields(tab, tab.posts[0])

    @rule(place=PLACES, kept=ANY_PAGE, changed=ANY_PAGE)
    def keep_change_and_leave(self, place: int, kept: Answers, changed: Answers) -> None:
        truth = self.picked(place)
        tab = self.tab_on(truth, 1)
        if tab and truth.owner != "visitor":
            self.post(tab, kept, "save")
            self.post(tab, changed, "next")
            self.leave_without_saving(truth)

    def post_fields(self, tab: Tab, fields: dict[str, Any]) -> None:
        fields, truth = dict(fields), tab.truth
        given, action = fields.pop("given"), fields["action"]
        where = f"/utkast/{truth.draft}/{tab.position}/"
        hidden = {"base": tab.base, "page": tab.token} | fields
        response = self.client(truth.owner).post(where, posted(**given) | hidden)
        if not self.is_answered(response, truth):
            return
        saver = (tab.token, fields["save_number"])
        if truth.is_conflict(tab.position, given, saver, fields.get("base", tab.base)):
            assert response.status_code == 409, "the other tab's answers would be overwritten without a word"
            return
        assert response.status_code == (200 if action == "autosave" else 302)
        if not (action == "autosave" and truth.is_late(tab.position, saver)):
            truth.save(tab.position, given, saver, keep=action == "save")
        if action == "autosave":
            tab.base = response.json()["base"]

    @rule(place=PLACES, answers=ANY_PAGE, more=ANY_PAGE, positions=st.sampled_from([(1, 2), (2, 1), (1, 1)]))
    def two_tabs_save_at_once(self, place: int, answers: Answers, more: Answers, positions: tuple[int, int]) -> None:
        truth = self.picked(place)
        first, second = (self.tab_on(truth, position) for position in positions)
        if first and second:
            self.meanwhile.act = lambda: self.post(second, more, "autosave")
            self.post(first, answers, "next")
            self.meanwhile.happens()

    def leave_without_saving(self, truth: Truth) -> None:
        response = self.client(truth.owner).post(f"/utkast/{truth.draft}/lamna/")
        assert response.status_code == 302
        if truth.is_alive():
            truth.leave()

    @rule(place=PLACES, removes=st.booleans())
    def give_up(self, place: int, removes: bool) -> None:
        truth = self.picked(place)
        if not removes:
            self.leave_without_saving(truth)
        elif self.is_answered(self.client(truth.owner).post(f"/utkast/{truth.draft}/ta-bort/"), truth):
            truth.is_stored = False

    @rule(place=PLACES)
    def look_through_and_send(self, place: int) -> None:
        truth = self.picked(place)
        if review := self.review_of(truth):
            self.send_reviewed(*review)

    @rule(place=PLACES)
    def send_twice_at_once(self, place: int) -> None:
        truth = self.picked(place)
        if review := self.review_of(truth):
            self.meanwhile.act = lambda: self.send_reviewed(*review)
            self.send_reviewed(*review)
            self.meanwhile.happens()

    @rule(place=PLACES)
    def send_after_another_tab_saved(self, place: int) -> None:
        self.send_with_a_save(self.picked(place), before=True)

    @rule(place=PLACES)
    def send_while_another_tab_saves(self, place: int) -> None:
        self.send_with_a_save(self.picked(place), before=False)

    def send_with_a_save(self, truth: Truth, *, before: bool) -> None:
        tab, review = self.tab_on(truth, 1), self.review_of(truth)
        if tab and review:
            self.meanwhile.act = lambda: self.post(tab, {"wish": f"Ändrat {uuid4()}", "email": ""}, "autosave")
            if before:
                self.meanwhile.happens()
            self.send_reviewed(*review)
            self.meanwhile.happens()

    def review_of(self, truth: Truth) -> tuple[Truth, str, dict[str, Any]] | None:
        page = self.client(truth.owner).get(f"/utkast/{truth.draft}/granska/")
        if not self.is_answered(page, truth):
            return None
        assert (page.status_code == 200) == truth.is_complete()
        return (truth, shown_value(page, "reviewed"), truth.content()) if truth.is_complete() else None

    def send_reviewed(self, truth: Truth, reviewed: str, content: dict[str, Any]) -> None:
        response = self.client(truth.owner).post(f"/utkast/{truth.draft}/granska/", {"reviewed": reviewed})
        if not self.is_answered(response, truth):
            return
        sent = truth.is_complete() and truth.content() == content
        assert (response.url == f"/kvittens/{truth.draft}/") == sent, "sent what was not reviewed, or not what was"
        if sent:
            truth.send(self.client(truth.owner).get(response.url).context["case"].number)

    @rule(place=PLACES, who=st.sampled_from(STRANGERS), what=st.sampled_from(["1/", "granska/", "ta-bort/"]))
    def a_stranger_tries(self, place: int, who: str, what: str) -> None:
        truth = self.picked(place)
        for response in (self.client(who).get(f"/utkast/{truth.draft}/{what}"), self.stranger_posts(truth, who, what)):
            assert response.status_code == (302 if who == "nobody" else 404)
            assert who != "nobody" or response.url.startswith("/logga-in/")

    def stranger_posts(self, truth: Truth, who: str, what: str) -> Any:
        fields = posted(wish="Främmande", email="") | {"action": "next", "base": "", "page": "first"}
        return self.client(who).post(f"/utkast/{truth.draft}/{what}", fields)

    @rule(hours=st.sampled_from([2, 20, 24 * 91]))
    def time_passes(self, hours: int) -> None:
        """Longer than a session lasts: the residents log in again, and look what there is."""
        self.clock.shift(timedelta(hours=hours))
        self.browsers.sessions_end()
        for truth in self.truths:
            self.is_answered(self.client(truth.owner).get(f"/utkast/{truth.draft}/"), truth)

    @rule()
    def the_expiry_job_runs(self) -> None:
        remove_expired_drafts(timezone.now())
        for truth in (*self.truths, self.others):
            truth.is_stored = truth.is_stored and timezone.now() < truth.expires

    @rule(tab=tabs, answers=ANY_PAGE)
    def the_session_ends_in_mid_step(self, tab: Tab, answers: Answers) -> None:
        """What is then posted changes nothing, and is told so: it leads to the login."""
        if tab.truth.owner != "astrid":
            return
        self.client("astrid").logout()
        fields = posted(**{key: answers[key] for key in STEPS[tab.position]}) | {"action": "next", "base": tab.base}
        response = self.client("astrid").post(f"/utkast/{tab.truth.draft}/{tab.position}/", fields)
        assert response.status_code == 302
        assert response.url.startswith("/logga-in/")
        self.browsers.sessions_end()

    def client(self, who: str) -> Client:
        return self.browsers.of(who)

    def is_answered(self, response: Any, truth: Truth) -> bool:
        """Whether there was a draft to do it to. Sent leads to the receipt; all else looks as if it never was."""
        if truth.is_alive():
            return True
        if truth.shows_receipt():
            receipt = f"/kvittens/{truth.draft}/"
            is_json = response.headers["Content-Type"] == "application/json"
            assert (response.json()["link"]["url"] if is_json else response.headers.get("Location")) == receipt
        else:
            # Its owner is told what became of it: its time ran out, or he removed it himself.
            assert response.status_code in (404, 410) or response.headers.get("Location") == "/mina-sidor/"
        return False

    # What holds at all times

    @invariant()
    def promise_14_what_was_said_to_be_saved_is_there(self) -> None:
        for truth in self.truths:
            if truth.is_alive():
                assert stored_answers(truth.draft, self.browsers.owner(truth.owner)) == raw_answers(**truth.answers), (
                    "saved text is lost or changed"
                )

    @invariant()
    def promises_2_and_4_one_case_for_each_that_was_sent(self) -> None:
        sent = {truth.draft: truth for truth in self.truths if truth.number}
        cases = {case.submissions.get().draft_id: case for case in Case.objects.all()}
        assert {draft: case.number for draft, case in cases.items()} == {d: t.number for d, t in sent.items()}
        assert len({truth.number for truth in sent.values()}) == len(sent)
        assert drafts_in_database() == sum(truth.is_stored for truth in (*self.truths, self.others))

    @invariant()
    def promise_13_only_what_applies_is_in_the_case(self) -> None:
        for case in Case.objects.all():
            submission = case.submissions.get()
            truth = next(truth for truth in self.truths if truth.draft == submission.draft_id)
            assert content_in_words(canonical_of(submission)) == truth.content()
