"""What an editor is told and asked where somebody else has changed the same; put into words when it is shown."""

from django.forms import Textarea
from django.template.loader import render_to_string
from django.utils.html import format_html

from .words import label_of

MOST_WORDS = 160


class FieldNote:
    """That the other's value of a field is kept."""

    def __init__(self, form, name, was, now):
        self.form, self.name, self.was, self.now = form, name, was, now
        for value in (was, now):
            form.story.mention(form.fields[name], value)

    def __str__(self):
        field = self.form.fields[self.name]
        was, now = (_cut(self.form.story.words(field, value)) for value in (self.was, self.now))
        row = row_label(self.form)
        return format_html(
            "{}<b>{}</b>: was <q>{}</q>, now <q>{}</q>",
            format_html("<b>{}</b>, ", row) if row else "",
            label_of(field, self.name),
            was,
            now,
        )


class RowNote:
    """That the other added or removed a row."""

    def __init__(self, done, label, typed=""):
        self.done, self.label, self.typed = done, label, typed

    def __str__(self):
        label = self.label() if callable(self.label) else self.label
        typed = format_html(" What you had written: <q>{}</q>", self.typed) if self.typed else ""
        return format_html("<b>{}</b>: {}.{}", label, self.done, typed)


class FieldConflict:
    """That both changed a field: theirs is shown beside mine, and one has to be chosen."""

    def __init__(self, form, name, theirs, was, *, has_before):
        self.form, self.name, self.theirs, self.was, self.has_before = form, name, theirs, was, has_before
        for value in (theirs, was):
            form.story.mention(form.fields[name], value)

    def __str__(self):
        bound = self.form[self.name]
        words = self.form.story.words
        return render_to_string(
            "admin/conflicts/field.html",
            {
                "who": self.form.story.who,
                "label": label_of(bound.field, self.name),
                "name": f"{bound.html_name}-choice",
                "theirs": words(bound.field, self.theirs),
                "was": words(bound.field, self.was) if self.has_before else None,
                "holds_both": self.theirs and isinstance(bound.field.widget, Textarea),
            },
        )


class RowConflict:
    """That one removed a row which the other changed."""

    def __init__(self, form, key, *, is_gone):
        self.form, self.key, self.is_gone = form, key, is_gone

    def __str__(self):
        return render_to_string(
            "admin/conflicts/row.html",
            {
                "who": self.form.story.who,
                "name": self.key,
                "is_gone": self.is_gone,
                "changes": [note for note in self.form.notes if isinstance(note, FieldNote)],
            },
        )


def row_label(form):
    """Return what a row of a list says; nothing for the page itself."""
    if not form.prefix:
        return ""
    return str(getattr(form, "saying", form.instance))


def _cut(words):
    return words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
