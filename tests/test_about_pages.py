"""The page about the evidence, what machines read, and what is shown when something is wrong."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from careers import views
from roles.models import Role

from .factories import make_document, make_role, make_route, make_skill, make_step
from .html import parse

HOST = "http://testserver"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_page_on_the_evidence_costs_one_query_and_counts_the_documents_that_agree(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        make_document()
    make_document(kind="framework")

    with django_assert_num_queries(1):
        page = parse(client.get("/about/evidence/"))

    assert page.one("main").all("section")[0].texts("p")[0] == (
        f"2 of 5 +2 means that two of the {count} documents speak of this very role (dark dots) and two more of the "
        "role at large, of which this one is a level (pale dots). What these two say may be stronger or weaker; open "
        "the line to see who says what, how strongly, in which words, and where."
    )


@pytest.mark.django_db
def test_page_on_the_evidence_shows_the_scale_and_the_words_for_it(client):
    levels, wordings, _figures_of_a_framework = parse(client.get("/about/evidence/")).all("table")

    assert [row.one("th").text for row in levels.one("tbody").all("tr")] == [
        "Awareness", "Working", "Practitioner", "Expert",
    ]  # fmt: skip
    assert all(row.one("td").text for row in levels.one("tbody").all("tr"))
    assert [(row.one("th").text, row.one("td").text) for row in wordings.one("tbody").all("tr")] == [
        ("basic, fundamental, familiar; knowledge is an advantage", "Awareness"),
        ("understanding, good understanding, working knowledge, experience in", "Working"),
        ("proficient, comfortable, strong, solid, excellent, in-depth", "Practitioner"),
        ("advanced, expert, extensive", "Expert"),
    ]


def test_robots_are_kept_from_the_admin_and_shown_the_site_map(client):
    response = client.get("/robots.txt")

    assert (response.headers["Content-Type"], response.content.decode()) == (
        "text/plain",
        f"User-agent: *\nDisallow: /admin/\nDisallow: /search/suggest/\nSitemap: {HOST}/sitemap.xml\n",
    )


@pytest.mark.django_db
def test_site_map_holds_every_published_page_and_no_draft(client, django_assert_num_queries):
    make_role("dev")
    make_role("hidden", status="draft")
    make_skill("sql")
    make_skill("secret", status="draft")
    make_route("course")
    make_document("guide")
    make_step(origin=make_role("intern"), target=Role.objects.get(slug="dev"))
    make_step(origin=Role.objects.get(slug="dev"), target=Role.objects.get(slug="hidden"))

    with django_assert_num_queries(10):
        page = parse(client.get("/sitemap.xml").content.decode().partition("?>")[2])

    fixed = [
        "",
        "roles/",
        "compare/",
        "fit/",
        "map/",
        "skills/",
        "glossary/",
        "education/",
        "sources/",
        "changes/",
        "data/",
        "about/evidence/",
        "job-descriptions/check/",
        "api/",
    ]
    rows = ["compare/intern/dev/", "roles/dev/", "roles/intern/", "skills/sql/", "education/course/", "sources/guide/"]
    assert page.texts("loc") == [f"{HOST}/{path}" for path in fixed + rows]


# --- When something is wrong --------------------------------------------------------------------------------


def is_whole(page, heading):
    """Tell whether a page of error is one of this site: its heading, a way on, and nothing for search engines."""
    return (
        page.one("h1").text == heading
        and page.one("meta", name="robots").attributes["content"] == "noindex"
        and {"/", "/roles/"} <= {link.attributes["href"] for link in page.all("a")}
    )


@pytest.mark.django_db
def test_page_that_is_not_there(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/nowhere/")

    assert (response.status_code, is_whole(parse(response), "There is no page here")) == (404, True)


@pytest.fixture
def broken(client, monkeypatch):
    """A visitor of a site whose page on the evidence raises what it is given."""
    client.raise_request_exception = False

    def visit(error):
        def fail(*_, **__):
            raise error

        monkeypatch.setattr(views.Document.objects, "without_frameworks", fail)
        return client.get("/about/evidence/")

    return visit


def test_page_that_may_not_be_opened(broken):
    response = broken(PermissionDenied())

    assert (response.status_code, is_whole(parse(response), "You may not open this page")) == (403, True)
    assert parse(response).one("p", css="lede").text == "It is for editors, or your session has ended."


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/admin/roles/role/add/"])
@pytest.mark.parametrize("token", [None, "x", "a" * 32])
def test_form_without_the_token_of_its_page_is_stale(admin_user, address, token):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)

    response = client.post(address, {"csrfmiddlewaretoken": token} if token else {})

    page = parse(response)
    assert (response.status_code, is_whole(page, "You may not open this page")) == (403, True)
    assert page.one("p", css="lede").text == (
        "The page was open for too long, or you have signed in or out since. "
        "Nothing was saved: go back, reload the page and send it again."
    )


def test_page_that_breaks_says_so_without_a_query_and_without_what_broke(broken, caplog):
    # No mark for the database: a query would fail.
    caplog.set_level(logging.CRITICAL, logger="django.request")
    response = broken(RuntimeError("the secret of what broke"))

    assert (response.status_code, is_whole(parse(response), "Something went wrong on our side")) == (500, True)
    assert parse(response).one("a", css="button-primary").attributes["href"] == "/about/evidence/"
    assert b"secret" not in response.content


@pytest.mark.parametrize("error", [PermissionDenied(), RuntimeError()])
def test_pages_of_error_are_kept_by_the_same_policy_and_set_no_cookie(broken, error):
    response = broken(error)

    assert (response.headers["X-Frame-Options"], response.cookies, "Cookie" in response.headers.get("Vary", "")) == (
        "DENY", {}, False,
    )  # fmt: skip
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
