import pytest

from outbox import demo
from outbox.actions import deliver

from .conftest import BODY, SUBJECT, TO


@pytest.fixture(autouse=True)
def demo_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "outbox.demo.DemoMailBackend"
    settings.DEMO_MAIL_DIR = tmp_path / "mail"


def test_demo_mail_is_read_back_as_it_was_sent(queue_mail):
    message = queue_mail()

    deliver(message.pk)

    sent_at = message.created_at.replace(microsecond=0)
    assert demo.messages() == [demo.DemoMail(TO, SUBJECT, BODY, sent_at, message.message_id)]


def test_newest_demo_mail_comes_first(queue_mail):
    for number in range(3):
        deliver(queue_mail(f"receipt:{number}", subject=f"Nr {number}").pk)

    assert [mail.subject for mail in demo.messages()] == ["Nr 2", "Nr 1", "Nr 0"]


def test_demo_mail_sent_twice_is_shown_once(queue_mail):
    message = queue_mail()
    deliver(message.pk)
    type(message).objects.filter(pk=message.pk).update(sent_at=None, payload_sealed=message.payload_sealed, attempts=0)

    deliver(message.pk)

    assert len(demo.messages()) == 1


def test_demo_without_mail_shows_none():
    assert demo.messages() == []
