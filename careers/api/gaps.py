"""How marks meet what roles ask for, as plain values; nothing queries."""

from careers.fit.matching import NEEDS, Fit, Verdict, result_of

from . import values

_VERDICTS = {verdict: verdict.name.lower() for verdict in Verdict}
# Somebody of whom no level is stated has the skill at some level: the lowest is certain.
SOME_LEVEL = 1


def gap_between(had, wanted):
    """Return the Fit of somebody who has just what some Asks ask for to other Asks."""
    alone = _marks_of(ask for ask in had if not ask.is_choice)
    choices = [ask for ask in had if ask.is_choice]
    results = [result_of(ask, alone | _marks_by_choice(ask, choices, alone)) for ask in wanted]
    return Fit(tuple(sorted(results, key=lambda result: NEEDS.index(result.ask.need))))


def _marks_by_choice(ask, choices, alone):
    """Return marks of those members of an Ask that count because the same choice was had.

    Nobody knows which of its members are there: they count for a choice of the same name that asks for no more of
    them, and for nothing else.
    """
    if not ask.is_choice:
        return {}
    codes = {member.code for member in ask.members}
    same = [choice for choice in choices if choice.label == ask.label and choice.suffice >= ask.suffice]
    marks = _marks_of(same)
    return {code: max(level, alone.get(code, 0)) for code, level in marks.items() if code in codes}


def _marks_of(asks):
    marks = {}
    for ask in asks:
        for member in ask.members:
            marks[member.code] = max(member.level or SOME_LEVEL, marks.get(member.code, 0))
    return marks


def fit_values(fit):
    """Return a Fit as values: what is met, near and missing, essentials first."""
    return {
        "essentials": _share(fit.essentials),
        "others": _share(fit.others),
        "is_fitting": fit.is_fitting,
        "met": list(map(_result, fit.met)),
        "near": list(map(_result, fit.near)),
        "missing": list(map(_result, fit.missing)),
    }


def ranked_values(ranked):
    """Return a role of a ranking as values."""
    role, shares = ranked.role, ranked.shares
    return {
        "slug": role.slug,
        "title": role.title,
        "url": values.address("roles:role", role.slug),
        "essentials": _share(shares.essentials),
        "others": _share(shares.others),
        "is_fitting": shares.is_fitting,
    }


def _share(share):
    return {"met": share.met, "near": share.near, "of": share.of, "percent": share.percent}


def _result(result):
    ask = result.ask
    return {
        "label": ask.name,
        **values.need(ask.need),
        "is_choice": ask.is_choice,
        "minimum": ask.minimum,
        "levels_short": result.short,
        "skills": [_standing(one) for one in result.standings],
    }


def _standing(one):
    return {
        "skill": values.named(one.wanted.code, one.wanted.name),
        **values.level(one.wanted.level),
        "mark": one.mark,
        "verdict": _VERDICTS[one.verdict],
    }
