"""The pages of documents."""

import pytest

from roles.models import Role
from sources.document_page import Difference, DocumentPage, Statement, cited_models
from sources.models import Document

from .factories import (
    FACTORIES,
    make_claim,
    make_document,
    make_duty,
    make_requirement,
    make_responsibility,
    make_role,
    make_route,
    make_skill,
    make_step,
    make_term,
    make_working_relation,
)
from .html import parse

pytestmark = pytest.mark.django_db


def show(client, address="/sources/guide/"):
    return parse(client.get(address))


# --- The list -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_two_queries_however_many_documents(client, django_assert_num_queries, count):
    documents = [make_document() for _ in range(count)]
    for document in documents:
        make_claim(document=document)
    show(client, "/sources/")

    with django_assert_num_queries(2):
        page = show(client, "/sources/")

    assert page.one("main").texts("h2") == [document.title for document in documents]


def test_list_shows_documents_by_place_with_what_is_stated_of_them(client):
    make_document("late", title="Late", position=2, speaks_of="Juniors at NASA", summary="Long.", kind="job-guide")
    early = make_document("early", title="Early", position=1, year=2024)
    make_claim(document=early)
    make_claim(document=early)

    cards = show(client, "/sources/").all("article")

    assert [[card.one("h2").text, *card.texts("p")] for card in cards] == [
        ["Early", "An article.", "Article · 2024 · speaks of backend engineers · 2 claims"],
        ["Late", "Long.", "Job guide · year not stated · speaks of juniors at NASA · 0 claims"],
    ]
    assert [card.one("a").attributes["href"] for card in cards] == ["/sources/early/", "/sources/late/"]


def test_list_without_documents_says_so(client):
    assert show(client, "/sources/").texts("p", css="silent") == ["No document has been taken in yet."]


# --- The page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_five_queries_however_much_rests_on_the_document(client, django_assert_num_queries, count):
    document, others = make_document("guide"), [make_document() for _ in range(count)]
    for _ in range(count):
        claims = [make_claim(document=document), *(make_claim(document=other) for other in others)]
        for model in cited_models():
            FACTORIES[model](claims=claims)

    with django_assert_num_queries(5):
        page = show(client)

    supports = [line.one("p", css="supports") for line in page.all("li", css="claim")]
    assert [len(support.all("a")) for support in supports] == [len(cited_models())] * count


def test_page_says_what_is_stated_of_the_document(client):
    make_document(
        "guide", year=2024, licence="CC BY", attribution="The makers", url="https://example.com/a", file_name="a.docx"
    )
    make_document("plain")

    def facts(page):
        return {fact.one("dt").text: fact.one("dd").text for fact in page.one("dl", css="facts").all("div")}

    none = "00 support something that another document supports, too"
    assert [facts(show(client, f"/sources/{slug}/")) for slug in ("guide", "plain")] == [
        {
            "Kind": "Article",
            "Speaks of": "backend engineers",
            "Year": "2024",
            "Licence": "CC BY",
            "Attribution": "The makers",
            "Published at": "https://example.com/a",
            "File": "a.docx",
            "Claims drawn from it": none,
        },
        {
            "Kind": "Article",
            "Speaks of": "backend engineers",
            "Year": "not stated",
            "Licence": "not stated",
            "Claims drawn from it": none,
        },
    ]


def test_claims_stand_in_the_order_of_the_document_under_its_headings(client):
    document = make_document("guide")
    make_claim("F003", document=document, position=3, section="Skills", statement="Third.")
    make_claim("F001", document=document, position=1, statement="First.")
    make_claim(
        "F002", document=document, position=2, section="Skills", statement="Second.", strength="preferred",
        level_text="basic", hedge="may", also_at="title\nend",
    )  # fmt: skip
    make_claim(document=make_document("other"))

    lines = show(client).one("ol", css="claims").all("li")

    assert [line.text for line in lines if not line.stands_in("li")] == [
        "First.F001 · paragraph 1 · requires itSupports no statement.",
        "Skills",
        "Second.F002 · paragraph 1 · prefers it (“basic”) · maySaid againtitleendSupports no statement.",
        "Third.F003 · paragraph 1 · requires itSupports no statement.",
    ]
    assert [line.attributes["id"] for line in lines if "claim" in line.classes] == ["F001", "F002", "F003"]


def test_long_document_lists_its_sections_and_a_short_one_does_not(client):
    def listed(page):
        lists = page.all("nav", **{"aria-label": "Sections of the document"})
        return [[(link.text, link.attributes["href"]) for link in found.all("a")] for found in lists]

    document, short = make_document("guide"), make_document("short")
    for position, section in enumerate(["", "", "Skills", "Pay", "Skills"]):
        make_claim(document=document, position=position, section=section)
    make_claim(document=short, position=1, section="Skills")
    make_claim(document=short, position=2, section="Pay")

    page = show(client)

    assert listed(page) == [
        [("Without a heading", "#claims"), ("Skills", "#section-2"), ("Pay", "#section-3"), ("Skills", "#section-4")]
    ]
    headings = [line for line in page.all("li") if "claim-section" in line.classes]
    assert [(line.attributes["id"], line.text) for line in headings] == [
        ("section-2", "Skills"),
        ("section-3", "Pay"),
        ("section-4", "Skills"),
    ]
    assert listed(show(client, "/sources/short/")) == []


def page_of(document):
    return DocumentPage(Document.objects.get(pk=document.pk))


def test_claim_leads_to_what_rests_on_it_and_names_the_other_documents_behind_that():
    guide, other = make_document("guide", position=2), make_document("other", position=1)
    mine, more, theirs = (
        make_claim("F001", document=guide),
        make_claim("F002", document=guide),
        make_claim(document=other),
    )
    dev = make_role("dev", title="Dev", summary="", claims=[mine])
    make_requirement(role=dev, skill=make_skill("sql", name="SQL"), claims=[mine, more, theirs])
    make_duty(role=dev, responsibility=make_responsibility(title="Write code"), claims=[more])
    make_step(origin=dev, target=make_role(title="Lead"), claims=[more])
    make_term("api", term="API", definition="How programs meet, " + "word " * 40, claims=[more])
    make_route("course", name="Course", summary="A school.", claims=[more])

    page = page_of(guide)

    found = {claim.code: set(statements) for claim, statements in page.claims}
    long = f"API: {('How programs meet, ' + 'word ' * 40)[:90].rsplit(' ', 1)[0]} …"
    assert found == {
        "F001": {Statement("Dev, role", "/roles/dev/", ()), Statement("Dev: SQL", "/roles/dev/", (other,))},
        "F002": {
            Statement("Dev: SQL", "/roles/dev/", (other,)),
            Statement("Dev: Write code", "/roles/dev/", ()),
            Statement("Dev: Lead", "/roles/dev/", ()),
            Statement(long, "/glossary/#api", ()),
            Statement("Course: A school.", "/education/course/", ()),
        },
    }
    assert page.shared_count == 2


def test_statement_stands_once_under_a_claim_and_is_named_on_the_page(client):
    claim = make_claim("F001", document=make_document("guide"))
    other = make_claim("F002", document=make_document("other", short_title="Other guide"))
    make_requirement(role=make_role("dev", title="Dev"), skill=make_skill("sql"), claims=[claim, other])
    make_requirement(role=make_role("lead", title="Lead"), skill=make_skill("go"), claims=[claim])

    line = show(client).one("li", css="claim")

    assert line.one("p", css="supports").text in {
        "Rests on it: Dev: Sql (also Other guide); Lead: Go (this document only)",
        "Rests on it: Lead: Go (this document only); Dev: Sql (also Other guide)",
    }
    assert {link.attributes["href"] for link in line.all("a")} == {"#F001", "/roles/dev/", "/roles/lead/"}


def test_differences_show_the_highest_wording_of_each_document_lowest_first():
    guide, other, third, silent = (make_document(f"document-{n}", position=n) for n in range(4))
    claims = [
        make_claim(document=guide, wording="basic"),
        make_claim(document=guide, wording="strong"),
        make_claim(document=other, wording="advanced"),
        make_claim(document=third, wording="awareness"),
        make_claim(document=silent),
    ]
    make_requirement(role=make_role("dev", title="Dev"), skill=make_skill("sql"), claims=claims)
    make_requirement(skill=make_skill("agreed"), claims=[claims[1], make_claim(document=other, wording="strong")])
    make_requirement(skill=make_skill("elsewhere"), claims=claims[2:4])

    found = page_of(guide).differences

    assert found == [
        Difference(
            Statement("Dev: Sql", "/roles/dev/", (other, third, silent)),
            ((third, "awareness"), (guide, "strong"), (other, "advanced")),
        )
    ]
    assert len(page_of(silent).differences) == 0


def test_differences_are_shown_by_name_and_say_which_document_is_this_one(client):
    guide, other = make_document("guide"), make_document("other", short_title="Other guide")
    claims = [make_claim(document=guide, wording="basic"), make_claim(document=other, wording="strong")]
    for slug in ("b", "a"):
        make_requirement(role=make_role(f"role-{slug}"), skill=make_skill(slug), claims=claims)

    assert show(client).one("section", id="differences").texts("li") == [
        "Role a: Athis document: basic · Other guide: strong",
        "Role b: Bthis document: basic · Other guide: strong",
    ]


def test_relation_with_a_party_is_supported_and_one_with_a_draft_is_hidden():
    guide = make_document("guide")
    claim = make_claim(document=guide)
    dev = make_role("dev", title="Dev")
    make_working_relation(role=dev, other_party="clients", purpose="To ask.", claims=[claim])
    make_working_relation(role=dev, other_role=make_role(), purpose="To build.", claims=[claim])
    make_working_relation(role=dev, other_role=make_role(status="draft"), purpose="To hide.", claims=[claim])

    [(_, statements)] = page_of(guide).claims

    assert {statement.label for statement in statements} == {"Dev: To ask.", "Dev: To build."}


# --- The published documents --------------------------------------------------------------------------------


def test_every_claim_of_the_published_documents_is_on_a_page(client, content):
    codes = [claim.code for document in Document.objects.all() for claim, _ in DocumentPage(document).claims]

    assert (len(codes), len(set(codes))) == (658, 658)


def test_every_published_page_is_reached_from_its_documents(content):
    addresses = {
        statement.address
        for document in Document.objects.all()
        for _, statements in DocumentPage(document).claims
        for statement in statements
    }

    assert {role.get_absolute_url() for role in Role.objects.published()} <= addresses
