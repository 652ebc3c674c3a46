"""A job description as plain values: what all its forms are written from."""

from dataclasses import dataclass
from functools import cached_property

from skills.levels import Level

from .offer import Option
from .wishes import CONTRACTS, HOURS, MODES, Pay

_INVOLVEMENT = {1: "you assist", 2: "you contribute", 3: "you own this", 4: "you lead this"}
EQUIVALENT = "Or experience in which you learned the same, however you came by it."


@dataclass(frozen=True)
class Line:
    """One line: a name that leads to its statement (`address`), and what goes on from it."""

    name: str
    rest: str = ""
    address: str = ""
    # Behind it; a line that we add ourselves has none, and says so on the page.
    option: Option | None = None

    @property
    def text(self):
        return f"{self.name}{self.rest}"


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class Description:
    """`facts`: [(label, value)]. `summary`: what the role is, with the address of its page. `notices`: what those
    who wrote the statements ask to be named."""

    title: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    summary: Line | None
    sections: tuple[Section, ...]
    apply: tuple[str, ...]
    source: Line
    notices: tuple[str, ...]
    # What only JobPosting needs apart: the facts as they were given.
    pay: Pay | None
    given: tuple[tuple[str, str], ...]

    @cached_property
    def heading(self):
        return f"{self.title}, {self.organisation}" if self.organisation else self.title

    def section(self, slug):
        """Return the lines of a section; none where the description is without it."""
        return next((section.lines for section in self.sections if section.slug == slug), ())


def describe(job, wishes, descriptors, site=""):
    """Return the Description of a JobRole as the Wishes want it.

    descriptors: {(id of a skill, level): text}. site: the scheme and host before addresses; for a page none.
    """
    facts, chosen = wishes.facts, wishes.chosen
    page = f"{site}{job.address}"
    base = page if wishes.has_links else ""
    musts, nices = ([_skill_line(one, descriptors, base) for one in chosen[kind]] for kind in ("must", "nice"))
    sections = [
        Section("duties", "What you will do", tuple(_duty_line(one, base) for one in chosen["duty"])),
        Section("musts", "What you need", tuple(musts), _legend(chosen["must"], descriptors)),
        Section("nices", "What would help", tuple(nices)),
        _ways(chosen["way"], base, job.role.is_regulated),
    ]
    summary = Line(job.role.summary, address=page) if job.role.summary else None
    return Description(
        title=facts["title"] or job.title,
        organisation=facts["org"] or "",
        facts=tuple(_facts(wishes)),
        about=_paragraphs(facts["about"]),
        summary=summary,
        sections=tuple(section for section in sections if section.lines),
        apply=_paragraphs(facts["apply"]),
        source=Line(f"Waymark: {job.title}", address=page),
        notices=(f"{job.release.release_name}. {job.release.notice}".strip(),) if job.release else (),
        pay=wishes.pay,
        given=tuple((name, _plain(facts[name])) for name in ("place", "mode", "contract", "hours", "closes")),
    )


def _ways(options, base, is_regulated):
    """Return the Section of the ways in; where the law asks for a licence, nothing else stands for it."""
    lines = tuple(Line(option.title, address=_at(base, option), option=option) for option in options)
    if is_regulated:
        return Section("ways", "Education and licence", lines)
    return Section("ways", "Ways in: any one of these", (*lines, Line(EQUIVALENT)) if lines else ())


def _facts(wishes):
    """Yield the labels and values of what is said."""
    facts, pay = wishes.facts, wishes.pay
    closes = facts["closes"]
    told = [
        ("Place", facts["place"]),
        ("Way of working", MODES.get(facts["mode"])),
        ("Contract", CONTRACTS.get(facts["contract"])),
        ("Hours", HOURS.get(facts["hours"])),
        ("Pay", pay and pay.words),
        ("Closing date", closes and f"{closes.day} {closes:%B} {closes.year}"),
    ]
    return ((label, value) for label, value in told if value)


def _plain(fact):
    """Return a fact as it was given, a date as machines write it."""
    return fact.isoformat() if hasattr(fact, "isoformat") else fact or ""


def _duty_line(option, base):
    involvement = _INVOLVEMENT.get(option.statement.involvement, "")
    return Line(option.title.rstrip("."), f": {involvement}" if involvement else "", _at(base, option), option)


def _skill_line(option, descriptors, base):
    return Line(option.title, _level_words(option, descriptors), _at(base, option), option)


def _level_words(option, descriptors):
    """Return what goes on from the name of a skill: alternatives, its level, and what somebody at it can do."""
    level = f" ({option.level.label.lower()})" if option.level else ""
    if option.members:
        return f"{level}: {alternatives(option)}"
    can = option.level and descriptors.get((option.statement.skill_id, option.level))
    return f"{level}: you can {can.rstrip('.')}" if can else level


def alternatives(option):
    """Return how many of the members of a choice are asked for, and which they are."""
    names = [row.skill_name for row in option.members]
    if len(names) <= option.statement.minimum:
        return f"such as {', '.join(names)}"
    count = "one" if option.statement.minimum == 1 else option.statement.minimum
    return f"at least {count} of {', '.join(names)}"


def _legend(options, descriptors):
    """Return what the levels mean of which nothing more is said in a line."""
    bare = {one.level for one in options if one.level and "you can" not in _level_words(one, descriptors)}
    return " ".join(
        f"{level.label}: {level.meaning[:1].lower()}{level.meaning[1:]}" for level in Level if level in bare
    )


def _at(base, option):
    return f"{base}#{option.anchor}" if base else ""


def _paragraphs(text):
    return tuple(" ".join(part.split()) for part in (text or "").split("\n") if part.strip())
