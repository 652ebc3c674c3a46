"""A role's whole content as plain values: read, set against another, written, shared as a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Choice, Role, SkillRequirement, StepKind
from roles.whole import PARTS, Whole, WholeError, apply, difference, from_file, merge, read, to_file
from skills.levels import Level
from sources.models import Basis

from . import factories as make

ABOUT_A_ROLE = {
    "aliases": make.make_role_alias,
    "duties": make.make_duty,
    "experience": make.make_experience,
    "pay_figures": make.make_pay_figure,
    "pay_factors": make.make_pay_factor,
    "benefits": make.make_benefit,
    "employment_terms": make.make_employment_term,
    "working_relations": make.make_working_relation,
    "questions": make.make_question,
    "hiring_notes": make.make_hiring_note,
    "trends": make.make_trend,
}
LABELLED = {"aliases", "pay_factors", "benefits", "employment_terms", "experience", "pay_figures"}


def full_role(count=1, **fields):
    """Make a role with as many rows of every kind, each resting on a claim."""
    claims = [make.make_claim()]
    role = make.make_role(claims=claims, seniority=2, broader=make.make_role(), **fields)
    choice = make.make_choice(role=role, claims=claims)
    for number in range(count):
        for name, factory in ABOUT_A_ROLE.items():
            label = [f"{name} {number}"] if name in LABELLED else []
            factory(*label, role=role, claims=claims)
        make.make_requirement(role=role, choice=choice, claims=claims)
        make.make_requirement(role=role, level=Level.EXPERT, claims=claims)
        make.make_route_into_role(role=role, choice=choice, claims=claims)
        make.make_step(origin=role, claims=claims)
        make.make_step(target=role, kind=StepKind.SIDEWAYS, claims=claims)
        make.make_role_relation(origin=role)
        make.make_preparation_share(role=role)
    return role


def without(whole, part, key):
    rows = whole.rows()
    del rows[part, key]
    return whole.with_rows(rows)


def with_values(whole, part, key, **values):
    rows = whole.rows()
    return whole.with_rows(rows | {(part, key): dict(rows.get((part, key), {})) | values})


@pytest.mark.django_db
def test_every_kind_of_row_of_a_role_is_a_part_of_it():
    elsewhere = {"narrower", "inverse_working_relations", "inverse_related", "draft_copy", "drafts", "draft"}

    assert {relation.name for relation in Role._meta.related_objects} - elsewhere == PARTS.keys()


def test_every_role_of_the_content_is_the_same_after_the_way_through_a_file(content):
    wholes = [(role, read(role)) for role in Role.objects.all()]

    assert len(wholes) > 10
    assert [role for role, whole in wholes if from_file(to_file(whole, "yaml")) != whole] == []
    assert [role for role, whole in wholes if from_file(to_file(whole, "json")) != whole] == []
    assert [apply(whole, role) for role, whole in wholes] == [[]] * len(wholes)


@pytest.mark.django_db
def test_what_is_written_into_another_role_is_the_same_there():
    role = full_role()
    whole = read(role)
    for relation in PARTS.values():
        relation.model._default_manager.filter(**{relation.own: role}).delete()
    Role.objects.filter(pk=role.pk).update(title="Other", summary="", seniority=None, broader=None)
    role.claims.clear()

    changes = apply(from_file(to_file(whole)), role)

    assert read(role) == whole
    assert {change.part for change in changes} == {"", *PARTS}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_the_same_however_much_is_said(django_assert_num_queries, count):
    role = full_role(count)

    with django_assert_num_queries(20):
        read(role)


@pytest.mark.django_db
def test_only_what_differs_is_written_and_rows_keep_their_ids_and_where_they_come_from():
    release = make.make_release()
    role = make.make_role(title="Baker")
    kept = make.make_requirement(role=role, need="essential", release=release, skill=make.make_skill("dough"))
    make.make_requirement(role=role, release=release, skill=make.make_skill("ovens"))
    claim, skill = make.make_claim("F001"), make.make_skill("sums")
    whole = without(read(role), "requirements", ("ovens",))
    whole = with_values(whole, "requirements", ("dough",), level=Level.EXPERT)
    row = dict(whole.parts["requirements"][("dough",)]) | {"skill": "sums", "claims": ["F001"], "level": None}
    whole = with_values(whole, "requirements", ("sums",), **row)

    changes = apply(with_values(whole, "", ("title",), title="Master baker"), role)

    assert [(change.part, change.key, change.fields) for change in changes] == [
        ("", ("title",), ("title",)),
        ("requirements", ("dough",), ("level",)),
        ("requirements", ("ovens",), ()),
        ("requirements", ("sums",), ()),
    ]
    rows = SkillRequirement.objects.filter(role=role).order_by("skill__slug")
    assert [(row.pk == kept.pk, row.release, row.edited_fields, row.level) for row in rows] == [
        (True, release, "level", 4),
        (False, None, "", None),
    ]
    assert (rows[1].skill, list(rows[1].claims.all())) == (skill, [claim])


@pytest.mark.django_db
def test_a_choice_may_go_while_its_members_stay():
    role = make.make_role()
    choice = make.make_choice("tools", role=role)
    member = make.make_requirement(role=role, choice=choice, skill=make.make_skill("git"), claims=[make.make_claim()])
    whole = with_values(read(role), "requirements", ("git",), choice=None, need="essential")

    apply(without(whole, "choices", ("tools",)), role)

    member.refresh_from_db()
    assert (member.choice, member.need, Choice.objects.count()) == (None, "essential", 0)


@pytest.mark.django_db
def test_all_that_is_not_there_is_named_and_nothing_is_written():
    role = full_role()
    whole = read(role)
    skill, duty = next(iter(whole.parts["requirements"])), next(iter(whole.parts["duties"]))
    whole = with_values(whole, "requirements", skill, claims=["NONE1"], basis=Basis.STATED)
    row = dict(whole.parts["duties"][duty]) | {"responsibility": "nothing-like-it", "claims": ["NONE2"]}
    whole = with_values(with_values(whole, "", ("title",), title="Changed"), "duties", ("nothing-like-it",), **row)

    with pytest.raises(WholeError) as error:
        apply(whole, role)

    assert [problem.partition(":")[0] for problem in error.value.problems] == [
        "There is no responsibility “nothing-like-it”",
        "There is no claim “NONE1”",
        "There is no claim “NONE2”",
    ]
    assert Role.objects.get(pk=role.pk).title == role.title


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "key", "values", "problem"),
    [
        ("requirements", ("git",), {"need": None}, "skill requirement git: need: Say how much it is needed"),
        ("requirements", ("git",), {"choice": "nothing"}, "skill requirement git: choice: this role has no choice"),
        ("requirements", ("git",), {"claims": []}, "skill requirement git: claims: A stated row rests on"),
        ("requirements", ("git",), {"basis": "inferred"}, "skill requirement git: note: An inferred or editorial"),
        ("", ("title",), {"title": ""}, "role dev: title: This field cannot be blank."),
        ("exits", ("lead",), {"kind": "promotion"}, "role dev: promotions would lead round in a circle"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_words_and_nothing_is_written(part, key, values, problem):
    claims = [make.make_claim()]
    role, lead = make.make_role("dev", title="Dev", claims=claims), make.make_role("lead")
    make.make_requirement(role=role, skill=make.make_skill("git"), claims=claims)
    make.make_step(origin=role, target=lead, kind=StepKind.SIDEWAYS, claims=claims)
    make.make_step(origin=lead, target=role, claims=claims)
    before = read(role)

    with pytest.raises(WholeError) as error:
        apply(with_values(before, part, key, **values), role)

    assert error.value.problems[0].startswith(problem)
    assert read(role) == before


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "This is no file of a role"),
        ("format: waymark-role\nversion: 2\nslug: a\ncollection: b", "The file has version 2"),
        ("format: waymark-role\nversion: 1\nslug: a b\ncollection: b", "slug: letters"),
        ("format: waymark-role\nversion: 1\nslug: a\ncollection: b\nskills: []", "skills: no part of a role"),
        ("format: waymark-role\nversion: 1\nslug: a\ncollection: b\nrole: {title: 5, family: a}", "role: title: 5 is"),
        ("a: [", "The file cannot be read"),
        ("format: waymark-role\nversion: 1\nslug: &a x\ncollection: *a", "The file cannot be read: it refers to “*a”"),
        ("[" * 900_000, "The file cannot be read: it nests more than 10 deep"),
        ('{"a": ' * 100_000, "The file cannot be read: it nests more than 10 deep"),
        ("{a: !!python/object/apply:os.getcwd []}", "The file cannot be read"),
    ],
)
def test_a_file_that_is_none_says_what_is_wrong(text, problem):
    with pytest.raises(WholeError) as error:
        from_file(text)

    assert error.value.problems[0].startswith(problem)


# Merging, over Wholes of a few benefits and a title.

ROWS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"]))


@st.composite
def wholes(draw):
    rows = {(name,): {"name": name, "note": note} for name, note in sorted(draw(ROWS).items())}
    parts = {name: {} for name in PARTS} | {"benefits": rows}
    return Whole("dev", "waymark", {"title": draw(st.sampled_from(["A", "B"]))}, parts)


@given(wholes(), wholes())
def test_one_side_alone_wins_and_no_change_is_lost(base, changed):
    assert merge(base, changed, base, {}) == (changed, [])
    assert merge(base, base, changed, {}) == (changed, [])
    assert merge(base, changed, changed, {}) == (changed, [])


@given(wholes(), wholes(), wholes())
def test_both_sides_are_kept_and_asked_for_only_where_they_touch_the_same_row(base, mine, theirs):
    touched = [{(change.part, change.key) for change in difference(base, side)} for side in (mine, theirs)]
    apart = {(change.part, change.key) for change in difference(mine, theirs)}

    merged, conflicts = merge(base, mine, theirs, {})

    places = {(conflict.part, conflict.key) for conflict in conflicts}
    assert places == touched[0] & touched[1] & apart
    assert merge(base, mine, theirs, dict.fromkeys(places, "theirs"))[1] == []
    rows, of_mine, of_theirs = merged.rows(), mine.rows(), theirs.rows()
    assert all(rows.get(place) == of_mine.get(place) for place in touched[0])
    assert all(rows.get(place) == of_theirs.get(place) for place in touched[1] - touched[0])
