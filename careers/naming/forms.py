"""What an editor says about a plan."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify

from sources.old_addresses import successors
from sources.widgets import Lines

from .clash import Answer
from .splitting import Place, name_field

CHANGED = "Something has changed since you opened this page: read it again. What you chose is kept where it still fits."


class MergeForm(forms.Form):
    """An answer for each question of a plan, and whether both rows' claims are joined."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, plan, data=None):
        super().__init__(data, initial={"seen": plan.fingerprint})
        self.plan = plan
        for clash in plan.questions:
            choices = [(answer.value, self._label(answer, words)) for answer, words in clash.answers.items()]
            self.fields[clash.key] = forms.ChoiceField(
                label=clash.name, choices=choices, initial=Answer.KEEP, widget=forms.RadioSelect
            )
            if clash.has_claims:
                self.fields[f"{clash.key}-claims"] = forms.BooleanField(
                    label="Rest it on the evidence of both", required=False, initial=True
                )

    def _label(self, answer, words):
        says = answer.label.format(kept=self.plan.kept, gone=self.plan.gone)
        # One value alone needs no name.
        line = "<span><i>{}</i> <b>{}</b></span>" if len(words) > 1 else "<span><b>{1}</b></span>"
        values = format_html_join("", line, words)
        return format_html("<strong>{}</strong>{}", says, values)

    @property
    def questions(self):
        """[(clash, the field of the choice, and that about claims, if there is one)]."""
        claims = {name: self[name] for name in self.fields if name.endswith("-claims")}
        return [(clash, self[clash.key], claims.get(f"{clash.key}-claims")) for clash in self.plan.questions]

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.plan.fingerprint:
            # The page is shown again as it is now.
            self.data = self.data.copy()
            self.data["seen"] = self.plan.fingerprint
            raise ValidationError(CHANGED)
        return self.cleaned_data["seen"]

    @property
    def answers(self):
        """{key of a clash: (Answer, whether claims are joined)}."""
        said = self.cleaned_data
        return {
            clash.key: (Answer(said[clash.key]), said.get(f"{clash.key}-claims", True)) for clash in self.plan.questions
        }


class SplitForm(forms.Form):
    """What the new row is called, and what goes with it."""

    def __init__(self, plan, data=None):
        super().__init__(data)
        self.plan = plan
        kind = plan.model._meta.verbose_name
        name = plan.model._meta.get_field(name_field(plan.model))
        self.fields["name"] = forms.CharField(
            label=f"{name.verbose_name.capitalize()} of the new {kind}", max_length=name.max_length
        )
        self.fields["slug"] = forms.SlugField(
            label="Its address",
            max_length=80,
            required=False,
            help_text="The last part of it; empty: made of its name.",
        )
        self.fields["text"] = forms.CharField(
            label=f"Its {plan.text_field}",
            widget=Lines,
            initial=getattr(plan.source, plan.text_field),
            required=False,
        )
        for name in ("name", "slug"):
            self.fields[name].widget.attrs["class"] = "vTextField"
        for item in plan.items:
            self.fields[item.key] = forms.ChoiceField(
                label=item.name,
                choices=[(place.value, place.label) for place in item.places],
                initial=Place.STAY,
                required=False,
            )

    @property
    def naming(self):
        return [self[name] for name in ("name", "slug", "text")]

    @property
    def lists(self):
        """[(what the rows are; [Place]; [(Item, its Place, its errors)])]; there may be a thousand."""
        return [
            (words, items[0].places, [(item, self._place(item), self.errors.get(item.key)) for item in items])
            for words, items in self.plan.lists
        ]

    def _place(self, item):
        return self.data.get(item.key) or Place.STAY

    def clean_name(self):
        name = self.cleaned_data["name"]
        if name.casefold() == str(self.plan.source).casefold():
            raise ValidationError("It needs another name than what it is split from.")
        return name

    def clean(self):
        slug = self.cleaned_data.get("slug") or slugify(self.cleaned_data.get("name", ""))[:80].strip("-")
        if "slug" in self.errors or not self.cleaned_data.get("name"):
            return
        if not slug:
            self.add_error("slug", "Write an address: none can be made of this name.")
        elif self.plan.model._default_manager.filter(slug=slug).exists():
            self.add_error("slug", f"Another page is at “{slug}”: choose another address.")
        elif other := successors(self.plan.model, [slug]).get(slug):
            self.add_error("slug", f"Readers of “{other}” may still come by “{slug}”: choose another address.")
        self.cleaned_data["slug"] = slug

    @property
    def new_fields(self):
        """{attribute: value} of the new row."""
        said = self.cleaned_data
        return {name_field(self.plan.model): said["name"], "slug": said["slug"], self.plan.text_field: said["text"]}

    @property
    def places(self):
        """{key of an item: Place}."""
        return {item.key: Place(self.cleaned_data[item.key] or Place.STAY) for item in self.plan.items}
