"""What is worth a look in the content: each test plants one cause and expects that one doubt, word for word."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from careers import checks
from careers.checks.trigrams import alike, trigrams
from roles.models import Need, Seniority
from skills.levels import Level
from skills.models import RelationKind, Skill, SkillArea, SkillKind
from sources.models import Basis, Strength, Wording
from sources.publication import Status

from . import factories

LONG = "Plans the work of a team for a quarter, agrees it with those who wait for it, and reports on how it goes."


def found(*, wrong=False):
    """Return the sentences of what is found, of one severity."""
    results = checks.find(checks.load()).items()
    return [finding.sentence for check, findings in results if check.is_wrong == wrong for finding in findings]


@pytest.fixture
def claim(db):
    return factories.make_claim("F001", wording=Wording.WORKING)


@pytest.fixture
def asked(claim):
    """Return a function that makes a skill that a role asks for, with nothing to doubt."""
    role = factories.make_role("dev", claims=[claim])

    def make(slug, **fields):
        skill = factories.make_skill(slug, **fields)
        factories.make_requirement(role=role, skill=skill, level=Level.WORKING, claims=[claim])
        return skill

    return make


def of_framework(slug, **fields):
    release = factories.make_release()
    return factories.make_skill(slug, release=release, collection=release.collection, **fields)


# Each plants one cause.


def documents_put_levels_far_apart(asked, claim):
    expert = factories.make_claim("F002", wording=Wording.ADVANCED)
    factories.make_requirement(
        role=factories.make_role("cook"), skill=asked("sql"), level=Level.WORKING, claims=[claim, expert]
    )


def documents_put_needs_far_apart(asked, claim):
    passing = factories.make_claim("F002", strength=Strength.MENTIONED)
    skill, role = asked("sql"), factories.make_role("cook")
    claims, level = [claim, passing], Level.WORKING
    factories.make_requirement(role=role, skill=skill, level=level, need=Need.MENTIONED, claims=claims)


def skill_is_asked_for_by_no_role(asked, claim):
    asked("postgresql", broader=factories.make_skill("databases"))
    factories.make_skill("sql")
    factories.make_skill("draft", status=Status.DRAFT)


def names_of_skills_are_nearly_the_same(asked, claim):
    asked("unit-tests")
    asked("unit-testing")


def another_name_is_nearly_the_name_of_a_role(asked, claim):
    factories.make_role_alias("Data base administrator", role=factories.make_role("dba", claims=[claim]))
    factories.make_role("database-administrator", claims=[claim])


def text_is_copied_between_levels(asked, claim):
    top = factories.make_role("baker", claims=[claim])
    work = factories.make_responsibility("plan")
    for level, text in ((Seniority.MID, LONG), (Seniority.SENIOR, LONG.replace("quarter", "year"))):
        role = factories.make_role(f"baker-{level}", broader=top, seniority=level, claims=[claim])
        factories.make_duty(role=role, responsibility=work, details=text, claims=[claim])


def level_stands_under_no_role(asked, claim):
    factories.make_role("junior-cook", seniority=Seniority.JUNIOR, claims=[claim])
    factories.make_role("chef", seniority=Seniority.BEYOND, claims=[claim])


def language_stands_under_no_skill(asked, claim):
    asked("java", kind=SkillKind.LANGUAGE, broader=asked("languages", kind=SkillKind.LANGUAGE))
    asked("cobol", kind=SkillKind.LANGUAGE)


def document_is_old(asked, claim):
    factories.make_document("guide", year=timezone.localdate().year - 7)
    factories.make_document("new-guide", year=timezone.localdate().year - 1)


DOUBTS = {
    documents_put_levels_far_apart: "skill requirement cook / sql has documents that put its level from Working to "
    "Expert: read them and add a note.",
    documents_put_needs_far_apart: "skill requirement cook / sql has documents that put its need from Mentioned to "
    "Essential: read them and add a note.",
    skill_is_asked_for_by_no_role: "skill sql is asked for by no role: add it where it is, or retire it.",
    names_of_skills_are_nearly_the_same: "skill unit-testing is named nearly like unit-tests (“Unit testing”, “Unit "
    "tests”): merge them, or say how they differ.",
    another_name_is_nearly_the_name_of_a_role: "role database-administrator is named nearly like dba "
    "(“Database administrator”, “Data base administrator”): merge them, or say how they differ.",
    text_is_copied_between_levels: "duty baker-2 / plan has nearly the same details as baker-3: say what is different.",
    level_stands_under_no_role: "role junior-cook is Junior and no level of another role: choose its broader role, if "
    "there is one.",
    language_stands_under_no_skill: "skill cobol is a language without a broader skill: choose what it is one of.",
}


@pytest.mark.parametrize("plant", DOUBTS, ids=lambda plant: plant.__name__)
def test_a_doubt_is_found(asked, claim, plant):
    plant(asked, claim)

    assert found() == [DOUBTS[plant]]


def test_an_old_document_is_found(asked, claim):
    document_is_old(asked, claim)

    assert found() == [f"document guide is of {timezone.localdate().year - 7}: look for a newer edition."]


@pytest.mark.parametrize("fields", [{"note": "The advert means another scale."}, {"claims": []}])
def test_a_note_explains_documents_that_are_far_apart(asked, claim, fields):
    claims = [claim, factories.make_claim("F002", wording=Wording.ADVANCED)]
    fields = {"claims": claims, "level": Level.WORKING, "basis": Basis.STATED} | fields
    factories.make_requirement(role=factories.make_role("cook"), skill=asked("sql"), **fields)

    assert found() == []


def test_what_is_linked_or_one_of_the_other_or_numbered_may_be_named_alike(asked):
    asked("http-2")
    asked("http-3")
    first, second = asked("unit-tests"), asked("unit-testing")
    factories.make_skill_relation(origin=first, target=second)
    asked("load-testing", broader=asked("load-tests"))

    assert found() == []


def test_what_is_retired_is_not_judged(asked):
    asked("unit-tests")
    factories.make_skill("unit-testing", status=Status.RETIRED, kind=SkillKind.LANGUAGE)

    assert found() == []


def test_what_comes_from_a_framework_is_not_judged(asked):
    asked("unit-tests")
    of_framework("unit-testing", description="")

    assert (found(), found(wrong=True)) == ([], ["role dev is published without a duty: add one, or make it a draft."])


@pytest.mark.parametrize(("days", "is_found"), [(700, True), (100, False)])
def test_a_page_that_nobody_has_looked_at_for_long_is_found(asked, admin_user, days, is_found):
    skill = asked("sql")
    for ago in (days + 900, days):
        LogEntry.objects.log_actions(admin_user.pk, [skill], CHANGE, "")
        LogEntry.objects.filter(pk=LogEntry.objects.first().pk).update(
            action_time=datetime.now(UTC) - timedelta(days=ago)
        )
    day = timezone.localdate() - timedelta(days=days)

    says = f"skill sql was last seen to on {day.day} {day:%B %Y}: read it again, and save it."
    assert found() == ([says] if is_found else [])


def areas_form_a_circle():
    first = factories.make_area("web")
    second = factories.make_area("pages", broader=first)
    SkillArea.objects.filter(pk=first.pk).update(broader=second)


def skills_build_on_each_other():
    first, second = factories.make_skill("css"), factories.make_skill("html")
    for origin, target in ((first, second), (second, first)):
        kind = RelationKind.BUILDS_ON
        factories.make_skill_relation(origin=origin, target=target, kind=kind, claims=[factories.make_claim()])


def broader_skill_is_a_draft():
    factories.make_skill("sql", broader=factories.make_skill("databases", status=Status.DRAFT))


def broader_skill_is_a_frameworks():
    skill = factories.make_skill("sql")
    Skill.objects.filter(pk=skill.pk).update(broader=of_framework("databases"))


WRONGS = {
    areas_form_a_circle: "skill area pages → web → pages is broader than itself: leave one without a broader one.",
    skills_build_on_each_other: "skill css → html → css builds on itself: make one relation “goes with”.",
    broader_skill_is_a_draft: "skill sql is published, its broader databases is a draft: publish that, or choose "
    "another.",
    broader_skill_is_a_frameworks: "skill sql has a broader one from a framework: choose one of the site's own, or "
    "none.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("plant", WRONGS, ids=lambda plant: plant.__name__)
def test_a_broken_hierarchy_is_found(plant):
    plant()

    assert found(wrong=True) == [WRONGS[plant]]


def test_a_finding_leads_to_the_page_on_which_its_rows_are_mended(claim):
    role = factories.make_role("dev", claims=[claim])
    question = factories.make_question(role=role)
    requirement = factories.make_requirement(role=role)

    findings = checks.find(checks.load())[checks.evidence.statements_rest_on_claims]

    assert [[place.address for place in finding.places] for finding in findings] == [
        [f"/admin/roles/skillrequirement/{requirement.pk}/change/"],
        [f"/admin/roles/role/{role.pk}/change/#question-{question.pk}"],
    ]


# Trigrams


def test_trigrams_are_those_of_postgresql():
    assert trigrams("Café au") == {"  c", " ca", "caf", "afe", "fe ", "  a", " au", "au "}


NAMES = st.lists(st.text("abc ", min_size=1, max_size=12), max_size=8)


@given(NAMES)
def test_alike_are_the_pairs_whose_trigrams_overlap_so_far(names):
    every = [trigrams(name) for name in names]
    by_hand = {
        (first, second)
        for second in range(len(names))
        for first in range(second)
        if every[first] & every[second] and len(every[first] & every[second]) >= 0.5 * len(every[first] | every[second])
    }

    assert set(alike(enumerate(names), 0.5)) == by_hand
