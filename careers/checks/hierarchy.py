"""What stands above what: circles, and broader terms that are broken or missing."""

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from roles.models import DEEPEST_CHAIN, ProgressionStep, Role, RoleFamily, Seniority, StepKind
from skills.models import RelationKind, Skill, SkillArea, SkillKind, SkillRelation
from sources.hierarchy import ancestors

from .findings import doubtful, finding, kind_of, wrong

# What is one of many of its kind, so that there is something to put it under.
ONE_OF_MANY = (SkillKind.LANGUAGE, SkillKind.FRAMEWORK, SkillKind.DATABASE, SkillKind.CLOUD_PLATFORM)


@wrong("Circles of broader terms", "What is broader than another is not narrower than it, too.")
def broader_rows_form_no_circle(content):
    for model in (Role, Skill, RoleFamily, SkillArea):
        arrows = [(row, row.broader) for row in content.rows[model] if row.broader]
        yield from _circles(arrows, "is broader than itself: leave one without a broader one.")


@wrong("Circles of promotions", "Nobody is promoted to where they began.")
def promotions_form_no_circle(content):
    steps = [step for step in content.rows[ProgressionStep] if step.kind == StepKind.PROMOTION]
    arrows = [(step.origin, step.target) for step in steps]
    yield from _circles(arrows, "form a circle: make one another kind of step.", what="promotions")


@wrong("Circles of skills that build on each other", "What builds on another comes after it.")
def skills_that_build_on_each_other_form_no_circle(content):
    relations = [relation for relation in content.rows[SkillRelation] if relation.kind == RelationKind.BUILDS_ON]
    arrows = [(relation.origin, relation.target) for relation in relations]
    yield from _circles(arrows, "builds on itself: make one relation “goes with”.")


def _circles(arrows, says, *, what=None):
    """Yield a finding for each circle among pairs of rows, at the rows of which it is made."""
    rows = {row.slug: row for arrow in arrows for row in arrow}
    for circle in circles((origin.slug, target.slug) for origin, target in arrows):
        first, *others = [rows[slug] for slug in circle[:-1]]
        yield finding(first, says, *others, subject=f"{what or kind_of(type(first))} {' → '.join(circle)}")


def circles(arrows):
    """Return circles among pairs (from, to), each as [a, b, …, a] from its smallest; no two share a pair."""
    arrows = dict.fromkeys(arrows)
    found = []
    while circle := _circle(arrows):
        for arrow in pairwise(circle):
            del arrows[arrow]
        start = circle.index(min(circle))
        found.append([*circle[start:-1], *circle[: start + 1]])
    return found


def _circle(arrows):
    sorter = TopologicalSorter()
    for origin, target in arrows:
        sorter.add(target, origin)
    try:
        sorter.prepare()
    except CycleError as error:
        return error.args[1]
    return None


@wrong("Too many broader roles", f"At most {DEEPEST_CHAIN} roles stand above another.")
def chains_are_short(content):
    for role in content.rows[Role]:
        if len(chain := ancestors(role)) > DEEPEST_CHAIN and role not in chain:
            too_many = f"{len(chain)} broader roles above it, more than {DEEPEST_CHAIN}"
            yield finding(role, f"has {too_many}: choose one nearer the top.")


@wrong(
    "Broken broader terms",
    "What is broader than our own is our own, and readers see it. What is a framework's is linked, not put above.",
)
def broader_terms_are_there(content):
    for model in (Role, Skill, RoleFamily, SkillArea):
        for row in content.rows[model]:
            if getattr(row, "has_foreign_broader", False):
                yield finding(row, "has a broader one from a framework: choose one of the site's own, or none.")
    for skill in content.rows[Skill]:
        if skill.is_published and skill.broader and not skill.broader.is_published:
            above = skill.broader
            state = "retired" if above.is_retired else "a draft"
            says = f"is published, its broader {above.slug} is {state}: publish that, or choose another."
            yield finding(skill, says, above)


@doubtful(
    "Missing broader terms",
    "A level belongs to a role at large, a language to languages: that is how readers and comparisons find it.",
)
def broader_terms_are_given(content):
    for role in content.current(Role):
        is_level = role.seniority is not None and role.seniority < Seniority.BEYOND
        if is_level and not (role.broader_id or role.known_only_by_relation):
            level = role.get_seniority_display()
            yield finding(role, f"is {level} and no level of another role: choose its broader role, if there is one.")
    with_narrower = {skill.broader_id for skill in content.rows[Skill]}
    for skill in content.current(Skill):
        if skill.kind in ONE_OF_MANY and not skill.broader_id and skill.pk not in with_narrower:
            kind = skill.get_kind_display().lower()
            yield finding(skill, f"is a {kind} without a broader skill: choose what it is one of.")
