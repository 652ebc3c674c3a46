"""The command check_content, and the claims on which statements rest."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers import checks
from careers.checks import skills
from careers.desk.models import MeantSo

from .factories import make_claim, make_role, make_role_alias, make_skill, make_working_relation


@pytest.fixture
def dev(db):
    """A role with which nothing is wrong."""
    return make_role("dev", known_only_by_relation=True, claims=[make_claim("F001")])


@pytest.fixture
def listed(settings, tmp_path):
    """Instead of docs/content.md, a page that lets the claims F007 and F008 support nothing."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    table = "| F007 | Praise. |\n| F008 | Praise. |\n"
    (tmp_path / "docs" / "content.md").write_text(f"## Claims that support no statement\n\n{table}")
    return [make_claim("F007"), make_claim("F008")]


def problems(*, unused=()):
    return checks.problems(checks.load(unused))


def test_command_counts_what_it_looked_at(dev, listed):
    out = StringIO()

    call_command("check_content", stdout=out)

    assert out.getvalue() == "1 statements, 3 claims: nothing wrong.\n"


def test_command_fails_with_the_problems_of_each_check(dev, listed):
    make_claim("F002")
    make_skill("sql", description="")
    out = StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("check_content", stdout=out)

    assert (out.getvalue().splitlines(), str(failure.value), failure.value.returncode) == (
        [
            "Claims that support nothing (1 wrong):",
            "  claim F002 supports no statement: cite it, or list it in docs/content.md and say why.",
            "Skills without a description (1 wrong):",
            "  skill sql is published without a description: write one, or make it a draft.",
            "Skills that no role asks for (1 doubtful):",
            "  skill sql is asked for by no role: add it where it is, or retire it.",
        ],
        "2 wrong. 1 doubtful.",
        1,
    )


def test_what_is_doubtful_fails_only_where_that_is_asked_for_and_nobody_found_it_all_right(dev, listed):
    make_skill("sql")
    out = StringIO()

    call_command("check_content", stdout=out)
    with pytest.raises(CommandError, match=r"^0 wrong\. 1 doubtful\.$"):
        call_command("check_content", "--strict", stdout=StringIO())
    [found] = checks.find(checks.load())[skills.skills_are_asked_for]
    MeantSo.objects.create(check_name="skills-are-asked-for", key=found.key, reason="A role of it is on its way.")
    call_command("check_content", "--strict", stdout=out)

    assert [line for line in out.getvalue().splitlines() if not line.startswith("  ")] == [
        "Skills that no role asks for (1 doubtful):",
        "1 statements, 3 claims: nothing wrong. 1 doubtful.",
        "1 statements, 3 claims: nothing wrong.",
    ]


def test_unused_claims_are_read_from_their_section_only():
    text = """
# Content

| F001 | another table |

## Claims that support no statement

| claim | why |
|---|---|
| F002 | Praise only; not F003. |
| F010 | Colour. |

## After that

| F004 | yet another table |
"""

    assert checks.unused_claims(text) == {"F002", "F010"}


def test_no_claim_is_listed_where_the_section_is_missing():
    assert checks.unused_claims("# Content\n\n| F001 | another table |\n") == set()


@pytest.mark.parametrize("basis", ["stated", "inferred"])
def test_stated_or_inferred_statement_needs_a_claim(dev, basis):
    make_role_alias("Coder", role=dev, basis=basis, note="It follows.")

    assert problems() == [f"role alias dev / Coder is {basis} without a claim: add one or make it editorial."]


def test_editorial_statement_needs_no_claim(dev):
    make_role_alias(role=dev, basis="editorial", note="Our own word.")

    assert problems() == []


def test_row_without_a_role_beside_it_is_named_by_what_it_has(dev):
    make_working_relation(role=dev, other_party="clients")

    assert problems() == [
        "working relation dev / works-with / clients is stated without a claim: add one or make it editorial."
    ]


def test_claim_that_supports_nothing_is_found_unless_listed(dev):
    make_claim("F002")

    assert (problems(), problems(unused=["F002"])) == (
        ["claim F002 supports no statement: cite it, or list it in docs/content.md and say why."],
        [],
    )


def test_listed_claim_must_exist_and_support_nothing(dev):
    assert problems(unused=["F001", "F999"]) == [
        "claim F001 supports a statement: take it off the list in docs/content.md.",
        "claim F999 is listed in docs/content.md but does not exist: take it off the list.",
    ]
