"""The admin's first page: what waits, what changed, what the checks find, and who sees which of it."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from careers.checks import CHECKS
from careers.desk import quality
from careers.desk.models import MeantSo
from sources.history import change
from sources.history.models import Change
from sources.publication import Status

from . import factories
from .html import parse

INDEX = reverse("admin:index")
SKILLS = reverse("desk:check", args=["published-skills-are-described"])
UNASKED = reverse("desk:check", args=["skills-are-asked-for"])


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    """What an earlier test has looked up would save a query."""
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _no_list_of_unused_claims(settings, tmp_path):
    settings.BASE_DIR = tmp_path


@pytest.fixture
def sign_in(client, django_user_model):
    """Return a function that signs in somebody who may change these models; everything, where none is named."""

    def sign_in(*models):
        user = django_user_model.objects.create(username="ada", is_staff=True, is_superuser=not models)
        user.user_permissions.set(Permission.objects.filter(codename__in=[f"change_{model}" for model in models]))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def editor(sign_in):
    return sign_in()


def bare_skill(slug):
    """Make a skill with which one thing is wrong, and one doubtful."""
    return factories.make_skill(slug, description="")


def edit(skill, user, message):
    with change(user, message):
        skill.name = "Bread"
        skill.save()


def desk_of(client):
    """Return {section: its lines} of the first page."""
    page = parse(client.get(INDEX))
    sections = {section.attributes["aria-labelledby"]: section for section in page.all("section")}
    return {name.removeprefix("desk-"): section.texts("li") for name, section in sections.items()}


def findings_on(page):
    """Return what a page lists, and what of it was found all right."""
    lists = [[item.all("p")[0].text for item in found.all("li")] for found in page.all("ul", css="desk-findings")]
    return lists + [[]] * (2 - len(lists))


def test_the_desk_shows_what_waits_what_changed_and_what_is_wrong_first(editor, django_user_model):
    skill = bare_skill("sql")
    factories.make_role("baker", status=Status.DRAFT, claims=[factories.make_claim()])
    ada = django_user_model.objects.get()
    edit(skill, ada, "Say what it is called")

    shown = desk_of(editor)

    when = Change.objects.first().made_at
    assert shown["waiting"] == ["Baker"]
    assert shown["changes"][0] == f"Bread Edit · ada, {when:%-d %B %Y, %H:%M} Say what it is called"
    assert shown["quality"][:2] == [
        "Skills without a description 1 to mend",
        "Skills that no role asks for 1 worth a look",
    ]
    assert len(shown["quality"]) == len(CHECKS)


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_however_much_is_found(editor, admin_user, django_assert_num_queries, count):
    skills = [bare_skill(f"{name}-making") for name in ("bread", "cider", "paper")[:count]]
    factories.make_role("baker", status=Status.DRAFT)
    for row in skills:
        edit(row, admin_user, "")
    editor.get(INDEX)

    for address, queries in ((INDEX, 11), (SKILLS, 4)):
        ContentType.objects.clear_cache()
        with django_assert_num_queries(queries):
            editor.get(address)


def test_a_finding_links_to_where_it_is_mended(editor):
    skill = bare_skill("sql")

    page = parse(editor.get(SKILLS))

    [found] = page.one("ul", css="desk-findings").all("li")
    assert found.one("a").attributes["href"] == reverse("admin:skills_skill_change", args=[skill.pk])
    assert found.one("p").text == "Is published without a description: write one, or make it a draft."


def test_an_editor_sees_only_what_they_may_change(sign_in):
    bare_skill("sql")
    factories.make_role("baker", status=Status.DRAFT)
    client = sign_in("role")

    shown = desk_of(client)

    assert (shown["waiting"], shown["quality"][0]) == (["Baker"], "Statements without evidence 1 to mend")
    assert findings_on(parse(client.get(SKILLS))) == [[], []]


def test_who_may_change_nothing_has_an_empty_desk(sign_in):
    bare_skill("sql")
    client = sign_in("user")

    assert desk_of(client)["waiting"] == []
    assert "quality" not in desk_of(client)


def test_a_stranger_is_asked_to_sign_in(client, db):
    bare_skill("sql")

    assert client.get(SKILLS).url == f"{reverse('admin:login')}?next={SKILLS}"


def test_a_check_that_does_not_exist_has_no_page(editor):
    assert editor.get(reverse("desk:check", args=["nothing"])).status_code == 404


# Found all right


def key_on(page):
    return page.one("input", name="key").attributes["value"]


def test_what_an_editor_finds_all_right_is_not_counted_until_it_changes(editor):
    skill = factories.make_skill("sql")
    doubt = "Is asked for by no role: add it where it is, or retire it."
    said = {"key": key_on(parse(editor.get(UNASKED))), "reason": "Its role is on its way."}

    page = parse(editor.post(UNASKED, said, follow=True))
    skill.slug = "sql-basics"
    skill.save()

    assert (findings_on(page), findings_on(parse(editor.get(UNASKED)))) == ([[doubt], []], [[doubt], []])
    assert page.one("h2", css="desk-heading").text == "Looked at and all right"
    assert MeantSo.objects.values_list("check_name", "sentence", "reason", "editor__username").get() == (
        "skills-are-asked-for",
        "skill sql is asked for by no role: add it where it is, or retire it.",
        "Its role is on its way.",
        "ada",
    )


def test_an_editor_takes_it_back(editor):
    factories.make_skill("sql")
    key = key_on(parse(editor.get(UNASKED)))
    editor.post(UNASKED, {"key": key, "reason": "Its role is on its way."})

    editor.post(UNASKED, {"take_back": key})

    assert (MeantSo.objects.count(), key_on(parse(editor.get(UNASKED)))) == (0, key)


@pytest.mark.parametrize(
    ("reason", "change", "message"),
    [
        ("", "", "Say why it is all right."),
        ("Because.", "retired", "The content has changed meanwhile: look again."),
    ],
)
def test_a_reason_is_asked_for_what_is_still_there(editor, reason, change, message):
    skill = factories.make_skill("sql")
    key = key_on(parse(editor.get(UNASKED)))
    type(skill).objects.update(status=change or skill.status)

    response = editor.post(UNASKED, {"key": key, "reason": reason}, follow=True)

    assert ([str(line) for line in response.context["messages"]], MeantSo.objects.count()) == ([message], 0)


def test_what_is_wrong_is_never_all_right(editor):
    bare_skill("sql")
    [finding] = next(result for result in quality.results() if result.check.name in SKILLS).findings

    editor.post(SKILLS, {"key": finding.key, "reason": "Because."})

    assert MeantSo.objects.count() == 0


def test_only_who_may_mend_it_says_that_it_is_all_right(sign_in):
    factories.make_skill("sql")
    [finding] = next(result for result in quality.results() if result.check.name in UNASKED).findings
    client = sign_in("role")

    client.post(UNASKED, {"key": finding.key, "reason": "Because."})

    assert MeantSo.objects.count() == 0
