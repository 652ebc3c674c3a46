"""What of this room has a history, and what its changes say to readers."""

from skills.history import LEVELS, is_common
from sources.history.kept import keep
from sources.history.words import in_order, line_words, page_words

from . import models
from .models import Involvement, Necessity, Need, Seniority, StepKind

_NEEDS = {None: "not stated"} | {need.value: need.label.lower() for need in Need}
_INVOLVEMENT = {involvement.value: involvement.label.lower() for involvement in Involvement}
_NECESSITY = {necessity.value: necessity.label.lower() for necessity in Necessity}
_STEPS = {kind.value: kind.label.lower() for kind in StepKind}


def keep_history():
    _keep_vocabulary()
    # Of what was written in a copy the history tells; the draft itself is over.
    keep(models.Role, words=role_words, passes=lambda role: role.get("draft_of") is not None)
    keep(models.RoleAlias, subject="role", name="name", words=alias_words)
    keep(models.Choice, subject="role", name="label", words=choice_words)
    keep(
        models.SkillRequirement,
        subject="role",
        name="skill__name",
        public_with=("skill",),
        is_common=lambda requirement, resolve: is_common(resolve(requirement, "skill")),
        words=requirement_words,
    )
    keep(models.Duty, subject="role", name="responsibility__title", words=duty_words)
    keep(models.RouteIntoRole, subject="role", name="route__name", words=route_words)
    keep(models.ExperienceRange, subject="role", name="label", words=experience_words)
    keep(models.ProgressionStep, subject="origin", name="target__title", public_with=("target",), words=step_words)
    _keep_remarks()


def _keep_vocabulary():
    for model in (models.RoleFamily, models.Responsibility, models.PreparationLevel, models.PreparationCategory):
        keep(model)
    keep(models.EducationRoute, words=page_words("name", texts={"summary": "summary", "covers": "what it covers"}))


def _keep_remarks():
    pay = line_words("the pay figure “{}”", texts=["amount_from", "amount_to", "currency", "period", "year"])
    party = line_words("working with {}", texts=["kind", "other_role", "other_party"])
    keep(models.PayFigure, subject="role", name="label", words=pay)
    keep(models.PayFactor, subject="role", name="name", words=line_words("what pay depends on: {}", texts=["name"]))
    keep(models.Benefit, subject="role", name="name", words=line_words("the benefit “{}”", texts=["name"]))
    keep(models.EmploymentTerm, subject="role", name="name", words=line_words("the term “{}”", texts=["name", "kind"]))
    keep(models.WorkingRelation, subject="role", name="other_name", public_with=("other_role",), words=party)
    texts = line_words("the question “{}”", texts=["question", "answer"])
    keep(models.Question, subject="role", name="question", words=texts)
    keep(models.HiringNote, subject="role", name="text", words=line_words("a note for whoever hires", texts=["text"]))
    keep(models.Trend, subject="role", name="text", words=line_words("a trend", texts=["text"]))
    keep(models.PreparationShare, subject="role", name="category__label")
    keep(models.RoleRelation, subject="origin", name="target__title", public_with=("target",))


def role_words(row):
    yield from page_words("title", texts={"summary": "summary"})(row)
    if not (row.is_new or row.is_gone) and row.new("seniority"):
        yield f"now counts as {Seniority(row.new('seniority')).label.lower()}"


def alias_words(row):
    """Another title is found but not shown where it is hidden."""
    if not (row.old("is_hidden") or row.new("is_hidden")):
        yield from line_words("the other title “{}”", texts=["name"])(row)


def requirement_words(row):
    """Say what is asked: “mentoring is now essential”."""
    if row.is_gone:
        yield f"no longer asks for {row.spoken}"
    elif row.is_new:
        yield f"now asks for {row.spoken}{_how_well(row)}"
    elif "skill" in row:
        before, after = row.names.get("skill", ("another skill", row.name))
        yield f"asks for {after} instead of {before}"
    else:
        yield from _asked_otherwise(row)


def _how_well(row):
    level, need = LEVELS.get(row.new("level")), _NEEDS[row.new("need")] if row.new("need") else None
    words = [f"{level} level" if level else None, need]
    return "".join(f", {word}" for word in words if word)


def _asked_otherwise(row):
    if row.new("choice"):
        yield f"{row.spoken} is now one of several that suffice"
    elif row.new("need"):
        yield f"{row.spoken} is now {_NEEDS[row.new('need')]}"
    if "level" in row:
        yield f"{row.spoken}: {_level_moved(row)}"


def _level_moved(row):
    if None in row.changes["level"]:
        return f"level now {LEVELS[row.new('level')]}" if row.new("level") else "level no longer stated"
    return f"level {in_order(row.changes['level'], LEVELS)}"


def choice_words(row):
    if row.is_gone or row.is_new:
        yield f"{'no longer' if row.is_gone else 'now'} asks for {row.spoken}"
        return
    if "need" in row:
        yield f"{row.spoken} is now {_NEEDS[row.new('need')]}"
    if "level" in row:
        yield f"{row.spoken}: {_level_moved(row)}"
    if "minimum" in row:
        yield f"{row.spoken}: {row.new('minimum')} of them now suffice"


def duty_words(row):
    yield from line_words("the duty “{}”", texts=["details", "responsibility"])(row)
    if not (row.is_new or row.is_gone) and row.new("involvement"):
        yield f"“{row.name}”: now {_INVOLVEMENT[row.new('involvement')]}"


def route_words(row):
    yield from line_words("the way in by {}", texts=["details", "route"])(row)
    if not (row.is_new or row.is_gone) and "necessity" in row:
        yield f"{row.spoken} as a way in is now {_NECESSITY[row.new('necessity')]}"


def experience_words(row):
    return line_words("experience of {}", texts=["years_from", "years_to", "label"])(row)


def step_words(row):
    if row.is_gone:
        yield f"no longer leads to {row.name}"
    elif row.is_new or "target" in row:
        yield f"now leads to {row.name}"
    elif "kind" in row:
        yield f"the step to {row.name} is now: {_STEPS[row.new('kind')]}"
    elif "years_from" in row or "years_to" in row:
        yield f"years to {row.name} changed"
