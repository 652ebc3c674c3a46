"""Which skills a role asks for, what it inherits included.

The rules of `SkillRequirementQuerySet.of_outer_role`, for all roles at once and over plain rows; no queries.
"""


def asked(chain, stated, refused):
    """Return [(id of a skill, level or None, slug of the choice it is a member of or None)] of what a role asks for.

    chain: ids of the role and its broader roles, nearest first, as far as readers may see them.
    stated: {id of a role: such tuples, of its own rows}.
    refused: {id of a role: ids of skills that are found not relevant to it}.
    """
    if len(chain) == 1:
        return stated.get(chain[0], ())
    standing, replaced, settled = {}, set(), set()
    for role in chain:
        rows = stated.get(role, ())
        for row in rows:
            skill, _, choice = row
            if skill in standing:
                standing[skill] = _with_level_of(standing[skill], row)
            elif skill not in settled and choice not in replaced:
                standing[skill] = row
        settled.update(skill for skill, _, _ in rows)
        settled.update(refused.get(role, ()))
        replaced.update(choice for _, _, choice in rows if choice)
    return list(standing.values())


def _with_level_of(nearer, broader):
    """Return what is asked nearer by, at the level of the broader role where it states none."""
    skill, level, choice = nearer
    return skill, level or broader[1], choice
