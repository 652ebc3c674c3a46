"""What is asked in the end of a skill that broader roles ask for, too: as examples and as laws; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Choice, Need, Role, SkillRequirement
from skills.levels import Level
from skills.models import Skill
from skills.settling import MENTIONED, settled_level, settled_need, stated_level, stated_need

needs = st.sampled_from(Need.values)
levels = st.sampled_from([None, *Level])
roles = st.just(Role(title="Dev"))
skills = st.just(Skill(name="SQL"))
choices = st.builds(Choice, role=roles, need=needs, level=levels)
requirements = st.builds(SkillRequirement, role=roles, skill=skills, need=needs, level=levels)
members = st.builds(SkillRequirement, role=roles, skill=skills, choice=choices, level=levels)


def require(need=None, level=None, choice=None):
    return SkillRequirement(need=need, level=level, choice=choice)


def test_mentioned_is_the_least_need():
    assert MENTIONED == Need.MENTIONED == next(iter(Need))


CHOICE = Choice(need="desirable", level=3)
STATED = [
    # the row: its need and its level
    (require("essential", 2), ("essential", 2)),
    (require("mentioned"), ("mentioned", None)),
    (require(choice=CHOICE), ("desirable", 3)),
    (require(level=1, choice=CHOICE), ("desirable", 1)),
    (require(choice=Choice(need="essential")), ("essential", None)),
    (CHOICE, ("desirable", 3)),
]


@pytest.mark.parametrize(("row", "stated"), STATED)
def test_member_says_what_its_choice_says_where_it_says_nothing_itself(row, stated):
    assert (stated_need(row), stated_level(row)) == stated


SETTLED = [
    # rows, the role's own first: the need and the level that hold
    ([require("desirable", 2)], ("desirable", Level.WORKING)),
    ([require("mentioned")], ("mentioned", None)),
    ([require("desirable", 1), require("essential", 4)], ("desirable", Level.AWARENESS)),
    ([require("mentioned", 1), require("essential", 4)], ("essential", Level.AWARENESS)),
    ([require("essential"), require("mentioned", 4)], ("essential", Level.EXPERT)),
    ([require("mentioned"), require("desirable"), require("essential", 4)], ("desirable", Level.EXPERT)),
    ([require("mentioned"), require("mentioned"), require("essential", 4)], ("essential", Level.EXPERT)),
    ([require("mentioned"), require(choice=CHOICE)], ("mentioned", Level.PRACTITIONER)),
    ([require(choice=CHOICE), require("essential", 4)], ("desirable", Level.PRACTITIONER)),
]


@pytest.mark.parametrize(("rows", "settled"), SETTLED)
def test_nearest_row_that_says_more_than_a_mention_gives_the_need_and_the_nearest_level_holds(rows, settled):
    level = settled_level(rows)

    assert (settled_need(rows), level, level is None or isinstance(level, Level)) == (*settled, True)


@given(st.lists(requirements, min_size=1, max_size=4))
def test_to_mention_and_to_state_no_level_changes_nothing_of_what_the_broader_role_asks(broader):
    rows = [require("mentioned"), *broader]

    assert (settled_need(rows), settled_level(rows)) == (settled_need(broader), settled_level(broader))


@given(st.lists(requirements | members | choices), st.sampled_from(["desirable", "essential"]), st.sampled_from(Level))
def test_what_the_role_states_itself_holds_whatever_broader_roles_ask(broader, need, level):
    rows = [require(need, level), *broader]

    assert (settled_need(rows), settled_level(rows)) == (need, level)


@given(st.lists(requirements, min_size=1, max_size=4))
def test_what_holds_is_stated_by_a_row_and_missing_only_where_none_states_it(rows):
    assert settled_need(rows) in map(stated_need, rows)
    assert settled_level(rows) in ({*map(stated_level, rows)} - {None} or {None})
    assert (settled_need(rows) == MENTIONED) == all(stated_need(row) == MENTIONED for row in rows)
