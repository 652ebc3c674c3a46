"""Things of one kind whose names are nearly the same, so that they may be one thing."""

import re
from collections import defaultdict

from roles.models import ProgressionStep, Responsibility, Role, RoleAlias, RoleFamily
from skills.models import Skill, SkillAlias, SkillArea, SkillRelation
from sources.hierarchy import ancestors

from .findings import doubtful, finding
from .trigrams import alike

# “Relational databases” and “Non-relational databases” share 0.84, “Unit tests” and “Unit testing” 0.6.
LIKENESS = 0.6


@doubtful(
    "Names that are nearly the same",
    "Two names for one thing split what is said of it: merge them, or list one as another name of the other.",
)
def names_differ(content):
    told_apart = _told_apart(content)
    for names in _names(content):
        shown = set()
        for (row, ours), (other, theirs) in alike((((row, text), text) for row, text in names), LIKENESS):
            pair = frozenset([row, other])
            if row == other or pair in shown | told_apart or _are_different(row, ours, other, theirs):
                continue
            shown.add(pair)
            says = f"is named nearly like {other.slug} (“{ours}”, “{theirs}”): merge them, or say how they differ."
            yield finding(row, says, other)


def _names(content):
    """Yield the names of the things of each kind, as pairs of a row and a name."""
    for model, alias in ((Skill, SkillAlias), (Role, RoleAlias)):
        others = defaultdict(list)
        for row in content.rows[alias]:
            others[row.natural_key()[0]].append(row.name)
        yield [(row, text) for row in content.current(model) for text in (str(row), *others[row.slug])]
    for model in (SkillArea, RoleFamily, Responsibility):
        yield [(row, str(row)) for row in content.rows[model]]


def _told_apart(content):
    """Return the pairs of which the content says that one leads to the other, or goes with it."""
    links = content.rows[SkillRelation] + content.rows[ProgressionStep]
    return {frozenset([link.origin, link.target]) for link in links}


def _are_different(row, ours, other, theirs):
    return _are_of_one_ladder(row, other) or _numbers(ours) != _numbers(theirs)


def _numbers(text):
    """Return the numbers in a name: “HTTP/2” and “HTTP/3” are as different as can be."""
    return re.findall(r"\d+", text)


def _are_of_one_ladder(row, other):
    """Tell whether one stands above the other, or both are levels of one role: those are named alike on purpose."""
    if not hasattr(row, "broader"):
        return False
    is_above = row in ancestors(other) or other in ancestors(row)
    return is_above or (isinstance(row, Role) and row.broader is not None and row.broader == other.broader)
