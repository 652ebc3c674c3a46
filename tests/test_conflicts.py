"""Two editors, or two tabs, on one page of the admin: what either typed is saved, or shown and asked about."""

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from roles.models import Role, RoleFamily
from skills.levels import Level
from sources.conflicts.admin import ConflictsMixin
from sources.conflicts.forms import MergingForm, OpenedForm
from sources.conflicts.formsets import MergingFormSet
from sources.conflicts.settling import Settled, settle_set
from sources.forms import RowForm
from sources.history import change, record_rows
from sources.models import Document
from sources.natural_keys import NaturalKeyModel
from tests import factories
from tests.admin_pages import add_row, errors_of, filled_in, list_filled_in, opened
from tests.html import parse

FAMILIES = reverse("admin:roles_rolefamily_changelist")


@pytest.fixture
def ben(django_user_model):
    return django_user_model.objects.create(username="ben", is_staff=True, is_superuser=True)


@pytest.fixture
def editor(client, ben):
    """Ben's browser."""
    client.force_login(ben)
    return client


@pytest.fixture
def ana(django_user_model):
    return django_user_model.objects.create(username="ana", first_name="Ana", is_staff=True)


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def shown(row):
    """Return what the page of a row sends when it is opened now and saved later."""
    return filled_in(opened(page_of(row)))


def somebody_writes(row, by=None, **values):
    with change(by), record_rows(type(row).objects.filter(pk=row.pk)):
        type(row).objects.filter(pk=row.pk).update(**values)


def told(response):
    return [parse_text(message) for message in response.context["messages"]]


def parse_text(html):
    return " ".join(str(html).replace("<li>", " ").replace("</li>", ".").split())


def words_of(response):
    return parse(response).one("div", id="content").text


@pytest.fixture
def role(db):
    role = factories.make_role(title="Baker", summary="Bakes.", hedge="often", claims=[factories.make_claim()])
    factories.make_requirement(role=role, skill=factories.make_skill(name="Kneading"), claims=[factories.make_claim()])
    return role


def requirement_of(role):
    return role.requirements.get()


# Fields


def test_what_only_the_other_changed_is_kept_and_told(editor, ana, role):
    page = shown(role) | {"title": "Master baker"}
    somebody_writes(role, by=ana, summary="Bakes bread.")
    somebody_writes(requirement_of(role), by=ana, level=4)

    response = editor.post(page_of(role), page, follow=True)

    role.refresh_from_db()
    assert (role.title, role.summary, requirement_of(role).level) == ("Master baker", "Bakes bread.", 4)
    line = told(response)[0]
    assert line.startswith("Ana (")
    assert "<b>Summary</b>: was <q>Bakes.</q>, now <q>Bakes bread.</q>" in line
    assert "Skills asked for: <b>Kneading</b>, <b>Level</b>: was <q>nothing</q>, now <q>Expert" in line


@pytest.mark.parametrize(
    ("choice", "saved"),
    [("mine", "Bakes rye."), ("theirs", "Bakes wheat."), ("both", "Bakes wheat.\n\nBakes rye.")],
)
def test_what_both_changed_is_shown_and_chosen(editor, ana, role, choice, saved):
    page = shown(role) | {"summary": "Bakes rye."}
    somebody_writes(role, by=ana, summary="Bakes wheat.")

    asked = editor.post(page_of(role), page)
    again = filled_in(asked)

    assert (list(errors_of(asked)), again["summary"], Role.objects.get().summary) == (
        ["summary"], "Bakes rye.", "Bakes wheat.",
    )  # fmt: skip
    assert "changed this while you were editing" in words_of(asked)
    assert "Bakes wheat." in words_of(asked)
    assert list(errors_of(editor.post(page_of(role), again | {"summary-choice": ""}))) == ["summary"]
    assert errors_of(editor.post(page_of(role), again | {"summary-choice": choice})) == {}
    assert Role.objects.get().summary == saved


def test_a_third_who_comes_between_is_not_overwritten_by_a_choice(editor, role):
    page = shown(role) | {"summary": "Bakes rye."}
    somebody_writes(role, summary="Bakes wheat.")
    again = filled_in(editor.post(page_of(role), page)) | {"summary-choice": "mine"}
    somebody_writes(role, summary="Bakes cake.")

    asked = editor.post(page_of(role), again)

    assert (list(errors_of(asked)), Role.objects.get().summary) == (["summary"], "Bakes cake.")
    assert "Bakes cake." in words_of(asked)


def test_claims_that_both_add_or_take_away_are_taken_together(editor, role):
    first, theirs, mine = role.claims.get(), factories.make_claim(), factories.make_claim()
    page = shown(role) | {"claims": [mine.pk]}
    role.claims.add(theirs)

    response = editor.post(page_of(role), page, follow=True)

    assert set(role.claims.all()) == {theirs, mine}
    assert first not in role.claims.all()
    assert theirs.code in told(response)[0]


def test_the_same_change_by_both_is_no_conflict(editor, role):
    page = shown(role) | {"summary": "Bakes rye."}
    somebody_writes(role, summary="Bakes rye.")

    assert errors_of(editor.post(page_of(role), page)) == {}


def test_a_page_that_does_not_say_what_it_was_opened_with_overwrites_nothing(editor, role):
    page = shown(role) | {"summary": "Bakes rye.", "opened": "made up"}

    response = editor.post(page_of(role), page)

    assert (list(errors_of(response)), Role.objects.get().summary) == (["summary"], "Bakes.")


def test_the_other_tab_of_the_same_editor_is_said_to_be_theirs(editor, ben, role):
    page = shown(role) | {"summary": "Bakes rye."}
    assert errors_of(editor.post(page_of(role), shown(role) | {"summary": "Bakes wheat."})) == {}

    response = editor.post(page_of(role), page)

    assert "You (on another page or in another tab, " in words_of(response)


# Rows


def test_a_row_that_the_other_added_stays(editor, role):
    page = shown(role) | {"title": "Master baker"}
    added = factories.make_requirement(role=role, skill=factories.make_skill(name="Proving"))

    response = editor.post(page_of(role), page, follow=True)

    assert set(role.requirements.all()) > {added}
    assert "<b>Proving</b>: added." in told(response)[0]


def test_a_row_that_the_other_removed_and_i_left_alone_goes(editor, role):
    page = shown(role) | {"title": "Master baker"}
    requirement_of(role).delete()

    response = editor.post(page_of(role), page, follow=True)

    assert (Role.objects.get().title, role.requirements.count()) == ("Master baker", 0)
    assert "<b>Kneading</b>: removed." in told(response)[0]


@pytest.mark.parametrize(("choice", "notes"), [("again", ["By hand."]), ("leave", [])])
def test_a_row_that_the_other_removed_and_i_changed_is_asked_about(editor, role, choice, notes):
    page = shown(role) | {"requirements-0-note": "By hand."}
    requirement_of(role).delete()

    asked = editor.post(page_of(role), page)
    again = filled_in(asked)

    assert list(errors_of(asked)) == ["requirements-0-__all__"]
    assert (again["requirements-0-note"], role.requirements.count()) == ("By hand.", 0)
    assert errors_of(editor.post(page_of(role), again | {"requirements-0-row-choice": choice})) == {}
    assert [row.note for row in role.requirements.all()] == notes


@pytest.mark.parametrize(("choice", "levels"), [("remove", []), ("keep", [3])])
def test_a_row_that_i_remove_and_the_other_changed_is_asked_about(editor, role, choice, levels):
    page = shown(role) | {"requirements-0-DELETE": "on"}
    somebody_writes(requirement_of(role), level=3)

    asked = editor.post(page_of(role), page)
    again = filled_in(asked)

    assert list(errors_of(asked)) == ["requirements-0-__all__"]
    assert f"Level: was nothing, now {Level(3).label}" in words_of(asked)
    assert errors_of(editor.post(page_of(role), again | {"requirements-0-row-choice": choice})) == {}
    assert [row.level for row in role.requirements.all()] == levels


def test_rows_that_come_and_go_do_not_move_what_i_typed(editor, role):
    skills = [factories.make_skill(name=name) for name in ("Proving", "Scoring", "Shaping")]
    rows = [factories.make_requirement(role=role, skill=skill, claims=[factories.make_claim()]) for skill in skills]
    page = shown(role)
    place = next(
        name[: -len("-id")] for name, value in page.items() if name.endswith("-id") and value == rows[2].pk
        and name.startswith("requirements")
    )  # fmt: skip
    page[f"{place}-note"] = "Mine."
    new = add_row(page, "requirements", skill=factories.make_skill(name="Tasting").pk, need="essential",
                  claims=[factories.make_claim().pk])  # fmt: skip
    rows[0].delete()
    factories.make_requirement(role=role, skill=factories.make_skill(name="Aging"))

    assert new
    assert errors_of(editor.post(page_of(role), page)) == {}
    assert {str(row.skill): row.note for row in role.requirements.all()} == {
        "Kneading": "", "Scoring": "", "Shaping": "Mine.", "Tasting": "", "Aging": "",
    }  # fmt: skip


def test_what_was_typed_into_a_page_that_is_gone_is_shown(editor, role):
    page = shown(role) | {"summary": "Bakes rye.", "requirements-0-note": "By hand."}
    address = page_of(role)
    role.requirements.all().delete()
    role.delete()

    response = editor.post(address, page)

    assert response.status_code == 409
    assert all(words in words_of(response) for words in ("Bakes rye.", "By hand."))


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_other_changed_costs_the_same_however_many_rows(editor, django_assert_num_queries, count):
    role = factories.make_role(claims=[factories.make_claim()])
    rows = [factories.make_requirement(role=role, claims=[factories.make_claim()]) for _ in range(count)]
    page = shown(role) | {"title": ""}
    for row in rows:
        somebody_writes(row, skill=factories.make_skill(), note="Theirs.")
        row.claims.add(factories.make_claim())

    with django_assert_num_queries(56):
        response = editor.post(page_of(role), page)

    assert list(errors_of(response)) == ["title"]
    assert len(response.context["meanwhile"][0][1]) == 3 * count


# Lists


def test_places_changed_in_a_list_by_both_are_asked_about_beside_their_rows(editor, db):
    first, second = factories.make_family(position=1), factories.make_family(position=2)
    page = list_filled_in(editor.get(FAMILIES).context["cl"]) | {"form-0-position": 7}
    RoleFamily.objects.filter(pk=first.pk).update(position=9)
    RoleFamily.objects.filter(pk=second.pk).update(position=8)

    asked = editor.post(FAMILIES, page)
    changelist = asked.context["cl"]

    assert [form.errors.keys() for form in changelist.formset] == [{"position"}, set()]
    assert [form.instance for form in changelist.formset] == changelist.result_list == [first, second]
    editor.post(FAMILIES, list_filled_in(changelist) | {"form-0-position-choice": "mine"})
    assert dict(RoleFamily.objects.values_list("pk", "position")) == {first.pk: 7, second.pk: 8}


# The law

FIELDS = ["title", "short_title", "summary", "year", "kind"]
VALUES = st.fixed_dictionaries(
    {
        **{name: st.sampled_from(["a", "b", "c", "two\nlines"]) for name in FIELDS[:3]},
        "year": st.sampled_from([None, 1, 2]),
        "kind": st.sampled_from(["article", "job-guide", "framework"]),
    }
)


def document_form():
    return type(
        "DocumentForm", (OpenedForm, RowForm), {"Meta": type("Meta", (), {"model": Document, "fields": FIELDS})}
    )


def sent(values, **more):
    """Return what a browser sends: lines end as they do there."""
    data = QueryDict(mutable=True)
    data.update({name: "" if value is None else str(value).replace("\n", "\r\n") for name, value in values.items()})
    data.update(more)
    return data


@given(before=VALUES, theirs=VALUES, mine=VALUES)
def test_no_value_that_somebody_typed_disappears_without_being_shown(before, theirs, mine):
    form = document_form()
    token = form(instance=Document(pk=1, **before))["opened"].value()

    page = form(sent(mine, opened=token), instance=Document(pk=1, **theirs))

    goes_on = {name: page.fields[name].to_python(page[name].data) for name in FIELDS}
    goes_on = {name: plain_lines(value) for name, value in goes_on.items()}
    for name in FIELDS:
        i_typed, they_typed = mine[name] != before[name], theirs[name] != before[name]
        if name in page.conflicts:
            assert i_typed
            assert they_typed
            assert goes_on[name] == mine[name]
        else:
            assert goes_on[name] == (mine[name] if i_typed else theirs[name])
    kept = {name for name in FIELDS if theirs[name] != before[name] and mine[name] == before[name]}
    assert {note.name for note in page.notes} == kept


def plain_lines(value):
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@given(*[st.sets(st.integers(0, 5))] * 3)
def test_of_two_who_add_and_take_away_each_has_their_way(opened, stored, sent):
    settled, members = settle_set(opened, stored, sent)

    assert members >= (stored - opened) | (sent - opened)
    assert not members & ((opened - stored) | (opened - sent))
    assert (settled is Settled.MINE) == (members == sent and (stored in (opened, sent)))


def test_every_page_of_the_admin_notices_others():
    """Accounts are Django's own pages."""
    deaf = [
        str(page)
        for model, page in admin.site._registry.items()
        if issubclass(model, NaturalKeyModel)
        and not (isinstance(page, ConflictsMixin) and issubclass(page.form, MergingForm)
                 and all(issubclass(lines.formset, MergingFormSet) for lines in page.inlines))
    ]  # fmt: skip

    assert deaf == []
