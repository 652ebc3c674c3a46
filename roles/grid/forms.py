"""What an editor says beside the cells: the evidence of what is new, and the next skill to add."""

from django import forms

from roles.models import SkillRequirement
from skills.models import Skill
from sources.models import Claim
from sources.widgets import ClaimSelect, CollectedSelect, Lines

NO_EVIDENCE = "Say why these skills are asked for, or choose the claims that say so: readers see either."


def _widget(kind, name, admin_site, **attributes):
    return kind(SkillRequirement._meta.get_field(name), admin_site, attrs=attributes)


class EvidenceForm(forms.Form):
    """What new requirements rest on: claims, or our own word with its reason."""

    note = forms.CharField(
        required=False,
        label="Why they are asked for",
        help_text="Without claims, the new ones count as our own word (“editorial”); readers see this note.",
        widget=Lines(rows=2),
    )
    claims = forms.ModelMultipleChoiceField(
        Claim.objects.select_related("document"),
        required=False,
        label="Or the claims that say so",
        help_text="With claims, the new ones count as stated; each of them rests on all these claims.",
    )

    def __init__(self, *args, admin_site, is_needed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_needed = is_needed
        field = self.fields["claims"]
        field.widget = _widget(ClaimSelect, "claims", admin_site)
        field.widget.choices = field.choices

    def clean(self):
        said = self.cleaned_data
        if self.is_needed and not (said.get("note") or said.get("claims")):
            self.add_error("note", NO_EVIDENCE)


class AddForm(forms.Form):
    """Choosing a skill for a further row; `named` serves without JavaScript."""

    skill = forms.ModelChoiceField(Skill.objects, required=False, label="Add a skill")
    named = forms.CharField(required=False, label="Add a skill by its name", max_length=250)

    def __init__(self, *args, admin_site, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["skill"]
        field.widget = _widget(CollectedSelect, "skill", admin_site, **{"data-placeholder": "Search for a skill"})
        field.widget.choices = field.choices

    def clean_named(self):
        """Return the skill of this name, the site's own first; None for an empty one."""
        name = self.cleaned_data["named"].strip()
        if not name:
            return None
        found = Skill.objects.filter(name__iexact=name).order_by("collection__position", "pk").first()
        if not found:
            raise forms.ValidationError(f"There is no skill called “{name}”: look it up in the list of skills.")
        return found
