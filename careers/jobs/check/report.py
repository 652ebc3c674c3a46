"""What the page of the check shows of one text; made for one request, and forgotten with it."""

from functools import cached_property
from typing import NamedTuple

from django.http import Http404

from careers.jobs.offer import offer_of
from careers.jobs.role import load_job_role
from skills.models import Skill
from sources.collection import OWN

from .finding_role import Found, find_role, title_seniority
from .findings import Asked, Checked
from .levels import level_asked
from .library import skill_names
from .marking import anchor, marked_text, skill_anchor
from .model import levels_of, model_of
from .patterns import MUST
from .reading import NICE, Part, Place, Reading
from .rules import findings
from .side_by_side import rows_of

# So many places of a finding are listed; all of them are marked.
MOST_PLACES = 12


class Quote(NamedTuple):
    """A place as a finding lists it."""

    line: int
    words: str
    anchor: str


class Report:
    """The check of a text against a role: the one with a slug, or else the one that the text names.

    However long the text, it takes the same number of queries; none of them holds a word of it.
    """

    def __init__(self, text, slug=""):
        self.reading = Reading(text, skill_names(OWN))
        self.found = self._found(slug)
        self.job = self.found.job
        model = model_of(self.job, levels_of(self.job.role)) if self.job else None
        self.slugs = {}
        asked = self._asked(model)
        self.checked = Checked(self.reading, asked, self.found.seniority, model)
        self.findings = findings(self.checked)

    def _found(self, slug):
        found = find_role(self.reading)
        if not slug:
            return found
        try:
            job = load_job_role(slug)
        except Http404:
            return found
        seniority = title_seniority(self.reading) or job.role.seniority
        return Found(job, seniority, (*found.reasons, "You chose this role."), found.candidates)

    def _asked(self, model):
        """Return the skills that the text names, in their order."""
        collections = {OWN, self.job.role.collection_id} if self.job else {OWN}
        places = {}
        for collection in sorted(collections, key=lambda one: one != OWN):
            names = self.reading.skills if collection == OWN else skill_names(collection)
            for mention in names.find(self.reading.text, self.reading.tokens):
                places.setdefault(Place(mention.start, mention.end), mention.keys)
        known = model.levels if model else {}
        chosen = {place: next((key for key in keys if key in known), keys[0]) for place, keys in places.items()}
        names = Skill.objects.filter(pk__in=set(chosen.values())).values_list("pk", "name", "slug")
        named = {pk: (name, slug) for pk, name, slug in names}
        self.slugs = {pk: slug for pk, (_, slug) in named.items()}
        found = {place: pk for place, pk in sorted(chosen.items()) if pk in named}
        stand = tuple(found)
        return tuple(_asked(self.reading, place, pk, named[pk][0], stand) for place, pk in found.items())

    @cached_property
    def text(self):
        """The text with marks, as HTML."""
        return marked_text(self.reading.text, self.findings, {one.place.start for one in self.checked.asked})

    @cached_property
    def numbered(self):
        """[(number, Finding, its first Quotes, how many more)]."""
        return [
            (number, finding, [self._quote(number, place) for place in finding.places[:MOST_PLACES]],
             max(0, len(finding.places) - MOST_PLACES))
            for number, finding in enumerate(self.findings, start=1)
        ]  # fmt: skip

    def _quote(self, number, place):
        words = " ".join(self.reading.said(place).split())
        return Quote(self.reading.line_number(place.start), words, anchor(number, place))

    @cached_property
    def rows(self):
        """The text and the model side by side."""
        skills = offer_of(self.job.profile).skills if self.job else ()
        return rows_of(self.checked, skills, self.slugs, self._place)

    def _place(self, asked):
        return self.reading.line_number(asked.place.start), skill_anchor(asked.place.start)

    @property
    def skill_count(self):
        return len({one.skill for one in self.checked.asked})


def _asked(reading, place, skill, name, places):
    part = reading.part_at(place.start)
    is_asked = part is Part.MUSTS or (part is not Part.NICES and reading.says(MUST, place.start))
    level = level_asked(reading.text, reading.sentence_at(place.start), place, places)
    return Asked(skill, name, place, part, is_asked and not reading.says(NICE, place.start), level)
