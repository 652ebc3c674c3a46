"""What editors say when a draft takes a step, and the choices between two changes of one row."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from roles.whole import WholeError, from_file
from roles.whole.files import LARGEST
from roles.whole.words import place_of, told_sides
from sources.widgets import Lines

from .updating import MINE, THEIRS


class StepForm(forms.Form):
    comment = forms.CharField(required=False, widget=Lines(rows=4))

    def __init__(self, *args, name, **kwargs):
        super().__init__(*args, **kwargs)
        comment = self.fields["comment"]
        comment.label = COMMENTS.get(name, "Comment")
        comment.required = name == "send-back"
        if name == "schedule":
            self.fields["publish_at"] = forms.DateTimeField(
                label="When readers see it",
                help_text=f"Still to come; on the clock of this site it is {timezone.localtime():%H:%M} now.",
                widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            )
            self.order_fields(["publish_at", "comment"])

    def said(self):
        """Return what `review.act` takes."""
        return self.cleaned_data


COMMENTS = {
    "submit": "What you changed and why, for the reviewer",
    "send-back": "What is to be mended",
    "withdraw": "Why, for whoever wrote it",
}


class ConflictForm(forms.Form):
    """For each row that both have changed, which of the two to keep."""

    def __init__(self, *args, conflicts, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {}
        for conflict, sides in told_sides(conflicts):
            name = place_of(conflict)
            self.places[name] = conflict.part, conflict.key
            self.fields[name] = forms.ChoiceField(
                label=f"{sides[MINE].part}: {sides[MINE].name}",
                choices=[
                    (MINE, f"Keep the draft’s: {_summary(sides[MINE])}"),
                    (THEIRS, f"Take the page’s: {_summary(sides[THEIRS])}"),
                ],
                widget=forms.RadioSelect,
            )

    def choices(self):
        """Return {(part, key): “mine” or “theirs”}."""
        return {place: self.cleaned_data[name] for name, place in self.places.items()}


def _summary(told):
    if told.verb != "changed":
        return told.verb
    return "; ".join(f"{field} “{after}”".lstrip() for field, _, after in told.lines)


class FileForm(forms.Form):
    file = forms.FileField(label="A role’s file, YAML or JSON")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(f"Larger than {LARGEST // 1_000_000} MB: that is no role.")
        return whole_of(file.read())


class SeenFileForm(forms.Form):
    """The text of a file that somebody has seen the effect of."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST, strip=False)


def whole_of(content):
    """Return the Whole of a file's bytes; raises ValidationError with all that is wrong."""
    try:
        return from_file(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError("The file is no text in UTF-8.") from error
    except WholeError as error:
        raise ValidationError(error.problems) from error
