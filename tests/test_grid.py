"""Skills of several roles in one grid: what it shows, what it saves, what stands in the way."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from roles.admin.role import RoleAdmin
from roles.grid.changes import NO_ROLE, NO_SKILL, NOT_YOURS
from roles.grid.forms import NO_EVIDENCE
from roles.grid.sheet import MOST_ROLES
from roles.grid.views import NONE_CHOSEN, TOO_MANY
from roles.models import Role, SkillRequirement
from skills.levels import Level
from skills.models import Skill
from tests import factories
from tests.html import parse

ROLES = reverse("admin:roles_role_changelist")
GRID = reverse("admin:roles_role_grid")
AS_JSON = {"Accept": "application/json"}
NOTE = {"note": "Our own word."}
REVIEW, SAVE = {"_review": "1"}, {"_save": "1"}


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    """What an earlier test has looked up would save a query."""
    ContentType.objects.clear_cache()


@pytest.fixture
def editor(client, django_user_model):
    """A browser on which somebody has signed in who may edit everything."""
    client.force_login(django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def ladder(db):
    """A role at large with its juniors and seniors, and what they ask for."""
    large = factories.make_role(title="Baker")
    junior = factories.make_role(title="Junior Baker", broader=large, seniority=1, family=large.family)
    senior = factories.make_role(title="Senior Baker", broader=large, seniority=3, family=large.family)
    return large, junior, senior


def make_skills(*names):
    """Make skills of one area."""
    area = factories.make_area()
    return [factories.make_skill(name=name, area=area) for name in names]


def grid_of(*roles):
    return f"{GRID}?{'&'.join(f'role={role.pk}' for role in roles)}"


def key(role, skill):
    return f"{role.pk}.{skill.pk}"


def filled_in(response):
    """Return what the form of a grid sends if nothing is changed in it."""
    fields = parse(response).one("form", id="grid-form").all("input")
    kept = [field.attributes for field in fields if field.attributes.get("type") != "submit"]
    return {field["name"]: field.get("value", "") for field in kept if field["name"] != "csrfmiddlewaretoken"}


def changed(response, cells, **further):
    """Return what a grid sends with other words in some cells: {(role, skill): words}."""
    return filled_in(response) | {f"cell.{key(*place)}": words for place, words in cells.items()} | further


def asked():
    """Return what all roles ask for: {(role, skill): what the row says}."""
    return {
        (row.role.title, row.skill.name): (row.need, row.level, row.basis, row.note)
        for row in SkillRequirement.objects.select_related("role", "skill")
    }


def problems_of(response):
    """Return {place: message} of the cells that cannot be saved."""
    items = parse(response).one("ul", "grid-problems").all("li")
    return dict(item.text.split(": ", 1) for item in items)


# What it shows


def test_rows_are_skills_by_area_and_columns_roles_from_the_bottom_up(editor, ladder):
    large, junior, senior = ladder
    breads, sweets = factories.make_area(name="Breads", position=2), factories.make_area(name="Sweets", position=1)
    rye, brioche = (factories.make_skill(name=name, area=breads) for name in ("Rye", "Brioche"))
    cake = factories.make_skill(name="Cake", area=sweets, status="draft")
    factories.make_requirement(role=large, skill=rye, need="desirable", level=Level.WORKING)
    factories.make_requirement(role=senior, skill=rye, level=Level.EXPERT)
    factories.make_requirement(role=junior, skill=brioche, need="mentioned")
    factories.make_requirement(role=senior, skill=cake)

    table = parse(editor.get(grid_of(senior, large, junior))).one("table", id="grid")

    assert table.texts("th", scope="col") == [
        "Skill",
        "Baker at large, published",
        "Junior Baker published",
        "Senior Baker published",
    ]
    rows = [[cell.text for cell in row.all("th")] + _said(row) for row in table.all("tr")[1:]]
    assert rows == [
        ["Sweets"],
        ["Cake not published", "", "", "essential"],
        ["Breads"],
        ["Brioche", "", "mentioned", ""],
        ["Rye", "desirable, working", "(desirable, working, of Baker)", "essential, expert"],
    ]


def _said(row):
    """Return the words of each cell of a row; those inherited in brackets."""
    return [
        cell.one("input").attributes.get("value")
        or (cell.attributes.get("data-above") and "({data-above}, of {data-from})".format(**cell.attributes))
        or ""
        for cell in row.all("td")
    ]


def test_nothing_is_inherited_from_a_draft_or_through_a_choice_that_is_replaced(editor, ladder):
    large, junior, _ = ladder
    deck, stone, secret = make_skills("Deck oven", "Stone oven", "Secret")
    factories.make_requirement(choice=factories.make_choice("oven", role=large), skill=deck)
    factories.make_requirement(choice=factories.make_choice("oven", role=junior), skill=stone)
    of_draft = factories.make_role(title="Of a draft", broader=factories.make_role(status="draft"))
    factories.make_requirement(role=of_draft.broader, skill=secret)

    table = parse(editor.get(grid_of(junior, of_draft))).one("table", id="grid")

    assert [[row.one("th").text, *_said(row)] for row in table.all("tr") if row.all("td")] == [
        ["Deck oven", "", ""],
        ["Stone oven", "", "one of a choice"],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_opening_and_saving_cost_the_same_however_many_cells(editor, ladder, django_assert_num_queries, count):
    roles = ladder[:count]
    kept, gone, new = ([factories.make_skill() for _ in range(count)] for _ in range(3))
    claim = factories.make_claim()
    for role in roles:
        for skill in (*kept, *gone):
            factories.make_requirement(role=role, skill=skill, claims=[claim])
    # The session and its user; the roles and what they ask for.
    with django_assert_num_queries(4):
        page = editor.get(grid_of(*roles))
    wanted = {(role, skill): "d2" for role in roles for skill in (*kept, *new)}
    wanted |= {(role, skill): "" for role in roles for skill in gone}

    # Besides: the skills of new rows, the claims, the lock, what is written, one entry in the admin's log, savepoints.
    with django_assert_num_queries(29):
        editor.post(grid_of(*roles), changed(page, wanted, claims=[claim.pk], **SAVE))

    assert set(asked().values()) == {("desirable", 2, "stated", "")}
    assert len(asked()) == 2 * count**2


# What it saves


def test_cells_are_added_changed_and_removed_at_once(editor, ladder):
    large, junior, senior = ladder
    rye, cake, brioche = make_skills("Rye", "Cake", "Brioche")
    claim = factories.make_claim()
    factories.make_requirement(role=large, skill=rye, level=Level.WORKING, claims=[claim], note="As they say.")
    factories.make_requirement(role=junior, skill=cake, need="desirable")
    factories.make_requirement(role=senior, skill=brioche)
    page = editor.get(grid_of(*ladder))
    wanted = {(large, rye): "e3", (junior, cake): "–", (senior, rye): "Essential / advanced"}

    response = editor.post(grid_of(*ladder), changed(page, wanted, **NOTE, **SAVE), follow=True)

    assert [str(line) for line in response.context["messages"]] == ["Skills saved: 1 added, 1 changed, 1 removed."]
    assert asked() == {
        ("Baker", "Rye"): ("essential", 3, "stated", "As they say."),
        ("Senior Baker", "Rye"): ("essential", 4, "editorial", "Our own word."),
        ("Senior Baker", "Brioche"): ("essential", None, "stated", ""),
    }
    assert list(SkillRequirement.objects.get(role=large).claims.all()) == [claim]
    assert set(LogEntry.objects.values_list("object_repr", "change_message")) == {
        (title, "Skills in the grid: 1 added, 1 changed, 1 removed.")
        for title in ("Baker", "Junior Baker", "Senior Baker")
    }


def test_a_skill_of_a_choice_stays_in_it(editor):
    choice = factories.make_choice(label="an oven")
    skill = factories.make_requirement(choice=choice).skill
    page = editor.get(grid_of(choice.role))

    editor.post(grid_of(choice.role), changed(page, {(choice.role, skill): "expert"}, **SAVE))

    assert list(SkillRequirement.objects.values_list("choice", "need", "level")) == [(choice.pk, None, 4)]


def test_what_comes_from_a_framework_keeps_its_values_and_remembers_what_was_changed(editor):
    role = factories.make_role()
    release = factories.make_release()
    rows = [
        factories.make_requirement(role=role, need=need, level=2, release=release, native_need="4.12")
        for need in ("essential", "desirable", None)
    ]
    page = editor.get(grid_of(role))
    words = ["essential, expert", "not relevant", "mentioned"]
    wanted = {(role, row.skill): said for row, said in zip(rows, words, strict=True)}

    editor.post(grid_of(role), changed(page, wanted, **SAVE))

    found = SkillRequirement.objects.order_by("pk")
    assert list(found.values_list("need", "level", "is_relevant", "edited_fields", "native_need", "release")) == [
        ("essential", 4, True, "level", "4.12", release.pk),
        ("desirable", 2, False, "is_relevant", "4.12", release.pk),
        ("mentioned", None, True, "level need", "4.12", release.pk),
    ]


def test_a_new_skill_needs_a_reason_or_a_claim(editor):
    role, skill = factories.make_role(), factories.make_skill()
    sent = {f"cell.{key(role, skill)}": "e", "seen": "{}", **SAVE}

    refused = editor.post(grid_of(role), sent)
    assert refused.context["evidence"].errors == {"note": [NO_EVIDENCE]}
    assert filled_in(refused)[f"cell.{key(role, skill)}"] == "e"
    assert asked() == {}

    editor.post(grid_of(role), sent | {"claims": [factories.make_claim().pk]})
    assert [row[2:] for row in asked().values()] == [("stated", "")]


def test_a_role_that_is_a_draft_is_edited_as_any_other(editor):
    role, skill = factories.make_role(status="draft"), factories.make_skill()

    editor.post(grid_of(role), {f"cell.{key(role, skill)}": "e", **NOTE, **SAVE})

    assert len(asked()) == 1


# What it says before


def test_a_review_says_in_words_what_would_be_saved_and_saves_nothing(editor, ladder):
    large, junior, _ = ladder
    rye, cake, brioche, oven = make_skills("Rye", "Cake", "Brioche", "Oven")
    choice = factories.make_choice(role=junior, label="an oven")
    factories.make_requirement(choice=choice, skill=oven)
    factories.make_requirement(role=large, skill=rye, level=Level.WORKING, claims=[factories.make_claim()])
    factories.make_requirement(role=junior, skill=rye)
    factories.make_requirement(role=junior, skill=cake, need="desirable", level=Level.EXPERT)
    before = asked()
    page = editor.get(grid_of(large, junior))
    wanted = {(large, rye): "d3", (junior, rye): "", (junior, cake): "e", (junior, oven): ""}
    sent = changed(page, wanted, **REVIEW) | {f"cell.{key(junior, brioche)}": "m1"}

    answer = editor.post(grid_of(large, junior), sent, headers=AS_JSON).json()

    summary = parse(answer.pop("summary"))
    assert summary.texts("h2") + summary.texts("h3") == [
        "This will be saved: 1 added, 2 changed, 2 removed",
        "Baker",
        "Junior Baker",
    ]
    assert summary.texts("li") == [
        "Rye now desirable (was essential) and raised from working to practitioner "
        "rests on 1 claim as before: see that this still fits",
        "Brioche added: mentioned, awareness",
        "Cake now essential (was desirable) and level no longer stated (was expert)",
        "Oven removed from the choice “an oven” no skill is left in that choice: delete it on the role’s page, too",
        "Rye removed (was essential) Baker still asks for it, and this role inherits that: desirable, practitioner",
    ]
    assert summary.texts("p") == [
        "Readers see this at once. Junior Baker and Senior Baker inherit this unless they say otherwise.",
        "Readers see this at once.",
    ]
    assert answer == {"problems": {}, "can_save": True, "needs_evidence": True, "note_error": ""}
    assert asked() == before


def test_what_cannot_be_understood_is_told_at_its_cell_and_nothing_is_saved(editor, ladder):
    large, *_ = ladder
    rye, cake = (factories.make_requirement(role=large, skill=factories.make_skill(name=name)).skill for name in "RC")
    page = editor.get(grid_of(large))

    response = editor.post(grid_of(large), changed(page, {(large, rye): "often", (large, cake): "d"}, **SAVE))

    message = "“often” is no need or level. Write for example “essential, practitioner” or “e3”; empty: not asked for."
    assert problems_of(response) == {"R, Baker": message}
    page = parse(response)
    field = page.one("input", name=f"cell.{key(large, rye)}").attributes
    assert (field["value"], field["aria-invalid"]) == ("often", "true")
    assert page.one("p", id=field["aria-describedby"]).text == message
    assert filled_in(response)[f"cell.{key(large, cake)}"] == "d"
    assert {row[0] for row in asked().values()} == {"essential"}


def test_a_level_that_falls_with_seniority_is_remarked(editor, ladder):
    large, junior, senior = ladder
    rye, cake = make_skills("Rye", "Cake")
    factories.make_requirement(role=large, skill=cake, level=Level.EXPERT)
    factories.make_requirement(role=junior, skill=rye, level=Level.PRACTITIONER)
    page = editor.get(grid_of(*ladder))
    wanted = {(junior, cake): "e", (senior, rye): "e2", (senior, cake): "e1"}

    answer = editor.post(grid_of(*ladder), changed(page, wanted, **REVIEW), headers=AS_JSON).json()

    assert parse(answer["summary"]).texts("li") == [
        "Cake added: essential",
        "Cake added: essential, awareness lower than at Junior Baker, which asks for expert",
        "Rye added: essential, working lower than at Junior Baker, which asks for practitioner",
    ]


# At the same time


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(editor, ladder):
    large, *_ = ladder
    row = factories.make_requirement(role=large, skill=factories.make_skill(name="Rye"), level=Level.WORKING)
    page = editor.get(grid_of(large))
    SkillRequirement.objects.update(level=Level.EXPERT)
    wanted = {(large, row.skill): "e3"}

    response = editor.post(grid_of(large), changed(page, wanted, **SAVE))

    assert problems_of(response) == {
        "Rye, Baker": "Somebody else changed this cell while you had it open: it was “essential, working” and is now "
        "“essential, expert”. You wrote “essential, practitioner”. Review again to keep yours, or write theirs into "
        "the cell."
    }
    assert asked() == {("Baker", "Rye"): ("essential", 4, "stated", "")}
    answer = editor.post(grid_of(large), changed(page, wanted, **SAVE), headers=AS_JSON).json()
    assert answer["problems"][key(large, row.skill)]["theirs"] == "essential, expert"

    editor.post(grid_of(large), changed(response, {}, **SAVE))
    assert asked() == {("Baker", "Rye"): ("essential", 3, "stated", "")}


def test_cells_that_an_editor_has_not_touched_stay_as_others_changed_them(editor, ladder):
    large, *_ = ladder
    rye, cake, oats = (factories.make_requirement(role=large, skill=factories.make_skill(name=n)) for n in "RCO")
    page = editor.get(grid_of(large))
    SkillRequirement.objects.filter(pk=rye.pk).update(need="mentioned")
    oats.delete()

    response = editor.post(grid_of(large), changed(page, {(large, cake.skill): "d"}, **SAVE))

    assert response.status_code == 302
    assert {skill: row[0] for (_, skill), row in asked().items()} == {"R": "mentioned", "C": "desirable"}


def test_what_both_have_changed_alike_is_no_conflict(editor, ladder):
    large, *_ = ladder
    row = factories.make_requirement(role=large)
    page = editor.get(grid_of(large))
    SkillRequirement.objects.update(need="desirable")

    response = editor.post(grid_of(large), changed(page, {(large, row.skill): "d"}, **SAVE), follow=True)

    assert [str(line) for line in response.context["messages"]] == ["Nothing had changed."]


def test_what_was_deleted_meanwhile_is_told(editor, ladder):
    large, _, senior = ladder
    skill, other = factories.make_skill(), factories.make_skill()
    sent = {f"cell.{key(large, other)}": "e", f"cell.{key(senior, skill)}": "e", **SAVE}
    address = grid_of(*ladder)
    Skill.objects.filter(pk=other.pk).delete()
    Role.objects.filter(pk=senior.pk).delete()

    answer = editor.post(address, sent, headers=AS_JSON).json()

    assert {name: problem["message"] for name, problem in answer["problems"].items()} == {
        key(large, other): NO_SKILL,
        key(senior, skill): NO_ROLE,
    }


# Who may


def test_columns_that_one_may_not_change_are_read_only(editor, ladder, monkeypatch):
    large, junior, _ = ladder
    skill = factories.make_requirement(role=large).skill
    may_change = RoleAdmin.has_change_permission
    monkeypatch.setattr(
        RoleAdmin,
        "has_change_permission",
        lambda self, request, obj=None: may_change(self, request, obj) and obj != large,
    )
    page = editor.get(grid_of(large, junior))

    fields = parse(page).one("table").all("input")
    assert [(field.attributes["name"], "readonly" in field.attributes) for field in fields] == [
        (f"cell.{key(large, skill)}", True),
        (f"cell.{key(junior, skill)}", False),
    ]
    wanted = {(large, skill): "d", (junior, skill): "d"}
    answer = editor.post(grid_of(large, junior), changed(page, wanted, **NOTE, **SAVE), headers=AS_JSON).json()
    assert {name: problem["message"] for name, problem in answer["problems"].items()} == {key(large, skill): NOT_YOURS}
    assert [row[0] for row in asked().values()] == ["essential"]


ALL_OF_REQUIREMENTS = [f"{verb}_skillrequirement" for verb in ("add", "change", "delete")]


@pytest.mark.parametrize(
    ("allowed", "status", "has_button"),
    [
        ([], 403, False),
        (["view_role"], 200, False),
        (["change_role", "change_skillrequirement", "add_skillrequirement"], 200, False),
        (["change_role", *ALL_OF_REQUIREMENTS], 200, False),
        (["publish_role", "change_role", *ALL_OF_REQUIREMENTS], 200, True),
    ],
)
def test_the_grid_asks_for_the_permissions_that_the_pages_ask_for(
    client, django_user_model, ladder, allowed, status, has_button
):
    user = django_user_model.objects.create(username="bo", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed, content_type__app_label="roles"))
    client.force_login(user)

    response = client.get(grid_of(*ladder))

    assert (response.status_code, b'name="_save"' in response.content) == (status, has_button)


# How it is opened


def test_it_is_opened_from_a_role_from_its_family_and_from_the_list(editor, ladder):
    large, *_ = ladder
    of_family = reverse("admin:roles_rolefamily_grid", args=[large.family_id])
    page = parse(editor.get(reverse("admin:roles_role_change", args=[large.pk])))
    family_page = parse(editor.get(reverse("admin:roles_rolefamily_change", args=[large.family_id])))

    tools = {link.text: link.attributes["href"] for link in page.one("ul", "object-tools").all("a")}
    assert tools["Edit skills in a grid"] == grid_of(large)
    assert tools["Edit its family side by side"] == of_family
    assert family_page.one("ul", "object-tools").all("a")[0].attributes["href"] == of_family
    assert editor.get(of_family).headers["Location"] == grid_of(*ladder)
    chosen = {"action": "edit_in_grid", "_selected_action": [role.pk for role in ladder]}
    assert editor.post(ROLES, chosen).headers["Location"] == grid_of(*ladder)


def test_of_a_large_family_an_editor_chooses_roles_or_a_ladder(editor, ladder):
    large, *_ = ladder
    others = [factories.make_role(title=f"Cook {n}", family=large.family) for n in range(MOST_ROLES)]

    page = parse(editor.get(reverse("admin:roles_rolefamily_grid", args=[large.family_id])))

    groups = [
        (group.one("legend").text, [box.attributes["value"] for box in group.all("input")], group.texts("a"))
        for group in page.all("fieldset", "grid-choices")
    ]
    assert groups == [
        ("Baker and 2 more", [str(role.pk) for role in ladder], ["These 3 side by side"]),
        ("Cook 0 and 5 more", [str(role.pk) for role in others], ["These 6 side by side"]),
    ]


def test_no_role_too_many_roles_and_no_grid_are_told(editor):
    roles = [factories.make_role() for _ in range(MOST_ROLES + 1)]

    none = editor.get(GRID, follow=True)
    many = editor.get(grid_of(*roles))

    assert [str(line) for line in none.context["messages"]] == [NONE_CHOSEN]
    assert [str(line) for line in many.context["messages"]] == [TOO_MANY]
    assert len(many.context["columns"]) == MOST_ROLES
    assert [editor.get(f"{GRID}?role={role}").status_code for role in ("x", "-1", "9" * 19)] == [400] * 3
    assert editor.post(grid_of(roles[0]), {"cell.x": "e"}).status_code == 400
    assert editor.post(grid_of(roles[0]), {f"cell.1.{'9' * 19}": "e"}).status_code == 400
    assert editor.post(grid_of(roles[0]), {"seen": "[1", "_review": "1"}).status_code == 400


def test_a_row_is_added_by_name_without_losing_what_is_written(editor, ladder):
    large, *_ = ladder
    rye = factories.make_requirement(role=large, skill=factories.make_skill(name="Rye")).skill
    cake = factories.make_skill(name="Cake")
    page = editor.get(grid_of(large))

    response = editor.post(grid_of(large), changed(page, {(large, rye): "often"}, named="cake", _add="1"))

    sent = filled_in(response)
    assert {name: said for name, said in sent.items() if name.startswith("cell.")} == {
        f"cell.{key(large, cake)}": "",
        f"cell.{key(large, rye)}": "often",
    }
    assert json.loads(sent["seen"]) == {key(large, rye): "essential"}
