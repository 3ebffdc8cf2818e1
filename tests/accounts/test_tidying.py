"""What nobody can use any more is removed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.actions import remove_old_orders
from accounts.models import EIdOrder

pytestmark = pytest.mark.django_db


def test_only_old_orders_are_removed():
    now = timezone.now()
    old, fresh = (
        EIdOrder.objects.create(
            id=uuid4(),
            provider="test",
            purpose="login",
            browser_hash="x",
            return_path="/",
            created_at=now,
            expires_at=then,
        )
        for then in (now - timedelta(days=2), now + timedelta(minutes=5))
    )

    assert remove_old_orders(now) == 1
    assert list(EIdOrder.objects.all()) == [fresh]
    assert old.pk != fresh.pk
