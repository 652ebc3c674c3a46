"""Which skills are learnt before which: broader ones, and those that a skill is said to build on."""

from collections import defaultdict

from skills.models import RelationKind, Skill, SkillRelation

# Broader skills are followed so far up.
HIGHEST_ABOVE = 3
_ABOVE = tuple(f"{'broader__' * steps}slug" for steps in range(HIGHEST_ABOVE + 1))


def load_before(slugs) -> dict[str, set[str]]:
    """Return {slug: slugs of the skills to learn first} of some skills and of those above them, in three queries."""
    before = defaultdict(set)
    if not slugs:
        return before
    for chain in Skill.objects.filter(slug__in=slugs).order_by().values_list(*_ABOVE):
        known = [slug for slug in chain if slug]
        for place, slug in enumerate(known[1:]):
            before[known[place]].add(slug)
    # What a skill builds on may itself build on something: two steps are followed.
    asked = set(slugs)
    for _ in range(2):
        found = _load_prerequisites(asked)
        for slug, first in found:
            before[slug].add(first)
        asked = {first for _, first in found} - asked
        if not asked:
            break
    return before


def _load_prerequisites(slugs):
    rows = SkillRelation.objects.published().filter(origin__slug__in=slugs)
    rows = rows.filter(kind__in=(RelationKind.BUILDS_ON, RelationKind.BROADER)).order_by()
    return list(rows.values_list("origin__slug", "target__slug"))
