"""A role to set marks against: what it asks for, and what is told of each skill, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.http import Http404

from roles.models import Role
from skills.levels import MEANINGS, Level
from skills.models import LevelDescriptor, Skill, SkillKind
from sources.addresses import address
from sources.library import newest_releases_of

from .codes import code_of
from .matching import Ask
from .ranking import load_asks_of


class ToldSkill(NamedTuple):
    """What pages tell of a skill; texts: {level: what somebody at it can do}, of the levels that are described."""

    pk: int
    slug: str
    name: str
    kind: str
    area: str
    broader: str | None
    texts: dict[int, str]

    @property
    def code(self):
        return code_of(self.slug)

    @property
    def is_technology(self):
        return self.kind == SkillKind.TECHNOLOGY

    @property
    def is_described(self):
        return bool(self.texts)

    def text(self, level):
        """Return what somebody at a level can do; where that is not described, what the level means of any skill."""
        if level in self.texts:
            return f"You can {self.texts[level]}"
        meaning = MEANINGS[Level(level)]
        return f"In general: {meaning[:1].lower()}{meaning[1:]}"

    def get_absolute_url(self):
        return address("skills:skill", self.slug)


@dataclass(frozen=True)
class Target:
    """A role with its Asks; skills: {slug: ToldSkill} of all that it asks for."""

    role: Role
    asks: list[Ask]
    skills: dict[str, ToldSkill] = field(default_factory=dict)

    @cached_property
    def codes(self):
        """The codes of the skills that it asks for."""
        return {code_of(slug) for slug in self.skills}

    @property
    def address(self):
        return address("fit:mark", self.role.slug)

    @property
    def plan_address(self):
        return address("fit:plan", self.role.slug)

    @cached_property
    def releases(self):
        """The newest release of the framework that it is of, for its notice; one query."""
        return newest_releases_of([self.role.collection_id])


def load_target(slug) -> Target:
    """Return the published role with this slug and what it asks for, in five queries; raises Http404."""
    roles = Role.objects.published().filter(slug=slug).select_related("family", "collection", "broader__broader")
    for role in roles:
        [(_, asks)] = load_asks_of([role])
        return Target(role, asks, _load_skills({wanted.code for ask in asks for wanted in ask.members}))
    raise Http404(f"No role that readers may see has the slug {slug}.")


def _load_skills(slugs):
    columns = ("pk", "slug", "name", "kind", "area__name", "broader__slug")
    rows = list(Skill.objects.published().filter(slug__in=slugs).order_by().values_list(*columns))
    texts = defaultdict(dict)
    descriptors = LevelDescriptor.objects.filter(skill__in=[row[0] for row in rows]).order_by()
    for skill, level, text in descriptors.values_list("skill_id", "level", "text"):
        texts[skill][level] = text
    return {row[1]: ToldSkill(*row, texts[row[0]]) for row in rows}
