"""What is stated of a role, each line as plain fields; pure functions over the lines of its page."""

from sources.evidence import NOTHING, identity_of

from .said import cited, level_said, said


def _rests_on(line):
    return cited(line.statement, line.evidence, line.inherited_from)


def requirements(lines, kinds):
    """Yield the skills of AskLines, of a choice each member; kinds: {slug of a skill: its kind}."""
    for line in lines:
        if line.is_choice:
            yield from _members(line, kinds)
            continue
        row = line.statement
        yield said(**_skill(row, kinds), **_need(line), **_level(line), **_native(row), **_rests_on(line))


def choice(line, evidence):
    """Return a choice by itself; evidence: all that there is, since that of an AskLine holds its members', too."""
    stands_alone = line._replace(evidence=_of_its_own(line, evidence))
    return said(**_choice(line), **_level(line), **_rests_on(stands_alone))


def _of_its_own(line, evidence):
    own = evidence.get(identity_of(line.statement), NOTHING)
    for row in line.broader:
        own = own.with_broader(evidence.get(identity_of(row), NOTHING))
    return NOTHING.with_broader(own) if line.inherited_from else own


def choice_of_routes(line, evidence):
    """Return the choice that a Line of a way in is one of; evidence: all that there is."""
    row = line.statement.choice
    found = evidence.get(identity_of(row), NOTHING)
    found = NOTHING.with_broader(found) if line.inherited_from else found
    about = said(choice=row.slug, choice_label=row.label, choice_minimum=row.minimum, need=row.need)
    return about | level_said(row.level) | cited(row, found, line.inherited_from)


def _choice(line):
    row = line.statement
    return said(choice=row.slug, choice_label=row.label, choice_minimum=row.minimum, **_need(line))


def _members(line, kinds):
    for member in line.members:
        row = member.statement
        borrowed = {
            "is_level_of_choice": row.level is None and line.level is not None,
            "is_evidence_of_choice": bool(line.evidence and not member.evidence),
        }
        level = level_said(row.level) if row.level else _level(line)
        rests_on = cited(row, member.evidence or line.evidence, line.inherited_from)
        yield said(**_skill(row, kinds), **_choice(line), **level, **borrowed, **_native(row), **rests_on)


def _need(line):
    return said(need=line.need, is_need_inherited=line.is_need_inherited)


def _level(line):
    return level_said(line.level) | said(is_level_inherited=line.is_level_inherited)


def not_relevant(row, kinds):
    """Return a skill that a framework rated and found not relevant."""
    return said(**_skill(row, kinds), **_native(row))


def _skill(row, kinds):
    return {
        "skill": row.skill_slug,
        "skill_name": row.skill_name,
        "skill_kind": kinds[row.skill_slug],
        "skill_area": row.area_name,
    }


def _native(row):
    if row.native is None:
        return {}
    native = row.native
    return said(
        native_need=native.need,
        native_level=native.level,
        is_imprecise=native.is_imprecise,
        is_hot=native.is_hot,
        is_in_demand=native.is_in_demand,
    )


def duty(line):
    row = line.statement
    return said(
        duty=row.responsibility.slug,
        duty_title=row.responsibility.title,
        area=row.responsibility.area,
        area_name=row.responsibility.get_area_display(),
        involvement=row.get_involvement_display() if row.involvement else "",
        priority=row.priority,
        position=row.position,
        is_daily=row.is_daily,
        details=row.details,
        identifier=row.identifier,
        **_rests_on(line),
    )


def way_in(line):
    row = line.statement
    return said(
        route=row.route.slug,
        route_name=row.route.name,
        route_kind=row.route.kind,
        necessity=row.necessity,
        choice=row.choice and row.choice.slug,
        choice_label=row.choice and row.choice.label,
        details=row.details,
        **_rests_on(line),
    )


def experience(line):
    row = line.statement
    return said(label=row.label, years_from=row.years_from, years_to=row.years_to, **_rests_on(line))


def step(row, evidence):
    return said(
        target=row.target.slug,
        target_title=row.target.title,
        step=row.kind,
        years_from=row.years_from,
        years_to=row.years_to,
        details=row.details,
        **cited(row, evidence),
    )


def relation(line):
    row = line.statement
    return said(
        relation=row.kind,
        other_role=row.other_role and row.other_role.slug,
        other_role_title=row.other_role and row.other_role.title,
        other_party=row.other_party,
        purpose=row.purpose,
        **_rests_on(line),
    )


def pay(line):
    row = line.statement
    return said(
        label=row.label,
        figure=row.kind,
        amount_from=str(row.amount_from),
        amount_to=row.amount_to and str(row.amount_to),
        currency=row.currency,
        period=row.period,
        place=row.place,
        year=row.year,
        **_rests_on(line),
    )


def name(line):
    return said(name=line.statement.text, **_rests_on(line))


def term(line):
    return said(term=line.statement.more, name=line.statement.text, **_rests_on(line))


def remark(line, kind):
    return said(remark=kind, text=line.statement.text, answer=line.statement.more, **_rests_on(line))


def related(row):
    return said(
        relation=row.kind, target=row.target.slug, target_title=row.target.title, tier=row.tier, position=row.position
    )


def share(row):
    return said(
        category=row.category.slug,
        category_kind=row.category.kind,
        category_label=row.category.label,
        percent=str(row.percent),
        is_imprecise=row.is_imprecise,
    )
