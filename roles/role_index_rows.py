"""What the index of roles is made from, loaded as plain values in a fixed number of queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from skills.models import Skill
from sources.bitsets import bitset, places_by
from sources.collection import Collection
from sources.publication import Status
from sources.trees import Entry, Tree

from .asking import asked
from .models import DEEPEST_CHAIN, Choice, Duty, EducationRoute, Role, RoleFamily, RouteIntoRole, SkillRequirement


class IndexedRole(NamedTuple):
    """A published role, as far as the index tells roles apart."""

    pk: int
    slug: str
    title: str
    collection: str
    family: str
    seniority: int | None
    is_only_named: bool
    broader: int | None


@dataclass(frozen=True)
class Rows:
    """Sets of roles are bitsets of their places in `roles`."""

    roles: list[IndexedRole]
    collections: dict[str, int]  # those with roles, in their order
    collection_names: dict[str, str]
    families: Tree
    seniorities: dict[int, int]
    knowledge: dict[bool, int]
    routes: dict[str, int]
    route_names: dict[str, str]
    skills: list[tuple]  # the columns of an IndexedSkill
    skills_of: list[list[int]]  # by place: ids of the skills that the role asks for
    duty_counts: list[int]  # by place


def load():
    """Return the Rows of the content as it is, in eleven queries."""
    roles = _load_roles()
    place = {role.pk: number for number, role in enumerate(roles)}
    chains = _chains(roles)
    skills, skills_of = _skills(roles, chains)
    routes = _of_chains(RouteIntoRole, "route__slug")
    duties = _of_chains(Duty, "responsibility_id")
    route_names = dict(EducationRoute.objects.values_list("slug", "name"))
    families = RoleFamily.objects.order_by("collection__position", "position", "name")
    entries = [Entry(*row) for row in families.values_list("slug", "name", "collection_id", "broader__slug")]
    return Rows(
        roles=roles,
        collections=_collections(roles),
        collection_names=dict(Collection.objects.values_list("slug", "short_name")),
        families=Tree(entries, places_by(roles, "family")),
        seniorities=places_by(roles, "seniority"),
        knowledge=places_by(roles, "is_only_named"),
        routes=_places_by_value(chains, place, routes),
        route_names=route_names,
        skills=skills,
        skills_of=skills_of,
        duty_counts=[_count(chains[role.pk], duties) for role in roles],
    )


def _load_roles():
    """Return the published roles in the order of lists: as `Role.Meta.ordering`, collection by collection."""
    columns = (
        "pk",
        "slug",
        "title",
        "collection_id",
        "family__slug",
        "seniority",
        "known_only_by_relation",
        "broader_id",
    )
    order = ("collection__position", "collection_id", "family__position")
    rows = Role.objects.published().order_by().values_list(*columns, *order)
    return [IndexedRole(*row[: len(columns)]) for row in sorted(rows, key=_order)]


def _order(row):
    pk, _, title, _, _, seniority, is_only_named, _, *position = row
    return *position, is_only_named, seniority or 0, title.casefold(), pk


def _collections(roles):
    """Return the roles of each collection that has any, in order of the collections."""
    of_collection = places_by(roles, "collection")
    return {slug: of_collection[slug] for slug in dict.fromkeys(role.collection for role in roles)}


def _chains(roles):
    """Return {id of a role: ids of it and its broader roles, nearest first}; a draft ends the chain."""
    broader = {role.pk: role.broader for role in roles}
    chains = {}
    for pk in broader:
        chain = [pk]
        while len(chain) <= DEEPEST_CHAIN and (above := broader[chain[-1]]) in broader and above not in chain:
            chain.append(above)
        chains[pk] = chain
    return chains


def _of_chains(model, column):
    """Return {id of a role: what its rows of a model have in a column}."""
    values = defaultdict(list)
    for role, value in model.objects.filter(role__status=Status.PUBLISHED).order_by().values_list("role_id", column):
        values[role].append(value)
    return values


def _count(chain, values):
    """Return how many different values there are on a chain."""
    if len(chain) == 1:
        return len(values.get(chain[0], ()))
    return len({value for role in chain for value in values.get(role, ())})


def _places_by_value(chains, place, values):
    """Return {value: the roles on whose chain it stands}."""
    found = defaultdict(set)
    for pk, chain in chains.items():
        for role in chain:
            for value in values.get(role, ()):
                found[value].add(place[pk])
    return {value: bitset(places) for value, places in found.items()}


def _skills(roles, chains):
    """Return the columns of each IndexedSkill, and for each role the ids of the skills that it asks for."""
    names = {pk: names for pk, *names in Skill.objects.published().order_by().values_list("pk", "slug", "name")}
    stated, refused = _load_requirements(names), _load_refused()
    asking, members, levels = defaultdict(int), defaultdict(int), defaultdict(dict)
    skills_of = []
    for place, role in enumerate(roles):
        here = 1 << place
        asks = asked(chains[role.pk], stated, refused)
        for skill, level, choice in asks:
            asking[skill] |= here
            if choice:
                members[skill] |= here
            if level:
                levels[skill][level] = levels[skill].get(level, 0) | here
        skills_of.append([skill for skill, _, _ in asks])
    documents = _count_documents()
    columns = []
    for pk, found in asking.items():
        slug, name = names[pk]
        rank = (-found.bit_count(), -documents[pk], name.casefold(), pk)
        columns.append((pk, slug, name, found, found & ~members.get(pk, 0), levels.get(pk, {}), rank))
    return columns, skills_of


def _load_requirements(published):
    """Return {id of a role: [(id of a skill, level, slug of the choice)]} of what is relevant, of published skills."""
    choices = {pk: (slug, level) for pk, slug, level in Choice.objects.order_by().values_list("pk", "slug", "level")}
    # Whether the role is published shows later: to join its table takes longer than to read too much.
    rows = SkillRequirement.objects.filter(is_relevant=True).order_by()
    stated = defaultdict(list)
    for role, skill, level, choice in rows.values_list("role_id", "skill_id", "level", "choice_id").iterator(10_000):
        if skill not in published:
            continue
        if choice:
            # One made since the choices were read: the content has another stamp by then.
            slug, level_of_choice = choices.get(choice, (None, None))
            stated[role].append((skill, level or level_of_choice, slug))
        else:
            stated[role].append((skill, level, None))
    return stated


def _load_refused():
    """Return {id of a role: ids of skills found not relevant to it}, of roles that inherit."""
    rows = SkillRequirement.objects.filter(role__broader__isnull=False, is_relevant=False).order_by()
    refused = defaultdict(set)
    for role, skill in rows.values_list("role_id", "skill_id"):
        refused[role].add(skill)
    return refused


def _count_documents():
    """Return {id of a skill: how many documents say that a published role asks for it}."""
    links = SkillRequirement.claims.through.objects.filter(skillrequirement__role__status=Status.PUBLISHED)
    pairs = links.values_list("skillrequirement__skill", "claim__document").distinct()
    return Counter(skill for skill, _ in pairs)
