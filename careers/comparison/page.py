"""What the page of a comparison shows, loaded in a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from roles.models import Role
from roles.profile import Line
from roles.role_profile import RoleProfile, published_chain
from roles.statements import MOST_ROLES, load_statements
from sources.evidence import NOTHING, load_evidence
from sources.fixed_query import FixedQuery
from sources.models import Document

from .addresses import choosing_address, comparison_address, swapped, without
from .difference import Row, Tally, compare, tally
from .frameworks import releases_of, same_skills, split_duties, technologies
from .highlights import MOST, Kind, highlights
from .sections import SECTIONS, Section, Silence, skill_subject
from .wording import change_words, tally_words, way

# Sentences on each of several steps.
MOST_OF_SEVERAL = 3


class ComparedRow(NamedTuple):
    """A Row with the Line behind each ask; where nothing is stated of a role itself, that of its broader role."""

    row: Row
    lines: tuple[Line | None, ...]
    kind: Kind
    titles: tuple[str, ...]

    def is_refused(self, place):
        """Whether a framework found the matter not relevant to the role at a place."""
        line = self.lines[place]
        return self.row.asks[place] is None and line is not None and _is_refused(line.statement)

    @property
    def changes_in_words(self):
        return list(map(self.change_in_words, range(len(self.row.changes))))

    def change_in_words(self, step):
        return change_words(self.kind, self.row, step, self.titles)

    @property
    def is_shown(self):
        """Whether it stands among the differences: it is one, or a role is the first of which it is stated at all."""
        return self.row.differs or any(self.row.is_first_stated(step) for step in range(len(self.row.changes)))


def _is_refused(row):
    native = getattr(row, "native", None)
    return native is not None and not native.is_relevant


@dataclass(frozen=True)
class ComparedSection:
    """The rows of a section: what differs, what is the same for all, and what cannot be compared.

    Rows stand in groups: [(title, rows)].
    """

    section: Section
    rows: list[ComparedRow]
    # [(RoleProfile, Lines)]: what is said of no role here itself, only of the broader ones.
    general: list[tuple[RoleProfile, list[Line]]]
    # [(RoleProfile, Lines)]: tasks that a framework writes for one role alone, and that are not compared.
    alone: list[tuple[RoleProfile, list[Line]]]
    # The roles are of several collections: what one states first says nothing of the others.
    spans_collections: bool = False
    # Of the site's own roles a silence is told, too.
    is_always_told: bool = True

    @cached_property
    def _parts(self):
        """The rows shown at once, those that are the same for all, and those that cannot be compared."""
        parts = shown, same, unknown = [], [], []
        for row in self.rows:
            (shown if self._is_shown(row) else same if row.row.is_same else unknown).append(row)
        return parts

    def _is_shown(self, row):
        return row.row.differs if self.spans_collections else row.is_shown

    @property
    def is_told(self):
        """Whether it has a place on the page: of roles of frameworks, only where something is said."""
        return self.is_always_told or bool(self.rows or self.general or self.alone)

    @property
    def shown(self):
        return _grouped(self._parts[0])

    @property
    def differences(self):
        return _grouped(row for row in self.rows if row.row.differs)

    @property
    def same(self):
        return _grouped(self._parts[1])

    @property
    def unknown(self):
        return _grouped(self._parts[2])

    @property
    def same_count(self):
        return len(self._parts[1])

    @property
    def unknown_count(self):
        return len(self._parts[2])

    @property
    def left_out(self):
        """How many rows are no differences."""
        return sum(not row.row.differs for row in self.rows)


def _grouped(rows):
    groups = groupby(rows, key=lambda row: row.row.subject.group)
    return [(title, list(found)) for title, found in groups]


@dataclass(frozen=True)
class Step:
    """What changes between two neighbouring roles: the Tally of what is asked, and the most telling sentences."""

    before: Role
    after: Role
    tally: Tally
    highlights: list[str]

    @property
    def title(self):
        return f"{self.before.title} → {self.after.title}"

    @property
    def tally_in_words(self):
        return tally_words(self.tally)


@dataclass(frozen=True)
class Column:
    """A role of the comparison, and the addresses that change its place."""

    role: Role
    # The release that a role of a framework was last found in.
    release: Document | None
    experience: str
    left: str
    without: str
    replace: str


class Comparison:
    """Two to four roles of `Role.objects.for_page()` side by side, from left to right.

    Making it takes eight queries, however many roles and whatever is said of them, one more for roles of frameworks
    and two more for roles of several collections; nothing else queries. `is_one_role`: they are one role before and
    after a change, so that what one of them does not state was added or taken out.
    """

    def __init__(self, roles, *, is_one_role=False):
        self.roles = roles
        chains = [published_chain(role) for role in roles]
        stated = load_statements(list(chain.from_iterable(chains)), ladder_top=roles[0])
        evidence = load_evidence(chain(roles, stated.choices, *stated))
        self.profiles = [RoleProfile(role, stated.of(line), evidence) for role, line in zip(roles, chains, strict=True)]
        self.releases = releases_of(roles)
        self.spans_collections = len({role.collection_id for role in roles}) > 1
        same = same_skills([*stated.requirements, *stated.not_relevant]) if self.spans_collections else {}
        telling = Silence.ALWAYS if is_one_role else Silence.NEVER if self.spans_collections else Silence.IF_DESCRIBED
        self.sections = [_compared(section, self.profiles, same, telling) for section in SECTIONS]
        self.technologies = technologies(self.profiles) if self.releases else []
        self.of = roles[0].document_count

    @property
    def slugs(self):
        return [role.slug for role in self.roles]

    @property
    def title(self):
        *firsts, last = (role.title for role in self.roles)
        return f"{', '.join(firsts)} and {last}"

    @property
    def heading(self):
        """The title as a way where there are two roles, with what both end in said once."""
        return way(*(role.title for role in self.roles)) if len(self.roles) == 2 else f"{self.title} compared"

    @property
    def address(self):
        return comparison_address(self.slugs)

    @cached_property
    def columns(self):
        """[Column] from left to right: the roles, and where each can be moved, exchanged or taken out."""
        slugs = self.slugs
        releases = {release.pk: release for release in self.releases}
        return [
            Column(
                profile.role,
                release=releases.get(profile.role.release_id),
                experience=next((line.statement.years for line in profile.experience if line.statement.years), ""),
                left=comparison_address(swapped(slugs, place)) if place else "",
                without=comparison_address(without(slugs, place)),
                replace=choosing_address(slugs, replace=place),
            )
            for place, profile in enumerate(self.profiles)
        ]

    @property
    def add(self):
        """Where one more role is chosen; empty where no more fit."""
        return choosing_address(self.slugs) if len(self.roles) < MOST_ROLES else ""

    @cached_property
    def steps_told(self):
        """The Steps from each role to the next."""
        asked = [row.row for section in self.sections if section.section.inherits for row in section.rows]
        rows = [(section.section.kind, row.row) for section in self.sections for row in section.rows]
        if self.spans_collections:
            rows = [(kind, row) for kind, row in rows if row.differs]
        most = MOST if len(self.roles) == 2 else MOST_OF_SEVERAL
        return [
            Step(before, after, tally(asked, place), highlights(rows, place, most=most))
            for place, (before, after) in enumerate(pairwise(self.roles))
        ]


def _compared(section, profiles, same, silence):
    titles = tuple(profile.role.title for profile in profiles)
    entries = [_united(section.entries(profile), same) for profile in profiles]
    alone = [[] for _ in profiles]
    if section.kind is Kind.DUTY:
        entries, alone = split_duties(entries)
    lines = [_lines(section, profile, found, same) for profile, found in zip(profiles, entries, strict=True)]
    compared = compare([section.side(found, silence) for found in entries])
    keys = [row.subject.key for row in compared]
    lines_by_row = zip(*(map(found.get, keys) for found in lines), strict=True)
    rows = [ComparedRow(*pair, section.kind, titles) for pair in zip(compared, lines_by_row, strict=True)]
    general = [] if section.inherits else _general(profiles, entries, rows)
    apart = [(profile, found) for profile, found in zip(profiles, alone, strict=True) if found]
    is_own = not all(profile.role.is_imported for profile in profiles)
    return ComparedSection(section, rows, general, apart, silence is Silence.NEVER, is_always_told=is_own)


def _united(entries, same):
    """Return the entries with skills that are the same under one Subject."""
    if not same:
        return list(entries)
    return [(same.get(subject.key, subject), ask, line) for subject, ask, line in entries]


def _lines(section, profile, entries, same):
    """Return {key of a subject: Line}; what a framework found not relevant is not asked for, but no silence either."""
    lines = {subject.key: line for subject, _, line in entries}
    if section.kind is Kind.SKILL:
        for row in profile.not_relevant:
            subject = skill_subject(row)
            lines.setdefault(same.get(subject.key, subject).key, Line(row, NOTHING))
    return lines


def _general(profiles, entries, rows):
    """Return [(RoleProfile, its Lines)] of what no row holds, because no role has a line of its own; each line once."""
    held = {row.row.subject.key for row in rows}
    found, told = [], set()
    for profile, entered in zip(profiles, entries, strict=True):
        lines = [line for subject, _, line in sorted(entered, key=_subject_of) if subject.key not in held]
        new = [line for line in lines if line.statement not in told]
        told.update(line.statement for line in new)
        if new:
            found.append((profile, new))
    return found


def _subject_of(entry):
    return entry[0]


def load_roles(slugs):
    """Return {slug: role} of the published ones among at most four roles, in one query."""
    given = [*slugs, *[slugs[0]] * (MOST_ROLES - len(slugs))]
    return {role.slug: role for role in _ROLES.rows(*given)}


def _roles_of(*slugs):
    return Role.objects.for_page().published().filter(slug__in=slugs)


_ROLES = FixedQuery(_roles_of, *(f"a-slug-{place}" for place in range(MOST_ROLES)))
