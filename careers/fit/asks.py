"""What a role asks for as Asks: the lines of its page as plain values."""

from collections.abc import Iterable

from roles.profile import AskLine
from skills.settling import settled_level

from .matching import Ask, Wanted


def asks_of(lines: Iterable[AskLine]) -> list[Ask]:
    """Return the Asks of a role's lines (`RoleProfile.asks`), what it inherits included; nothing queries.

    The code of a skill is its slug.
    """
    return [_choice(line) if line.is_choice else _skill(line) for line in lines]


def _skill(line):
    row = line.statement
    wanted = Wanted(row.skill_slug, _number(line.level), row.skill_name)
    return Ask((wanted,), line.need, is_inherited=line.inherited_from is not None)


def _choice(line):
    """A member is wanted at its own level, and where it states none at that of the choice."""
    members = (
        Wanted(
            member.statement.skill_slug,
            _number(settled_level((member.statement, *member.broader)) or line.level),
            member.statement.skill_name,
        )
        for member in line.members
    )
    row = line.statement
    return Ask(tuple(members), line.need, row.minimum, row.label, line.inherited_from is not None)


def _number(level):
    return None if level is None else int(level)
