"""The claims of a document and what rests on them: adding, attaching, taking off, and who may."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from careers.desk.agreement import agreement, change_in_words
from careers.desk.claims import next_code
from careers.desk.statements import own_statements
from roles.models import Draft, DraftState, Need, Role
from skills.levels import Level
from sources.models import Basis, Claim, Strength, Wording
from sources.publication import Status

from . import factories
from .html import parse


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    """What an earlier test has looked up would save a query."""
    ContentType.objects.clear_cache()


@pytest.fixture
def sign_in(client, django_user_model):
    """Return a function that signs in somebody who may do these things; everything, where none is named."""

    def sign_in(*permissions):
        user = django_user_model.objects.create(username="ada", is_staff=True, is_superuser=not permissions)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def editor(sign_in):
    return sign_in()


@pytest.fixture
def document(db):
    return factories.make_document("guide")


@pytest.fixture
def sql(document):
    """A requirement of a baker, for SQL, that another document supports."""
    claims = [factories.make_claim("F001", strength=Strength.PREFERRED, wording=Wording.BASIC)]
    ends = {"role": factories.make_role("baker"), "skill": factories.make_skill("sql")}
    return factories.make_requirement(**ends, level=Level.AWARENESS, need=Need.DESIRABLE, claims=claims)


@pytest.fixture
def claim(document):
    """A claim of the document that supports nothing yet."""
    return factories.make_claim(
        "F002", document=document, statement="Bakers must know SQL well.", subject="Baker", wording=Wording.STRONG
    )


def claims_page(document):
    return reverse("desk:claims", args=[document.pk])


def attach_page(claim):
    return reverse("desk:attach", args=[claim.pk])


def key_of(row):
    return f"{row._meta.label_lower}:{row.pk}"


def lists_on(page):
    """Return {heading: the names of what stands under it} of a page."""
    names, heading = {}, None
    for element in page.walk():
        if "desk-heading" in element.classes:
            heading = element.text
            names[heading] = []
        elif element.tag == "h3" and heading:
            names[heading].append(element.one("a").text)
    return names


def told(response):
    return [str(line) for line in response.context["messages"]]


# The claims of a document


def test_claims_that_support_nothing_come_first_and_those_that_are_meant_to_last(
    editor, document, claim, settings, tmp_path
):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "content.md").write_text("## Claims that support no statement\n\n| F003 | Praise. |\n")
    factories.make_claim("F003", document=document)
    used = factories.make_claim("F004", document=document)
    factories.make_requirement(claims=[used])
    factories.make_duty(claims=[used])

    page = parse(editor.get(claims_page(document)))

    assert lists_on(page) == {
        "Support no statement yet": ["F002"],
        "In use": ["F004"],
        "Meant to support none": ["F003"],
    }
    assert page.one("p", css="desk-lead").text == (
        "3 claims; 1 supports no statement yet; 1 supports none and is meant to."
    )
    assert "2 statements rest on it: F004" in page.texts("a")


@pytest.mark.parametrize("count", [1, 3])
def test_the_claims_of_a_document_cost_the_same_however_many(editor, document, django_assert_num_queries, count):
    for _ in range(count):
        factories.make_claim(document=document)
        factories.make_requirement(claims=[factories.make_claim(document=document)])

    with django_assert_num_queries(10):
        editor.get(claims_page(document))


def test_an_editor_adds_a_claim_and_goes_on_to_attach_it(editor, document, claim):
    page = parse(editor.get(claims_page(document)))
    code = page.one("input", name="code").attributes["value"]
    fields = {"code": code, "statement": "Bakers rise early.", "subject": "Baker"}

    response = editor.post(
        claims_page(document), fields | {"strength": "mentioned", "locator": "sentence 2"}, follow=True
    )

    added = Claim.objects.get(code="F003")
    assert (response.redirect_chain, told(response)) == (
        [(attach_page(added), 302)],
        ["Added F003. Now attach it to what it supports."],
    )
    assert (added.document, added.position, added.statement) == (document, 1, "Bakers rise early.")


def test_a_claim_that_is_not_complete_is_not_added(editor, document, claim):
    page = parse(editor.post(claims_page(document), {"code": "F002", "statement": "Bakers rise early."}))

    assert page.texts("ul", css="errorlist") == [
        "This field is required.",
        "Claim with this Code already exists.",
        "This field is required.",
        "This field is required.",
    ]
    assert Claim.objects.get() == claim


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        ([], "F001"),
        (["F001", "F009", "F002"], "F010"),
        (["F999"], "F1000"),
        (["F7", "ADV-41"], "ADV-42"),
        (["x"], "F001"),
    ],
)
@pytest.mark.django_db
def test_the_next_code_follows_the_highest_of_the_latest_kind(codes, following):
    for code in codes:
        factories.make_claim(code)

    assert next_code() == following


# Attaching


def offered(client, claim, **query):
    return lists_on(parse(client.get(attach_page(claim), query)))["Attach it to a statement"]


def test_statements_without_evidence_come_before_those_that_speak_of_the_same(editor, sql, claim):
    known = factories.make_claim()
    cook = factories.make_role("cook", claims=[known])
    factories.make_role_alias("Chef", role=cook)
    factories.make_requirement(role=cook, skill=factories.make_skill("sql-basics"), claims=[known])
    factories.make_requirement(role=cook, skill=factories.make_skill("cooking"), claims=[known])
    sql.role.claims.add(known)

    assert (offered(editor, claim), offered(editor, claim, q="cooki"), offered(editor, claim, q="?")) == (
        ["Cook: Chef", "Baker: Sql", "Baker: A job.", "Cook: Sql basics"],
        ["Cook: Cooking"],
        [],
    )


def test_attaching_says_what_the_documents_agree_on_then(editor, sql, claim):
    response = editor.post(attach_page(claim), {"attach": key_of(sql)}, follow=True)

    assert (set(sql.claims.values_list("code", flat=True)), told(response)) == (
        {"F001", "F002"},
        [
            "F002 now supports “Baker: Sql”: 1 → 2 documents; level Awareness as before; need Desirable as before.",
        ],
    )


def test_a_line_that_says_other_than_its_claims_is_named(editor, sql, claim):
    third = factories.make_claim("F009", wording=Wording.STRONG)
    sql.claims.add(third)

    response = editor.post(attach_page(claim), {"attach": key_of(sql)}, follow=True)

    assert told(response) == [
        "F002 now supports “Baker: Sql”: 2 → 3 documents; level Awareness → Practitioner; need Desirable → Essential.",
        "The line says level Awareness, its claims give Practitioner and need Desirable, its claims give Essential: "
        "change it, or add a note.",
    ]


def test_a_claim_is_taken_off(editor, sql, claim):
    sql.claims.add(claim)

    response = editor.post(attach_page(claim), {"detach": key_of(sql)}, follow=True)

    assert ([row.code for row in sql.claims.all()], told(response)) == (
        ["F001"],
        [
            "F002 no longer supports “Baker: Sql”: 2 → 1 document; level Awareness as before; need Desirable "
            "as before.",
        ],
    )


@pytest.mark.parametrize(("basis", "is_left"), [(Basis.STATED, True), (Basis.EDITORIAL, False)])
def test_the_last_claim_of_a_stated_line_stays(editor, claim, basis, is_left):
    duty = factories.make_duty(basis=basis, note="Our own word.", claims=[claim])

    editor.post(attach_page(claim), {"detach": key_of(duty)})

    assert list(duty.claims.all()) == ([claim] if is_left else [])


@pytest.mark.parametrize("action", ["attach", "detach"])
def test_only_who_may_change_a_statement_gives_or_takes_its_claims(sign_in, sql, claim, action):
    sql.claims.set([claim, *sql.claims.all()] if action == "detach" else sql.claims.all())
    before = set(sql.claims.all())
    client = sign_in("change_claim", "change_question")

    response = client.post(attach_page(claim), {action: key_of(sql)}, follow=True)

    assert (set(sql.claims.all()), told(response)) == (
        before,
        ["That statement is gone, under review, or not yours to change: look again."],
    )
    assert "Baker: Sql" not in parse(client.get(attach_page(claim))).texts("a")


@pytest.mark.parametrize(
    ("status", "permissions", "is_attached"),
    [
        (Status.DRAFT, [], True),
        (Status.PUBLISHED, [], False),
        (Status.PUBLISHED, ["publish_role"], True),
    ],
)
def test_only_who_publishes_changes_what_readers_see_of_a_role(sign_in, sql, claim, status, permissions, is_attached):
    Permission.objects.get_or_create(codename="publish_role", content_type=ContentType.objects.get_for_model(Role))
    Role.objects.update(status=status)
    client = sign_in("view_claim", "change_role", "change_skillrequirement", *permissions)

    client.post(attach_page(claim), {"attach": key_of(sql)})

    assert sql.claims.contains(claim) == is_attached


@pytest.mark.parametrize(("state", "is_attached"), [(DraftState.WRITING, True), (DraftState.SUBMITTED, False)])
def test_a_draft_takes_claims_while_it_is_written_and_whoever_attaches_them_has_a_hand_in_it(
    sign_in, sql, claim, state, is_attached
):
    Role.objects.update(status=Status.DRAFT)
    draft = Draft.objects.create(role=sql.role, state=state)
    client = sign_in("view_claim", "change_role", "change_skillrequirement")

    client.post(attach_page(claim), {"attach": key_of(sql)})

    assert (sql.claims.contains(claim), draft.writers.exists()) == (is_attached, is_attached)


def test_who_may_not_see_claims_has_neither_page(sign_in, sql, claim, document):
    client = sign_in("change_skillrequirement")

    assert [client.get(address).status_code for address in (claims_page(document), attach_page(claim))] == [403, 403]


def test_who_may_not_add_claims_is_offered_no_form_and_adds_none(sign_in, claim, document):
    client = sign_in("view_claim")

    page = parse(client.post(claims_page(document), {"code": "F003", "statement": "Bakers rise early."}))

    assert (page.all("details", css="desk-add"), Claim.objects.count()) == ([], 1)


@pytest.mark.parametrize("count", [1, 3])
def test_attaching_costs_the_same_however_many_statements(editor, claim, django_assert_num_queries, count):
    for number in range(count):
        factories.make_requirement(claims=[claim])
        factories.make_duty(claims=[factories.make_claim(f"F10{number}")])
    own_statements()

    with django_assert_num_queries(8):
        editor.get(attach_page(claim))


def test_what_comes_from_a_framework_is_not_offered(editor, claim, sql):
    release = factories.make_release()
    factories.make_requirement(role=sql.role, skill=factories.make_skill("sql-basics"), release=release)

    assert set(offered(editor, claim)) == {"Baker: Sql", "Baker: A job."}


# Agreement


def readings(*wordings):
    return [factories.make_reading(document=number, wording=wording) for number, wording in enumerate(wordings)]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([], ["basic"], "0 → 1 document; level not stated → Awareness; need not stated → Essential"),
        (["basic"], ["basic", "strong"], "1 → 2 documents; level Awareness as before; need Essential as before"),
        ([""], ["", ""], "1 → 2 documents; level not stated; need Essential as before"),
    ],
)
def test_a_change_of_agreement_in_words(before, after, words):
    change = change_in_words(agreement(readings(*before)), agreement(readings(*after)), has_level=True)

    assert change == words


def test_another_claim_of_the_same_document_is_no_further_document():
    one = agreement(readings("basic"))
    two = agreement([*readings("basic"), factories.make_reading("F002", document=0)])

    assert change_in_words(one, two, has_level=False) == "1 document as before"
