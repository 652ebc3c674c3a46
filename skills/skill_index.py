"""The published skills by what lists narrow them by, in memory: rebuilt when the content changes, never queried.

A skill is known by its place in the order of lists: collection by collection, by name.
"""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count

from sources.bitsets import bitset, flags, numbers, places_by
from sources.collection import OWN, Collection
from sources.kept import Kept
from sources.publication import Status
from sources.trees import Entry, Tree

from .models import LevelDescriptor, Skill, SkillArea, SkillInArea


class IndexedSkill(NamedTuple):
    """A published skill; `role_count`: how many published roles ask for it by name."""

    pk: int
    slug: str
    name: str
    kind: str
    collection: str
    area: str
    broader: int | None
    role_count: int


class SkillIndex:
    def __init__(self):
        """Load what there is, in six queries."""
        self.skills = _load_skills()
        self.place = {skill.pk: place for place, skill in enumerate(self.skills)}
        self.collection_names = dict(Collection.objects.values_list("slug", "short_name"))
        self.kinds = places_by(self.skills, "kind")
        self.areas = Tree(_load_areas(), self._members_of_areas())
        self.described = self._bitset(LevelDescriptor.objects.order_by().values_list("skill", flat=True).distinct())
        self.asked_for = bitset(place for place, skill in enumerate(self.skills) if skill.role_count)

    def _bitset(self, pks):
        return bitset(self.place[pk] for pk in pks if pk in self.place)

    def _members_of_areas(self):
        """Return {area: the skills of which it is the own area, or a further one}."""
        members = defaultdict(int, places_by(self.skills, "area"))
        for area, skill in SkillInArea.objects.order_by().values_list("area__slug", "skill"):
            if skill in self.place:
                members[area] |= 1 << self.place[skill]
        return members

    @cached_property
    def collections(self):
        """{collection: its skills}, of those with any, in their order."""
        of_collection = places_by(self.skills, "collection")
        return {slug: of_collection[slug] for slug in dict.fromkeys(skill.collection for skill in self.skills)}

    @cached_property
    def _within(self):
        """{id of a skill: places of the skills that are a part or a kind of it}."""
        places = defaultdict(list)
        for place, skill in enumerate(self.skills):
            places[skill.broader].append(place)
        return places

    def within(self, slug):
        """Return the skills that are a part or a kind of another, at any distance."""
        waiting, found = [self.by_slug[slug].pk], set()
        while waiting:
            for place in self._within.get(waiting.pop(), ()):
                if place not in found:
                    found.add(place)
                    waiting.append(self.skills[place].pk)
        return bitset(found)

    @cached_property
    def by_slug(self):
        return {skill.slug: skill for skill in self.skills}

    @cached_property
    def labels(self):
        """{facet: {value: what it is called}} of those facets whose values are content."""
        return {
            "collection": {slug: self.collection_names[slug] for slug in self.collections},
            "area": {slug: area.name for slug, area in self.areas.entries.items()},
            "within": {slug: f"within {skill.name}" for slug, skill in self.by_slug.items()},
        }

    @property
    def default_collections(self):
        """The site's own collection; where it has no skills, all."""
        return [OWN] if OWN in self.collections else list(self.collections)

    @cached_property
    def _by_role_count(self):
        return sorted(range(len(self.skills)), key=lambda place: -self.skills[place].role_count)

    def in_order(self, skills, sort=""):
        """Return the places of some skills, by name or with those that most roles ask for first."""
        if not sort:
            return numbers(skills)
        is_in = flags(skills, len(self.skills))
        return [place for place in self._by_role_count if is_in[place]]


def _load_skills():
    asking = Skill._meta.get_field("requirements").related_model.objects
    asking = asking.filter(role__status=Status.PUBLISHED, is_relevant=True).order_by()
    counts = dict(asking.values_list("skill").annotate(count=Count("pk")))
    columns = ("pk", "slug", "name", "kind", "collection_id", "area__slug", "broader_id")
    rows = Skill.objects.published().order_by("collection__position", "collection_id")
    skills = [IndexedSkill(*row, counts.get(row[0], 0)) for row in rows.values_list(*columns)]
    position = {slug: place for place, slug in enumerate(dict.fromkeys(skill.collection for skill in skills))}
    return sorted(skills, key=lambda skill: (position[skill.collection], skill.name.casefold(), skill.pk))


def _load_areas():
    areas = SkillArea.objects.order_by("collection__position", "position", "name")
    return [Entry(*row) for row in areas.values_list("slug", "name", "collection_id", "broader__slug")]


_INDEX = Kept(SkillIndex)


def skill_index():
    """Return the SkillIndex of the content as it is, in one short query where nothing has changed."""
    return _INDEX.now()
