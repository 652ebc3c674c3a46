"""Which skills the codes of an address stand for, whatever these are called by now."""

from collections import defaultdict
from dataclasses import dataclass, field

from skills.models import RelationKind, Skill, SkillRelation
from sources.kept import Kept
from sources.old_addresses import OldAddress

from .codes import State, code_of


@dataclass(frozen=True)
class KnownSkills:
    """The skills that readers may open, by the codes of all slugs that they have or had."""

    # {code: (the slug that the code was made from, the slug that leads to now)}
    slugs: dict[str, tuple[str, str]]
    # {slug: slugs of other collections that an editor linked as the same}
    same: dict[str, set[str]]

    @classmethod
    def load(cls):
        """Three queries."""
        current = list(Skill.objects.with_page().order_by("-pk").values_list("slug", flat=True))
        alive = set(current)
        old = OldAddress.objects.filter(kind=Skill._meta.model_name).values_list("slug", "replaced_by")
        slugs = {code_of(slug): (slug, new) for slug, new in old if new in alive}
        slugs |= {code_of(slug): (slug, slug) for slug in current}
        same = defaultdict(set)
        pairs = SkillRelation.objects.published().filter(kind=RelationKind.EXACT)
        for one, other in pairs.order_by().values_list("origin__slug", "target__slug"):
            same[one].add(other)
            same[other].add(one)
        return cls(slugs, dict(same))


@dataclass(frozen=True)
class Known:
    """The marks of an address by the skills of today.

    marks: {slug: level}, the highest where several have become one. moved: [(old slug, slug now)]. unknown: codes
    of skills that are not here.
    """

    marks: dict[str, int]
    moved: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    # The marks, and what they come to in other collections.
    everywhere: dict[str, int] = field(default_factory=dict)

    @property
    def codes(self):
        """The marks as an address written today holds them; what is not known stays."""
        return {code_of(slug): level for slug, level in self.marks.items()}


_KNOWN = Kept(KnownSkills.load)


def known_marks(state: State) -> Known:
    """Return what the marks of a State are today, in one short query where no content has changed."""
    if not state.marks:
        return Known({})
    skills = _KNOWN.now()
    marks, moved, unknown = {}, [], []
    for code, level in state.marks.items():
        if code not in skills.slugs:
            unknown.append(code)
            continue
        before, slug = skills.slugs[code]
        marks[slug] = max(level, marks.get(slug, 0))
        if before != slug:
            moved.append((before, slug))
    return Known(marks, tuple(sorted(moved)), tuple(unknown), _with_same(marks, skills.same))


def _with_same(marks, same):
    """Return marks with the skills of other collections that are linked as the same; a mark of its own stays."""
    found = {}
    for slug in same.keys() & marks.keys():
        for other in same[slug] - marks.keys():
            found[other] = max(marks[slug], found.get(other, 0))
    return marks | found
