"""What editors fill in on the desk."""

from django import forms

from sources.models import Claim
from sources.widgets import Lines


class ReasonForm(forms.Form):
    """Why a finding is all right; `key` says which one."""

    key = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(max_length=500, error_messages={"required": "Say why it is all right."})


class ClaimForm(forms.ModelForm):
    """A claim of a document that is known; its place is the last."""

    class Meta:
        model = Claim
        fields = [
            "section",
            "locator",
            "code",
            "statement",
            "subject",
            "strength",
            "wording",
            "level_text",
            "hedge",
        ]
        widgets = {"statement": Lines}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs["class"] = "vTextField"
