"""Merging two rows into one, and splitting one in two."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import m2m_changed, post_save, pre_delete
from django.urls import reverse

from careers.naming.clash import Answer
from careers.naming.merging import MergePlan
from careers.naming.references import PLAIN, UNSETTLED, WORDS, path_of, references
from careers.naming.splitting import Place, SplitPlan, split
from careers.naming.writing import merge
from roles.models import Choice, Duty, ProgressionStep, Role, SkillRequirement, StepKind, WorkingRelation
from skills.models import LevelDescriptor, Skill, SkillAlias, SkillRelation
from sources.old_addresses import OldAddress
from sources.publication import Status

from . import factories
from .factories import make_claim, make_requirement, make_role, make_skill
from .html import parse
from .test_old_addresses import answer, rename

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(django_user_model):
    return django_user_model.objects.create(username="ada", is_staff=True, is_superuser=True)


@pytest.fixture
def editor(client, ada):
    client.force_login(ada)
    return client


def address_of(deed, row):
    return reverse(deed, args=[row._meta.app_label, row._meta.model_name, row.pk])


def merge_address(kept, gone):
    return f"{address_of('merge', kept)}?with={gone.pk}"


def told(model, *fields):
    return set(model.objects.values_list(*fields))


def codes(row):
    return {claim.code for claim in row.claims.all()}


def sent(form, **changes):
    """Return what a form sends as it is, with some changes."""
    return {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)} | changes


# What refers to a role or a skill


@pytest.mark.parametrize("model", [Skill, Role])
def test_the_plans_know_all_that_refers_to_a_row(model):
    found = {path_of(other, field) for other, fields in references(model).items() for field in fields}

    assert found - {*WORDS, *PLAIN, *UNSETTLED} == set()


def makers():
    """Yield [how to make a row that refers to a row of the model by a field] of every field that does."""
    for model in (Skill, Role):
        for other, fields in references(model).items():
            for field in fields:
                yield pytest.param(model, factories.ALL_FACTORIES[other], other, field, id=path_of(other, field))


@pytest.mark.parametrize(("model", "make", "other", "field"), list(makers()))
def test_all_that_refers_to_what_goes_refers_to_what_stays(ada, model, make, other, field):
    make_own = factories.ALL_FACTORIES[model]
    kept, gone = make_own(), make_own()
    row = make(**{field: gone})

    merge(MergePlan(kept, gone), {}, ada)

    assert getattr(other.objects.get(pk=row.pk), field) == kept
    assert not model.objects.filter(pk=gone.pk).exists()


# Merging skills


def test_two_skills_become_one(ada):
    area = factories.make_area()
    kept, gone = (make_skill(slug, name=name, area=area) for slug, name in (("sql", "SQL"), ("ansi-sql", "ANSI SQL")))
    rename(gone, "iso-sql")
    asking, both = make_role(levels={gone: 2}), make_role(levels={kept: 3, gone: 3})
    SkillAlias.objects.bulk_create(SkillAlias(skill=gone, name=name) for name in ("sql", "SQL:2016", "Sequel"))
    factories.make_skill_alias("Sequel", skill=kept)
    factories.make_skill_relation(origin=kept, target=gone)
    narrower = make_skill("joins", broader=gone, area=area)

    merge(MergePlan(kept, gone), {}, ada)

    assert told(Skill, "slug", "broader__slug") == {("sql", None), ("joins", "sql")}
    assert told(SkillRequirement, "role", "skill__slug", "level") == {(asking.pk, "sql", 2), (both.pk, "sql", 3)}
    assert told(SkillAlias, "skill", "name") == {(kept.pk, name) for name in ("Sequel", "SQL:2016", "ANSI SQL")}
    assert told(SkillRelation, "pk") == set()
    assert told(OldAddress, "slug", "replaced_by") == {("ansi-sql", "sql"), ("iso-sql", "sql")}
    assert Skill.objects.get(pk=narrower.pk).broader == kept


@pytest.mark.parametrize(
    ("chosen", "joins", "expected"),
    [
        (Answer.KEEP, True, ("essential", 1, "Kept.", {"F001", "F002"})),
        (Answer.KEEP, False, ("essential", 1, "Kept.", {"F001"})),
        (Answer.TAKE, False, ("desirable", 3, "Gone.", {"F002"})),
        (Answer.HIGHER, True, ("essential", 3, "Kept.", {"F001", "F002"})),
    ],
)
def test_where_a_role_asks_for_both_the_editor_chooses(ada, chosen, joins, expected):
    role, kept, gone = make_role(), make_skill(), make_skill()
    ours = make_requirement(role=role, skill=kept, level=1, note="Kept.", claims=[make_claim("F001")])
    make_requirement(role=role, skill=gone, level=3, need="desirable", note="Gone.", claims=[make_claim("F002")])
    plan = MergePlan(kept, gone)
    [clash] = plan.clashes

    merge(plan, {clash.key: (chosen, joins)}, ada)

    [row] = SkillRequirement.objects.all()
    assert (row.pk, row.skill, (row.need, row.level, row.note, codes(row))) == (ours.pk, kept, expected)


def test_a_member_of_a_choice_keeps_to_the_rule_that_its_need_is_the_choices(ada):
    role, kept, gone = make_role(), make_skill(), make_skill()
    choice = factories.make_choice(role=role)
    make_requirement(role=role, skill=kept)
    make_requirement(role=role, skill=gone, choice=choice)
    plan = MergePlan(kept, gone)
    [clash] = plan.clashes

    merge(plan, {clash.key: (Answer.TAKE, True)}, ada)

    assert list(clash.answers) == [Answer.KEEP, Answer.TAKE]
    assert told(SkillRequirement, "skill", "choice", "need") == {(kept.pk, choice.pk, None)}


def test_a_skill_takes_the_place_of_the_broader_one_that_it_is_merged_with(ada):
    top = make_skill("top")
    gone = make_skill("gone", broader=top)
    kept, sister = make_skill("kept", broader=gone), make_skill("sister", broader=gone)

    merge(MergePlan(kept, gone), {}, ada)

    assert told(Skill, "slug", "broader__slug") == {("top", None), ("kept", "top"), ("sister", "kept")}
    assert sister.pk


@pytest.mark.parametrize(
    ("ours", "theirs", "chosen", "expected"),
    [
        ("", "Theirs.", {}, "Theirs."),
        ("Ours.", "", {}, "Ours."),
        ("Ours.", "Theirs.", {}, "Ours."),
        ("Ours.", "Theirs.", (Answer.TAKE, True), "Theirs."),
    ],
)
def test_a_description_is_chosen_and_none_is_lost_to_an_empty_one(ada, ours, theirs, chosen, expected):
    kept, gone = make_skill(description=ours), make_skill(description=theirs)
    plan = MergePlan(kept, gone)

    questions = [clash.name for clash in plan.questions]
    merge(plan, {plan.texts.key: chosen} if chosen else {}, ada)

    assert questions == (["Description"] if ours and theirs else [])
    assert Skill.objects.get().description == expected


# Merging roles


def test_two_roles_become_one(ada):
    kept, gone = make_role("developer"), make_role("programmer")
    shared = factories.make_responsibility()
    factories.make_duty(role=kept, responsibility=shared, involvement=2, claims=[make_claim("F001")])
    factories.make_duty(role=gone, responsibility=shared, involvement=3, claims=[make_claim("F002")])
    ours = factories.make_choice("a-language", role=kept, minimum=1)
    theirs = factories.make_choice("a-language", role=gone, minimum=2)
    member = make_requirement(role=gone, choice=theirs)
    own = make_requirement(role=gone, choice=factories.make_choice("a-tool", role=gone))
    way = factories.make_route_into_role(role=gone, choice=theirs)
    factories.make_step(origin=gone, target=kept)
    factories.make_working_relation(role=gone, other_role=kept, kind="works-with")
    plan = MergePlan(kept, gone)

    merge(plan, {clash.key: (Answer.HIGHER, True) for clash in plan.clashes if clash.kept != ours}, ada)

    [duty] = Duty.objects.all()
    assert (duty.role, duty.involvement, codes(duty)) == (kept, 3, {"F001", "F002"})
    assert told(Choice, "slug", "role", "minimum") == {("a-language", kept.pk, 1), ("a-tool", kept.pk, 1)}
    assert told(SkillRequirement, "pk", "role", "choice") == {
        (member.pk, kept.pk, ours.pk),
        (own.pk, kept.pk, own.choice_id),
    }
    assert [(row.role, row.choice) for row in (type(way).objects.get(),)] == [(kept, ours)]
    assert (ProgressionStep.objects.count(), WorkingRelation.objects.count()) == (0, 0)
    assert [(alias.name, alias.basis, bool(alias.note)) for alias in kept.aliases.all()] == [
        ("Programmer", "editorial", True)
    ]


def test_every_row_that_a_merge_writes_is_seen_one_by_one(ada):
    """So that the history can take it back as a whole."""
    kept, gone = make_role(summary=""), make_role(claims=[make_claim()])
    for level, role in enumerate((kept, gone), 1):
        fill(role, level)
    make_role(broader=gone)
    before, seen = all_rows(), set()

    def see(sender, instance, **_):
        seen.add((type(instance)._meta.label, instance.pk))

    for signal in (post_save, pre_delete, m2m_changed):
        signal.connect(see, dispatch_uid="seen in a test")
    merge(MergePlan(kept, gone), {}, ada)
    for signal in (post_save, pre_delete, m2m_changed):
        signal.disconnect(dispatch_uid="seen in a test")

    after = all_rows()
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert len(changed) > 20
    assert changed <= seen


def fill(role, level=1):
    """Let as much be said of a role as can be, with the same choice and skill for all."""
    claims = [make_claim()]
    for make in (
        factories.make_duty,
        factories.make_role_alias,
        factories.make_experience,
        factories.make_pay_figure,
        factories.make_pay_factor,
        factories.make_benefit,
        factories.make_employment_term,
        factories.make_question,
        factories.make_working_relation,
    ):
        make(role=role, claims=claims)
    choice = factories.make_choice("same", role=role, minimum=level)
    same = Skill.objects.filter(slug="same").first() or make_skill("same")
    make_requirement(role=role, choice=choice, claims=claims)
    make_requirement(role=role, skill=same, level=level)
    factories.make_step(origin=role)


def all_rows():
    """Return {(model, key): (its values, the claims it rests on)} of everything."""
    return {
        (model._meta.label, row["id"]): (row, claims_of(model, row["id"]))
        for model in [*factories.ALL_FACTORIES]
        for row in model.objects.values()
    }


def claims_of(model, key):
    if "claims" not in {field.name for field in model._meta.many_to_many}:
        return None
    return set(model.claims.through.objects.filter(**{f"{model._meta.model_name}_id": key}).values_list("claim_id"))


# What may not be merged


def circle_of_skills():
    gone = make_skill("gone")
    return make_skill("kept", broader=make_skill("between", broader=gone)), gone


def circle_of_promotions():
    kept, gone, third = make_role(), make_role(), make_role()
    factories.make_step(origin=kept, target=third)
    factories.make_step(origin=third, target=gone)
    return kept, gone


def too_deep():
    kept = make_role(broader=make_role(broader=make_role()))
    gone = make_role()
    make_role(broader=gone)
    return kept, gone


def of_framework():
    release = factories.make_release()
    return make_skill(), make_skill(release=release, collection=release.collection, identifier="x")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (circle_of_skills, "by way of “Between”, which would then be broader than itself"),
        (circle_of_promotions, "would then lead round in a circle"),
        (too_deep, "at most 2 roles may stand above another"),
        (of_framework, "comes from a framework"),
    ],
)
def test_what_would_be_wrong_is_refused_and_nothing_changes(editor, make, words):
    kept, gone = make()
    before = all_rows()

    shown = editor.get(merge_address(kept, gone))
    response = editor.post(merge_address(kept, gone), {"seen": shown.context["plan"].fingerprint})

    [refusal] = response.context["plan"].refusals
    assert words in refusal
    assert (all_rows(), b'value="Merge"' in shown.content) == (before, False)


def test_levels_that_are_merged_with_the_role_at_large_stay_within_the_rules(ada):
    """A chain of promotions without a third role is no circle, and the levels beside it move up."""
    top = make_role("top")
    kept, other = (make_role(slug, broader=top) for slug in ("kept", "other"))
    factories.make_step(origin=kept, target=top, kind=StepKind.PROMOTION)
    plan = MergePlan(kept, top)

    merge(plan, {}, ada)

    assert plan.refusals == []
    assert told(Role, "slug", "broader__slug") == {("kept", None), ("other", "kept")}
    assert other.pk


# The page of the plan


def test_an_editor_reads_what_will_happen_chooses_and_the_old_address_leads_on(editor, client):
    kept, gone = make_skill("sql", name="SQL"), make_skill("ansi-sql", name="ANSI SQL")
    for title in ("Baker", "Cook", "Waiter"):
        make_role(title=title, levels={gone: 1})
    both = make_role(title="Chef", levels={kept: 1})
    make_requirement(role=both, skill=gone, level=4, need="desirable")

    shown = editor.get(merge_address(kept, gone))
    text = " ".join(shown.content.decode().split())
    [clash] = shown.context["plan"].questions
    response = editor.post(merge_address(kept, gone), sent(shown.context["form"], **{clash.key: "higher"}))

    assert "<li>3 roles that ask for it: Baker, Cook, Waiter</li>" in text
    assert (clash.name, response.status_code) == ("Chef", 302)
    assert told(SkillRequirement, "skill", "level") == {(kept.pk, 1), (kept.pk, 4)}
    assert both.requirements.get().level == 4
    assert answer(client, "/skills/ansi-sql/?x=1") == "/skills/sql/?x=1"


def test_a_plan_that_has_changed_since_it_was_read_is_shown_again_with_what_was_chosen(editor):
    role, kept, gone = make_role(), make_skill(), make_skill()
    for level, skill in enumerate((kept, gone), 1):
        make_requirement(role=role, skill=skill, level=level)
    shown = editor.get(merge_address(kept, gone))
    [clash] = shown.context["plan"].questions
    choice = sent(shown.context["form"], **{clash.key: "take"})
    make_requirement(skill=gone)

    again = editor.post(merge_address(kept, gone), choice)
    unchanged = Skill.objects.filter(pk=gone.pk).exists()
    form = again.context["form"]
    done = editor.post(merge_address(kept, gone), sent(form))

    assert (again.status_code, list(form.errors), form[clash.key].value(), unchanged) == (200, ["seen"], "take", True)
    assert (done.status_code, role.requirements.get().level) == (302, 2)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("deed", "queries"), [("merge", 14), ("split", 10)])
def test_a_plan_costs_the_same_however_much_refers_to_it(editor, django_assert_num_queries, deed, queries, count):
    ContentType.objects.clear_cache()
    kept, gone = make_skill(), make_skill()
    for _ in range(count):
        make_role(levels={gone: 1})
        make_role(levels={kept: 1, gone: 2})
        factories.make_skill_relation(origin=gone)
        make_skill(broader=gone)
        factories.make_term(skill=gone)
    factories.make_descriptor(skill=gone)

    with django_assert_num_queries(queries):
        editor.get(merge_address(kept, gone) if deed == "merge" else address_of(deed, gone))


def test_the_other_is_found_by_its_names_without_a_script(editor):
    skill, other = make_skill(name="SQL"), make_skill(name="Structured Query Language")
    factories.make_skill_alias("ANSI SQL", skill=other)
    of_framework()

    page = editor.get(address_of("merge", skill), {"q": "sql"})

    assert page.context["found"] == [other]
    assert f'href="?with={other.pk}"' in page.content.decode()


@pytest.mark.parametrize(
    ("number", "location", "message"),
    [
        (1, None, "Choose the two skills that are one and the same."),
        (2, "merge/?with=", ""),
        (3, None, "Choose the two skills that are one and the same."),
    ],
)
def test_two_of_a_list_are_taken_to_their_plan(editor, number, location, message):
    rows = [make_skill() for _ in range(number)]
    chosen = {"action": "merge", "_selected_action": [row.pk for row in rows]}

    response = editor.post(reverse("admin:skills_skill_changelist"), chosen)

    led = response.get("Location", "")
    assert (location or "") in led
    assert [str(line) for line in editor.get(reverse("admin:index")).context["messages"]] == [message][: bool(message)]


# Splitting


def test_a_skill_is_split_and_each_role_goes_where_the_editor_says(editor):
    source = make_skill("databases", name="Databases")
    stays, goes, both = (make_requirement(skill=source, level=2, claims=[make_claim()]) for _ in range(3))
    alias = factories.make_skill_alias("RDBMS", skill=source)
    descriptor = factories.make_descriptor(skill=source)
    shown = editor.get(address_of("split", source))
    assert "None" not in parse(shown).one("div", id="content").text
    data = sent(shown.context["form"], name="Relational databases", text="Tables.") | {
        f"skillrequirement-skill-{goes.pk}": "go",
        f"skillrequirement-skill-{both.pk}": "both",
        f"skillalias-skill-{alias.pk}": "go",
        f"leveldescriptor-skill-{descriptor.pk}": "both",
    }

    response = editor.post(address_of("split", source), data)

    new = Skill.objects.get(slug="relational-databases")
    assert response["Location"] == reverse("admin:skills_skill_change", args=[new.pk])
    assert (new.name, new.description, new.area, new.status) == (
        "Relational databases",
        "Tables.",
        source.area,
        Status.PUBLISHED,
    )
    assert told(SkillRequirement, "role", "skill", "level") == {
        (stays.role_id, source.pk, 2),
        (goes.role_id, new.pk, 2),
        (both.role_id, source.pk, 2),
        (both.role_id, new.pk, 2),
    }
    assert codes(SkillRequirement.objects.get(role=both.role, skill=new)) == codes(both)
    assert told(SkillAlias, "skill", "name") == {(new.pk, "RDBMS")}
    assert told(LevelDescriptor, "skill", "text") == {(source.pk, descriptor.text), (new.pk, descriptor.text)}


def test_a_choice_goes_with_its_members(ada):
    role = make_role("engineer", claims=[make_claim()])
    gone, shared, left = (factories.make_choice(slug, role=role) for slug in ("gone", "shared", "left"))
    rows = [make_requirement(choice=choice) for choice in (gone, shared, shared, left)]
    plan = SplitPlan(role)
    places = dict(zip((item.key for item in plan.items), (Place.GO, Place.GO, Place.STAY, Place.STAY), strict=True))

    new = split(plan, {"title": "Analyst", "slug": "analyst", "summary": "Another."}, places, ada)

    assert told(Choice, "slug", "role") == {
        ("gone", new.pk),
        ("shared", role.pk),
        ("shared", new.pk),
        ("left", role.pk),
    }
    assert [(row.role, row.choice.role) for row in SkillRequirement.objects.order_by("pk")] == [
        (new, new),
        (new, new),
        (role, role),
        (role, role),
    ]
    assert (codes(new), len(rows)) == (codes(role), 4)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "databases"}, ["name"]),
        ({"name": "New", "slug": "taken"}, ["slug"]),
        ({"name": "New", "slug": "old"}, ["slug"]),
        ({"name": "…"}, ["slug"]),
        ({"name": "New", "slug": "no slug"}, ["slug"]),
    ],
)
def test_what_a_new_one_cannot_be_called_is_said_and_nothing_is_lost(editor, fields, errors):
    source = make_skill("databases", name="Databases")
    row = make_requirement(skill=source)
    make_skill("taken")
    rename(make_skill("old"), "renamed")
    before = all_rows()
    place = f"skillrequirement-skill-{row.pk}"

    response = editor.post(address_of("split", source), {"text": "Kept.", place: "both"} | fields)

    form = response.context["form"]
    assert (list(form.errors), form["text"].value(), form[place].value()) == (errors, "Kept.", "both")
    assert all_rows() == before


# Who may


@pytest.mark.parametrize("deed", ["merge", "split", "address"])
@pytest.mark.parametrize(
    ("permissions", "status", "may"),
    [
        (["change_skill"], Status.DRAFT, False),
        (["add_skill", "change_skill", "delete_skill"], Status.DRAFT, True),
        (["add_skill", "change_skill", "delete_skill"], Status.PUBLISHED, False),
        (["add_skill", "change_skill", "delete_skill", "publish_role"], Status.PUBLISHED, True),
        (["publish_role"], Status.PUBLISHED, False),
    ],
)
def test_who_may_delete_may_merge_and_who_may_publish_what_readers_see(
    client, django_user_model, deed, permissions, status, may
):
    user = django_user_model.objects.create(username="bob", is_staff=True)
    content_type = ContentType.objects.get_for_model(Role)
    Permission.objects.get_or_create(codename="publish_role", content_type=content_type, defaults={"name": "Publish"})
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    kept, gone = make_skill(status=status), make_skill(status=status)
    addresses = {
        "merge": merge_address(kept, gone),
        "split": address_of("split", kept),
        "address": reverse("admin:skills_skill_address", args=[kept.pk]),
    }

    # The address of a draft is changed on its own page.
    expected = may and not (deed == "address" and status == Status.DRAFT)
    assert client.get(addresses[deed]).status_code == (200 if expected else 403)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/skills/skill/0/merge/",
        "/admin/sources/claim/1/split/",
        f"/admin/skills/skill/{{}}/merge/?with={'9' * 30}",
    ],
)
def test_what_is_not_there_cannot_be_merged(editor, address):
    assert editor.get(address.format(make_skill().pk)).status_code == 404


# The address of a page


def test_an_editor_changes_the_address_of_a_page_that_readers_have(editor, client):
    row = rename(make_role("first"), "old")
    address = reverse("admin:roles_role_address", args=[row.pk])

    shown = editor.get(address)
    response = editor.post(address, sent(shown.context["form"], slug="new"), follow=True)

    assert shown.context["earlier"] == ["first"]
    assert [str(line) for line in response.context["messages"]] == [
        "“First” is at /roles/new/ now; /roles/old/ leads there."
    ]
    answers = [answer(client, f"/roles/{slug}/") for slug in ("first", "old", "new")]
    assert answers == ["/roles/new/", "/roles/new/", 200]


@pytest.mark.parametrize(
    ("slug", "seen", "field"),
    [
        ("page", "page", "slug"),
        ("taken", "page", "slug"),
        ("once", "page", "slug"),
        ("no slug", "page", "slug"),
        ("new", "changed-meanwhile", "__all__"),
    ],
)
def test_an_address_that_is_no_good_is_refused(editor, slug, seen, field):
    row = make_skill("page")
    make_skill("taken")
    rename(make_skill("once"), "renamed")

    response = editor.post(reverse("admin:skills_skill_address", args=[row.pk]), {"slug": slug, "seen": seen})

    assert list(response.context["form"].errors) == [field]
    assert told(Skill, "slug") == {("page",), ("taken",), ("renamed",)}


@pytest.mark.parametrize("make", [make_role, make_skill, factories.make_area, factories.make_route])
def test_the_page_of_a_row_leads_to_what_can_be_done_about_its_name(editor, make):
    row = make()
    names = row._meta.app_label, row._meta.model_name

    page = editor.get(reverse("admin:{}_{}_change".format(*names), args=[row.pk])).content.decode()

    deeds = [deed for deed in ("address", "merge", "split") if f'/{row.pk}/{deed}/"' in page]
    assert deeds == (["address", "merge", "split"] if isinstance(row, Role | Skill) else ["address"])
