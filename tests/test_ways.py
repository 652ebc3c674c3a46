"""The ways from one role to another, as laws."""

from collections import deque
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.career_map.ways import Nearest, nearest, ways

LADDER = [("analyst", "junior"), ("junior", "mid"), ("mid", "senior"), ("senior", "architect"), ("senior", "manager")]

roles = st.sampled_from("ABCDEF")
steps = st.lists(st.tuples(roles, roles), max_size=16)


def rank(steps):
    """Return the place of each role in order of first mention."""
    return {role: place for place, role in enumerate(dict.fromkeys(role for step in steps for role in step))}


def every_way(steps, start, goal):
    """Return every way without a role twice, by trying all of them; the shortest first."""
    inner = {role for step in steps for role in step} - {start, goal}
    tried = ((start, *middle, goal) for size in range(len(inner) + 1) for middle in permutations(inner, size))
    found = [way for way in tried if set(pairwise(way)) <= set(steps)]
    places = rank(steps)
    return sorted(found, key=lambda way: (len(way), [places[role] for role in way]))


def fewest_steps(steps, start, goal, *, is_either_way=False):
    """Return how many steps lead from one role to another at least; None if none do."""
    links = [*steps, *((target, origin) for origin, target in steps if is_either_way)]
    known, queue = {start: 0}, deque([start])
    while queue:
        role = queue.popleft()
        for origin, target in links:
            if origin == role and target not in known:
                known[target] = known[role] + 1
                queue.append(target)
    return known.get(goal)


def dense(roles=200, count=2000):
    return [(number % roles, (number * 7 + number // roles * 13 + 1) % roles) for number in range(count)]


def test_one_way_leads_up_the_ladder():
    assert ways(LADDER, "analyst", "architect") == [("analyst", "junior", "mid", "senior", "architect")]


def test_no_way_leads_down_again_nor_to_a_role_that_nobody_mentions():
    assert (ways(LADDER, "senior", "junior"), ways(LADDER, "senior", "pilot"), ways([], "A", "B")) == ([], [], [])


def test_from_a_role_to_itself_there_is_one_way_of_no_step():
    circle = [("A", "B"), ("B", "A")]

    assert (ways(circle, "A", "A"), ways([], "A", "A")) == ([("A",)], [("A",)])


def test_shorter_ways_come_first_and_then_those_mentioned_first():
    steps = [("A", "Z"), ("Z", "D"), ("A", "B"), ("B", "D"), ("B", "C"), ("C", "D")]

    assert ways(steps, "A", "D") == [("A", "Z", "D"), ("A", "B", "D"), ("A", "B", "C", "D")]


def test_circles_and_steps_to_oneself_harm_nothing():
    steps = [("A", "B"), ("B", "A"), ("B", "B"), ("B", "C"), ("C", "A"), ("C", "B")]

    assert ways(steps, "A", "C") == [("A", "B", "C")]


def test_steps_may_come_from_a_generator_and_roles_of_different_kinds():
    assert ways(iter([("A", 1), (1, None)]), "A", None) == [("A", 1, None)]


@pytest.mark.parametrize("most", [0, 1, 3, 50])
def test_there_are_no_more_ways_than_asked_for(most):
    assert len(ways(dense(), 0, 100, most=most)) == most


@given(steps, roles.filter(lambda role: role < "E"), st.sampled_from("EF"), st.integers(0, 8))
def test_ways_are_the_first_of_all_the_ways_there_are(steps, start, goal, most):
    assert ways(steps, start, goal, most=most) == every_way(steps, start, goal)[:most]


@given(steps, roles, roles)
def test_ways_are_of_given_steps_pass_no_role_twice_and_begin_and_end_as_asked(steps, start, goal):
    for way in ways(steps, start, goal):
        assert set(pairwise(way)) <= set(steps)
        assert len(set(way)) == len(way)
        assert (way[0], way[-1]) == (start, goal)


@given(steps, roles, roles)
def test_first_way_takes_the_fewest_steps_and_none_exists_where_the_goal_is_out_of_reach(steps, start, goal):
    found = ways(steps, start, goal, most=1)

    assert [len(way) - 1 for way in found] == [
        count for count in [fewest_steps(steps, start, goal)] if count is not None
    ]


@given(steps, roles, roles)
def test_ways_run_from_the_shortest_to_the_longest(steps, start, goal):
    lengths = [len(way) for way in ways(steps, start, goal)]

    assert lengths == sorted(lengths)


@given(steps, roles, roles)
def test_saying_a_step_again_changes_nothing(steps, start, goal):
    again = [*steps, *steps]

    assert (ways(again, start, goal), nearest(again, start, goal)) == (
        ways(steps, start, goal),
        nearest(steps, start, goal),
    )


def test_where_the_goal_is_out_of_reach_the_last_role_before_the_gap_and_those_behind_it_are_offered():
    steps = [("junior", "mid"), ("tester", "lead"), ("mid", "architect"), ("tester", "mid"), ("intern", "tester")]

    assert nearest(steps, "junior", "lead") == Nearest(onward=("mid",), inward=("tester", "intern"))


def test_nothing_onward_is_offered_that_leads_away_from_the_goal():
    assert nearest(LADDER, "mid", "analyst") == Nearest(onward=(), inward=())


def test_roles_in_another_part_of_the_map_are_offered_for_the_goal_only():
    steps = [("A", "B"), ("X", "Y"), ("Y", "Z")]

    assert nearest(steps, "A", "Z") == Nearest(onward=(), inward=("Y", "X"))


def test_nothing_is_near_a_role_that_nobody_mentions():
    assert (nearest(LADDER, "pilot", "cook"), nearest([], "A", "B")) == (Nearest((), ()), Nearest((), ()))


def test_no_more_is_offered_than_asked_for():
    steps = [(number, "goal") for number in range(9)]

    assert nearest(steps, "start", "goal", most=2) == Nearest(onward=(), inward=(0, 1))


@given(steps, roles, roles)
def test_what_is_onward_can_be_reached_and_nothing_within_reach_is_nearer_to_the_goal(steps, start, goal):
    def apart(role):
        count = fewest_steps(steps, role, goal, is_either_way=True)
        return float("inf") if count is None else count

    within_reach = [role for role in "ABCDEF" if fewest_steps(steps, start, role) is not None]
    least = min(map(apart, within_reach))
    expected = {role for role in within_reach if apart(role) == least < apart(start)}

    assert set(nearest(steps, start, goal, most=9).onward) == expected


@given(steps, roles, roles)
def test_what_is_inward_is_all_that_leads_to_the_goal(steps, start, goal):
    expected = {role for role in "ABCDEF" if fewest_steps(steps, role, goal) is not None} - {start, goal}

    assert set(nearest(steps, start, goal, most=9).inward) == expected
