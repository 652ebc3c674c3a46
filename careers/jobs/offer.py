"""What of a role can stand in a job description: plain values, the most telling first; pure functions."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from roles.models import Need, Priority, RouteKind
from roles.native import flags, native_order
from roles.profile import DutyArea
from skills.levels import Level
from sources.evidence import Evidence

# So many lines a description begins with. Of musts it is the most that we advise (docs/job-descriptions.md).
MOST_MUSTS, FIRST_NICES, FIRST_DUTIES = 8, 6, 8
# Before the slug of a choice, where a key names it: no slug has a full stop.
CHOICE = "any."

_ORDER_OF_NEEDS = {need: place for place, need in enumerate([*reversed(Need), None])}
_ORDER_OF_AREAS = {area: place for place, area in enumerate(DutyArea)}
_HEADINGS = {
    Need.ESSENTIAL: "Essential, say the sources",
    Need.DESIRABLE: "Desirable, say the sources",
    Need.MENTIONED: "Mentioned in the sources",
    None: "Need not stated",
}
TECHNOLOGIES = "Technologies"


class Option(NamedTuple):
    """A statement that a description can take up."""

    key: str  # What names it in an address: the permanent slug.
    title: str
    words: str  # What is said of it: its level, how far somebody answers for it, how much it matters.
    group: str
    anchor: str  # Where it stands on the page of the role.
    evidence: Evidence
    statement: Any
    is_inherited: bool = False
    need: str | None = None
    level: Level | None = None
    members: tuple = ()
    is_technology: bool = False
    is_wanted: bool = False
    is_degree: bool = False

    @property
    def skill_ids(self):
        """The ids of the skills that it asks for."""
        return [row.skill_id for row in self.members] or [self.statement.skill_id]


@dataclass(frozen=True)
class Offer:
    """All that is stated of a role and can be chosen; `skills` are the most needed first."""

    duties: tuple[Option, ...]
    skills: tuple[Option, ...]
    routes: tuple[Option, ...]

    @cached_property
    def by_kind(self):
        """{kind: {key: Option}}."""
        kinds = {"duty": self.duties, "skill": self.skills, "way": self.routes}
        return {kind: {option.key: option for option in options} for kind, options in kinds.items()}

    @property
    def first_duties(self):
        """The duties that a description begins with: the role's own before inherited ones."""
        chosen = sorted(self.duties, key=_weight_of_duty)[:FIRST_DUTIES]
        return tuple(option.key for option in self.duties if option in chosen)

    @property
    def first_musts(self):
        return tuple(option.key for option in self._essential[:MOST_MUSTS])

    @property
    def first_nices(self):
        """What remains of the essential skills, desirable ones, and technologies that adverts often ask for."""
        rest = self._essential[MOST_MUSTS:]
        desirable = [one for one in self.skills if one.need == Need.DESIRABLE and not one.is_technology]
        wanted = [one for one in self.skills if one.is_technology and one.is_wanted]
        return tuple(option.key for option in [*rest[: FIRST_NICES // 2], *desirable, *wanted][:FIRST_NICES])

    @property
    def _essential(self):
        return [one for one in self.skills if one.need == Need.ESSENTIAL and not one.is_technology]

    @property
    def first_routes(self):
        return tuple(option.key for option in self.routes if option.need in ("required", "accepted"))


def offer_of(profile):
    """Return the Offer of a RoleProfile."""
    skills = sorted(map(_skill, profile.asks), key=_weight)
    duties = sorted(map(_duty, profile.duties), key=_place_of_duty)
    routes = [_route(line) for line in profile.routes if line.statement.necessity != "not-required"]
    return Offer(tuple(duties), tuple(skills), tuple(routes))


def _skill(line):
    row, level = line.statement, line.level.label.lower() if line.level else "level not stated"
    if line.is_choice:
        members = tuple(member.statement for member in line.members)
        return Option(
            f"{CHOICE}{row.slug}", _capital(row.label), level, _HEADINGS[line.need], f"choice-{row.slug}",
            line.evidence, row, line.inherited_from is not None, line.need, line.level, members,
        )  # fmt: skip
    native = row.native
    is_technology = bool(native and native.is_technology)
    return Option(
        row.skill_slug, row.skill_name, ", ".join(flags(native)) if is_technology else level,
        TECHNOLOGIES if is_technology else _HEADINGS[line.need], f"skill-{row.skill_slug}",
        line.evidence, row, line.inherited_from is not None, line.need, line.level,
        is_technology=is_technology, is_wanted=is_technology and (native.is_in_demand or native.is_hot),
    )  # fmt: skip


def _weight(option):
    """Return what sorts skills: by need, the role's own first, then by how many say so, how important and how well."""
    row = option.statement
    native = None if option.members else row.native
    return (
        option.is_technology,
        not option.is_wanted,
        _ORDER_OF_NEEDS[option.need],
        option.is_inherited,
        -option.evidence.own_count or -option.evidence.all_count,
        native_order(native) if native else 0,
        -(option.level or 0),
        option.title.casefold(),
    )


def _duty(line):
    row = line.statement
    work = row.responsibility
    group = DutyArea(work.area).label if work.area else Priority(row.priority).label if row.priority else ""
    return Option(
        work.slug, _capital(work.title), row.get_involvement_display() or "", group, f"duty-{work.slug}",
        line.evidence, row, line.inherited_from is not None,
    )  # fmt: skip


def _place_of_duty(option):
    """Return what sorts duties as pages do: by kind of work, and a framework's core tasks first."""
    work, row = option.statement.responsibility, option.statement
    return _ORDER_OF_AREAS.get(work.area, 0), row.priority or "~", row.position, work.position, work.title


def _weight_of_duty(option):
    counted = -option.evidence.own_count or -option.evidence.all_count
    return option.is_inherited, -(option.statement.involvement or 0), counted, *_place_of_duty(option)


def _route(line):
    row = line.statement
    return Option(
        row.route.slug, row.route.name, row.get_necessity_display().lower(), "", f"way-{row.route.slug}",
        line.evidence, row, line.inherited_from is not None, row.necessity,
        is_degree=row.route.kind == RouteKind.DEGREE,
    )  # fmt: skip


def _capital(text):
    return f"{text[:1].upper()}{text[1:]}"
