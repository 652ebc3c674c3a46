"""Database constraints that many models share; `%(class)s` becomes the model's name."""

from django.db.models import CheckConstraint, F, Q

# What an editor reads at the field where a row repeats another.
REPEATED = "This is there already: change that row instead."


def known(field, choices, *, optional=False):
    """Only values of the enumeration; null, too, where the field is optional."""
    allowed = Q(**{f"{field}__in": choices.values})
    if optional:
        allowed |= Q(**{f"{field}__isnull": True})
    return CheckConstraint(condition=allowed, name=f"%(class)s_{field}_is_known")


def filled(field):
    """The text is not empty."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=f"%(class)s_{field}_is_filled")


def runs_upwards(lower, upper):
    """The upper end, where there is one, is not below the lower."""
    unbounded = Q(**{f"{lower}__isnull": True}) | Q(**{f"{upper}__isnull": True})
    return CheckConstraint(
        condition=unbounded | Q(**{f"{upper}__gte": F(lower)}),
        name=f"%(class)s_{upper}_not_below_{lower}",
    )


def leads_elsewhere(origin, target):
    """The two ends are different rows."""
    return CheckConstraint(condition=~Q(**{origin: F(target)}), name=f"%(class)s_{target}_is_another")
