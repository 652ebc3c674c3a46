"""Ways in that are said to give a skill: routes of which a line names it."""

import re
from collections import defaultdict
from typing import NamedTuple

from roles.models import EducationRoute, RouteIntoRole
from roles.role_profile import published_chain
from skills.models import SkillAlias

# A plan names no more of one skill, and reads no more routes than this.
MOST_WAYS, MOST_ROUTES = 4, 200
_WORDS = re.compile(r"[\w+#]+")
# Short names are words of other meanings: “Go”, “R”, “C”.
SHORTEST_NAME = 3


class Way(NamedTuple):
    """A route, and the line by which it is said to give a skill."""

    route: EducationRoute
    line: str


def load_ways(skills) -> dict[str, list[Way]]:
    """Return {slug: Ways} of ToldSkills, in two queries; a skill that no line names is absent."""
    names = {skill.slug: [skill.name] for skill in skills}
    if not names:
        return {}
    aliases = SkillAlias.objects.filter(skill__in=[skill.pk for skill in skills], is_hidden=False)
    for slug, name in aliases.order_by().values_list("skill__slug", "name"):
        names[slug].append(name)
    routes = list(EducationRoute.objects.exclude(covers="")[:MOST_ROUTES])
    return ways_of(names, [(route, line) for route in routes for line in route.covers.splitlines()])


def ways_of(names, lines) -> dict[str, list[Way]]:
    """Return {key: Ways} by {key: names of a skill} and [(route, a line of what it gives)]; each route once a skill."""
    read = [(route, line, words_of(line)) for route, line in lines]
    found = defaultdict(dict)
    for key, called in names.items():
        wanted = [words_of(name) for name in called if len(name) >= SHORTEST_NAME]
        for route, line, words in read:
            if any(name in words for name in wanted):
                found[key].setdefault(route.pk, Way(route, line))
    return {key: list(ways.values())[:MOST_WAYS] for key, ways in found.items()}


def words_of(text):
    """Return the words of a text, plurals as singulars, with a space around each: a name is found as a part of it."""
    words = (word[:-1] if len(word) > 3 and word.endswith("s") else word for word in _WORDS.findall(text.casefold()))
    return f" {' '.join(words)} "


def routes_into(role):
    """Return the RouteIntoRoles of a role and its broader roles, in order of the routes, each route once; one query."""
    above = [one.pk for one in published_chain(role)]
    rows = RouteIntoRole.objects.filter(role__in=above).select_related("route")
    nearest = {}
    for row in sorted(rows, key=lambda row: above.index(row.role_id)):
        nearest.setdefault(row.route_id, row)
    return sorted(nearest.values(), key=lambda row: row.route.position)
