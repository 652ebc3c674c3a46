"""What an import would do: a release compared with what is there."""

import pytest

from careers.frameworks.content import Family, Rejection, Requirement, Role, Skill, SkillName, Step
from careers.frameworks.kinds import KINDS
from careers.frameworks.plan import Change, Difference, Kept, compare, new_steps
from careers.frameworks.present import Row
from careers.frameworks.wanted import rejections, wanted_rows
from tests.made_up_releases import make_release

ALIASES = KINDS[SkillName]
SKILLS = KINDS[Skill]
OLD, NEW = 1, 2  # the numbers of two releases


def skill(name="Kneading", status="published"):
    return (name, "skill", "A1", None, "", status)


def plan_of(kind, wanted, present, **options):
    plan = compare(kind, wanted, {key: Row(*row) for key, row in present.items()}, NEW, **options)
    return {name: value for name, value in vars(plan).items() if name != "kind" and value not in ({}, [], 0)}


@pytest.mark.parametrize(
    ("row", "planned"),
    [
        ((7, NEW, "", skill()), {"unchanged": 1}),
        ((7, OLD, "", skill()), {"unchanged": 1, "found": [7]}),
        ((7, None, "", skill("Mine")), {"kept": [Kept(("S1",), "written by an editor")]}),
        (
            (7, OLD, "", skill("Dough")),
            {"found": [7], "changed": [Change(7, ("S1",), (Difference("name", "Dough", "Kneading"),))]},
        ),
        (
            (7, OLD, "", skill(status="retired")),
            {"found": [7], "changed": [Change(7, ("S1",), (Difference("status", "retired", "published"),))]},
        ),
        (
            (7, NEW, "name status", skill("Dough", "draft")),
            {
                "kept": [
                    Kept(
                        ("S1",),
                        "name: an editor's “Dough” stands, the release has “Kneading”; "
                        "status: an editor's “draft” stands, the release has “published”",
                    )
                ]
            },
        ),
        (
            (7, NEW, "status", skill("Dough", "draft")),
            {
                "changed": [Change(7, ("S1",), (Difference("name", "Dough", "Kneading"),))],
                "kept": [Kept(("S1",), "status: an editor's “draft” stands, the release has “published”")],
            },
        ),
        ((7, NEW, "name", skill()), {"unchanged": 1}),
    ],
)
def test_a_row_of_the_release_follows_it_but_for_what_an_editor_changed(row, planned):
    assert plan_of(SKILLS, {("S1",): skill()}, {("S1",): row}) == planned


def test_a_row_that_is_not_there_is_added():
    assert plan_of(SKILLS, {("S1",): skill()}, {}) == {"added": {("S1",): skill()}}


@pytest.mark.parametrize(
    ("row", "planned"),
    [
        ((7, OLD, "", (False,)), {"removed": {("S1", "dough"): 7}}),
        ((7, None, "", (False,)), {}),
        (
            (7, OLD, "is_hidden", (True,)),
            {"kept": [Kept(("S1", "dough"), "gone from the release, but an editor changed its is_hidden")]},
        ),
    ],
)
def test_a_row_that_is_gone_is_removed_unless_an_editor_had_a_hand_in_it(row, planned):
    assert plan_of(ALIASES, {}, {("S1", "dough"): row}) == planned


def test_the_rows_of_a_page_that_is_gone_stay():
    assert plan_of(ALIASES, {}, {("S1", "dough"): (7, OLD, "", (False,))}, is_live=lambda key: False) == {}


@pytest.mark.parametrize(
    ("edited", "status", "planned"),
    [
        ("name", "published", {"retired": [Change(7, ("S1",), (Difference("status", "published", "retired"),))]}),
        ("", "retired", {}),
        ("status", "draft", {"kept": [Kept(("S1",), "gone from the release, but an editor made it “draft”")]}),
    ],
)
def test_a_page_that_is_gone_is_retired_once(edited, status, planned):
    assert plan_of(SKILLS, {}, {("S1",): (7, OLD, edited, skill(status=status))}) == planned


# Rows that cannot be


def test_rows_that_name_what_is_not_there_or_do_not_fit_are_rejected_and_the_others_stay():
    rows = (
        Family("F1", "Food"),
        Family("F2", "Bread", broader="F3"),
        Family("F4", "Milk", broader="F5"),
        Family("F5", "Cheese", broader="F4"),
        Role("R1", "Baker", "F1"),
        Role("R2", "B" * 251, "F1"),
        Role("R3", "", "F1"),
        Role("R4", "Cook", "F9"),
        Requirement("R1", "S9", "essential"),
        Requirement("R2", "S1", "essential"),
        Skill("S1", "Kneading", "magic", "A1"),
    )

    wanted, faulty = wanted_rows(make_release(*rows))

    assert {kind: list(rows) for kind, rows in wanted.items() if rows} == {Family: [("F1",)], Role: [("R1",)]}
    assert rejections(faulty) == [
        Rejection("(role family)", 0, "F2: its broader F3 is not in the release, or leads back to it."),
        Rejection("(role family)", 0, "F4: its broader F5 is not in the release, or leads back to it."),
        Rejection("(role family)", 0, "F5: its broader F4 is not in the release, or leads back to it."),
        Rejection("(skill)", 0, "S1: its area A1 is not in the release."),
        Rejection("(role)", 0, "R2: its title is longer than 250 characters."),
        Rejection("(role)", 0, "R3: its title is empty."),
        Rejection("(role)", 0, "R4: its family F9 is not in the release."),
        Rejection("(skill requirement)", 0, "R1 / S9: its skill S9 is not in the release."),
        Rejection("(skill requirement)", 0, "R2 / S1: its role R2 is not in the release."),
    ]


def test_things_stand_after_what_they_are_part_of():
    rows = [Family("F1", "Bread", broader="F2"), Family("F2", "Food", broader="F3"), Family("F3", "Life")]

    wanted, _ = wanted_rows(make_release(*rows))

    assert list(wanted[Family]) == [("F3",), ("F2",), ("F1",)]


# Steps


def steps_of(*steps, added="ABC", promotions=()):
    taken, notes = new_steps([Step(*step) for step in steps], dict.fromkeys((name,) for name in added), promotions)
    return [tuple(step[:2]) for step in taken], notes


def test_a_step_is_written_where_one_of_its_ends_is_new():
    assert steps_of("AB", "BC", "CD", added="B") == ([("A", "B"), ("B", "C")], [])


def test_steps_lead_nobody_round_in_a_circle():
    taken, notes = steps_of("AB", "BC", promotions=[("C", "D"), ("D", "A")])

    assert (taken, notes) == ([("A", "B")], ["The step from B to C leads round in a circle: left out."])
