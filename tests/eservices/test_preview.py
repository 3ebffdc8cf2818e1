"""The editor's preview: the service page, and each step as the resident meets it, in both languages."""

import html

import pytest

from eservices.demo.builder import when
from tests.eservices.factories import a_page, two_steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast, staff_client):
    return staff_client(cast.maja)


@pytest.fixture
def preview(cast, client):
    steps = two_steps()
    steps[1]["value"]["show_when"] = when("wish", "not_equals", "Inget")
    page = a_page(cast.unit, steps=steps)
    return lambda mode: client.get(f"/admin/pages/{page.pk}/view_draft/?mode={mode}")


def words(response) -> str:
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_preview_may_stand_in_the_editors_frame(preview):
    policy = preview("")["Content-Security-Policy"]

    assert "frame-ancestors 'self'" in policy
    assert "frame-ancestors 'none'" not in policy


@pytest.mark.parametrize("step", [1, 2])
def test_preview_shows_each_step(preview, step):
    assert f"Steg {step} av 2" in words(preview(f"step-{step}"))


@pytest.mark.parametrize("mode", ["step-9", "en-step-9", "step-x", "step-", f"step-{'9' * 5000}"])
def test_preview_of_a_step_that_is_gone_says_so(preview, mode):
    told = "The step cannot be shown yet" if mode.startswith("en") else "Steget kan inte visas än"

    assert told in words(preview(mode))


def test_editor_chooses_among_all_modes(cast):
    assert [(mode, str(name)) for mode, name in a_page(cast.unit).preview_modes] == [
        ("", "Beskrivning"),
        ("step-1", "Steg 1: Din önskan"),
        ("step-2", "Steg 2: Båten"),
        ("en", "Beskrivning på engelska"),
        ("en-step-1", "Steg 1 på engelska: Din önskan"),
        ("en-step-2", "Steg 2 på engelska: Båten"),
    ]


@pytest.mark.parametrize("admin_language", ["sv", "en"])
@pytest.mark.parametrize(
    ("mode", "language", "text"),
    [
        ("", "sv", "Ansök om brygga"),
        ("en", "en", "Apply for a jetty"),
        ("step-2", "sv", "Har du båt?"),
        ("en-step-2", "en", "Do you have a boat?"),
    ],
)
def test_mode_alone_decides_the_language(cast, preview, admin_language, mode, language, text):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=cast.maja, defaults={"preferred_language": admin_language})

    shown = words(preview(mode))

    assert f'<html lang="{language}">' in shown
    assert text in shown.split("<main")[1]


def test_conditions_stand_in_the_preview_as_sentences(preview):
    first, second = words(preview("step-1")), words(preview("step-2"))

    assert "Visas när" not in first
    assert "Visas när ”Vad vill du?” inte är ”Inget”." in second.split("<form")[0]
    assert second.split("<form")[1].count("Visas när ”Har du båt?” är ”Ja”.") == 1


def test_sentence_speaks_the_language_of_the_preview(preview):
    shown = words(preview("en-step-2"))

    assert "Visas när" not in shown
    assert shown.count("Do you have a boat?") == 2


def test_resident_sees_no_sentence(cast, resident_client):
    from tests.eservices.factories import Errand

    errand = Errand(resident_client(cast.astrid), a_page(cast.unit)).fill()

    assert "Visas när" not in words(errand.client.get(errand.address("step", 2)))
