"""The page of results, and the suggestions under the boxes: what they show, how they narrow, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.collection import Collection

from .factories import (
    make_document,
    make_duty,
    make_family,
    make_requirement,
    make_responsibility,
    make_role,
    make_role_alias,
    make_route,
    make_skill,
    make_term,
)
from .html import parse

pytestmark = pytest.mark.django_db


def get(client, query=""):
    response = client.get(f"/search/{query}")
    assert response.status_code == 200
    return parse(response)


def sections(page):
    """Return {heading: (titles of hits, where all of them are)} of the results."""
    return {
        part.one("h2").text: (
            part.texts("h3"),
            [(link.text, link.attributes["href"]) for link in part.all("a") if not link.stands_in("h3")],
        )
        for part in page.one("div", css="results").all("section")
    }


def choices(page, name):
    """Return (label and count, address, whether it is chosen) of what narrows or widens the results."""
    items = page.one("nav", **{"aria-labelledby": name}).all("li")
    return [
        (item.text, link.attributes.get("href"), "aria-current" in link.attributes)
        for item in items
        for link in item.children
    ]


@pytest.fixture
def things():
    """Something of each kind that speaks of weaving, and of O*NET two roles more."""
    onet = Collection.objects.create(
        slug="onet", name="The Network", short_name="O*NET", position=1, attribution="Taken from O*NET {release}."
    )
    release = make_document("onet-29", title="O*NET", kind="framework", collection=onet, version="29.0")
    family = make_family("textiles")
    make_role("weaver", title="Weaver", summary="Weaves cloth.", family=family)
    make_role_alias(
        "Weaving worker", role=make_role("loom-hand", title="Loom hand", summary="Minds a loom.", family=family)
    )
    for number in (1, 2):
        make_role(
            f"weaving-{number}", title=f"Weaving setter {number}", collection=onet, release=release, family=family
        )
    for number in range(7):
        make_skill(f"weaving-{number}", name=f"Weaving pattern {number}", description="")
    make_responsibility("weave", title="Weave by hand")
    make_route("weaving-school", name="Weaving school", summary="")
    make_document("weaving-guide", title="Weaving guide", summary="")
    make_term("weaving", term="Weaving", definition="Threads over threads.")


def test_results_stand_by_kind_each_with_its_first_few(client, things):
    page = get(client, "?q=weaving")

    assert page.one("h1").text == "Results for “weaving”"
    assert page.one("p", role="status").text == "11 results in Waymark"
    assert sections(page) == {
        "Roles": (["Loom hand"], []),
        "Skills": ([f"Weaving pattern {n}" for n in range(5)], [("All 7 skills", "/search/?q=weaving&kind=skill")]),
        "Ways in": (["Weaving school"], []),
        "Documents": (["Weaving guide"], []),
        "Glossary": (["Weaving"], []),
    }
    assert choices(page, "kinds") == [
        ("Everything 11", "/search/?q=weaving", True),
        ("Roles 1", "/search/?q=weaving&kind=role", False),
        ("Skills 7", "/search/?q=weaving&kind=skill", False),
        ("Ways in 1", "/search/?q=weaving&kind=route", False),
        ("Documents 1", "/search/?q=weaving&kind=document", False),
        ("Glossary 1", "/search/?q=weaving&kind=term", False),
    ]
    assert choices(page, "places") == [
        ("✓Waymark 11", None, True),
        ("Add +O*NET 2", "/search/?q=weaving&collection=waymark&collection=onet", False),
    ]


def test_a_reader_adds_a_collection_which_is_named_with_its_notice(client, things):
    page = get(client, "?q=weaving&collection=waymark&collection=onet&kind=role")

    assert page.one("p", role="status").text == "3 roles in Waymark and O*NET"
    assert [hit.one("header").text for hit in page.all("li", css="hit")] == [
        "Weaving setter 1 O*NET",
        "Weaving setter 2 O*NET",
        "Loom hand",
    ]
    assert "Taken from O*NET 29.0." in page.one("section", css="attribution").text
    assert choices(page, "places") == [
        ("Leave out ✓Waymark 1", "/search/?q=weaving&kind=role&collection=onet", True),
        ("Leave out ✓O*NET 2", "/search/?q=weaving&kind=role", True),
    ]
    assert choices(get(client, "?q=setter&collection=onet"), "places") == [
        ("Add +Waymark 0", "/search/?q=setter&collection=waymark&collection=onet", False),
        ("✓O*NET 2", None, True),
    ]
    kept = [(box.attributes["name"], box.attributes["value"]) for box in page.all("input", type="hidden")]
    assert kept == [("collection", "waymark"), ("collection", "onet")]


def test_a_page_of_the_sites_own_needs_no_notice(client, things):
    assert get(client, "?q=weaving").all("section", css="attribution") == []


def hits(page):
    """Return (title, what else is said, the words marked) of each hit."""
    return [(hit.one("h3").text, hit.texts("p"), hit.texts("mark")) for hit in page.all("li", css="hit")]


def test_each_hit_says_why_with_the_words_marked(client):
    make_role("loom-hand", title="Loom hand", summary="Minds a <loom>.")
    make_role_alias("Weaving worker", role=make_role("worker", title="Mill worker", summary="Works in a mill."))
    make_role_alias("Weeving worker", role=make_role("dyer", title="Dyer", summary="Dyes."), is_hidden=True)
    make_skill("cloth", name="Cloth", description="What weaving makes.")

    assert hits(get(client, "?q=weaving")) == [
        ("Mill worker", ["Also called Weaving worker", "Works in a mill."], ["Weaving"]),
        ("Cloth", ["In its text: What weaving makes."], ["weaving"]),
    ]
    assert hits(get(client, "?q=weeving+worker")) == [("Dyer", ["Found by another spelling", "Dyes."], [])]
    assert hits(get(client, "?q=loom&kind=role")) == [("Loom hand", ["Minds a <loom>."], ["Loom"])]


def test_a_duty_leads_to_the_roles_that_have_it(client):
    duty = make_responsibility("weave", title="Weave by hand")
    for name in "abcd":
        make_duty(responsibility=duty, role=make_role(f"role-{name}", title=f"Role {name}"))

    [hit] = get(client, "?q=weave").all("li", css="hit")

    assert hit.texts("p") == ["In Role a, Role b, Role c and 1 more"]
    assert [link.attributes["href"] for link in hit.all("a")] == [
        "/roles/role-a/#duties",
        *(f"/roles/role-{name}/#duties" for name in "abc"),
    ]


def test_one_kind_has_pages_of_twenty(client):
    for number in range(10, 51):
        make_skill(f"weaving-{number}", name=f"Weaving {number}")

    pages = [get(client, f"?q=weaving&kind=skill&page={number}") for number in (1, 2, 3)]

    assert [titles for page in pages for titles in page.texts("h3")] == [f"Weaving {n}" for n in range(10, 51)]
    assert [page.one("nav", **{"aria-label": "Pages"}).text for page in pages] == [
        "Page 1 of 3Next",
        "PreviousPage 2 of 3Next",
        "PreviousPage 3 of 3",
    ]
    ways = [(link.attributes["rel"], link.attributes["href"]) for link in pages[1].all("a", css="button")]
    assert ways == [
        ("prev nofollow", "/search/?q=weaving&kind=skill&page=1"),
        ("next nofollow", "/search/?q=weaving&kind=skill&page=3"),
    ]


def cost(address, client):
    """Return the number of queries, those aside by which PostgreSQL is told how to plan."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum("enable_seqscan" not in query["sql"] and "SAVEPOINT" not in query["sql"] for query in queries)


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/search/?q=weaving", 6), ("/search/?q=weaving&kind=skill", 6), ("/search/suggest/?q=weaving", 4)],
)
def test_a_search_costs_the_same_however_much_is_found(client, address, queries):
    costs = []
    for count in (4, 9):
        for number in range(count):
            make_skill(f"weaving-{count}-{number}")
            make_route(f"weaving-{count}-{number}")
        client.get(address)  # The index takes in what is new.
        costs.append(cost(address, client))

    assert costs == [queries, queries]


def test_what_was_asked_before_costs_next_to_nothing(client, things):
    address = "/search/?q=weaving"
    client.get(address)  # The index takes in what is new.
    first = client.get(address).content

    # The collections, the stamp of the content, whether the index is up to date.
    assert (cost(address, client), client.get(address).content == first) == (3, True)


def test_what_was_asked_before_is_asked_again_when_the_content_changes(client, things):
    address = "/search/?q=weaving&kind=route"
    before = [get(client, address.removeprefix("/search/")).one("p", role="status").text for _ in range(2)]

    make_route("weaving-at-home", name="Weaving at home")

    after = get(client, address.removeprefix("/search/")).one("p", role="status").text
    assert (before, after) == (["1 way in in Waymark"] * 2, "2 ways in in Waymark")


def test_a_mistake_is_mended_and_told(client, things):
    page = get(client, "?q=weavnig+zzzz")

    assert page.one("h1").text == "Results for “weaving zzzz”"
    assert page.one("header", css="stack").texts("p") == [
        "Showing results for weaving zzzz; nothing here is written as “weavnig zzzz”.",
        "Left out, because nothing here is like it: “zzzz”.",
    ]


def test_where_nothing_is_found_ways_go_on(client, things):
    page = get(client, "?q=setter+weaving")

    assert page.one("h1").text == "Nothing found for “setter weaving”"
    assert page.one("p", role="status").text == "No results like that in Waymark."
    ways = {part.one("h2").text: part for part in page.one("main").all("section")}
    assert {name: [(a.text, a.attributes["href"]) for a in part.all("a")] for name, part in ways.items()} == {
        "In other collections": [("O*NET: 2", "/search/?q=setter+weaving&collection=waymark&collection=onet")],
        "Look for fewer words": [("weaving", "/search/?q=weaving"), ("setter", "/search/?q=setter")],
        "Look around": [
            ("All roles", "/roles/"),
            ("All skills", "/skills/"),
            ("Ways in", "/education/"),
            ("Sources", "/sources/"),
            ("Glossary", "/glossary/"),
        ],
        "Families of roles": [("Textiles", "/roles/?family=textiles")],
    }


def test_another_kind_is_a_way_on(client, things):
    page = get(client, "?q=school&kind=skill")

    assert page.one("p", role="status").text == "No skills like that in Waymark."
    part = page.one("main").all("section")[0]
    assert [(link.text, link.attributes["href"]) for link in part.all("a")] == [
        ("Ways in: 1", "/search/?q=school&kind=route")
    ]


def test_without_words_the_page_is_a_start(client, things):
    make_requirement(skill=make_skill("yarn"), role=make_role("spinner"))
    page = get(client)

    assert page.one("h1").text == "Search"
    assert page.all("p", role="status") == []
    assert page.texts("h2") == ["Look around", "Families of roles", "Skills that most documents ask for"]


def test_nothing_of_it_belongs_into_search_engines(client, things):
    for query in ("", "?q=weaving", "?q=nothing+like+it"):
        page = get(client, query)

        assert page.one("meta", name="robots").attributes["content"] == "noindex"
        assert page.one("link", rel="canonical").attributes["href"] == "http://testserver/search/"


LONG = "weaving+" * 1250
STRANGE = [
    "", "%00", "weaving%00", "%F0%9F%A7%B6", "%22", "%27%27%3B--", "weaving+AND+(", "*", "%25", "_", "%5C", "a:*",
    "NEAR(", "<b>", "%ED%A0%80", "%FF", "%E2%80%AE", "%EF%AC%81", "%09", "%26+%7C+!", LONG, "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("address", ["/search/?", "/search/?kind=skill&collection=onet&page=2&", "/search/suggest/?"])
def test_any_words_get_an_answer(client, things, address):
    for text in STRANGE:
        response = client.get(f"{address}q={text}")

        assert (text, response.status_code) == (text, 200)
        assert "\0" not in parse(response).text


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("kind=duck", "“duck”"),
        ("kind=role&collection=moon&collection=onet", "“moon”"),
        ("kind=skill&page=%D9%A1%D9%A2", "“page ١٢”"),
        ("kind=skill&page=9", "“page 9”"),
        ("kind=skill&page=0", "“page 0”"),
        ("kind=skill&page=" + "9" * 5000, f"“page {'9' * 40}”"),
        ("page=2", "“page 2”"),
        ("kind=%00", "“�”"),
    ],
)
def test_what_nothing_has_is_ignored_and_named(client, things, query, ignored):
    page = get(client, f"?q=weaving&{query}")

    assert page.texts("p", css="notice") == [f"Not known here and ignored: {ignored}."]
    assert page.all("li", css="hit")


def test_a_long_question_is_cut_and_says_so(client, things):
    page = get(client, f"?q={LONG}")

    assert page.texts("p", css="notice") == ["That was too long; only its beginning was looked for."]
    assert page.one("input", type="search").attributes["value"] == ("weaving " * 25).strip()


# --- Suggestions --------------------------------------------------------------------------------------------


def options(client, text):
    """Return (id, text, address, words marked) of the options for what was typed."""
    response = client.get("/search/suggest/", {"q": text})
    assert response.status_code == 200
    return [
        (option.attributes["id"], option.text, option.attributes["href"], option.texts("mark"))
        for option in parse(response).all(role="option")
    ]


def test_suggestions_are_options_from_all_collections_and_the_last_leads_to_all_results(client, things):
    assert options(client, " weaving s") == [
        ("suggestion-1", "Weaving school way in", "/education/weaving-school/", ["Weaving", "school"]),
        ("suggestion-2", "Weaving setter 1 role · O*NET", "/roles/weaving-1/", ["Weaving", "setter"]),
        ("suggestion-3", "Weaving setter 2 role · O*NET", "/roles/weaving-2/", ["Weaving", "setter"]),
        ("suggestion-all", "All results for “weaving s”", "/search/?q=weaving%20s", []),
    ]


def test_a_suggestion_names_the_other_name_that_was_typed(client, things):
    assert options(client, "weaving work")[0] == (
        "suggestion-1",
        "Loom hand role also called Weaving worker",
        "/roles/loom-hand/",
        ["Weaving", "worker"],
    )


def test_for_nothing_typed_nothing_is_suggested(client, things):
    assert client.get("/search/suggest/").content.strip() == b""


def test_what_is_typed_is_never_markup(client):
    [(_, text, address, _)] = options(client, '<b>"&')

    assert (text, address) == ('All results for “<b>"&”', "/search/?q=%3Cb%3E%22%26")


def test_suggestions_may_be_kept_by_any_cache(client, things):
    response = client.get("/search/suggest/?q=weaving")

    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "cookie" not in response.headers.get("Vary", "").lower()
