"""The field component: label, help, error and control belong together for every kind of question."""

import pytest
from django import forms
from django.template.loader import render_to_string

from home.demo_gallery import FILLED, GalleryForm
from tests.home.html import Markup

KINDS = [*GalleryForm.kinds, "password"]


def drawn(form: forms.Form, name: str, **context: object) -> str:
    return render_to_string("components/field.html", {"field": form[name], **context})


def failed(name: str) -> GalleryForm:
    form = GalleryForm({}, prefix="full")
    form.is_valid()
    if name not in form.errors:
        form.add_error(name, "Något är fel.")
    return form


@pytest.mark.parametrize("name", KINDS)
def test_control_has_the_id_that_errors_point_at(name: str) -> None:
    control = Markup(drawn(GalleryForm(), name)).by_id(f"id_{name}")

    assert control["name"] in (name, "street")


@pytest.mark.parametrize("name", KINDS)
def test_every_control_has_a_label(name: str) -> None:
    markup = Markup(drawn(GalleryForm(), name))
    controls = {attrs["id"] for tag in ("input", "select", "textarea") for attrs in markup.all(tag)}

    assert {attrs["for"] for attrs in markup.all("label")} == controls


@pytest.mark.parametrize("name", KINDS)
def test_error_is_tied_to_its_control_or_group(name: str) -> None:
    markup = Markup(drawn(failed(name), name))
    group = [
        attrs for attrs in [*markup.all("fieldset"), markup.by_id(f"id_full-{name}")] if "aria-describedby" in attrs
    ]

    assert f"id_full-{name}_error" in group[0]["aria-describedby"].split()
    assert markup.by_id(f"id_full-{name}_error") is not None
    assert markup.all("fieldset") or markup.by_id(f"id_full-{name}")["aria-invalid"] == "true"


def test_help_is_read_before_the_error() -> None:
    control = Markup(drawn(failed("born"), "born")).by_id("id_full-born")

    assert control["aria-describedby"] == "id_full-born_helptext id_full-born_error"


def test_answers_are_kept() -> None:
    form = GalleryForm(FILLED, prefix="full")
    chosen = [attrs["value"] for attrs in Markup(drawn(form, "ways")).all("input") if "checked" in attrs]

    assert Markup(drawn(form, "name")).by_id("id_full-name")["value"] == "Åsa Örn"
    assert "Hon går i förskolan i dag." in drawn(form, "about")
    assert [a["value"] for a in Markup(drawn(form, "school")).all("option") if "selected" in a] == ["heby"]
    assert [a["value"] for a in Markup(drawn(form, "bus")).all("input") if "checked" in a] == ["yes"]
    assert chosen == ["phone", "mail"]
    assert "checked" in Markup(drawn(form, "consent")).by_id("id_full-consent")


@pytest.mark.parametrize("name", ["name", "about"])
def test_answer_is_never_markup(name: str) -> None:
    html = drawn(GalleryForm({f"full-{name}": '"><script>alert(1)</script>'}, prefix="full"), name)

    assert Markup(html).all("script") == []
    assert "&lt;script&gt;" in html


def test_editors_texts_are_never_markup() -> None:
    form = GalleryForm()
    form.fields["born"].help_text = form.fields["born"].label = "<img src=x>"

    assert Markup(drawn(form, "born")).all("img") == []


def test_group_of_controls_is_a_fieldset() -> None:
    for name, kind in GalleryForm.kinds.items():
        markup = Markup(drawn(GalleryForm(), name))
        is_group = kind in ("radios", "checkboxes", "parts")
        assert (len(markup.all("fieldset")), len(markup.all("legend"))) == (is_group, is_group), name


def test_only_optional_questions_say_so() -> None:
    form = GalleryForm()

    assert ("(frivilligt)" in drawn(form, "about"), "(frivilligt)" in drawn(form, "name")) == (True, False)


@pytest.mark.parametrize("name", ["name", "bus"])
def test_label_can_be_the_heading(name: str) -> None:
    assert len(Markup(drawn(GalleryForm(), name, heading=True)).all("h1")) == 1


def test_attributes_of_the_widget_are_written_out() -> None:
    field = forms.CharField(
        widget=forms.TextInput({"inputmode": "numeric", "spellcheck": False, "data-x": True, "title": '"<'})
    )
    field.kind = "text"  # type: ignore[attr-defined]
    form = type("Form", (forms.Form,), {"code": field})()
    form.fields["code"].kind = "text"
    control = Markup(drawn(form, "code")).by_id("id_code")

    assert {key: control.get(key) for key in ("inputmode", "spellcheck", "data-x", "title")} == {
        "inputmode": "numeric",
        "spellcheck": None,
        "data-x": "",
        "title": '"<',
    }


def test_password_is_never_sent_back() -> None:
    assert "hemligt" not in drawn(GalleryForm({"full-password": "hemligt"}, prefix="full"), "password")


def test_error_summary_links_to_each_field() -> None:
    form = failed("born")
    html = render_to_string("components/error_summary.html", {"form": form})
    links = {attrs["href"] for attrs in Markup(html).all("a")}

    assert links == {f"#id_full-{name}" for name in form.errors}
    assert {link[1:] for link in links} <= {
        attrs.get("id") for name in form.fields for _tag, attrs in Markup(drawn(form, name)).tags
    }


def test_error_summary_is_absent_without_errors() -> None:
    assert render_to_string("components/error_summary.html", {"form": GalleryForm()}).strip() == ""
