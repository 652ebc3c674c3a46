"""What is compared, section by section: from the lines of a role to plain values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from roles.models import (
    Benefit,
    DutyArea,
    EmploymentTerm,
    Necessity,
    Need,
    PayFactor,
    WorkingRelationKind,
)
from roles.native import native_words
from roles.profile import Line
from roles.role_profile import RoleProfile
from skills.levels import Level
from skills.settling import settled_level
from sources.models import Basis

from .difference import Ask, Side, Subject
from .highlights import Kind

# So many lines of its own in a section, and a role is described there: what is not among them is not asked for.
DESCRIBED = 10

Entry = tuple[Subject, Ask, Line]


class Silence(Enum):
    """When it means something that a role does not state a thing: that it does not ask for it."""

    ALWAYS = "one role, before and after a change"
    IF_DESCRIBED = "two roles"
    NEVER = "roles that speak of different skills"


@dataclass(frozen=True)
class Section:
    """A part of the comparison; `entries` reads it from a role's profile."""

    slug: str
    title: str
    kind: Kind
    entries: Callable[[RoleProfile], Iterable[Entry]]
    # What is asked of the broader role is asked of its levels; of pay or ways in that cannot be said.
    inherits: bool = False

    def side(self, entries, silence=Silence.IF_DESCRIBED):
        """Return the Side that a role's entries make."""
        counted = {subject: ask for subject, ask, _ in entries if self.inherits or not ask.is_inherited}
        own = sum(not ask.is_inherited and not ask.is_alternative for ask in counted.values())
        is_described = silence is Silence.IF_DESCRIBED and self.inherits and own >= DESCRIBED
        return Side(counted, is_described=is_described or silence is Silence.ALWAYS)


def _ask(line, rank=None, words="", need=None, need_words="", is_alternative=False, is_scale_inherited=False):
    inherited, basis = line.inherited_from is not None, line.statement.basis
    return Ask(
        rank, need, words, need_words, is_alternative, inherited,
        basis != _STATED, is_scale_inherited, is_editorial=basis == _EDITORIAL,
    )  # fmt: skip


def _native_ask(line, need, need_words):
    """What a framework's role asks for; figures that are translated are the framework's own word, no inference."""
    level_words, native = _LEVELS[line.level], native_words(line.statement)
    more = "" if native in (level_words, need_words.lower()) else native
    is_inherited = line.inherited_from is not None
    return Ask(line.level, need, level_words, need_words, is_inherited=is_inherited, native=more)


_STATED, _EDITORIAL = Basis.STATED.value, Basis.EDITORIAL.value
_LEVELS = {None: "", **dict(Level.choices)}
# A framework may leave the need open.
_NEEDS = {None: (None, ""), **{need: (place, label) for place, (need, label) in enumerate(Need.choices)}}
_NECESSITIES = {necessity: place for place, necessity in enumerate(reversed(Necessity))}


# A framework need not say what kind of work a duty is.
_AREAS = {**{area: (place, area.label) for place, area in enumerate(DutyArea)}, "": (len(DutyArea), "")}


def _duties(profile):
    for line in profile.duties:
        row = line.statement
        work = row.responsibility
        subject = Subject(*_AREAS[work.area], work.position, work.title, work.pk)
        yield subject, _ask(line, rank=row.involvement, words=row.get_involvement_display() or "Part of it"), line


def _skills(profile):
    alternatives = {}
    for line in profile.asks:
        subject = _choice(line) if line.members else skill_subject(line.statement)
        for member in line.members:
            alternatives[skill_subject(member.statement)] = _alternative(line, member), line
        need, need_words = _NEEDS[line.need]
        if not line.members and line.statement.native:
            if not line.statement.native.is_technology:
                yield subject, _native_ask(line, need, need_words), line
            continue
        general = line.is_level_inherited if line.level else line.is_need_inherited
        yield subject, _ask(line, line.level, _LEVELS[line.level], need, need_words, False, general), line
    by_themselves = alternatives and {f"skill-{line.statement.skill_slug}" for line in profile.asks if not line.members}
    for subject, (ask, line) in alternatives.items():
        if subject.key not in by_themselves:
            yield subject, ask, line


def skill_subject(row):
    """Return an AskedSkill as a matter to compare."""
    return Subject(row.area_position, row.area_name, 1, row.skill_name, skill_key(row))


def skill_key(row):
    """Return what makes the skills of AskedSkills the same subject."""
    return f"skill-{row.skill_slug}"


def _choice(line):
    first, slug = line.members[0].statement, line.statement.slug
    label = f"{line.statement.label[:1].upper()}{line.statement.label[1:]}"
    return Subject(first.area_position, first.area_name, 0, label, f"choice-{slug}")


def _alternative(line, member):
    level = settled_level((member.statement, *member.broader))
    return _ask(line, level, _LEVELS[level], is_alternative=True)


def _routes(profile):
    for line in profile.routes:
        route, necessity = line.statement.route, line.statement.necessity
        subject = Subject(0, "", route.position, route.name, route.slug)
        yield subject, _ask(line, rank=_NECESSITIES[necessity], words=Necessity(necessity).label), line


def _experience(profile):
    """The years are one matter, whatever they were spent on; each other kind of experience is one of its own."""
    years = [line for line in profile.experience if line.statement.years]
    for line in sorted(years, key=lambda line: (line.inherited_from is not None, line.statement.label))[:1]:
        row = line.statement
        yield (
            Subject(0, "", 0, "Years of experience", "years"),
            _ask(line, rank=row.years_from or 0, words=row.years),
            line,
        )
    for line in profile.experience:
        if not line.statement.years:
            label = f"{line.statement.label[:1].upper()}{line.statement.label[1:]}"
            yield Subject(0, "", 1, label, line.statement.label), _ask(line, words="Asked for"), line


_KINDS = {kind: place for place, kind in enumerate(WorkingRelationKind)}
_REMARKS = {
    EmploymentTerm: (len(_KINDS), "Terms of employment"),
    Benefit: (len(_KINDS) + 1, "Benefits"),
    PayFactor: (len(_KINDS) + 2, "What pay depends on"),
}


def _working_life(profile):
    for line in profile.relations:
        row = line.statement
        place, label = _KINDS[row.kind], WorkingRelationKind(row.kind).label
        yield Subject(place, label, 0, row.other_name, (row.kind, row.other_name)), _ask(line, words="Stated"), line
    for model, (place, label) in _REMARKS.items():
        for line in profile.remarks[model]:
            text = line.statement.text
            yield Subject(place, label, 0, text, (label, text)), _ask(line, words="Stated"), line


def _pay(profile):
    for line in profile.pay:
        label = f"{line.statement.label[:1].upper()}{line.statement.label[1:]}"
        yield Subject(0, "", 0, label, label), _ask(line, words=line.statement.amount), line


SECTIONS = (
    Section("duties", "What they do", Kind.DUTY, _duties, inherits=True),
    Section("skills", "Skills", Kind.SKILL, _skills, inherits=True),
    Section("ways-in", "Ways in", Kind.OTHER, _routes),
    Section("experience", "Experience", Kind.EXPERIENCE, _experience),
    Section("working-life", "Working life", Kind.OTHER, _working_life),
    Section("pay", "Pay", Kind.OTHER, _pay),
)
