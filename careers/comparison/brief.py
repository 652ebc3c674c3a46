"""How roles differ in brief: numbers and sentences for many pairs at once, without the evidence."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from roles.role_profile import RoleProfile, published_chain
from roles.statements import load_asks

from .difference import Tally, Verdict, compare, tally
from .highlights import highlights
from .sections import SECTIONS

MOST_SENTENCES = 2


@dataclass(frozen=True)
class Brief:
    """What changes from one role to another: the Tally of duties and skills, and its most telling sentences."""

    tally: Tally
    highlights: list[str]

    @property
    def words(self):
        """The differences in words: “10 raised, 7 new”."""
        return differences_in_words(self.tally)

    @property
    def signs(self):
        """What a line of the map has room for: “↑10 +7”; empty where nothing is known to be raised or new."""
        signs = {"↑": Verdict.RAISED, "+": Verdict.NEW}
        counts = self.tally.counts
        return " ".join(f"{sign}{counts[verdict]}" for sign, verdict in signs.items() if counts[verdict])

    @property
    def same(self):
        """How many duties and skills are the same for both."""
        return self.tally.counts[Verdict.SAME]


def differences_in_words(tally):
    """Return “5 new, 10 raised, 3 lowered” for a Tally."""
    words = [f"{count} {verdict.value}" for verdict, count in tally.in_order if verdict.is_difference]
    return ", ".join(words) or "no difference stated"


def briefs(pairs):
    """Return {(id, id): Brief} for pairs of roles with their broader roles loaded, in two queries."""
    roles = {role.pk: role for pair in pairs for role in pair}
    chains = {pk: published_chain(role) for pk, role in roles.items()}
    stated = load_asks([role for chain in chains.values() for role in chain])
    profiles = {
        pk: RoleProfile(role, reduce(or_, [stated[one.pk] for one in chains[pk]]), {}) for pk, role in roles.items()
    }
    sides = {pk: [_side(section, profile) for section in _COUNTED] for pk, profile in profiles.items()}
    return {(one.pk, other.pk): _brief(sides[one.pk], sides[other.pk]) for one, other in pairs}


_COUNTED = [section for section in SECTIONS if section.inherits]


def _side(section, profile):
    return section.side(list(section.entries(profile)))


def _brief(sides, others):
    rows = [
        (section.kind, row)
        for section, side, other in zip(_COUNTED, sides, others, strict=True)
        for row in compare([side, other])
    ]
    return Brief(tally(row for _, row in rows), highlights(rows, most=MOST_SENTENCES))
