from typing import Any

import pytest
from django.utils.translation import override

from accounts.actors import SYSTEM, actor_label, actor_user


@pytest.mark.django_db
def test_actor_is_named_without_telling_who_the_resident_is(cast: Any) -> None:
    nameless = type(cast.hugo)(username="nora")

    labels = [actor_label(actor) for actor in (cast.hugo, nameless, cast.astrid, SYSTEM)]

    assert labels == ["Hugo Holm", "nora", "Sökanden", "Systemet"]


@pytest.mark.django_db
def test_traces_are_in_the_authoritys_language(cast: Any) -> None:
    with override("en"):
        assert [actor_label(cast.astrid), actor_label(SYSTEM)] == ["Sökanden", "Systemet"]


@pytest.mark.django_db
def test_system_is_no_user(cast: Any) -> None:
    assert (actor_user(SYSTEM), actor_user(cast.hugo)) == (None, cast.hugo)
