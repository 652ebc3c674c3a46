"""What of this room can be found."""

from collections import defaultdict

from django.db.models import Count, F, Min, Q, Window
from django.db.models.functions import RowNumber

from sources.addresses import address
from sources.publication import Status
from sources.search.kinds import Found, Kind, Link, other_names, register
from sources.watching import watch

from .models import Duty, EducationRoute, Responsibility, Role, RoleAlias, SkillRequirement

# Before all skills but those that more roles ask for.
ROLE_WEIGHT, NAMED_ONLY_WEIGHT, ROUTE_WEIGHT = 1000, 500, 30
ROLES_SHOWN = 3


def register_kinds():
    watch(Role, "role")
    watch(RoleAlias, "role", "role_id")
    watch(Responsibility, "duty")
    watch(Duty, "duty", "responsibility_id")
    watch(EducationRoute, "route")
    # How many roles ask for a skill is its weight.
    watch(SkillRequirement, "skill", "skill_id")
    register(
        Kind(
            name="role",
            label="Roles",
            number=1,
            read=_roles,
            keys=lambda: Role.objects.order_by().values_list("pk", flat=True),
            address=lambda slug: address("roles:role", slug),
            told_apart=_at_large,
        ),
        Kind(
            name="duty",
            label="Duties",
            number=3,
            read=_duties,
            keys=lambda: Responsibility.objects.order_by().values_list("pk", flat=True),
            address=lambda slug: f"{address('roles:role', slug)}#duties",
            follows={"role": _duties_of_roles},
            leads_to=roles_with_duties,
        ),
        Kind(
            name="route",
            label="Ways in",
            number=4,
            read=_routes,
            keys=lambda: EducationRoute.objects.order_by().values_list("pk", flat=True),
            address=lambda slug: address("roles:route", slug),
        ),
    )


def _roles(keys):
    aliases = RoleAlias.objects.filter(role__in=keys).order_by("pk")
    names = other_names(aliases.values_list("role", "name", "is_hidden"))
    rows = Role.objects.published().filter(pk__in=keys).order_by()
    for pk, title, slug, collection, summary, is_only_named in rows.values_list(
        "pk", "title", "slug", "collection", "summary", "known_only_by_relation"
    ):
        weight = NAMED_ONLY_WEIGHT if is_only_named else ROLE_WEIGHT
        yield Found(pk, title, slug, collection, weight, names[pk], summary)


def _at_large(keys):
    """Return words for those of some roles that have levels, one of which may bear their title."""
    broader = Role.objects.published().filter(broader__in=keys).order_by().values_list("broader", flat=True)
    return dict.fromkeys(broader, "all levels")


def _duties(keys):
    """The duties of published roles; a duty has no page of its own and leads to the first of its roles."""
    published = Q(duties__role__status=Status.PUBLISHED)
    rows = Responsibility.objects.filter(published, pk__in=keys).order_by()
    # The databases order text differently, and numbers alike.
    rows = rows.annotate(first=Min("duties__role"), count=Count("duties__role", distinct=True))
    rows = list(rows.values_list("pk", "title", "collection", "first", "count"))
    slugs = dict(Role.objects.filter(pk__in={row[3] for row in rows}).order_by().values_list("pk", "slug"))
    for pk, title, collection, first, count in rows:
        yield Found(pk, title, slugs[first], collection, count)


def _duties_of_roles(roles):
    return Duty.objects.filter(role__in=roles).order_by().values_list("responsibility", flat=True).distinct()


def roles_with_duties(keys):
    """Return {key of a duty: (links to its first roles, how many roles it has)}."""
    place = Window(RowNumber(), partition_by=F("responsibility"), order_by=["role__title", "role"])
    count = Window(Count("pk"), partition_by=F("responsibility"))
    rows = Duty.objects.filter(responsibility__in=keys, role__status=Status.PUBLISHED).order_by()
    rows = rows.annotate(place=place, role_count=count).filter(place__lte=ROLES_SHOWN).order_by("place")
    links, counts = defaultdict(list), {}
    for key, slug, title, role_count in rows.values_list("responsibility", "role__slug", "role__title", "role_count"):
        links[key].append(Link(title, f"{address('roles:role', slug)}#duties"))
        counts[key] = role_count
    return {key: (links[key], count) for key, count in counts.items()}


def _routes(keys):
    rows = EducationRoute.objects.filter(pk__in=keys).order_by()
    for pk, name, slug, summary, covers in rows.values_list("pk", "name", "slug", "summary", "covers"):
        yield Found(pk, name, slug, weight=ROUTE_WEIGHT, text="\n".join(filter(None, [summary, covers])))
