"""Marking skills, the plan, the roles that fit, and what is told when the content has moved on."""

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.utils import timezone

from careers.fit.codes import code_of, write_state
from careers.fit.matching import fit_of
from careers.fit.ranking import load_asks_of, load_index
from careers.naming.merging import MergePlan
from careers.naming.writing import merge
from roles.models import Role
from skills.models import RelationKind
from sources.history import change
from sources.publication import Status

from .factories import (
    make_choice,
    make_collection,
    make_descriptor,
    make_old_address,
    make_requirement,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_relation,
)
from .html import parse

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def query(marks, at=None):
    return write_state({code_of(slug): level for slug, level in marks.items()}, at)


def opened(client, path, marks, at=None):
    return parse(client.get(f"{path}?{query(marks, at)}"))


def notices(page):
    return [element.text for element in page.one(css="fit-notice").walk() if element.tag in ("p", "li")]


@pytest.fixture
def baker():
    """A baker kneads, bakes in one of two ovens, counts, sells if possible, and smiles at no stated level."""
    role = make_role("baker")
    for slug, level, need in [
        ("kneading", 3, "essential"),
        ("counting", 2, "essential"),
        ("selling", 2, "desirable"),
        ("smiling", None, "essential"),
    ]:
        make_requirement(role=role, skill=make_skill(slug), level=level, need=need)
    oven = make_choice("oven", role=role, label="an oven", level=2)
    for slug in ("gas-oven", "stone-oven"):
        make_requirement(choice=oven, skill=make_skill(slug))
    return role


def skill(baker, slug):
    return baker.requirements.get(skill__slug=slug).skill


# --- Marking ------------------------------------------------------------------------------------------------------


def test_only_what_the_role_asks_for_is_marked_most_needed_first(client, baker):
    make_skill("juggling")
    make_requirement(role=baker, skill=make_skill("secret", status=Status.DRAFT))

    page = parse(client.get("/fit/baker/"))

    assert page.texts("h2") == ["Essential 4", "Desirable 1"]
    assert page.texts("span", css="mark-name") == [
        *("Gas oven", "Stone oven", "Kneading", "Counting", "Smiling", "Selling")
    ]
    assert page.one("fieldset", css="choice").texts("p")[0] == "One of these 2 suffices: mark those that you know."
    assert page.texts("p", css="mark-asked")[-2].startswith("Level not stated")


def test_what_is_asked_of_the_broader_role_is_marked_after_what_is_asked_of_this_one(client, baker):
    junior = make_role("junior-baker", broader=baker)
    make_requirement(role=junior, skill=make_skill("sweeping"))

    page = parse(client.get("/fit/junior-baker/"))

    assert page.texts("h2") == [
        "Essential 1",
        "Essential 4 asked of bakers in general",
        "Desirable 1 asked of bakers in general",
    ]


def test_a_skill_that_is_asked_for_by_itself_and_as_one_of_several_is_marked_once(client, baker):
    junior = make_role("junior-baker", broader=baker)
    make_requirement(role=junior, skill=skill(baker, "gas-oven"), level=1)

    page = opened(client, "/fit/junior-baker/", {"gas-oven": 1})

    assert len(page.all("input", name=code_of("gas-oven"))) == 5
    assert page.texts("p", css="mark-again") == ["Gas oven Working is asked; marked above"]
    assert page.one("p", role="status").text == "2 of 6 marked"


def test_a_form_without_script_leads_to_the_short_address_with_all_other_marks(client, baker):
    others = query({"juggling": 4}).removeprefix("v=1&")
    asked = {code_of("kneading"): "2", code_of("counting"): "0"}

    sent = client.get(f"/fit/baker/plan/?v=1&at=20260105T0900&{others}", asked)
    form = client.get("/fit/baker/plan/", {"v": "1", "at": "20260105T0900", "m": others[2:], **asked})

    assert sent.status_code == form.status_code == 302
    expected = query({"juggling": 4, "kneading": 2, "counting": 0}, LONG_AGO)
    assert form.headers["Location"] == f"/fit/baker/plan/?{expected}"


def test_a_form_brings_back_what_is_marked_and_carries_the_rest(client, baker):
    page = opened(client, "/fit/baker/", {"kneading": 2, "juggling": 4, "gas-oven": 0})

    checked = {
        box.attributes["name"]: box.attributes["value"] for box in page.all("input") if "checked" in box.attributes
    }
    assert checked == {code_of("kneading"): "2", code_of("gas-oven"): "0"}
    assert page.one("input", name="m").attributes["value"] == f"4{code_of('juggling')}"
    assert page.one("p", role="status").text == "2 of 5 marked"


@pytest.mark.parametrize("path", ["/fit/", "/fit/baker/", "/fit/baker/plan/", "/fit/baker/plan.csv", "/fit/nobody/"])
def test_marks_are_kept_nowhere_and_told_to_nobody(client, baker, path):
    response = client.get(f"{path}?{query({'kneading': 2})}")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


# --- The plan -----------------------------------------------------------------------------------------------------


def test_a_plan_says_what_is_met_near_and_missing_and_what_to_learn_first(client, baker):
    make_descriptor(skill=skill(baker, "kneading"), level=3, text="knead any dough by feel")
    make_skill_relation(origin=skill(baker, "counting"), target=skill(baker, "selling"), kind=RelationKind.BUILDS_ON)
    school = make_route("school", name="Baking school", covers="Songs\nKneading and shaping")
    make_route_into_role(role=baker, route=school)

    page = opened(client, "/fit/baker/plan/", {"kneading": 2, "counting": 0, "selling": 0, "stone-oven": 4})

    assert page.one("p", css="lede").text == "1 of 4 essentials met (25 %), 1 one level short; 0 of 1 others met (0 %)."
    assert page.one("ul", css="tally").texts("li") == ["1 met", "1 one level short", "2 missing", "1 not marked"]
    kneading, selling, counting = page.one("section", id="steps").all("li", css="plan-step")
    assert [step.one("h3").text for step in (kneading, selling, counting)] == [
        "Kneading Essential one level short",
        "Selling Desirable",
        "Counting Essential",
    ]
    assert kneading.texts("p") == ["Working →, to reach Practitioner", "You can knead any dough by feel"]
    assert kneading.texts("li") == ["Baking school: “Kneading and shaping”"]
    assert selling.texts("p")[-1] == "Comes before Counting."
    assert page.one("section", id="unmarked").texts("h3") == ["Smiling Essential"]
    assert page.one("section", id="met").texts("li") == ["An oven: Stone oven Expert Essential"]
    assert page.one("section", id="routes").texts("li") == ["Baking school One accepted way"]


def test_what_is_not_marked_has_steps_too_in_order_and_told_apart(client, baker):
    make_descriptor(skill=skill(baker, "counting"), level=2, text="count without fingers")
    make_requirement(role=baker, skill=make_skill("driving"), level=1, need="mentioned")
    make_skill_relation(origin=skill(baker, "counting"), target=skill(baker, "selling"), kind=RelationKind.BUILDS_ON)
    make_route("school", name="Baking school", covers="Counting loaves")

    page = opened(client, "/fit/baker/plan/", {"kneading": 3})

    assert page.one("ul", css="tally").texts("li") == ["1 met", "0 one level short", "0 missing", "5 not marked"]
    assert page.one("section", id="steps").all("li", css="plan-step") == []
    unmarked = page.one("section", id="unmarked")
    # What an essential builds on is as urgent; what is asked for less than that is folded.
    assert [step.one("h3").text for step in unmarked.all("li", css="plan-step") if not step.stands_in("details")] == [
        *("Smiling Essential", "An oven Essential", "Selling Desirable", "Counting Essential")
    ]
    fold = unmarked.one("details")
    assert ("open" in fold.attributes, fold.texts("h3")) == (False, ["1 more, asked for less", "Driving Mentioned"])
    counting = unmarked.all("li", css="plan-step")[3]
    assert counting.texts("p") == ["not marked →, to reach Working Mark it: Counting", "You can count without fingers"]
    assert counting.texts("li") == ["Baking school: “Counting loaves”"]


def test_of_a_choice_the_closest_is_learnt_and_the_others_are_named(client, baker):
    page = opened(client, "/fit/baker/plan/", {"gas-oven": 1, "stone-oven": 0})

    step = page.one("section", id="steps").one("li", css="plan-step")
    assert step.one("h3").text == "An oven Essential one level short"
    assert step.texts("p")[0] == "Gas oven: Awareness →, to reach Working"
    assert step.texts("p")[-1] == "One of several suffices. Others: Stone oven."


def test_a_level_that_is_not_stated_is_not_made_up(client, baker):
    met = opened(client, "/fit/baker/plan/", {"smiling": 1})
    missing = opened(client, "/fit/baker/plan/", {"smiling": 0})

    assert met.one("section", id="met").texts("li") == ["Smiling Awareness; level asked not stated Essential"]
    assert "Of what is met, 1 is asked at no stated level" in met.one("main").text
    assert missing.one("section", id="steps").one("li", css="plan-step").texts("p") == [
        "Not yet →, to reach level not stated",
        "How well it is asked for is not stated.",
    ]


def test_a_plan_without_marks_leads_to_marking(client, baker):
    page = parse(client.get("/fit/baker/plan/"))

    assert page.one("p", css="lede").text.startswith("Nothing is marked yet.")
    assert page.all("section", id="steps") == []


def test_a_role_of_which_no_skills_are_stated_says_so(client):
    make_role("astronaut")

    assert "there is nothing to mark" in parse(client.get("/fit/astronaut/")).one("main").text


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETIRED])
def test_there_is_nothing_to_mark_for_a_role_that_is_not_published(client, status):
    make_role("baker", status=status)

    assert client.get("/fit/baker/").status_code == client.get("/fit/baker/plan/").status_code == 404


def test_the_old_name_of_a_role_leads_on_with_the_marks(client, baker):
    make_old_address("role", "bread-maker", "baker")

    response = client.get(f"/fit/bread-maker/plan/?{query({'kneading': 2})}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/fit/baker/plan/?{query({'kneading': 2})}")


def test_a_skill_that_is_the_same_in_another_collection_counts(client, baker):
    other = make_skill("onet-kneading", collection=make_collection("onet"))
    make_skill_relation(origin=other, target=skill(baker, "kneading"), kind=RelationKind.EXACT)

    page = opened(client, "/fit/baker/plan/", {"onet-kneading": 3})

    assert page.one("section", id="met").texts("li") == ["Kneading Practitioner Essential"]


# --- Content moves on ---------------------------------------------------------------------------------------------


def test_a_renamed_skill_keeps_its_mark(client, baker):
    renamed = skill(baker, "kneading")
    renamed.slug, renamed.name = "dough-making", "Dough making"
    renamed.save()

    page = opened(client, "/fit/baker/plan/", {"kneading": 3})

    assert notices(page) == ["What was “kneading” is now Dough making. Your mark moved with it."]
    assert page.one("section", id="met").texts("li") == ["Dough making Practitioner Essential"]


def test_of_two_marked_skills_that_have_become_one_the_higher_mark_stays(client, baker, django_user_model):
    gone = make_skill("dough")
    merge(MergePlan(skill(baker, "kneading"), gone), {}, django_user_model.objects.create_user("ada"))

    page = opened(client, "/fit/baker/plan/", {"kneading": 1, "dough": 3})

    assert notices(page) == ["What was “dough” is now Kneading. Your mark moved with it."]
    assert page.one("section", id="met").texts("li") == ["Kneading Practitioner Essential"]


def test_what_a_level_means_by_now_is_told_and_the_mark_is_kept(client, baker):
    kneading = skill(baker, "kneading")
    descriptor = make_descriptor(skill=kneading, level=3, text="knead any dough")
    descriptor.text = "knead any dough by feel"
    with change(None):
        descriptor.save()
    today = timezone.localdate()

    before = opened(client, "/fit/baker/", {"kneading": 3, "counting": 2}, LONG_AGO)
    after = opened(client, "/fit/baker/", {"kneading": 3}, datetime(2099, 1, 1, tzinfo=UTC))

    assert notices(before)[0] == (
        "Changed since you marked (5 January 2026). Your marks are kept; look at these again:"
    )
    assert any(line.startswith("Kneading:") and str(today.year) in line for line in notices(before)[1:])
    assert before.one("fieldset", id=f"mark-{code_of('kneading')}").texts(css="tag") == ["changed since you marked"]
    assert after.all(css="fit-notice") == []


def test_a_skill_that_is_gone_or_kept_up_no_longer_is_named_and_the_rest_is_kept(client, baker):
    make_skill("smithing", status=Status.RETIRED)
    deleted = make_skill("milling")
    with change(None):
        deleted.delete()

    page = opened(client, "/fit/baker/plan/", {"smithing": 2, "milling": 3, "never-here": 1, "kneading": 3})

    assert notices(page) == [
        "2 marks are of skills that are not here any more: Milling. They stay in your address and count for nothing.",
        "Smithing is no longer kept up: no role here asks for it. Your mark is kept.",
    ]
    assert page.one("section", id="met").texts("li") == ["Kneading Practitioner Essential"]
    assert code_of("milling") in page.one("section", css="plan-take").all("a")[0].attributes["href"]


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(client, baker):
    page = parse(client.get(f"/fit/baker/plan/?{query({'kneading': 3})}~9what~3cut"))

    assert notices(page) == ["Not readable in this address: “9what”, “cut”. All other marks are kept."]
    assert page.one("section", id="met").texts("li") == ["Kneading Practitioner Essential"]


def test_of_an_address_of_another_version_nothing_is_said_to_be_kept(client, baker):
    for path in ("/fit/", "/fit/baker/", "/fit/baker/plan/"):
        assert notices(parse(client.get(f"{path}?v=2&m=3abcdef"))) == [
            "Nothing of this address could be read: its marks are of version “2”, and this site reads version 1. The "
            "address stays as it was, so keep it; what you mark from here on makes an address of its own."
        ]


@pytest.mark.parametrize(("count", "is_offered"), [(15, False), (16, True)])
def test_a_long_list_can_be_narrowed_where_there_is_script(client, count, is_offered):
    make_role("baker", levels={make_skill(f"skill-{number}"): 2 for number in range(count)})

    fields = parse(client.get("/fit/baker/")).all("div", css="filter-picks")

    assert ["hidden" in field.attributes for field in fields] == [True] * is_offered


def test_marks_are_taken_back_without_script_by_starting_again(client, baker):
    page = opened(client, "/fit/baker/", {"kneading": 2})

    assert page.one("a", css="fit-again").attributes["href"] == "/fit/baker/"
    assert parse(client.get("/fit/baker/")).all("a", css="fit-again") == []


@pytest.mark.parametrize("text", ["%00", "~3", "3" * 3000, "%F0%9F%A5%90", "'<script>", "9" * 40])
def test_hostile_addresses_are_answered(client, baker, text):
    given = "&".join(f"{name}={text}" for name in ("v", "at", "m", "q", "collection", "abcdef"))

    for path in ("/fit/", "/fit/baker/", "/fit/baker/plan.json"):
        assert client.get(f"{path}?{given}").status_code == 200
        assert client.get(f"{path}?m={text}&at={text}").status_code == 200


# --- Roles that fit -----------------------------------------------------------------------------------------------


def test_roles_are_ranked_by_essentials_with_reasons(client, baker):
    confectioner = make_role("confectioner")
    make_requirement(role=confectioner, skill=skill(baker, "kneading"), level=1)
    make_requirement(role=confectioner, skill=make_skill("icing"), level=2, need="desirable")
    make_role("draft", status=Status.DRAFT, levels={skill(baker, "kneading"): 1})

    page = opened(client, "/fit/", {"kneading": 3, "counting": 1, "icing": 0})

    [fitting] = page.one("section", id="fitting").all("li")
    assert fitting.one("h3").text == "Confectioner"
    assert fitting.texts("p")[1:] == ["1 of 1 essentials met", "You have: Kneading", "Still to learn: Icing"]
    closest = page.one("section", id="closest")
    assert closest.one("h3").text == "Baker"
    assert closest.texts("p")[1:] == [
        "1 of 4 essentials met, 1 one level short",
        "You have: Kneading",
        "Still to learn: Counting, Smiling, an oven",
    ]


@pytest.mark.parametrize(
    "marks",
    [
        {"kneading": 4, "counting": 1},
        {"gas-oven": 1},
        {"gas-oven": 2, "stone-oven": 1, "sweeping": 1},
        {"smiling": 1, "selling": 2, "sweeping": 3, "kneading": 2},
        {"kneading": 0},
    ],
)
def test_the_index_counts_as_the_role_itself_is_counted(baker, marks):
    """Inherited asks, choices that replace others, and levels that a broader role states."""
    junior = make_role("junior-baker", broader=baker)
    make_requirement(role=junior, skill=make_skill("sweeping"), level=2)
    make_requirement(role=junior, skill=skill(baker, "kneading"), level=None, need="mentioned")
    oven = make_choice("oven", role=junior, label="an oven", level=1)
    make_requirement(choice=oven, skill=skill(baker, "gas-oven"))
    make_role("sweeper", levels={junior.requirements.get(skill__slug="sweeping").skill: 3})

    ranked, count = load_index().ranked(marks, 10)

    roles = Role.objects.select_related("broader__broader")
    fits = {role.slug: fit_of(asks, marks) for role, asks in load_asks_of(roles)}
    touched = {slug: fit for slug, fit in fits.items() if fit.met or fit.near}
    assert {one.role.slug: one.shares for one in ranked} == {slug: fit.shares for slug, fit in touched.items()}
    assert [one.shares.rank for one in ranked] == sorted((fit.rank for fit in touched.values()), reverse=True)
    assert count == len(touched)


def test_a_role_to_set_marks_against_is_found_by_its_words(client, baker):
    make_role("astronaut")

    page = parse(client.get("/fit/?q=baker"))

    assert page.one("ul", css="offers").texts("li") == ["Baker 6 skills"]
    assert parse(client.get("/fit/?q=astronaut")).all("ul", css="offers") == []


# --- To take away -------------------------------------------------------------------------------------------------


def test_a_plan_is_taken_away_as_json(client, baker):
    marks = {"kneading": 2, "counting": 2}
    plan = json.loads(client.get(f"/fit/baker/plan.json?{query(marks, LONG_AGO)}").content)

    assert plan["role"] == {"slug": "baker", "title": "Baker", "collection": "waymark"}
    assert plan["marks"] == {"counting": 2, "kneading": 2}
    assert plan["marked_at"] == "2026-01-05T09:00:00+00:00"
    assert plan["address"] == f"http://testserver/fit/baker/plan/?{query(marks, LONG_AGO)}"
    assert plan["essentials"] == {"met": 1, "one_level_short": 1, "of": 4, "percent": 25}
    [step], later = plan["next_steps"], plan["next_steps_not_marked"]
    assert [(one["number"], one["asked_for"]) for one in later] == [(2, "Smiling"), (3, "an oven"), (4, "Selling")]
    assert later[2]["skills"][0]["to_reach"].startswith("In general: ")
    assert (step["asked_for"], step["skills"][0]["from_level"], step["skills"][0]["to_level"]) == ("Kneading", 2, 3)
    assert {result["asked_for"]: result["result"] for result in plan["results"]} == {
        "Counting": "met",
        "Kneading": "one level short",
        "Smiling": "not marked",
        "an oven": "not marked",
        "Selling": "not marked",
    }


def test_a_plan_is_taken_away_as_csv_that_no_spreadsheet_runs(client, baker):
    make_requirement(role=baker, skill=make_skill("formula", name="=1+1"), level=1)

    response = client.get(f"/fit/baker/plan.csv?{query({'kneading': 2, 'formula': 0})}")

    assert response.headers["Content-Disposition"] == 'attachment; filename="plan-baker.csv"'
    heading, *rows = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert [row[:2] for row in rows] == [
        ["1", "Kneading"],
        ["2", "'=1+1"],
        ["3", "Smiling"],
        *[["4", "an oven"]] * 2,
        ["5", "Counting"],
        ["6", "Selling"],
    ]
    assert rows[5][6:10] == [
        "not marked",
        "not marked",
        "2",
        "In general: uses it for everyday tasks, with guidance on the harder ones.",
    ]
    assert dict(zip(heading, rows[1], strict=True)) == {
        "Step": "2",
        "Asked for": "'=1+1",
        "Need": "essential",
        "How many suffice": "1",
        "Skill": "'=1+1",
        "Level asked": "Awareness",
        "Marked": "Not yet",
        "Result": "missing",
        "Levels short": "1",
        "To reach": "In general: knows what it is for and the main ideas; needs help to use it.",
        "Ways in said to give it": "",
        "Page": "http://testserver/skills/formula/",
    }


def test_a_plan_is_taken_away_as_markdown(client, baker):
    text = client.get(f"/fit/baker/plan.md?{query({'kneading': 2, 'counting': 2})}").content.decode()

    assert text.splitlines()[:19] == [
        "# Plan: Baker",
        "",
        f"<http://testserver/fit/baker/plan/?{query({'kneading': 2, 'counting': 2})}>",
        "",
        "1 of 4 essentials met (25 %), 1 one level short; 0 of 1 others met (0 %).",
        "",
        "## Next steps",
        "",
        "1. [ ] **Kneading** (essential)",
        "    - Kneading: Working → Practitioner",
        "    - In general: uses it independently and well, and solves most problems without help.",
        "",
        "## If you do not have these yet",
        "",
        "3 not marked, and counted as not met.",
        "",
        "2. [ ] **Smiling** (essential)",
        "    - Smiling: not marked → level not stated",
        "",
    ]


# --- What it costs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "marked"), [(1, 1), (3, 3), (3, 1)])
@pytest.mark.parametrize(
    ("path", "queries"), [("/fit/", 10), ("/fit/baker/", 11), ("/fit/baker/plan/", 17), ("/fit/baker/plan.csv", 15)]
)
def test_pages_cost_the_same_however_much_is_asked(client, django_assert_num_queries, path, queries, count, marked):
    roles = [make_role(slug) for slug in ("baker", "cook", "waiter")[:count]]
    skills = [make_skill(f"skill-{number}", broader=make_skill(f"above-{number}")) for number in range(count)]
    for role in roles:
        for one in skills:
            make_requirement(role=role, skill=one, level=3)
    address = f"{path}?{query({one.slug: 1 for one in skills[:marked]}, LONG_AGO)}"
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)
