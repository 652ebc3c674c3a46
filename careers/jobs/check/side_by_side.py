"""The text beside the model: which skills stand in both, in the text alone, in the sources alone."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from roles.models import Need

from .asking import least_years
from .findings import Asked
from .patterns import DEGREE
from .reading import Part


class Row(NamedTuple):
    """A skill: how the text asks for it and where ([(line, anchor)]), and what is stated of the role.

    Words are empty where one of them says nothing.
    """

    title: str
    address: str
    text_words: str
    places: tuple[tuple[int, str], ...]
    model_words: str
    anchor: str = ""


MOST_PLACES = 4


class Rows(NamedTuple):
    facts: list[Row]
    both: list[Row]
    only_text: list[Row]
    only_model: list[Row]


def rows_of(checked, options, slugs, place: Callable[[Asked], tuple[int, str]]) -> Rows:
    """Return the Rows; options: what is stated of the role. slugs: {id of a skill: slug}. place: where one stands."""
    by_skill = defaultdict(list)
    for one in checked.asked:
        by_skill[one.skill].append(one)
    both, only_model, told = [], [], set()
    for option in options:
        found = [one for skill in option.skill_ids for one in by_skill.get(skill, ())]
        told.update(option.skill_ids)
        words = ", ".join(filter(None, [option.need, option.level.label.lower() if option.level else ""])) or "named"
        row = Row(option.title, "", _words(found), _places(found, place), words, option.anchor)
        if found:
            both.append(row)
        elif option.need == Need.ESSENTIAL:
            only_model.append(row)
    only_text = [
        Row(found[0].name, f"/skills/{slugs[skill]}/", _words(found), _places(found, place), "")
        for skill, found in by_skill.items()
        if skill not in told
    ]
    return Rows(list(_facts(checked)), both, only_text, only_model)


def _facts(checked):
    """Yield the Rows of what is no skill: years, and degrees."""
    years, model = least_years(checked.reading), checked.model
    stated = model.years_words if model else ""
    if years or stated:
        yield Row("Years of experience", "", f"{years} or more" if years else "", (), stated, "ways-in")
    degree = DEGREE.search(checked.reading.text)
    degrees = "; ".join(f"{name}: {words.lower()}" for name, words in model.degrees.items()) if model else ""
    if degree or degrees:
        yield Row("Degree", "", f"“{degree[0]}”" if degree else "", (), degrees, "ways-in")


def _places(found, place):
    return tuple(place(one) for one in sorted(found, key=lambda one: one.place)[:MOST_PLACES])


def _words(found):
    """Return how a text asks for a skill: “a must, expert”."""
    if not found:
        return ""
    level = max((one.level for one in found if one.level), default=None)
    need = (
        "must" if any(one.is_must for one in found) else "would help" if any(_helps(one) for one in found) else "named"
    )
    return ", ".join(filter(None, [need, level.label.lower() if level else ""]))


def _helps(asked):
    return asked.part is Part.NICES
