"""Input from the case page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.models import Case, Status
from casework.workflow import next_statuses


class StatusForm(forms.Form):
    """The statuses that may follow, and the revision the person saw: the action compares it with the case's."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *, case: Case) -> None:
        super().__init__(initial={"revision": case.revision})
        self.fields["to"] = forms.ChoiceField(
            label=_("Ny status"),
            widget=forms.RadioSelect,
            choices=[(status, Status(status).label) for status in next_statuses(case.status)],
        )


class SentStatusForm(forms.Form):
    """What was posted, whatever the case has become since: that is for the action to judge."""

    to = forms.ChoiceField(choices=Status.choices)
    revision = forms.IntegerField(min_value=0)
