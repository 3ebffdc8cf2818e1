"""The stamp tells every process of a change: exactly when it commits, and once a second at the latest."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from accounts.models import Membership
from eservices.actions.versions import freeze_version
from eservices.owners import Owner
from home import changes
from home.changes import PublicChange, certain_stamp, forget_old_changes, stamp
from home.models import InformationPage, MunicipalitySettings
from tests.eservices.factories import a_draft, a_page
from tests.home.notices import a_notice


def contact() -> InformationPage:
    return InformationPage.objects.get(slug="kontakt")


def publish() -> None:
    contact().save_revision().publish()


def move() -> None:
    page = contact()
    page.move(InformationPage.objects.get(slug="personuppgifter"), pos="first-child")


def change_settings() -> None:
    MunicipalitySettings.objects.get().save()


CHANGES = {
    "publish": publish,
    "unpublish": lambda: contact().unpublish(),
    "move": move,
    "delete": lambda: contact().delete(),
    "settings": change_settings,
    "new notice": a_notice,
    "restriction": lambda: PageViewRestriction.objects.create(page=contact(), restriction_type="login"),
    "site": lambda: Site.objects.get().save(),
    "slug": lambda: rename(contact()),
}


def rename(page: InformationPage) -> None:
    page.slug = "hor-av-dig"
    page.save()


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_shown_changes_the_stamp(pages, change):
    before = stamp()

    CHANGES[change]()

    assert stamp() != before


def test_who_works_in_a_unit_changes_the_stamp(cast):
    before = stamp()
    hugo = cast.hugo
    between = stamp()

    Membership.objects.get(user=hugo).delete()

    assert len({before, between, stamp()}) == 3


def test_place_of_a_notice_changes_the_stamp(pages):
    notice = a_notice(pages["section"])
    before = stamp()

    notice.places.clear()

    assert stamp() != before


def test_frozen_version_and_rule_of_a_service_change_the_stamp(cast):
    page = a_page(cast.unit, publish=False)
    before = stamp()

    freeze_version(page, by=None, now=timezone.now())
    between = stamp()
    page.retention_rule.save()

    assert len({before, between, stamp()}) == 3


def test_what_no_public_page_shows_changes_nothing(cast, pages):
    page = a_page(cast.unit)
    owner = Owner(user=cast.astrid)
    before = stamp()

    a_draft(page, owner)
    contact().save_revision()

    assert stamp() == before


def test_stamp_costs_a_query_now_and_then(db, django_assert_num_queries):
    stamp()

    with django_assert_num_queries(0):
        for _ in range(100):
            stamp()
    changes._Known.tried_at = time.monotonic() - changes.EVERY - 0.01
    with django_assert_num_queries(1):
        stamp()


@pytest.mark.django_db(transaction=True)
def test_change_that_is_rolled_back_is_none():
    before = stamp()

    with transaction.atomic():
        changes.note_change()
        transaction.set_rollback(True)

    assert stamp() == before


@pytest.mark.django_db(transaction=True)
def test_others_do_not_hear_of_a_change_before_it_is_committed():
    """Nor may this process take the stamp for known: a page made of the old rows would be kept under the new one."""
    before = stamp()

    with transaction.atomic():
        changes.note_change()
        within = stamp()

    assert within == before
    assert stamp() != before


@pytest.mark.django_db(transaction=True)
def test_slower_of_two_transactions_is_seen_too():
    """Ids are given out in one order and committed in the other."""
    earlier, later = (PublicChange.objects.create().pk for _ in range(2))
    PublicChange.objects.filter(pk=earlier).delete()
    only_later = PublicChange.objects.stamp()

    PublicChange.objects.create(pk=earlier)
    both = PublicChange.objects.stamp()

    assert (only_later != both, only_later[1] == both[1] == later) == (True, True)


def test_without_a_database_the_stamp_is_the_last_and_soon_uncertain(pages, monkeypatch):
    known = stamp()
    changes._Known.at = changes._Known.tried_at = time.monotonic() - changes.CERTAIN_FOR - 0.1

    def away(_queryset: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(changes.PublicChangeQuerySet, "stamp", away)

    assert (stamp(), certain_stamp()) == (known, None)


def test_old_rows_go_and_the_newest_stays(db):
    for _ in range(3):
        changes.note_change()
    newest = PublicChange.objects.latest("pk")
    PublicChange.objects.update(at=timezone.now() - timedelta(hours=2))

    removed = forget_old_changes(timezone.now())

    assert (removed, list(PublicChange.objects.all())) == (2, [newest])
