"""What holds between roles, and between somebody and roles: compare, gap, path, match."""

from itertools import pairwise

from ninja import Query, Router

from careers.career_map.steps import load_steps
from careers.career_map.ways import nearest, ways
from careers.comparison.page import Comparison, load_roles
from careers.fit.matching import fit_of
from careers.fit.ranking import fit_index, load_asks_of
from roles.models import Role
from skills.models import Skill
from sources.collection import OWN
from sources.evidence import load_evidence
from sources.old_addresses import successors

from . import between_answers as answers
from .gaps import fit_values, gap_between, ranked_values
from .problems import ProblemError, unknown
from .questions import BetweenQuery, CompareQuery, MatchQuery
from .roles import step
from .sections import section_values

router = Router(tags=["Between roles"])


@router.get("compare/", response=answers.Comparison, operation_id="compare")
def compare(request, query: Query[CompareQuery]):
    """Two to four roles side by side: what each asks, and what changes from one to the next."""
    if len(set(query.role)) < len(query.role):
        raise ProblemError(400, "A role is given twice; compare different ones.", parameter="role")
    roles = load_roles(query.role)
    _check_known(query.role, roles, "role")
    return compared(Comparison([roles[slug] for slug in query.role]))


def compared(comparison):
    """Return a Comparison as values."""
    return {
        "roles": [_named(role) for role in comparison.roles],
        "url": comparison.address,
        "steps": [_told(one) for one in comparison.steps_told],
        "sections": [section_values(section) for section in comparison.sections],
    }


def _told(told):
    tally = {verdict.name.lower(): count for verdict, count in told.tally.in_order}
    return {"origin": told.before.slug, "target": told.after.slug, "tally": tally, "highlights": told.highlights}


@router.get("gap/", response=answers.Gap, operation_id="gap")
def gap(request, query: Query[BetweenQuery]):
    """What a role asks for beyond another: as if somebody had just what the first role asks for.

    A skill that the first role asks for without a level is there, at whatever level; one of several counts for a
    choice of the same name.
    """
    roles = _load_asks([("from", query.origin), ("to", query.target)])
    (origin, had), (target, wanted) = roles
    return {"origin": _named(origin), "target": _named(target), **fit_values(gap_between(had, wanted))}


@router.get("path/", response=answers.Path, operation_id="path")
def path(request, query: Query[BetweenQuery]):
    """The shortest ways of steps from a role to another; where there is none, the roles that come near."""
    pairs = [("from", query.origin), ("to", query.target)]
    roles = _load(pairs)
    start, goal = (roles[slug] for _, slug in pairs)
    steps = {(row.origin_id, row.target_id): row for row in load_steps(start.collection_id)}
    found = ways(steps, start.pk, goal.pk)
    near = nearest(steps, start.pk, goal.pk) if not found else None
    by_pk = {role.pk: role for row in steps.values() for role in (row.origin, row.target)}
    pairs_taken = {pair for way in found for pair in pairwise(way)}
    evidence = load_evidence([steps[pair] for pair in pairs_taken])
    return {
        "origin": _named(start),
        "target": _named(goal),
        "ways": [
            {
                "roles": [_named(by_pk.get(pk, start)) for pk in way],
                "steps": [step(steps[pair], evidence) for pair in pairwise(way)],
            }
            for way in found
        ],
        "onward": [_named(by_pk[pk]) for pk in near.onward] if near else [],
        "inward": [_named(by_pk[pk]) for pk in near.inward] if near else [],
    }


@router.get("match/", response=answers.Match, operation_id="match")
def match(request, query: Query[MatchQuery]):
    """How marks of what somebody can do meet one role, or which roles they meet best. Nothing is stored."""
    marks = _read_marks(query.mark)
    if query.role:
        ((role, wanted),) = _load_asks([("role", query.role)])
        return {"role": {**_named(role), **fit_values(fit_of(wanted, marks))}, "roles": None, "count": None}
    collections = set(query.collection) or {OWN}
    found, count = fit_index().ranked(marks, query.limit, lambda role: role.collection in collections)
    return {"role": None, "roles": list(map(ranked_values, found)), "count": count}


def _read_marks(texts):
    """Return {slug: level}; of a skill that is marked twice, under an old name perhaps, the higher mark counts."""
    pairs = [text.rsplit(":", 1) for text in texts]
    renamed = _current({slug for slug, _ in pairs})
    marks = {}
    for slug, level in pairs:
        name = renamed.get(slug, slug)
        marks[name] = max(int(level), marks.get(name, 0))
    return marks


def _current(slugs):
    """Return {old slug: the one in its place} of those skills that were renamed or merged since."""
    return {old: skill.slug for old, skill in successors(Skill, list(slugs)).items()}


def _load(pairs):
    """Return {slug: role} of the roles that parameters name; raises a Problem at the first that is unknown."""
    rows = Role.objects.published().filter(slug__in=[slug for _, slug in pairs]).select_related("broader__broader")
    roles = {role.slug: role for role in rows}
    for parameter, slug in pairs:
        _check_known([slug], roles, parameter)
    return roles


def _load_asks(pairs):
    """Return [(role, its Asks)] of the roles that parameters name, in their order."""
    roles = _load(pairs)
    asks = {role.slug: (role, found) for role, found in load_asks_of(roles.values())}
    return [asks[slug] for _, slug in pairs]


def _check_known(slugs, roles, parameter):
    for slug in slugs:
        if slug not in roles:
            raise _renamed_or_unknown(slug, parameter)


def _renamed_or_unknown(slug, parameter):
    row = successors(Role, [slug]).get(slug)
    if row is None:
        return unknown("role", slug, parameter)
    return ProblemError(
        404, f"The role “{slug}” is called “{row.slug}” now.", parameter=parameter, replaced_by=row.slug
    )


def _named(role):
    return {"slug": role.slug, "title": role.title, "url": role.get_absolute_url()}
