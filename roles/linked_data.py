"""A role as schema.org sees it."""

from sources.linked_data import embed

# A framework may know a thousand titles of one role.
MOST_NAMES = 50


def occupation(request, page):
    """Return the role as an Occupation; what it inherits stands at the broader role."""
    return embed(
        "Occupation",
        name=page.role.title,
        alternateName=[line.statement.text for line in page.aliases[:MOST_NAMES]],
        description=page.role.summary,
        url=request.build_absolute_uri(page.role.get_absolute_url()),
        occupationalCategory=page.role.family.name,
        identifier=page.framework.code if page.framework else "",
        sameAs=page.framework.link if page.framework else "",
        responsibilities=[line.statement.responsibility.title for group in page.duty_groups for line in group.own],
        skills=[line.name for group in page.skill_groups for line in group.own],
        estimatedSalary=[_salary(line.statement) for line in page.pay if not line.inherited_from],
    )


_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}


def _salary(figure):
    """Return a pay figure as a MonetaryAmount; a period that is not stated stays out."""
    value = {"@type": "QuantitativeValue"}
    if figure.amount_to is None:
        value["value"] = float(figure.amount_from)
    else:
        value |= {"minValue": float(figure.amount_from), "maxValue": float(figure.amount_to)}
    if figure.period:
        value["unitText"] = _UNITS[figure.period]
    return {"@type": "MonetaryAmount", "name": figure.label, "currency": figure.currency, "value": value}
