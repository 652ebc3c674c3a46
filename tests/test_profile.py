"""What a role inherits, as examples and as laws; no database."""

from operator import attrgetter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Choice, Duty, DutyArea, Need, Responsibility, Role, SkillRequirement
from roles.profile import AskLine, Group, Line, asks, by_area, by_duty_area, count_needs, group, inherit
from skills.levels import Level
from skills.models import Skill
from sources.evidence import NOTHING, Evidence

from .factories import make_reading

ROLE, BROADER, BROADEST = CHAIN = [Role(pk=pk, title=title) for pk, title in enumerate(["Junior", "Dev", "Anybody"], 1)]


def ask_line(statement, evidence, inherited_from=None, broader=(), members=()):
    return AskLine.of(Line(statement, evidence, inherited_from, broader), members)


def read(*codes):
    return tuple(make_reading(code) for code in codes)


def require(pk, role, skill, **fields):
    """A requirement that is not in a database: essential unless something else is said."""
    need = None if "choice" in fields else Need.ESSENTIAL
    skill = Skill(pk=skill, name=f"Skill {skill}") if isinstance(skill, int) else skill
    return SkillRequirement(pk=pk, role=role, skill=skill, **{"need": need} | fields)


def choose(pk, role, slug, **fields):
    return Choice(pk=pk, role=role, slug=slug, label=slug, **{"need": Need.ESSENTIAL} | fields)


def rest_on(**codes_by_row):
    """Return the evidence of requirements: {their id: codes}."""
    return {(SkillRequirement, int(pk[1:])): Evidence(own=read(*codes)) for pk, codes in codes_by_row.items()}


# --- inherit ------------------------------------------------------------------------------------------------


def row(pk, role, key):
    return SimpleNamespace(pk=pk, role_id=role.pk, key=key, model="row")


rows_of_roles = st.lists(st.tuples(st.sampled_from(CHAIN), st.sampled_from("abcd")), unique=True).map(
    lambda pairs: [row(pk, role, key) for pk, (role, key) in enumerate(pairs, 1)]
)


def evidence_of(rows):
    """Each row rests on two claims: one of its own, and one that all rows share."""
    return {("row", row.pk): Evidence(own=read(f"F{row.pk:03}", "F999")) for row in rows}


def inherited(rows, chain=CHAIN):
    return inherit(rows, chain, evidence_of(rows), attrgetter("key"))


def test_own_line_stands_and_keeps_the_broader_evidence_apart():
    own, broader = row(1, ROLE, "a"), row(2, BROADER, "a")
    evidence = {("row", 1): Evidence(own=read("F001")), ("row", 2): Evidence(own=read("F002"))}

    assert inherit([broader, own], CHAIN, evidence, attrgetter("key")) == [
        Line(own, Evidence(own=read("F001"), general=read("F002")), None, (broader,))
    ]


def test_line_of_a_broader_role_is_inherited_with_general_evidence_only():
    near, far = row(1, BROADER, "a"), row(2, BROADEST, "a")
    evidence = {("row", 1): Evidence(own=read("F001")), ("row", 2): Evidence(own=read("F002"))}

    assert inherit([far, near], CHAIN, evidence, attrgetter("key")) == [
        Line(near, Evidence(general=read("F001", "F002")), BROADER, (far,))
    ]


def test_line_without_evidence_has_none():
    own = row(1, ROLE, "a")

    assert inherit([own], CHAIN, {}, attrgetter("key")) == [Line(own, NOTHING)]


@given(rows_of_roles, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))

    def by_key(lines):
        return {line.statement.key: line for line in lines}

    assert by_key(inherited(shuffled)) == by_key(inherited(rows))


@given(rows_of_roles)
def test_every_key_appears_once_in_order_of_first_mention(rows):
    assert [line.statement.key for line in inherited(rows)] == list(dict.fromkeys(row.key for row in rows))


@given(rows_of_roles)
def test_nearest_role_speaks_for_a_key(rows):
    nearest = {key: min(row.role_id for row in rows if row.key == key) for key in {row.key for row in rows}}

    said = {
        line.statement.key: (line.statement.role_id, line.inherited_from and line.inherited_from.pk)
        for line in inherited(rows)
    }

    assert said == {key: (role, None if role == ROLE.pk else role) for key, role in nearest.items()}


@given(rows_of_roles)
def test_inheriting_from_nothing_changes_nothing(rows):
    own = [row for row in rows if row.role_id == ROLE.pk]

    assert inherited(own, [ROLE]) == inherited(own) == [Line(row, evidence_of(rows)["row", row.pk]) for row in own]


@given(rows_of_roles)
def test_own_evidence_is_of_the_role_itself_and_all_other_is_general(rows):
    evidence = evidence_of(rows)

    for line in inherited(rows):
        same = [row for row in rows if row.key == line.statement.key]
        own = {reading for row in same if row.role_id == ROLE.pk for reading in evidence["row", row.pk].own}
        general = {reading for row in same if row.role_id != ROLE.pk for reading in evidence["row", row.pk].own}
        assert (set(line.evidence.own), set(line.evidence.general)) == (own, general)
        assert len(line.evidence.general) == len(general)


# --- asks ---------------------------------------------------------------------------------------------------


def shape(lines):
    """Return what is asked: [(choice, its members)] and skills, each with the role it is inherited from."""
    return [
        (
            line.statement.pk,
            line.inherited_from,
            [(member.statement.pk, member.inherited_from) for member in line.members],
        )
        if line.is_choice
        else (line.statement.pk, line.inherited_from)
        for line in lines
    ]


def test_choices_come_with_their_members_before_skills():
    languages = choose(1, ROLE, "language")
    java, python = (require(pk, ROLE, pk, choice=languages) for pk in (1, 2))
    sql = require(3, ROLE, 3)

    assert asks([sql, java, python], {languages}, [ROLE], {}) == [
        ask_line(languages, NOTHING, members=(Line(java, NOTHING), Line(python, NOTHING))),
        ask_line(sql, NOTHING),
    ]


def test_choice_of_a_level_replaces_the_broader_one_of_the_same_slug_members_and_all():
    own, broader = choose(1, ROLE, "language"), choose(2, BROADER, "language")
    python = require(1, ROLE, 1, choice=own)
    ruby = require(2, BROADER, 2, choice=broader)

    assert shape(asks([python, ruby], {own, broader}, CHAIN, {})) == [(1, None, [(1, None)])]


def test_choice_of_another_slug_is_inherited_beside_the_own_one():
    own, broader = choose(1, ROLE, "language"), choose(2, BROADER, "framework")
    python = require(1, ROLE, 1, choice=own)
    django = require(2, BROADER, 2, choice=broader)

    assert shape(asks([python, django], {own, broader}, CHAIN, {})) == [
        (own.pk, None, [(1, None)]),
        (broader.pk, BROADER, [(2, BROADER)]),
    ]


def test_member_asked_for_nearer_by_remains_an_alternative_and_its_evidence_goes_with_the_own_line():
    broader = choose(1, BROADER, "language")
    asked = require(1, ROLE, 7)
    offered, other = require(2, BROADER, 7, choice=broader), require(3, BROADER, 8, choice=broader)
    evidence = rest_on(_1=["F001"], _2=["F002"], _3=["F003"])

    assert asks([asked, offered, other], {broader}, CHAIN, evidence) == [
        ask_line(
            broader,
            Evidence(general=read("F003")),
            BROADER,
            (),
            (Line(offered, NOTHING), Line(other, Evidence(general=read("F003")), BROADER)),
        ),
        ask_line(asked, Evidence(own=read("F001"), general=read("F002")), None, (offered,)),
    ]


def test_choice_keeps_its_only_member_though_a_nearer_role_asks_for_it():
    broader = choose(1, BROADER, "language")
    asked, offered = require(1, ROLE, 7), require(2, BROADER, 7, choice=broader)

    assert asks([asked, offered], {broader}, CHAIN, {}) == [
        ask_line(broader, NOTHING, BROADER, members=(Line(offered, NOTHING),)),
        ask_line(asked, NOTHING, None, (offered,)),
    ]


def test_member_of_a_nearer_choice_of_another_slug_remains_in_the_broader_one_and_is_no_line():
    own, broader = choose(1, ROLE, "language"), choose(2, BROADER, "scripting")
    near, far = require(1, ROLE, 7, choice=own), require(2, BROADER, 7, choice=broader)

    assert asks([near, far], {own, broader}, CHAIN, rest_on(_1=["F001"], _2=["F002"])) == [
        ask_line(
            own,
            Evidence(own=read("F001"), general=read("F002")),
            members=(Line(near, Evidence(own=read("F001"), general=read("F002")), None, (far,)),),
        ),
        ask_line(broader, NOTHING, BROADER, members=(Line(far, NOTHING),)),
    ]


def test_choice_rests_on_the_evidence_of_its_members_too_and_each_claim_counts_once():
    languages = choose(5, ROLE, "language")
    members = [require(1, ROLE, 1, choice=languages), require(2, ROLE, 2, choice=languages)]
    evidence = rest_on(_1=["F001", "F002"], _2=["F002"]) | {(Choice, 5): Evidence(own=read("F000"))}

    [line] = asks(members, {languages}, [ROLE], evidence)

    assert line.evidence == Evidence(own=read("F000", "F001", "F002"))


@st.composite
def requirements_and_choices(draw):
    """Draw rows of several roles, and the choices that they belong to: only by its members is a choice known."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(CHAIN), st.sampled_from("xyz")), unique=True))
    choices = [choose(pk, role, slug) for pk, (role, slug) in enumerate(pairs, 1)]
    asked = draw(st.lists(st.tuples(st.sampled_from(CHAIN), st.integers(1, 5)), unique=True))
    rows = []
    for pk, (role, skill) in enumerate(asked, 1):
        choice = draw(st.sampled_from([None, *(choice for choice in choices if choice.role_id == role.pk)]))
        rows.append(require(pk, role, skill, choice=choice) if choice else require(pk, role, skill))
    return rows, [choice for choice in choices if any(row.choice is choice for row in rows)]


@given(requirements_and_choices())
def test_every_skill_has_one_line_at_most_and_stands_in_a_choice_once(asked):
    rows, choices = asked

    lines = asks(rows, set(choices), CHAIN, {})

    skills = [line.statement.skill_id for line in lines if not line.is_choice]
    assert len(skills) == len(set(skills))
    for line in lines:
        members = [member.statement.skill_id for member in line.members]
        assert len(members) == len(set(members))
        assert bool(members) == line.is_choice


@given(requirements_and_choices())
def test_every_choice_is_shown_once_by_its_nearest_role_and_members_stand_in_their_own(asked):
    rows, choices = asked

    shown = [line for line in asks(rows, set(choices), CHAIN, {}) if line.is_choice]

    slugs = [line.statement.slug for line in shown]
    nearest = {slug: min(choice.role_id for choice in choices if choice.slug == slug) for slug in slugs}
    assert {line.statement.slug: line.statement.role_id for line in shown} == nearest
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == {choice.slug for choice in choices}
    for line in shown:
        assert [member.statement for member in line.members] == [
            row for row in rows if row.choice_id == line.statement.pk
        ]


@given(requirements_and_choices())
def test_lines_of_skills_are_the_nearest_rows_that_are_no_members(asked):
    rows, choices = asked
    nearest = {row.skill_id: row for row in sorted(rows, key=attrgetter("role_id"), reverse=True)}

    lines = [line.statement for line in asks(rows, set(choices), CHAIN, {}) if not line.is_choice]

    assert sorted(row.pk for row in lines) == sorted(row.pk for row in nearest.values() if row.choice is None)


@given(requirements_and_choices())
def test_skill_is_dropped_only_with_a_choice_that_is_replaced(asked):
    rows, choices = asked
    slugs = {(choice.role_id, choice.slug) for choice in choices}

    def is_replaced(row):
        return row.choice and any((pk, row.choice.slug) in slugs for pk in range(1, row.role_id))

    nearest = {row.skill_id: row for row in sorted(rows, key=attrgetter("role_id"), reverse=True)}
    expected = {skill for skill, row in nearest.items() if not is_replaced(row)}
    expected |= {row.skill_id for row in rows if row.choice and not is_replaced(row)}

    lines = asks(rows, set(choices), CHAIN, {})

    shown = {member.statement.skill_id for line in lines for member in (line.members if line.is_choice else [line])}
    assert shown == expected


@given(requirements_and_choices())
def test_evidence_of_a_row_stands_once_by_its_skill_however_many_choices_offer_it(asked):
    rows, choices = asked
    evidence = rest_on(**{f"_{row.pk}": [f"F{row.pk:03}"] for row in rows})

    lines = asks(rows, set(choices), CHAIN, evidence)

    leaves = [member for line in lines for member in (line.members if line.is_choice else [line])]
    codes = [reading.code for leaf in leaves for reading in leaf.evidence.own + leaf.evidence.general]
    assert len(codes) == len(set(codes))
    for line in lines:
        if line.is_choice:
            members = [member.evidence for member in line.members]
            assert set(line.evidence.own) == {reading for found in members for reading in found.own}
            assert set(line.evidence.general) == {reading for found in members for reading in found.general}


@given(requirements_and_choices(), st.randoms(use_true_random=False))
def test_order_of_requirements_does_not_matter(asked, random):
    rows, choices = asked
    shuffled = random.sample(rows, len(rows))

    def unordered(rows):
        lines = asks(rows, set(choices), CHAIN, rest_on(**{f"_{row.pk}": [f"F{row.pk:03}"] for row in rows}))
        return {
            (
                line.is_choice,
                line.statement.pk,
                line.inherited_from,
                frozenset(line.members),
                frozenset(line.evidence.own),
                frozenset(line.evidence.general),
            )
            for line in lines
        }

    assert unordered(shuffled) == unordered(rows)


# --- level and need -----------------------------------------------------------------------------------------


def ask(*rows):
    """Return the one line of requirements of one skill: what it asks, and what of that is taken from broader roles."""
    [line] = asks(list(rows), set(), CHAIN, {})
    return line.level, line.is_level_inherited, line.need, line.is_need_inherited


LEVELS_AND_NEEDS = [
    # own level, own need, broader level, broader need: what is asked, and what of it is marked
    ((2, "essential"), (3, "desirable"), (Level.WORKING, False, "essential", False)),
    ((None, "essential"), (3, "desirable"), (Level.PRACTITIONER, True, "essential", False)),
    ((2, "mentioned"), (3, "desirable"), (Level.WORKING, False, "desirable", True)),
    ((None, "mentioned"), (3, "essential"), (Level.PRACTITIONER, True, "essential", True)),
    ((None, "mentioned"), (None, "mentioned"), (None, False, "mentioned", False)),
    ((None, "desirable"), (None, "essential"), (None, False, "desirable", False)),
    ((4, "desirable"), (1, "essential"), (Level.EXPERT, False, "desirable", False)),
]


@pytest.mark.parametrize(("own", "broader", "asked"), LEVELS_AND_NEEDS)
def test_level_keeps_what_the_broader_role_asks_where_it_says_less(own, broader, asked):
    rows = [
        require(pk, role, 7, level=level, need=need)
        for pk, (role, (level, need)) in enumerate([(ROLE, own), (BROADER, broader)], 1)
    ]

    assert ask(*rows) == asked


def test_level_that_says_less_keeps_what_the_nearest_role_that_says_more_asks():
    rows = [
        require(1, ROLE, 7, need=Need.MENTIONED),
        require(2, BROADER, 7, need=Need.DESIRABLE),
        require(3, BROADEST, 7, need=Need.ESSENTIAL, level=4),
    ]

    assert ask(*rows) == (Level.EXPERT, True, "desirable", True)


def test_role_without_broader_asks_what_it_says():
    assert ask(require(1, ROLE, 7, need=Need.MENTIONED)) == (None, False, "mentioned", False)


def test_line_that_says_less_keeps_the_level_of_the_broader_choice_but_is_not_asked_for_by_itself():
    broader = choose(1, BROADER, "language", need=Need.DESIRABLE, level=3)
    rows = [require(1, ROLE, 7, need=Need.MENTIONED), require(2, BROADER, 7, choice=broader)]

    _, line = asks(rows, {broader}, CHAIN, {})

    assert (line.level, line.is_level_inherited, line.need, line.is_need_inherited) == (
        Level.PRACTITIONER,
        True,
        "mentioned",
        False,
    )


def test_choice_that_says_less_keeps_level_and_need_of_the_broader_choice():
    own = choose(1, ROLE, "language", need=Need.MENTIONED)
    broader = choose(2, BROADER, "language", need=Need.ESSENTIAL, level=3)

    [line] = asks([require(1, ROLE, 1, choice=own)], {own, broader}, CHAIN, {})

    assert (line.level, line.is_level_inherited, line.need, line.is_need_inherited) == (
        Level.PRACTITIONER,
        True,
        "essential",
        True,
    )


# --- order and groups ---------------------------------------------------------------------------------------


def line(statement, inherited_from=None):
    return ask_line(statement, NOTHING, inherited_from)


def in_area(row, name, position, skill="Skill"):
    row.skill_name, row.area_name, row.area_position = skill, name, position
    return row


def test_what_is_asked_stands_by_area_with_own_lines_apart_and_the_most_needed_first():
    def asked(pk, name, need, area=("Languages", 2)):
        return in_area(require(pk, ROLE, pk, need=need), *area, skill=name)

    go, lower, ada = (asked(1, "Go", "mentioned"), asked(2, "c", "essential"), asked(3, "Ada", "essential"))
    sql = asked(4, "SQL", "desirable", ("Data", 1))
    language = choose(1, ROLE, "zz")
    java = in_area(require(5, ROLE, 5, choice=language), "Languages", 2)
    choice = ask_line(language, NOTHING, members=(Line(java, NOTHING),))

    assert by_area([line(go, BROADER), line(lower), line(sql), line(ada), choice]) == [
        Group("Data", (line(sql),), ()),
        Group("Languages", (choice, line(ada), line(lower)), (line(go, BROADER),)),
    ]


def test_areas_with_own_lines_come_first_each_part_in_its_order():
    def asked(pk, area, position):
        return in_area(require(pk, ROLE, pk), area, position)

    data, web, cloud, tests = (asked(pk, area, pk) for pk, area in enumerate(["Data", "Web", "Cloud", "Tests"], 1))

    assert by_area([line(tests), line(cloud, BROADER), line(web), line(data, BROADER)]) == [
        Group("Web", (line(web),), ()),
        Group("Tests", (line(tests),), ()),
        Group("Data", (), (line(data, BROADER),)),
        Group("Cloud", (), (line(cloud, BROADER),)),
    ]


def test_duties_stand_by_kind_of_work_and_by_place_in_it():
    kinds = [(DutyArea.LEARNING, 1), (DutyArea.CODE, 3), (DutyArea.CODE, 2)]
    learn, test, write = (
        Line(Duty(pk=pk, responsibility=Responsibility(pk=pk, area=area, position=position)), NOTHING)
        for pk, (area, position) in enumerate(kinds, 1)
    )

    assert by_duty_area([learn, test, write]) == [
        Group("Code", (write, test), ()),
        Group("Learning", (learn,), ()),
    ]


def test_kinds_of_work_with_own_duties_come_first():
    code, learn = (
        Duty(pk=pk, responsibility=Responsibility(pk=pk, area=area, position=pk))
        for pk, area in enumerate([DutyArea.CODE, DutyArea.LEARNING], 1)
    )
    inherited_code, own_learn = Line(code, NOTHING, BROADER), Line(learn, NOTHING)

    assert by_duty_area([inherited_code, own_learn]) == [
        Group("Learning", (own_learn,), ()),
        Group("Code", (), (inherited_code,)),
    ]


def test_group_without_lines_is_empty():
    assert group("Ways in", []) == Group("Ways in", (), ())


def test_needs_are_counted_from_most_needed_to_least_without_empty_ones():
    needs = [Need.MENTIONED, Need.ESSENTIAL, Need.MENTIONED]
    lines = [line(require(pk, ROLE, pk, need=need)) for pk, need in enumerate(needs, 1)]

    assert (count_needs(lines), count_needs([])) == ([(Need.ESSENTIAL, 1), (Need.MENTIONED, 2)], [])


def test_need_is_counted_as_stated_though_the_broader_role_asks_more():
    own = require(1, ROLE, 7, need=Need.MENTIONED)

    lines = asks([own, require(2, BROADER, 7, need=Need.ESSENTIAL)], set(), CHAIN, {})

    assert ([line.need for line in lines], count_needs(lines)) == (["essential"], [(Need.MENTIONED, 1)])
