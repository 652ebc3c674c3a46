"""The role that a text is about, and what is stated of it; the text itself never gets here."""

from collections.abc import Iterable

from careers.jobs.role import JobRole
from roles.ladder import roles_on_ladder
from roles.models import Role, RouteKind
from roles.role_profile import RoleProfile, published_chain
from roles.statements import load_statements
from skills.settling import settled_level

from .findings import Model

# As many roles above it as fit into the queries of one comparison.
MOST_ABOVE = 2


def levels_of(role) -> list[Role]:
    """Return the levels of a role, or of the role that it is a level of, from the top down."""
    top = role.broader if role.broader and role.broader.is_published else role
    return roles_on_ladder(top)


def model_of(job: JobRole, ladder: Iterable[Role]) -> Model:
    """Return what is stated of a role, with the Models of the levels above it on its ladder."""
    ladder = list(ladder)
    places = {role.pk: place for place, role in enumerate(ladder)}
    above = ladder[: places[job.role.pk]][::-1] if job.role.pk in places else []
    return _model(job.profile, tuple(_model(profile) for profile in _profiles(above[:MOST_ABOVE])))


def _profiles(roles):
    """Return the RoleProfiles of some roles, without the evidence, in two queries more than none."""
    if not roles:
        return []
    loaded = {role.pk: role for role in Role.objects.for_page().published().filter(pk__in=[one.pk for one in roles])}
    roles = [loaded[role.pk] for role in roles if role.pk in loaded]
    chains = [published_chain(role) for role in roles]
    stated = load_statements([role for chain in chains for role in chain], ladder_top=roles[0])
    return [RoleProfile(role, stated.of(chain), {}) for role, chain in zip(roles, chains, strict=True)]


def _model(profile, above=()):
    levels, anchors = {}, {}
    for line in profile.asks:
        for member in line.members:
            row = member.statement
            levels.setdefault(row.skill_id, settled_level((row, *member.broader)))
            anchors.setdefault(row.skill_id, f"choice-{line.statement.slug}")
        if not line.is_choice:
            levels[line.statement.skill_id] = line.level
            anchors[line.statement.skill_id] = f"skill-{line.statement.skill_slug}"
    years = next(
        (line.statement for line in profile.experience if line.statement.years and not line.inherited_from), None
    )
    degrees = (line.statement for line in profile.routes if line.statement.route.kind == RouteKind.DEGREE)
    return Model(
        title=profile.role.title,
        address=profile.role.get_absolute_url(),
        seniority=profile.role.seniority,
        levels=levels,
        anchors=anchors,
        years=(years.years_from, years.years_to) if years else None,
        years_words=years.years if years else "",
        degrees={row.route.name: row.get_necessity_display() for row in degrees},
        above=above,
    )
