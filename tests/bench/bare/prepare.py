"""`python -m tests.bench.bare.prepare`: database and form page of the bare site; prints each question's field name."""

import json
import os

import django
from django.core.management import call_command

from tests.bench.questions import TWELVE


def prepare() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    from wagtail.models import Page

    from tests.bench.bare.models import FormField, FormPage

    page = FormPage(
        title="Skolskjuts", slug="formular", intro="<p>Fyll i.</p>", thank_you_text="<p>Tack, mottaget.</p>"
    )
    page.form_fields = [
        FormField(
            sort_order=place,
            label=question.label,
            field_type=question.bare_type,
            help_text=question.hint,
            choices="\n".join(question.choices),
            required=True,
        )
        for place, question in enumerate(TWELVE)
    ]
    Page.objects.get(slug="home", depth=2).add_child(instance=page)
    page.save_revision().publish()
    labels = {field.label: field.clean_name for field in page.form_fields.all()}
    return {question.key: labels[question.label] for question in TWELVE}


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.bare.settings"
    django.setup()
    print(json.dumps(prepare()))
