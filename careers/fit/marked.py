"""What an address says of somebody's skills, and what has changed since it was written."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import parse_qsl

from django.contrib.contenttypes.models import ContentType

from skills.models import LevelDescriptor, Skill
from sources.history.models import ChangedRow
from sources.history.public import ChangesPage, public_rows
from sources.history.words import DELETED

from .codes import State, code_of, now, read_state, write_groups, write_state
from .known import Known, known_marks

# So many changes of skills are told; who left for years reads the pages anew.
MOST_TOLD = 100
# So many skills that were deleted last are looked through.
MOST_DELETED = 5000


@dataclass(frozen=True)
class Marked:
    """The marks of an address by the skills of today, and all that a reader has to be told of them.

    Making it takes a query, reading what has changed since six more.
    """

    state: State
    known: Known

    @classmethod
    def of(cls, query):
        """Return the Marked of the parameters of an address (a QueryDict)."""
        state = read_state(query)
        return cls(state, known_marks(state))

    @property
    def marks(self):
        """{slug: level}, with what an editor linked as the same in another collection."""
        return self.known.everywhere

    @property
    def count(self):
        return len(self.known.marks)

    @property
    def has_any(self):
        """Whether anything is marked higher than “not yet”."""
        return any(self.known.marks.values())

    @cached_property
    def codes(self):
        """{code: level} as an address written now holds them; what is not known here stays."""
        return self.known.codes | {code: self.state.marks[code] for code in self.known.unknown}

    @cached_property
    def query(self):
        """The marks as the query of an address, with the time at which they were made; empty for none."""
        return write_state(self.codes, self.state.at)

    @property
    def fields(self):
        """The same as [(name, value)], for a form."""
        return parse_qsl(self.query)

    def on(self, path, anchor=""):
        """Return an address of this site with the marks."""
        return f"{path}?{self.query}{anchor}" if self.query else f"{path}{anchor}"

    def beside(self, codes):
        """Return the marks of all other skills, as a form sends them along."""
        return write_groups({code: level for code, level in self.codes.items() if code not in codes})

    @property
    def moment(self):
        """The minute at which a form is filled in: from then on changes are told."""
        return now()

    @property
    def at(self) -> datetime | None:
        return self.state.at

    @cached_property
    def gone(self):
        """Names of marked skills that have been deleted, as far as the history knows them; one query."""
        if not self.known.unknown:
            return []
        model = ContentType.objects.get_for_model(Skill)
        rows = ChangedRow.objects.filter(content_type=model, action=DELETED, is_public=True).order_by("-pk")
        deleted = rows.values_list("object_repr", "changes")[:MOST_DELETED]
        wanted = set(self.known.unknown)
        return sorted({name for name, changes in deleted if code_of(changes.get("slug", ("",))[0] or "") in wanted})

    @cached_property
    def moved(self):
        """[(old slug, Skill)] of marked skills that are called otherwise by now, or have become part of another."""
        found = {skill.slug: skill for skill in self._skills}
        return [(old, found[slug]) for old, slug in self.known.moved if slug in found]

    @cached_property
    def retired(self):
        return [skill for skill in self._skills if skill.is_retired]

    @cached_property
    def _skills(self):
        """The marked skills; one query."""
        return list(Skill.objects.with_page().filter(slug__in=self.known.marks)) if self.known.marks else []

    @cached_property
    def told(self):
        """What was told since of the marked skills: of their names, and of what their levels mean."""
        if not (self.at and self.known.marks):
            return []
        models = ContentType.objects.get_for_models(Skill, LevelDescriptor).values()
        rows = public_rows().filter(
            change__made_at__gte=self.at,
            content_type__in=list(models),
            subject_kind=Skill._meta.label_lower,
            subject_id__in=[skill.pk for skill in self._skills],
        )
        return ChangesPage(rows, size=MOST_TOLD).told

    @cached_property
    def changed(self):
        """Ids of the marked skills of which something was told since."""
        return {told.subject[1] for told in self.told}

    @property
    def is_all_well(self):
        """Whether there is nothing to tell of the marks themselves."""
        return not (
            self.state.unknown_version
            or self.state.unreadable
            or self.known.unknown
            or self.moved
            or self.retired
            or self.told
        )
