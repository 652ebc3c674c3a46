"""What the page of the map shows."""

from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from roles.models import Role, Seniority
from roles.role_index import role_index
from sources.collection import OWN
from sources.library import newest_releases_of

from .layout import Line, PlacedStation, RoutedLine, Station, lay_out
from .steps import TracedStep, count_documents, load_steps, load_years, roles_of, traced

# More cannot be read at once: then one family is shown, with its neighbours.
MOST_STATIONS = 120
LETTERS_IN_A_LINE = 21


@dataclass(frozen=True)
class DrawnStation:
    """A role as a box: its title in lines, and what stands below it."""

    role: Role
    placed: PlacedStation
    below: str

    @property
    def lines(self):
        """[(text, y)]: the title, in two lines where it is long, and what stands below it."""
        texts = [*wrap(self.role.title, LETTERS_IN_A_LINE, max_lines=2, placeholder="…"), self.below]
        middle = self.placed.y + self.placed.height / 2 + 5
        return [(text, middle + (place - (len(texts) - 1) / 2) * 18) for place, text in enumerate(texts)]


@dataclass(frozen=True)
class DrawnLine:
    """A step as a line."""

    traced: TracedStep
    routed: RoutedLine


@dataclass(frozen=True)
class ListedRole:
    """A role with the steps that lead on from it, for the list."""

    role: Role
    years: str
    exits: list[TracedStep]


class MapPage:
    """The careers of the published roles of one collection, as a drawing and as a list; at most eight queries.

    family: the slug of the only family to show, with the roles next to it; unknown ones are ignored. collection: that
    to show, if it has roles; without one that of the family, else the site's own.
    """

    def __init__(self, family="", collection=""):
        self._index = role_index()
        known = self._index.families.entries.get(family)
        self.collection = next(filter(self._has_roles, [collection, known.collection if known else ""]), OWN)
        steps = load_steps(self.collection)
        self._all_roles = roles_of(steps)
        self.families = list({role.family.slug: role.family for role in self._all_roles}.values())
        self.family = next((one for one in self.families if one.slug == family), None)
        self.ignored = family if not self.family else ""
        self.is_too_large = not self.family and len(self._all_roles) > MOST_STATIONS
        if self.is_too_large:
            self.family = self.families[0]
        if self.family:
            steps = [step for step in steps if self.family in (step.origin.family, step.target.family)]
        self._roles = roles_of(steps)
        self._steps = traced(steps)
        self._years = load_years(self._roles)
        self.of = count_documents()
        self.alone = [] if self.family else self._load_alone()

    def _has_roles(self, collection):
        return collection in self._index.collections

    def _load_alone(self):
        """Return the roles without a step, of a collection that has steps; of very many the first."""
        if not self._roles and self.collection != OWN:
            return []
        rows = Role.objects.published().filter(collection=self.collection)
        return list(rows.exclude(pk__in=[role.pk for role in self._roles])[:MOST_STATIONS])

    @property
    def collections(self):
        """[(slug, name)] of the collections that have a map or say that they have none."""
        return [(slug, self._index.collection_names[slug]) for slug in self._index.collections]

    @property
    def collection_name(self):
        return self._index.collection_names.get(self.collection, "")

    @property
    def is_drawn(self):
        """Whether there are steps to draw; the site's own map says by itself that it is empty."""
        return bool(self._roles) or self.collection == OWN

    @property
    def releases(self):
        """The newest release of the framework that is shown, for its notice."""
        return newest_releases_of([self.collection])

    @cached_property
    def drawing(self):
        stations = [Station(role.pk, role.seniority, role.family.pk, role.title) for role in self._roles]
        lines = [Line(one.step.origin_id, one.step.target_id, one.step.kind) for one in self._steps]
        return lay_out(stations, lines, list(dict.fromkeys(role.family.pk for role in self._roles)))

    @property
    def columns(self):
        return [(column, _level_name(column.level)) for column in self.drawing.columns]

    @property
    def lanes(self):
        names = {role.family.pk: role.family.name for role in self._roles}
        return [(lane, names[lane.key]) for lane in self.drawing.lanes]

    @property
    def stations(self):
        roles = {role.pk: role for role in self._roles}
        return [
            DrawnStation(roles[placed.station.key], placed, self._below(roles[placed.station.key]))
            for placed in self.drawing.stations
        ]

    def _below(self, role):
        """Return the years of a role, and how much is the same for the role that it is reached from."""
        if role.known_only_by_relation:
            return "named only"
        shared = max((one.brief.same for one in self._steps if one.step.target_id == role.pk), default=0)
        years = self._years.get(role.pk, "years not stated")
        return f"{years} · {shared} shared" if shared else years

    @property
    def lines(self):
        traced = {(one.step.origin_id, one.step.target_id): one for one in self._steps}
        return [DrawnLine(traced[routed.line.origin, routed.line.target], routed) for routed in self.drawing.lines]

    @property
    def listed(self):
        """The same as the drawing: [(name of a family, ListedRoles)]."""
        families = {}
        for role in self._roles:
            exits = [one for one in self._steps if one.step.origin_id == role.pk]
            listed = ListedRole(role, self._years.get(role.pk, ""), exits)
            families.setdefault(role.family.name, []).append(listed)
        return list(families.items())

    @cached_property
    def ends(self):
        """The ends of a way that the form begins with: from the least to the most senior role."""
        levels = [role for role in self._all_roles if role.seniority] or self._all_roles
        return {"from": min(levels, key=_level), "to": max(levels, key=_level)} if levels else {}

    @property
    def choices(self):
        """The roles that a way can start from or lead to."""
        return sorted(self._all_roles, key=lambda role: role.title)


def _level(role):
    return role.seniority or 0


def _level_name(level):
    return "Level not stated" if level is None else Seniority(level).label
