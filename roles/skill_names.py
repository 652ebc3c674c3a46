"""The skill that somebody means who writes a name."""

from sources.faceted_list import union
from sources.search.query import suggest

# So many skills may have the name better without a role that asks for them.
MOST_TRIED = 20


def skill_called(name, index, collections):
    """Return the skill that the search suggests first, of those that roles of some collections ask for; or None."""
    roles = union(index.collections, collections)
    suggested = suggest(name, kinds=["skill"], collections=collections, limit=MOST_TRIED)
    skills = (index.by_pk.get(one.object_id) for one in suggested)
    return next((skill for skill in skills if skill and skill.roles & roles), None)
