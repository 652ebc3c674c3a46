"""The list of roles: narrowed, counted, in pages; its state is the address."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import CharField, Count, Exists, F, OuterRef, Value
from django.db.models.functions import Cast
from django.http import QueryDict

from skills.models import Skill
from sources.publication import Status

from .filters import KNOWLEDGE, SENIORITIES, SORTINGS, RoleFilter
from .models import Choice, Role, RoleFamily, SkillRequirement

PAGE_SIZE = 24
# Each chosen skill is a condition of its own on every role.
MOST_CHOSEN = 10
SKILLS_SHOWN = 8
TITLES = {"family": "Family", "seniority": "Seniority", "knowledge": "What is known", "skill": "Skill"}


@dataclass(frozen=True)
class Option:
    """One value of a facet, and how many roles the list would have with it."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    options: list[Option]


@dataclass(frozen=True)
class Chip:
    """A choice that narrows the list, and the address without it."""

    label: str
    address: str


class RoleList:
    """What a query string asks for; four queries, however many roles there are."""

    def __init__(self, query):
        self._labels = _vocabulary()
        self.ignored = []
        self.chosen = {name: self._known(name, query.getlist(name)) for name in TITLES}
        self.text = " ".join(query.get("q", "").replace("\0", " ").split())[:100]
        self.sort = next(iter(self._known("sort", query.getlist("sort"))), "")
        self._page_number = query.get("page", "")

    def _known(self, name, values):
        """Return the values that the vocabulary has; the others are ignored, and the page says so."""
        given = list(dict.fromkeys(value for value in values if value))
        known = [value for value in given if value in self._labels[name]]
        self.ignored += [value[:40] for value in given if value not in known[:MOST_CHOSEN]]
        return known[:MOST_CHOSEN]

    @property
    def _parameters(self):
        single = {"q": self.text, "sort": self.sort}
        return {name: [value] for name, value in single.items() if value} | {
            name: values for name, values in self.chosen.items() if values
        }

    def _address(self, **changes):
        """Return the address of the list with some parameters replaced."""
        query = QueryDict(mutable=True)
        for name, values in (self._parameters | changes).items():
            query.setlist(name, values)
        return f"?{query.urlencode()}"

    def _narrow(self, roles, *but):
        """Return the roles that the parameters leave, without regard to some of them."""
        query = QueryDict(mutable=True)
        for name, values in self._parameters.items():
            if name not in but:
                query.setlist(name, values)
        return RoleFilter(query, roles).qs if query else roles

    @cached_property
    def page(self):
        pages = Paginator(self._narrow(Role.objects.for_list()), PAGE_SIZE)
        number = self._page_number
        if number and not (
            number.isascii() and number.isdecimal() and len(number) < 7 and 1 <= int(number) <= pages.num_pages
        ):
            self.ignored.append(f"page {number[:40]}")
            number = 1
        return pages.get_page(number or 1)

    @property
    def count(self):
        return self.page.paginator.count

    @property
    def previous_address(self):
        return self._address(page=[self.page.previous_page_number()])

    @property
    def next_address(self):
        return self._address(page=[self.page.next_page_number()])

    @cached_property
    def chips(self):
        chips = [Chip(f"“{self.text}”", self._address(q=[]))] if self.text else []
        for name, values in self.chosen.items():
            for value in values:
                others = [other for other in values if other != value]
                chips.append(Chip(self._labels[name][value], self._address(**{name: others})))
        return chips

    @cached_property
    def sortings(self):
        return [(value, label, value == self.sort) for value, label in SORTINGS]

    @cached_property
    def facets(self):
        """The facets with a box for each value: all values, or of skills the ones asked for most."""
        return [
            Facet(name, TITLES[name], self._options(name) if name != "skill" else self._common_skills())
            for name in TITLES
        ]

    @cached_property
    def other_skills(self):
        """The skills that have no box of their own, by name."""
        shown = {option.value for option in self._common_skills()}
        others = (option for option in self._options("skill") if option.value not in shown and option.count)
        return sorted(others, key=lambda option: option.label.casefold())

    def _common_skills(self):
        by_count = sorted(self._options("skill"), key=lambda option: (not option.is_chosen, -option.count))
        chosen = sum(option.is_chosen for option in by_count)
        return [option for option in by_count[: max(SKILLS_SHOWN, chosen)] if option.count or option.is_chosen]

    def _options(self, name):
        return [
            Option(value, label, self._counts[name, value], value in self.chosen[name])
            for value, label in self._labels[name].items()
        ]

    @cached_property
    def _counts(self):
        """{(facet, value): roles}: each facet under the choices of all others, skills under all choices."""
        counts = Counter()
        roles = Role.objects.published()
        arms = [_grouped(self._narrow(roles, facet, "sort"), facet, column) for facet, column in _COLUMNS.items()]
        arms += _skill_counts(self._narrow(roles, "sort"))
        for facet, value, count in arms[0].union(*arms[1:], all=True):
            counts[facet, _READABLE.get((facet, value), value)] += count
        return counts


# Where the facets are found, those aside that have a way of their own.
_COLUMNS = {"family": "family__slug", "seniority": "seniority", "knowledge": "known_only_by_relation"}

# How the columns of roles read in an address.
_READABLE = {
    **{("seniority", str(place)): value for place, (value, _) in enumerate(SENIORITIES, start=1)},
    **{("knowledge", column): value for column, (value, _) in zip(("0", "1"), KNOWLEDGE, strict=True)},
    **{("knowledge", column): value for column, (value, _) in zip(("false", "true"), KNOWLEDGE, strict=True)},
}


def _vocabulary():
    """Return {parameter: {value: label}} of every value that may stand in an address, in one query.

    Skills come in order of how many documents ask for them.
    """
    families = RoleFamily.objects.order_by().values_list(Value("family"), "slug", "name", "position")
    skills = Skill.objects.with_document_count().order_by()
    skills = skills.values_list(Value("skill"), "slug", "name", -F("document_count"))
    labels = {
        "family": {},
        "seniority": dict(SENIORITIES),
        "knowledge": dict(KNOWLEDGE),
        "skill": {},
        "sort": dict(SORTINGS),
    }
    for name, value, label, _ in sorted(families.union(skills), key=lambda row: (row[3], row[2].casefold())):
        labels[name][value] = label
    return labels


def _grouped(roles, facet, column):
    """Return rows (facet, value as text, how many roles)."""
    return (
        roles.order_by()
        .annotate(facet=Value(facet), value=Cast(column, CharField()))
        .values_list("facet", "value")
        .annotate(count=Count("pk", distinct=True))
    )


def _skill_counts(roles):
    """Return the rows of each way to ask for a skill: by itself, or inherited and not settled nearer by."""
    chain = ["", "broader__", "broader__broader__"]
    for distance, broader in enumerate(chain):
        row = f"{broader}requirements"
        conditions = {f"{row}__skill__status": Status.PUBLISHED}
        conditions |= {f"{shown}status": Status.PUBLISHED for shown in chain[: distance + 1]}
        left_open = [_leaves_open(f"{nearer}pk", row) for nearer in chain[:distance]]
        # In one call, so that all conditions are about the same row.
        yield _grouped(roles.filter(*left_open, **conditions), "skill", f"{row}__skill__slug")


def _leaves_open(role, row):
    """Return the condition that a nearer role neither asks for the skill of a row itself nor replaces its choice."""
    asked = SkillRequirement.objects.filter(role=OuterRef(role), skill=OuterRef(f"{row}__skill"))
    shown = Choice.objects.filter(requirements__skill__status=Status.PUBLISHED)
    replaced = shown.filter(role=OuterRef(role), slug=OuterRef(f"{row}__choice__slug"))
    return ~Exists(asked) & ~Exists(replaced)
