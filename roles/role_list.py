"""The list of roles: narrowed, counted, in pages; its state is the address."""

from functools import cached_property, reduce
from operator import and_
from typing import NamedTuple

from skills.levels import Level
from sources.collection import OWN
from sources.faceted_list import LONGEST_TEXT, Facet, FacetedList, Option, union
from sources.fixed_query import FixedQuery

from .filters import KNOWLEDGE, SENIORITIES, SORTINGS
from .models import Role, Seniority
from .role_index import role_index
from .skill_names import skill_called

SKILLS_SHOWN = 8
# So many skills can be chosen from a list; of more a reader writes the name.
MOST_LISTED = 200
_LABELS = {
    "seniority": dict(SENIORITIES),
    "knowledge": dict(KNOWLEDGE),
    "level": {str(level.value): f"{level.label} or above" for level in Level},
}


class Card(NamedTuple):
    """A role as the list shows it; the collection is empty for the site's own."""

    slug: str
    title: str
    summary: str
    seniority: int | None
    seniority_label: str
    collection: str
    collection_id: str
    family: str
    is_only_named: bool
    duty_count: int
    skill_count: int
    has_broader: bool


class RoleList(FacetedList):
    """What a query string asks for; two queries, those of the search where there are words, and one for the notices.

    Without a collection in the address the list has the roles of those that the chosen families and skills are from,
    without these the site's own. A level is that of every chosen skill, and nothing without one. A family stands for
    all within it, unless one of these is chosen, too.
    """

    TITLES = {
        "collection": "Collection",
        "family": "Family",
        "seniority": "Seniority",
        "knowledge": "What is known",
        "skill": "Skill",
        "level": "Level of the skills",
        "education": "Education",
    }
    SORTINGS = SORTINGS
    KIND = "role"

    def __init__(self, query):
        self._index = role_index()
        super().__init__(query, self._index.place, self._index.collections, self._index.labels | _LABELS)
        self.skill_name = " ".join(query.get("skill_name", "").replace("\0", " ").split())[:LONGEST_TEXT]
        if found := self.skill_name and skill_called(self.skill_name, self._index, self.collections):
            self.chosen["skill"] = list(dict.fromkeys([*self.chosen["skill"], found.slug]))
            self.skill_name = ""
        self.chosen["level"] = self.chosen["level"][:1] if self.chosen["skill"] else []
        self._forget_needless_collections()

    # --- What is left -----------------------------------------------------------------------------------------

    @property
    def _collections_without_choice(self):
        of_families = [self._index.families.entries[slug].collection for slug in self.chosen["family"]]
        of_skills = [one for slug in self.chosen["skill"] for one in self._index.collections_asking_for(slug)]
        chosen = {*of_families, *of_skills}
        return [one for one in self._index.collections if one in chosen] or self._index.default_collections

    @cached_property
    def _members(self):
        """{facet: {value: the roles with it}}, of the facets of which any value is enough."""
        index = self._index
        return {
            "collection": index.collections,
            "family": index.families.members,
            "seniority": {value: index.seniorities.get(Seniority[value.upper()], 0) for value, _ in SENIORITIES},
            "knowledge": {value: index.knowledge.get(value == "named", 0) for value, _ in KNOWLEDGE},
            "education": index.routes,
        }

    def _left_by(self, name, values):
        if name == "skill":
            return reduce(and_, (self._index.skills[slug].roles for slug in values))
        if name == "level":
            return self._at_least(int(values[0]))
        if name == "family":
            values = self._index.families.narrowest(values)
        return union(self._members[name], values)

    def _at_least(self, level):
        """Return the roles that ask for every chosen skill at a level or above."""
        return reduce(and_, (self._index.skills[slug].at_least(level) for slug in self.chosen["skill"]))

    # --- What is shown ----------------------------------------------------------------------------------------

    def _in_order(self, places):
        return self._index.in_order(places, self.sort)

    def _rows(self, places):
        """Return the cards of a page; their summaries are all that is not in the index, and take one query."""
        if not places:
            return []
        pks = [self._index.roles[place].pk for place in places]
        summaries = dict(_SUMMARIES.rows(*pks, *pks[:1] * (self.PAGE_SIZE - len(pks))))
        return [self._card(place, summaries[pk]) for pk, place in zip(pks, places, strict=True) if pk in summaries]

    def _card(self, place, summary):
        index, role = self._index, self._index.roles[place]
        return Card(
            role.slug,
            role.title,
            summary,
            role.seniority,
            Seniority(role.seniority).label if role.seniority else "",
            "" if role.collection == OWN else index.collection_names[role.collection],
            role.collection,
            index.families.entries[role.family].name,
            role.is_only_named,
            index.duty_counts[place],
            index.skill_count(place),
            role.broader is not None,
        )

    @cached_property
    def facets(self):
        """The facets with a box for each value, or of those with very many values for some."""
        options = {
            "collection": self._options("collection", self._members["collection"]),
            "family": self._tree_options("family", self._index.families, self.collections),
            "seniority": self._options("seniority", self._members["seniority"]),
            "knowledge": self._options("knowledge", self._members["knowledge"]),
            "skill": self._common_skills,
            "level": self._levels(),
            "education": self._options("education", self._members["education"]),
        }
        return [
            Facet(name, title, options[name], is_single=name == "level")
            for name, title in self.TITLES.items()
            if self._says_something(name)
        ]

    def _says_something(self, name):
        """Whether a facet tells the roles of the collections apart."""
        if self.chosen[name] or name in ("family", "skill"):
            return True
        if name == "collection":
            return len(self._index.collections) > 1
        if name == "level":
            return any(self._index.skills[slug].levels for slug in self.chosen["skill"])
        if name == "knowledge":
            return OWN in self.collections
        members = self._members[name]
        return bool(union(members, members) & self._left["collection"])

    def _levels(self):
        left = self.left_without("level")
        return [
            Option(value, label, (self._at_least(int(value)) & left).bit_count(), value in self.chosen["level"])
            for value, label in (_LABELS["level"].items() if self.chosen["skill"] else ())
        ]

    # --- Skills -----------------------------------------------------------------------------------------------

    @cached_property
    def _common_skills(self):
        """The boxes of skills: those chosen, and so many of those that the roles left ask for most."""
        most = max(SKILLS_SHOWN, len(self.chosen["skill"]))
        common = self._index.most_asked(self.found, self.collections, most)
        counts = {skill.slug: count for skill, count in common}
        chosen = [(slug, (self._index.skills[slug].roles & self.found).bit_count()) for slug in self.chosen["skill"]]
        shown = sorted(chosen, key=lambda pair: (-pair[1], self._index.skills[pair[0]].rank[1:]))
        shown += [pair for pair in counts.items() if pair[0] not in self.chosen["skill"]]
        return [self._skill_option(slug, count) for slug, count in shown[:most]]

    def _skill_option(self, slug, count):
        return Option(slug, self._index.skills[slug].name, count, slug in self.chosen["skill"])

    @cached_property
    def has_too_many_skills(self):
        """Whether the skills of the collections are too many for a list to choose from."""
        return self._index.is_skill_count_above(MOST_LISTED, self.collections)

    @cached_property
    def other_skills(self):
        """The skills that have no box of their own, by name; none where they are too many."""
        if self.has_too_many_skills:
            return []
        shown = {option.value for option in self._common_skills}
        others = (skill for skill in self._index.skills_of(self.collections) if skill.slug not in shown)
        counted = [(skill, (skill.roles & self.found).bit_count()) for skill in others]
        named = sorted(counted, key=lambda pair: pair[0].folded_name)
        return [self._skill_option(skill.slug, count) for skill, count in named if count]


def _summaries(*pks):
    return Role.objects.published().filter(pk__in=pks).order_by().values_list("pk", "summary")


_SUMMARIES = FixedQuery(_summaries, *(-101 - place for place in range(RoleList.PAGE_SIZE)))
