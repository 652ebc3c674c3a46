"""The list of skills: narrowed, counted, in pages; its state is the address."""

from functools import cached_property, reduce
from operator import and_
from typing import NamedTuple

from sources.bitsets import numbers
from sources.collection import OWN
from sources.faceted_list import Facet, FacetedList, Option, union

from .models import SkillArea, SkillKind
from .skill_index import skill_index

_LABELS = {
    "kind": dict(SkillKind.choices),
    "about": {"described": "Described level by level", "asked": "Asked for by a role"},
}


class Row(NamedTuple):
    """A skill as the list shows it; the collection is empty for the site's own."""

    slug: str
    name: str
    area: str
    collection: str
    collection_id: str
    role_count: int


class SkillList(FacetedList):
    """What a query string asks for; one query, those of the search where there are words, and one for the notices.

    Without a collection in the address the list has the skills of those that the chosen areas and broader skills are
    from, without these the site's own. An area stands for all within it, unless one of these is chosen, too.
    """

    TITLES = {
        "collection": "Collection",
        "kind": "Kind",
        "area": "Area",
        "about": "What is known",
        "within": "Part or kind of",
    }
    SORTINGS = [("", "By name"), ("-roles", "Most asked for first")]
    KIND = "skill"
    PAGE_SIZE = 60

    def __init__(self, query):
        self._index = skill_index()
        super().__init__(query, self._index.place, self._index.collections, self._index.labels | _LABELS)
        self._forget_needless_collections()

    @property
    def is_plain(self):
        """Whether nothing is chosen: then the site's own skills stand by area."""
        return self.collections in ([OWN], []) and not self.parameters and not self._page_number

    @property
    def is_widened(self):
        """Whether there is more to narrow than the site's own skills."""
        return not self.is_plain or len(self._index.collections) > 1

    # --- What is left -----------------------------------------------------------------------------------------

    @property
    def _collections_without_choice(self):
        of_areas = {self._index.areas.entries[slug].collection for slug in self.chosen["area"]}
        of_skills = {self._index.by_slug[slug].collection for slug in self.chosen["within"]}
        chosen = [one for one in self._index.collections if one in of_areas | of_skills]
        return chosen or self._index.default_collections

    @property
    def _members(self):
        """{facet: {value: the skills with it}}, of the facets of which any value is enough."""
        return {
            "collection": self._index.collections,
            "kind": self._index.kinds,
            "area": self._index.areas.members,
        }

    @property
    def _about(self):
        return {"described": self._index.described, "asked": self._index.asked_for}

    def _left_by(self, name, values):
        if name == "about":
            return reduce(and_, (self._about[value] for value in values))
        if name == "within":
            return union({slug: self._index.within(slug) for slug in values}, values)
        if name == "area":
            values = self._index.areas.narrowest(values)
        return union(self._members[name], values)

    # --- What is shown ----------------------------------------------------------------------------------------

    def _in_order(self, places):
        return self._index.in_order(places, self.sort)

    def _rows(self, places):
        """Return the skills of a page, without a query."""
        return [self._row(self._index.skills[place]) for place in places]

    def _row(self, skill):
        collection = "" if skill.collection == OWN else self._index.collection_names[skill.collection]
        area = self._index.areas.entries[skill.area].name
        return Row(skill.slug, skill.name, area, collection, skill.collection, skill.role_count)

    @cached_property
    def by_area(self):
        """[(area, the site's own skills of it)] of the areas that have any, in one query."""
        index = self._index
        own = index.collections.get(OWN, 0)
        areas = (
            (area, index.areas.members.get(area.slug, 0) & own) for area in SkillArea.objects.filter(collection=OWN)
        )
        return [(area, [index.skills[place] for place in numbers(skills)]) for area, skills in areas if skills]

    @cached_property
    def facets(self):
        """The facets that tell the skills of the collections apart, with a box for each value."""
        options = {
            "collection": self._options("collection", self._members["collection"]),
            "kind": self._kinds(),
            "area": self._tree_options("area", self._index.areas, self.collections),
            "about": self._about_options(),
        }
        return [Facet(name, self.TITLES[name], found) for name, found in options.items() if len(found) > 1]

    def _kinds(self):
        """Return the Options of the kinds that the collections have."""
        of_collections = self._left["collection"]
        return [
            option
            for option in self._options("kind", self._members["kind"])
            if option.is_chosen or self._index.kinds.get(option.value, 0) & of_collections
        ]

    def _about_options(self):
        """Return the Options of which all that are chosen hold together."""
        return [
            Option(value, label, (self._about[value] & self.found).bit_count(), value in self.chosen["about"])
            for value, label in _LABELS["about"].items()
        ]
