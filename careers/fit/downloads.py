"""A plan to take away: as JSON, CSV and Markdown."""

import csv
from io import StringIO

from careers.tables.escaping import without_formula
from skills.levels import Level

from .outcome import IF_NOT_THERE, VERDICTS, Outcome, level_words

_COLUMNS = (
    "Step",
    "Asked for",
    "Need",
    "How many suffice",
    "Skill",
    "Level asked",
    "Marked",
    "Result",
    "Levels short",
    "To reach",
    "Ways in said to give it",
    "Page",
)


def as_json(outcome: Outcome, address: str, page_of) -> dict:
    """Return the plan as plain values; `address` is that of its page, `page_of(skill)` that of a skill's."""
    role = outcome.target.role
    at = outcome.marked.at
    return {
        "format": "waymark-fit/1",
        "role": {"slug": role.slug, "title": role.title, "collection": role.collection_id},
        "address": address,
        "marked_at": at and at.isoformat(),
        "marks": dict(sorted(outcome.marked.known.marks.items())),
        "essentials": _share(outcome.fit.essentials),
        "others": _share(outcome.fit.others),
        "next_steps": [_step(number, step, page_of) for number, step in _numbered(outcome, is_marked=True)],
        "next_steps_not_marked": [_step(number, step, page_of) for number, step in _numbered(outcome, is_marked=False)],
        "results": [_result(result) for result in outcome.fit.results],
        "attribution": _notices(outcome),
    }


def _share(share):
    return {"met": share.met, "one_level_short": share.near, "of": share.of, "percent": share.percent}


def _step(number, step, page_of):
    return {
        "number": number,
        "asked_for": step.ask.name,
        "need": step.ask.need,
        "skills": [
            {
                "skill": climb.skill.slug,
                "name": climb.skill.name,
                "from_level": climb.standing.mark,
                "to_level": climb.standing.wanted.level,
                "to_reach": climb.reach,
                "ways_in": [{"route": way.route.slug, "said_to_give": way.line} for way in climb.ways],
                "page": page_of(climb.skill),
            }
            for climb in step.climbs
        ],
        "or_instead": [skill.slug for skill in step.alternatives],
    }


def _result(result):
    return {
        "asked_for": result.ask.name,
        "need": result.ask.need,
        "how_many_suffice": result.ask.suffice,
        "result": VERDICTS[result.verdict] if result.is_marked else "not marked",
        "levels_short": result.short,
        "skills": [
            {"skill": one.wanted.code, "name": one.wanted.name, "level_asked": one.wanted.level, "marked": one.mark}
            for one in result.standings
        ],
    }


def as_csv(outcome: Outcome, page_of) -> str:
    """Return a line for every skill that is asked for, in a choice one for each member.

    The next steps come first: those that are marked, then those that are not.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    steps = {id(step.result): (number, step) for number, step in outcome.numbered_steps}
    numbers = {key: number for key, (number, _) in steps.items()}
    for result in sorted(outcome.fit.results, key=lambda result: numbers.get(id(result), len(outcome.fit.results) + 1)):
        number, step = steps.get(id(result), ("", None))
        climbs = {climb.skill.slug: climb for climb in step.climbs} if step else {}
        for standing in result.standings:
            skill, climb = outcome.target.skills[standing.wanted.code], climbs.get(standing.wanted.code)
            writer.writerow(
                [without_formula(str(cell)) for cell in _row(number, result, standing, skill, climb, page_of)]
            )
    return out.getvalue()


def _row(number, result, standing, skill, climb, page_of):
    wanted = standing.wanted
    yield from (number, result.ask.name, result.ask.need or "not stated", result.ask.suffice, skill.name)
    yield "not stated" if wanted.level is None else Level(wanted.level).label
    yield level_words(standing.mark)
    yield "not marked" if standing.mark is None else VERDICTS[standing.verdict]
    yield standing.short
    yield climb.reach if climb else ""
    yield "; ".join(f"{way.route.name}: {way.line}" for way in climb.ways) if climb else ""
    yield page_of(skill)


def as_markdown(outcome: Outcome, address: str) -> str:
    """Return the plan as a list to tick off, what is marked first, then what is met; `address` is that of its page."""
    fit = outcome.fit
    lines = [f"# {_escaped(f'Plan: {outcome.title}')}", "", f"<{address}>", "", _escaped(summary(outcome)), ""]
    lines += ["## Next steps", "", *_steps_lines(outcome, is_marked=True)]
    if not outcome.steps:
        lines += ["Nothing of what is marked is missing.", ""]
    if outcome.unmarked_steps:
        lines += [f"## {IF_NOT_THERE}", "", f"{len(outcome.unmarked_steps)} not marked, and counted as not met.", ""]
        lines += _steps_lines(outcome, is_marked=False)
    if fit.met:
        lines += ["## Met", "", *(f"- {_escaped(result.ask.name)}" for result in fit.met), ""]
    return "\n".join([*lines, *map(_escaped, _notices(outcome))])


def _steps_lines(outcome, is_marked):
    return [line for number, step in _numbered(outcome, is_marked) for line in _step_lines(number, step)]


def _step_lines(number, step):
    need = step.ask.need or "need not stated"
    lines = [f"{number}. [ ] **{_escaped(step.ask.name)}** ({need})"]
    for climb in step.climbs:
        goal = climb.goal.label if climb.goal else "level not stated"
        lines.append(f"    - {_escaped(f'{climb.skill.name}: {climb.now} → {goal}')}")
        lines += [f"    - {_escaped(climb.reach)}"] if climb.reach else []
        lines += [f"    - {_escaped(f'{way.route.name}: “{way.line}”')}" for way in climb.ways]
    if step.alternatives:
        lines.append(f"    - {_escaped('or ' + ', '.join(skill.name for skill in step.alternatives))}")
    return [*lines, ""]


def summary(outcome):
    """Return what a plan comes to in a sentence: “9 of 14 essentials met (64 %), 2 one level short.”."""
    essentials, others = outcome.fit.shares
    told = [_told(essentials, "essentials"), _told(others, "others" if essentials.of else "asked for")]
    return f"{'; '.join(filter(None, told))}."


def _told(share, name):
    if not share.of:
        return ""
    near = f", {share.near} one level short" if share.near else ""
    return f"{share.met} of {share.of} {name} met ({share.percent} %){near}"


def _numbered(outcome, is_marked):
    return [(number, step) for number, step in outcome.numbered_steps if step.is_marked == is_marked]


def _notices(outcome):
    return [f"{release.release_name}. {release.notice}" for release in outcome.target.releases]


def _escaped(text):
    """Return text that no Markdown reads as its own signs."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text.replace("\n", " "))
