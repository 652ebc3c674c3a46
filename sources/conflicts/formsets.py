"""A list of rows of which somebody else may have changed, added or removed some since its page was opened."""

import re
from functools import partial

from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from .forms import CHOICE, FIELD, OpenedField
from .messages import RowConflict, RowNote
from .opened import seal, unseal
from .words import Story, label_of

ROW = "row"
AGAIN, LEAVE, REMOVE, KEEP = "again", "leave", "remove", "keep"


class MergingFormSet:
    """Beside a formset of models: rows are told from each other by their keys, not by their places.

    Where rows have come or gone, or stand in another order, what was sent is put in order first: the stored ones, as
    they stand now, then new ones, and last those that another has removed but that were changed here.
    """

    holds_every_row = True  # or only those that were sent, as a list of the admin

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.row_notes = []
        self.added = []
        if self.is_bound:
            self.opened = unseal(self.subject, self.data.get(f"{self.prefix}-{FIELD}"))
            self.story = Story(getattr(self, "instance", None), self.opened)
            self._meet_others()

    @property
    def subject(self):
        page = getattr(self, "instance", None)
        return f"{self.model._meta.label_lower} {self.prefix} {page.pk if page else ''}"

    @cached_property
    def management_form(self):
        form = super().management_form
        form.fields[FIELD] = OpenedField(self._sealed)
        return form

    def _sealed(self):
        return seal(self.subject, {str(form.instance.pk): form.stored for form in self._stored_forms()})

    def _stored_forms(self):
        return [form for form in self.initial_forms if not form.instance._state.adding]

    @property
    def notes(self):
        return [*self.row_notes, *(note for form in self.forms for note in form.notes)]

    @property
    def conflicts(self):
        return [conflict for form in self.forms for conflict in form.conflicts.values()]

    # Rows that came and went

    def _meet_others(self):
        stored = [str(row.pk) for row in self.get_queryset()]
        sent = {place: self._sent(place, self.model._meta.pk.name) for place in range(self.initial_form_count())}
        gone = [place for place, key in sent.items() if key in self.opened.rows and key not in stored]
        if self.holds_every_row:
            known = {*sent.values(), *self.opened.rows}
            self.added = [key for key in stored if key not in known]
        if gone or (self.holds_every_row and list(sent.values()) != stored):
            places = {key: place for place, key in sent.items() if place not in gone}
            kept = {key: places.pop(key, None) for key in stored if key in places or key in self.added}
            new = range(len(sent), self.total_form_count())
            missed = [place for place in gone if self._is_missed(place, sent[place])]
            self._renumber({**kept, **places}, new, missed)
            self.row_notes += [RowNote("added", partial(self._name_of, key)) for key in self.added]

    def _sent(self, place, name):
        return self.data.get(f"{self.prefix}-{place}-{name}")

    def _is_missed(self, place, key):
        """Tell whether a row that is gone was changed here, so that somebody has to choose; else note that it went."""
        form = self.form(self.data, prefix=self.add_prefix(place))
        form.story = self.story
        was = self.opened.rows[key]
        changed = [name for name in form.merged_names if form.differs(name, was.get(name))]
        is_removed_here = self.can_delete and self._sent(place, DELETION_FIELD_NAME)
        if changed and self.holds_every_row and not is_removed_here:
            return True
        if not is_removed_here:
            typed = ", ".join(f"{label_of(form.fields[name], name)}: {form[name].data}" for name in changed)
            self.row_notes.append(RowNote("removed", partial(self._name_of_gone, form, was), typed))
        return False

    def _renumber(self, kept, new, missed):
        """Write anew what was sent; `kept` are the stored rows in their order, {key: place, none of an added one}."""
        rows, others = self._parted()
        name = self.model._meta.pk.name
        parent = {self.fk.name: [str(self.instance.pk)]} if self.added else {}
        ordered = [rows.get(place, {name: [key], **parent}) for key, place in kept.items()]
        ordered += [rows.get(place, {}) for place in new]
        ordered += [rows[place] | {name: [""], f"{ROW}-{CHOICE}": [""]} for place in missed]
        data = MultiValueDict(others)
        for place, row in enumerate(ordered):
            for field, values in row.items():
                data.setlist(f"{self.prefix}-{place}-{field}", values)
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(kept))
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(ordered))
        self.data = data
        del self.management_form

    def _parted(self):
        """Return what was sent of each row, {place: {name: values}}, and what was sent of the list as a whole."""
        rows, others = {}, {}
        of_row = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,6}})-(.+)")
        for key in self.data:
            found = of_row.fullmatch(key)
            if found:
                rows.setdefault(int(found[1]), {})[found[2]] = self.data.getlist(key)
            elif key.startswith(f"{self.prefix}-"):
                others[key] = self.data.getlist(key)
        return rows, others

    def _name_of(self, key):
        return next(str(getattr(form, "saying", form.instance)) for form in self.forms if str(form.instance.pk) == key)

    def _name_of_gone(self, form, was):
        says = getattr(self.model, "says", "").split("__")[0]
        name = says if says in was else next((name for name in form.merged_names if name in was), None)
        return self.story.words(form.fields[name], was[name]) if name else self.model._meta.verbose_name

    # Rows that both have

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.is_bound:
            form.story = self.story
            key = str(form.instance.pk)
            if form.instance._state.adding:
                self._choose_row(form, is_gone=True)
            elif key in self.added:
                for name in form.merged_names:
                    form.put(name, form.stored.get(name))
            else:
                form.merge(self.opened, key, self.story)
                self._ask_before_removing(form, key)
        return form

    def _ask_before_removing(self, form, key):
        was = self.opened.rows.get(key)
        if form.add_prefix(DELETION_FIELD_NAME) in form.data and was is not None and was != form.stored:
            form.use_own_data()
            form.data[f"{form.prefix}-{ROW}-{CHOICE}"] = ""
        self._choose_row(form, is_gone=False)

    def _choose_row(self, form, *, is_gone):
        """Follow what was chosen of a row that one removed and the other changed; ask as long as nothing is."""
        name = f"{form.prefix}-{ROW}-{CHOICE}"
        if name not in form.data:
            return
        form.use_own_data()
        choice = form.data.get(name)
        form.data.pop(form.add_prefix(DELETION_FIELD_NAME), None)
        if choice in (LEAVE, REMOVE):
            form.data[form.add_prefix(DELETION_FIELD_NAME)] = "on"
        elif choice not in (AGAIN, KEEP):
            form.conflicts[None] = RowConflict(form, name, is_gone=is_gone)
