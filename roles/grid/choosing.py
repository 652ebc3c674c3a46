"""Which roles of a family stand side by side."""

from roles.models import Role

from .sheet import MOST_ROLES, at_large_first


def ladders(roles):
    """Return lists of roles, each a role at large with its levels; roles without levels stand together, last.

    roles: of one family, in the order of columns.
    """
    tops = {role.broader_id for role in roles}
    found = {role.pk: [role] for role in roles if role.pk in tops}
    others = []
    for role in roles:
        if role.broader_id in found and role.pk not in found:
            found[role.broader_id].append(role)
        elif role.pk not in found:
            others.append(role)
    return [*found.values(), *([others] if others else [])]


def load_family(family):
    """Return the roles of a family in the order of columns; one query."""
    return list(at_large_first(Role.objects.filter(family=family)))


def address_of(grid, roles):
    """Return the address of the grid (its page) of the first few of some roles."""
    return f"{grid}?{'&'.join(f'role={role.pk}' for role in roles[:MOST_ROLES])}"
