"""One address, many forms: by the end of an address, or by what is accepted."""

import csv
import json
import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO, SKOS

from careers.api.problems import MEDIA_TYPE as PROBLEM
from careers.caching.addresses import address_of
from careers.forms_of.forms import FORMS
from roles.models import Role
from sources.publication import Status

from .factories import (
    make_choice,
    make_employment_term,
    make_experience,
    make_old_address,
    make_pay_figure,
    make_requirement,
    make_role,
    make_skill,
    make_step,
    make_working_relation,
)
from .html import parse

SITE = "http://testserver"
PAGES = ("/roles/dev/", "/skills/sql/", "/compare/dev/senior/")
pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")


@pytest.fixture
def pages(db):
    sql = make_skill("sql", name="=SQL()")
    dev = make_role("dev", title="Dev", levels={sql: 2})
    make_role("senior", title="Senior", levels={sql: None}, broader=dev)
    make_requirement(choice=make_choice("language", label="a language", role=dev), skill=make_skill("java"))


def in_form(page, ending):
    return f"{page.rstrip('/')}.{ending}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("form", FORMS)
def test_page_is_there_in_each_form_at_an_address_of_its_own_and_at_its_own_for_who_accepts_it(
    client, pages, page, form
):
    by_ending = client.get(in_form(page, form.ending))
    by_type = client.get(page, headers={"Accept": f"{form.media_type}, text/html;q=0.5"})

    assert by_ending.status_code == 200
    assert by_ending["Content-Type"] == by_type["Content-Type"] == f"{form.media_type}; charset=utf-8"
    assert by_ending.content == by_type.content
    assert "Accept" in by_type["Vary"]
    assert by_ending["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("page", PAGES)
def test_page_is_html_for_browsers_and_names_its_other_forms(client, pages, page):
    response = client.get(page, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    document = parse(response)
    links = [link.attributes for link in document.all("link", rel="alternate")]
    links = [link for link in links if link["type"] != "application/json+oembed"]
    wanted = [(form.media_type, in_form(page, form.ending)) for form in FORMS]
    assert [(link["type"], link["href"]) for link in links] == wanted
    shown = {link.attributes.get("href") for link in document.one("main").all("a")}
    assert {address for _, address in wanted} <= shown
    assert client.get(page, headers={"Accept": "*/*"})["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("accepted", "is_kept"),
    [
        ("", True),
        ("*/*", True),
        ("text/html,*/*;q=0.8", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        ("text/turtle", False),
        ("application/json, */*", False),
        ("*/*, application/json", False),
        ("*/*;q=0.1, application/json", False),
        ("text/html;q=0.5, text/turtle", False),
    ],
)
def test_memory_answers_only_who_wants_html(accepted, is_kept):
    environ = {"REQUEST_METHOD": "GET", "HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "HTTP_ACCEPT": accepted}

    assert [address_of(environ | {"PATH_INFO": page}) is not None for page in PAGES] == [is_kept] * len(PAGES)
    # The address of a form says by itself what is there.
    forms = [address_of(environ | {"PATH_INFO": in_form(page, "ttl")}) for page in PAGES]
    assert [address.is_one_of_many for address in forms] == [True] * len(PAGES)
    # The server before the application goes by the same rule.
    data = re.search(r'"~(\^/\(roles\|\S*) (\S+)" 1;', Path("deploy/nginx/cache.conf").read_text())
    asks_for_data = [re.search(" ".join(data.groups()), f"{page} {accepted}") is not None for page in PAGES]
    assert asks_for_data == [not is_kept] * len(PAGES)


def test_data_says_the_same_in_all_forms(client, pages):
    turtle = Graph().parse(data=client.get("/roles/senior.ttl").content, format="turtle")
    linked = Graph().parse(data=client.get("/roles/senior.jsonld").content, format="json-ld")
    told = json.loads(client.get("/roles/senior.json").content)
    lines = list(csv.DictReader(client.get("/roles/senior.csv").content.decode("utf-8-sig").splitlines()))
    text = client.get("/roles/senior.md").content.decode()

    senior = URIRef(f"{SITE}/roles/senior/")
    for graph in (turtle, linked):
        assert (senior, RDF.type, SDO.Occupation) in graph
        assert [str(skill) for skill in graph.objects(senior, SDO.skills)] == [f"{SITE}/skills/sql/"]
        assert [str(role) for role in graph.objects(senior, SKOS.broader)] == [f"{SITE}/roles/dev/"]
    assert [(one["label"], one["level"], one["inherited_from"]) for one in told["requirements"]] == [
        ("a language", None, "dev"),
        ("=SQL()", 2, None),
    ]
    # No spreadsheet takes a name for a formula.
    assert [(line["subject"], line["level name"], line["inherited from"]) for line in lines] == [
        ("a language", "not stated", "dev"),
        ("Java", "not stated", ""),
        ("'=SQL()", "Working", ""),
    ]
    assert "- =SQL(): essential, working" in text
    assert "- a language (at least 1 of Java): essential, level not stated (inherited from dev)" in text


def test_table_of_a_role_needs_no_look_up(client, pages):
    dev, senior = Role.objects.get(slug="dev"), Role.objects.get(slug="senior")
    make_step(origin=dev, target=senior, years_from=2, years_to=3)
    make_experience("Java", role=senior, years_from=5)
    make_pay_figure("average", role=senior, period="year")
    make_employment_term("remote", role=senior)
    make_working_relation(role=senior, other_role=dev)

    table = client.get("/roles/senior.csv").content.decode("utf-8-sig")
    lines = list(csv.DictReader(table.splitlines()))

    assert {(line["role slug"], line["role"], line["collection"]) for line in lines} == {
        ("senior", "Senior", "waymark")
    }
    said = ("section", "subject slug", "subject", "years", "amount")
    assert [tuple(line[name] for name in said) for line in lines] == [
        ("skills", "", "a language", "", ""),
        ("skills", "java", "Java", "", ""),
        ("skills", "sql", "'=SQL()", "", ""),
        ("steps", "dev → senior", "Dev → Senior", "2–3 years", ""),
        ("experience", "", "Java", "more than 5 years", ""),
        ("pay", "", "average", "", "USD 100,000 a year"),
        ("terms", "", "remote", "", ""),
        ("works with", "dev", "Dev", "", ""),
    ]
    assert "- Dev → Senior: promotion, 2–3 years" in client.get("/roles/senior.md").content.decode()


def test_old_names_lead_to_the_same_form_of_the_new(client, pages):
    make_old_address("role", "coder", "dev")
    make_old_address("skill", "structured", "sql")

    moved = [client.get(path) for path in ("/roles/coder.ttl", "/skills/structured.json", "/compare/coder/senior.csv")]

    assert [(answer.status_code, answer["Location"]) for answer in moved] == [
        (301, "/roles/dev.ttl"),
        (301, "/skills/sql.json"),
        (301, "/compare/dev/senior.csv"),
    ]


def test_what_readers_may_not_see_is_there_in_no_form(client, pages):
    make_role("draft", status=Status.DRAFT)
    make_skill("secret", status=Status.DRAFT)
    hidden = ["/roles/draft/", "/skills/secret/", "/compare/dev/draft/"]

    answers = [client.get(in_form(page, form.ending)).status_code for page in hidden for form in FORMS]

    assert set(answers) == {404}
    assert client.get("/roles/dev.xml").status_code == 404


@pytest.mark.parametrize(
    ("path", "accepted", "status"),
    [
        ("/roles/zzz.json", "*/*", 404),
        ("/roles/zzz/", "application/json", 404),
        ("/skills/zzz.ttl", "text/html", 404),
        ("/compare/dev/zzz.csv", "", 404),
        ("/compare/dev/zzz/", "text/turtle", 404),
    ],
)
def test_errors_of_forms_are_problem_details_that_any_site_may_read(client, pages, path, accepted, status):
    response = client.get(path, headers={"Accept": accepted})

    problem = response.json()
    assert (response.status_code, response["Content-Type"], problem["status"]) == (status, PROBLEM, status)
    assert problem["instance"] == response.wsgi_request.path
    assert (response["Access-Control-Allow-Origin"], response["Vary"]) == ("*", "Accept")


def test_errors_of_pages_stay_pages(client, pages):
    answers = [client.get(path, headers={"Accept": "text/html"}) for path in ("/roles/zzz/", "/roles/dev.xml")]

    assert [answer["Content-Type"] for answer in answers] == ["text/html; charset=utf-8"] * 2


def test_any_site_may_ask_for_forms_whether_it_has_them_still_and_follow_old_names(client, pages):
    make_old_address("role", "coder", "dev")

    allowed = client.options("/roles/dev.json", headers={"Access-Control-Request-Headers": "if-none-match"})

    assert (allowed.status_code, allowed["Access-Control-Allow-Origin"]) == (204, "*")
    assert allowed["Access-Control-Allow-Headers"] == "Accept, If-None-Match"
    assert client.get("/roles/coder.json")["Access-Control-Allow-Origin"] == "*"
    assert client.post("/roles/dev.json").json()["status"] == 405
