"""How marks meet what roles ask for, as plain values; nothing queries."""

from careers.fit.matching import Verdict

from . import values

_VERDICTS = {verdict: verdict.name.lower() for verdict in Verdict}
# Somebody of whom no level is stated has the skill at some level: the lowest is certain.
SOME_LEVEL = 1


def marks_of(had, wanted):
    """Return marks for somebody who has just what some Asks ask for, set against others.

    Of a choice nobody knows which members are there; where all of them are among those that another choice takes, and
    that asks for no more of them, it does not matter.
    """
    marks = {}
    for ask in had:
        if not ask.is_choice or _suffices(ask, wanted):
            for member in ask.members:
                marks[member.code] = max(member.level or SOME_LEVEL, marks.get(member.code, 0))
    return marks


def _suffices(choice, wanted):
    members = {member.code for member in choice.members}
    others = (ask for ask in wanted if members & {member.code for member in ask.members})
    return all(members <= {member.code for member in ask.members} and ask.suffice <= choice.suffice for ask in others)


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
