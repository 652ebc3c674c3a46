"""How claims become a level and a need; docs/content.md explains the rules to readers."""

from skills.levels import Level
from sources.agreement import ranks, settle
from sources.models import Strength

from .models import Need

_STRENGTHS = list(Strength)  # weakest first
_NEEDS = list(Need)  # least first: each answers to the strength in the same place


def level_from(claims):
    """Return the Level on which the claims settle; None where none of them states one."""
    rank = settle(_level_readings(claims))
    return None if rank is None else Level(rank)


def need_from(claims):
    """Return the Need on which the claims settle; None without claims."""
    rank = settle(_need_readings(claims))
    return None if rank is None else _NEEDS[rank]


def levels_put(claims):
    """Return the Level that each document behind the claims puts, lowest first; documents that put none left out."""
    return [Level(rank) for rank in ranks(_level_readings(claims))]


def needs_put(claims):
    """Return the Need that each document behind the claims puts, least first."""
    return [_NEEDS[rank] for rank in ranks(_need_readings(claims))]


def _level_readings(claims):
    return [(claim.document_id, Level.from_wording(claim.wording)) for claim in claims if claim.wording]


def _need_readings(claims):
    return [(claim.document_id, _STRENGTHS.index(claim.strength)) for claim in claims]
