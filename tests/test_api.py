"""What programs are given: rows, pages of rows, versions, errors."""

import json
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.api.cursors import _behind, _read, _write
from careers.api.middleware import is_known, takes_json
from careers.api.problems import ProblemError
from careers.api.reference import EXAMPLES
from roles.models import Role, RoleAlias
from sources.models import Document
from sources.old_addresses import lead
from sources.publication import Status

from .factories import (
    make_choice,
    make_claim,
    make_descriptor,
    make_document,
    make_duty,
    make_employment_term,
    make_experience,
    make_old_address,
    make_pay_figure,
    make_requirement,
    make_role,
    make_role_alias,
    make_route_into_role,
    make_skill,
    make_skill_alias,
    make_skill_relation,
    make_step,
    make_working_relation,
)

API = "/api/v1/"
PROBLEM = "application/problem+json"


def ask(client, path, status=200, **headers):
    response = client.get(path if path.startswith("/") else API + path, headers=headers)
    assert response.status_code == status, response.content[:500]
    return response


def slugs(response):
    return [row["slug"] for row in response.json()["data"]]


def every_page(client, path):
    """Return the slugs of all pages of a list, page by page."""
    pages = []
    while path:
        answer = ask(client, path)
        pages.append(slugs(answer))
        path = answer.json()["next"]
    return pages


# --- Rows ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_role_tells_its_own_and_what_it_inherits_with_evidence_and_says_what_is_not_stated(client):
    claim = make_claim("F001", document=make_document("guide"), level_text="strong command")
    dev, sql = make_role("dev", title="Dev"), make_skill("sql")
    make_requirement(role=dev, skill=sql, level=3, claims=[claim])
    junior = make_role("junior", title="Junior", broader=dev, seniority=1)
    make_requirement(role=junior, skill=make_skill("git"))

    role = ask(client, "roles/junior/?include=requirements").json()

    own = {"basis": "stated", "hedge": "", "note": "", "native": "", "minimum": 1, "members": [], "kind": "skill"}
    own |= {"need": "essential", "need_name": "Essential"}
    reading = {
        "claim": "F001",
        "document": "guide",
        "strength": "required",
        "level_text": "strong command",
        "place": "paragraph 1",
        "speaks_of": "broader",
        "url": "/sources/guide/#F001",
    }
    assert role["requirements"] == [
        own
        | {
            "skill": {"slug": "git", "name": "Git"},
            "label": "Git",
            "level": None,
            "level_name": "not stated",
            "inherited_from": None,
            "evidence": [],
        },
        own
        | {
            "skill": {"slug": "sql", "name": "Sql"},
            "label": "Sql",
            "level": 3,
            "level_name": "Practitioner",
            "inherited_from": "dev",
            "evidence": [reading],
        },
    ]
    assert (role["seniority"], role["seniority_name"], role["broader"]) == (1, "Junior", "dev")


@pytest.mark.django_db
def test_role_tells_what_working_as_it_is_like_as_far_as_readers_may_know(client):
    dev = make_role("dev")
    junior = make_role("junior", broader=dev)
    make_experience("Java", role=dev, years_from=1, years_to=2, claims=[make_claim("F001")])
    make_pay_figure("average", role=dev)
    make_pay_figure("average", role=junior, kind="range", amount_from=50_000, amount_to=60_000, period="year")
    make_employment_term("remote", role=junior, kind="place")
    make_working_relation(role=junior, other_party="clients", purpose="To listen")
    make_working_relation(role=junior, other_role=make_role("secret", status=Status.DRAFT))

    told = ask(client, "roles/junior/?include=experience&include=pay&include=terms&include=relations").json()

    [years], [pay], [term], [relation] = told["experience"], told["pay"], told["terms"], told["relations"]
    assert (years["years"], years["inherited_from"], years["evidence"][0]["claim"]) == ("1–2 years", "dev", "F001")
    assert (pay["amount"], pay["amount_to"], pay["inherited_from"]) == ("USD 50,000–60,000 a year", 60_000, None)
    assert (term["kind"], term["name"]) == ("place", "remote")
    assert (relation["role"], relation["name"], relation["purpose"]) == (None, "Clients", "To listen")


@pytest.mark.django_db
def test_row_is_short_unless_more_is_asked_for(client):
    role = make_role("dev")
    make_role_alias("Coder", role=role)
    make_duty(role=role)

    assert {"aliases", "requirements", "duties", "routes", "steps"} & ask(client, "roles/dev/").json().keys() == set()
    assert ask(client, "roles/dev/?include=aliases").json()["aliases"] == [{"name": "Coder"}]


@pytest.mark.django_db
def test_drafts_are_told_nowhere(client):
    draft, skill = make_role("draft", status=Status.DRAFT), make_skill("secret", status=Status.DRAFT)
    role = make_role("dev", broader=draft, levels={skill: 2})
    make_duty(role=draft)
    make_step(origin=role, target=draft)

    told = ask(client, "roles/dev/?include=requirements&include=steps&include=duties").json()

    assert (told["broader"], told["requirements"], told["steps"], told["duties"]) == (None, [], [], [])
    assert [ask(client, path).json()["data"] for path in ("duties/", "steps/", "skills/")] == [[], [], []]
    assert slugs(ask(client, "roles/")) == ["dev"]
    for path in ("roles/draft/", "skills/secret/", "gap/?from=dev&to=draft", "path/?from=draft&to=dev"):
        ask(client, path, 404)


@pytest.mark.django_db
def test_nobody_learns_what_a_draft_holds_by_narrowing_lists_by_it(client):
    draft, secret = make_role("draft", status=Status.DRAFT), make_skill("secret", status=Status.DRAFT)
    way, part = make_route_into_role(role=draft), make_skill("part", broader=secret)
    make_duty(role=draft)
    make_step(origin=make_role("dev", levels={part: 2}), target=draft)
    by_draft = ("routes/?role=draft", "duties/?role=draft", "steps/?role=draft", "steps/?target=draft")
    by_secret = ("skills/?broader=secret", "roles/?skill=secret")

    assert [ask(client, path).json()["data"] for path in (*by_draft, *by_secret)] == [[]] * 6
    draft.status = secret.status = Status.PUBLISHED
    draft.save()
    secret.save()
    assert slugs(ask(client, "routes/?role=draft")) == [way.route.slug]
    assert slugs(ask(client, "skills/?broader=secret")) == ["part"]


@pytest.mark.django_db
def test_old_names_lead_to_the_new(client):
    make_role("developer")
    make_old_address("role", "coder", "developer")

    moved = ask(client, "roles/coder/?include=steps", 308)

    assert moved["Location"] == "/api/v1/roles/developer/?include=steps"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_rows_take_as_many_queries_however_many_they_are(client, django_assert_num_queries, count):
    claim = make_claim()
    for number in range(count):
        role = make_role(f"dev-{number}", broader=make_role(f"broad-{number}"), claims=[claim])
        skill = make_skill(f"skill-{number}", broader=make_skill(f"area-{number}"))
        make_requirement(role=role, skill=skill, claims=[claim])
        make_requirement(choice=make_choice(role=role), skill=make_skill(f"member-{number}"))
        make_duty(role=role.broader, claims=[claim])
        make_route_into_role(role=role, claims=[claim])
        make_step(origin=role, target=role.broader, claims=[claim])
        make_experience(role=role, claims=[claim])
        make_pay_figure(role=role.broader, claims=[claim])
        make_employment_term(role=role, claims=[claim])
        make_working_relation(role=role, other_role=role.broader, claims=[claim])
        make_role_alias(role=role)
        make_skill_alias(skill=skill)
        make_descriptor(skill=skill, claims=[claim])
        make_skill_relation(origin=skill, claims=[claim])
    queries = {
        "roles/": 2,
        "roles/?include=requirements&include=duties&include=routes&include=steps&include=aliases": 7,
        "roles/?include=experience&include=pay&include=terms&include=relations": 6,
        "skills/": 1,
        "skills/?include=levels&include=relations&include=aliases": 6,
        "duties/": 2,
        "routes/": 2,
        "steps/": 2,
        "documents/": 1,
        "claims/": 1,
        "collections/": 1,
    }

    for path, expected in queries.items():
        with django_assert_num_queries(expected):
            assert len(ask(client, path).json()["data"]) >= count * (path[:4] in ("role", "skil", "duti", "step"))


# --- Lists --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["slug", "title", "-title"])
def test_pages_by_cursor_hold_each_row_once_in_order(client, sort):
    # Titles repeat, so that the order needs more than them.
    for number in range(7):
        make_role(f"role-{number}", title="AB"[number % 2], summary="")

    pages = every_page(client, f"roles/?limit=3&sort={sort}")

    places = {"slug": ("slug",), "title": ("title", "slug"), "-title": ("-title", "slug")}[sort]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [slug for page in pages for slug in page] == list(
        Role.objects.order_by(*places).values_list("slug", flat=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["slug", "title", "year"])
def test_documents_come_in_either_order_those_without_a_year_first(client, sort):
    years = [2021, None, 2019, None, 2021]
    rows = [make_document(f"doc-{n}", title="BA"[n % 2], year=year) for n, year in enumerate(years)]
    keys = {"slug": lambda row: row.slug, "title": lambda row: row.title, "year": lambda row: row.year or 0}
    ordered = [sorted(rows, key=keys[sort], reverse=turned) for turned in (False, True)]

    for prefix, wanted in zip(("", "-"), ordered, strict=True):
        pages = every_page(client, f"documents/?limit=2&sort={prefix}{sort}")
        assert [len(page) for page in pages] == [2, 2, 1]
        assert list(chain(*pages)) == [row.slug for row in wanted]


@pytest.mark.django_db
def test_lists_are_searched_for_all_words_wherever_they_stand(client):
    guide = make_document("guide", title="Hiring guide", summary="For 100% of juniors")
    claims = [make_claim(code, document=guide, statement=text) for code, text in (("F1", "Git daily"), ("F2", "Daily"))]
    duty = make_duty(details="Reviews code\nEvery day")
    route = make_route_into_role(role=duty.role).route

    def found(path):
        return [row.get("code") or row.get("slug") or row["role"] for row in ask(client, path).json()["data"]]

    assert found("claims/?q=DAILY&sort=-code") == [claims[1].code, claims[0].code]
    assert found("claims/?q=daily%20git") == ["F1"]
    assert found("documents/?q=juniors%20hiring") == ["guide"]
    assert found("documents/?q=0%25%20o") == ["guide"]
    assert found("documents/?q=g_ide") == []
    assert found("duties/?q=day%20code") == [duty.role.slug]
    assert found(f"routes/?q={route.name}") == [route.slug]
    assert found("routes/?q=nowhere") == []


@pytest.mark.django_db
def test_page_goes_on_behind_the_last_row_whatever_was_written_meanwhile(client):
    for slug in ("b", "d", "f"):
        make_role(slug)
    first = ask(client, "roles/?limit=2").json()
    make_role("a")
    make_role("e")
    Role.objects.filter(slug="b").delete()

    assert slugs(ask(client, first["next"])) == ["e", "f"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor", ["x", "bm90IGpzb24", _write(["b"], ["roles", "another"]), _write(["a", "b"], []), _write([None], [])]
)
def test_cursor_that_was_not_given_out_for_this_question_is_refused(client, cursor):
    problem = ask(client, f"roles/?cursor={cursor}", 400).json()

    assert problem["parameter"] == "cursor"


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_cursor_says_what_it_was_made_of_and_only_for_its_question(values):
    cursor = _write(values, ["roles"])

    assert _read(cursor, len(values), ["roles"]) == values
    with pytest.raises(ProblemError):
        _read(cursor, len(values), ["skills"])


def test_what_stands_behind_a_row_is_settled_column_by_column():
    assert str(_behind(["-title", "slug"], ["T", "s"])) == (
        "(OR: ('title__lt', 'T'), (AND: ('title', 'T'), ('slug__gt', 's')))"
    )


@pytest.mark.django_db
def test_lists_are_narrowed_as_on_the_site(client):
    sql, git = make_skill("sql"), make_skill("git")
    general = make_role("general", levels={sql: 2})
    make_role("junior", broader=general, seniority=1, levels={git: 1}, family=general.family)
    other = make_role("other", seniority=3)
    duty = make_duty(role=other)
    make_step(origin=general, target=other)

    found = {
        path: slugs(ask(client, path))
        for path in (
            "roles/?skill=sql",
            "roles/?skill=sql&skill=git",
            "roles/?skill=sql&level=3",
            "roles/?skill=unknown",
            f"roles/?family={general.family.slug}",
            "roles/?seniority=junior&seniority=senior",
            "roles/?q=gener",
            "skills/?kind=tool",
            f"skills/?area={git.area.slug}",
        )
    }

    assert list(found.values()) == [
        ["general", "junior"],
        ["junior"],
        [],
        [],
        ["general", "junior"],
        ["junior", "other"],
        ["general"],
        [],
        ["git"],
    ]
    steps = {path: len(ask(client, path).json()["data"]) for path in ("steps/?role=other", "steps/?origin=other")}
    assert list(steps.values()) == [1, 0]
    assert ask(client, f"duties/other/{duty.responsibility.slug}/").json() == ask(client, "duties/").json()["data"][0]


@pytest.mark.django_db
def test_lists_are_narrowed_by_old_slugs_as_by_new(client, django_assert_num_queries):
    sql = make_skill("sql", broader=make_skill("data"))
    dev = make_role("dev", levels={sql: 2})
    duty = make_duty(role=dev)
    make_step(origin=make_role("other"), target=dev)
    way = make_route_into_role(role=dev).route
    make_claim("F001", document=make_document("guide"))
    old = {
        "skill": sql,
        "role": dev,
        "educationroute": way,
        "document": Document.objects.get(),
        "rolefamily": dev.family,
    }
    for kind, row in old.items():
        make_old_address(kind, "old", row.slug)
    make_old_address("skill", "old-data", "data")
    lists = {
        "roles/?skill=old": 1,
        "roles/?education=old": 1,
        "roles/?family=old": 1,
        "skills/?broader=old-data": 1,
        "duties/?role=old": 1,
        "duties/?role=old&role=other": 1,
        "steps/?role=old": 1,
        "steps/?target=old": 1,
        "steps/?origin=old": 0,
        "routes/?role=old": 1,
        "claims/?document=old": 1,
    }

    assert {path: len(ask(client, path).json()["data"]) for path in lists} == lists
    assert ask(client, "duties/?role=old").json()["data"][0]["role"] == duty.role.slug
    # One query asks whether any is old; which skills are asked for the index knows, for one that asks if it is right.
    for path in ("duties/?role=dev&role=other", "roles/?skill=sql"):
        with django_assert_num_queries(3):
            ask(client, path)


# --- Between roles ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_gap_is_what_a_role_asks_for_beyond_another_and_none_to_itself(client):
    sql, git, web = make_skill("sql"), make_skill("git"), make_skill("web")
    make_role("junior", levels={sql: 2, git: None})
    make_role("senior", levels={sql: 3, git: None, web: 1})

    gap = ask(client, "gap/?from=junior&to=senior").json()
    none = ask(client, "gap/?from=senior&to=senior").json()

    told = {name: [(one["label"], one["levels_short"]) for one in gap[name]] for name in ("met", "near", "missing")}
    assert told == {"met": [("Git", 0)], "near": [("Sql", 1)], "missing": [("Web", 1)]}
    assert (none["essentials"], none["is_fitting"]) == ({"met": 3, "near": 0, "of": 3, "percent": 100}, True)


@pytest.mark.django_db
def test_of_a_choice_nobody_knows_which_is_there_unless_any_will_do(client):
    python, java = make_skill("python"), make_skill("java")
    for slug in ("junior", "senior"):
        choice = make_choice("language", role=make_role(slug))
        for skill in (python, java):
            make_requirement(choice=choice, skill=skill)
    make_role("pythonist", levels={python: 1})

    assert ask(client, "gap/?from=junior&to=senior").json()["is_fitting"]
    assert not ask(client, "gap/?from=junior&to=pythonist").json()["is_fitting"]


@pytest.mark.django_db
def test_path_leads_by_steps_and_else_says_what_is_near(client):
    junior, mid, senior = make_role("junior"), make_role("mid"), make_role("senior")
    make_step(origin=junior, target=mid)
    make_step(origin=mid, target=senior)

    there, back = (ask(client, f"path/?from={a}&to={b}").json() for a, b in (("junior", "senior"), ("senior", "mid")))

    assert [[role["slug"] for role in way["roles"]] for way in there["ways"]] == [["junior", "mid", "senior"]]
    assert [step["target"] for step in there["ways"][0]["steps"]] == ["mid", "senior"]
    assert (back["ways"], [role["slug"] for role in back["inward"]]) == ([], ["junior"])


@pytest.mark.django_db
def test_match_ranks_roles_by_marks_and_reads_marks_of_old_names(client):
    sql, git = make_skill("sql"), make_skill("git")
    make_role("dev", levels={sql: 2, git: 2})
    make_role("admin", levels={sql: 2})
    lead(type(sql), "structured", "sql")

    ranked = ask(client, "match/?mark=structured:2").json()
    one = ask(client, "match/?mark=sql:1&mark=sql:0&role=admin").json()["role"]

    assert [(role["slug"], role["is_fitting"]) for role in ranked["roles"]] == [("admin", True), ("dev", False)]
    assert [(result["label"], result["skills"][0]["mark"]) for result in one["near"]] == [("Sql", 1)]


@pytest.mark.django_db
def test_comparison_says_what_its_page_says(client):
    sql = make_skill("sql")
    make_role("junior", levels={sql: 2})
    make_role("senior", levels={sql: 3})

    told = ask(client, "compare/?role=junior&role=senior").json()

    [row] = next(section["rows"] for section in told["sections"] if section["slug"] == "skills")
    assert [one["words"] for one in row["asks"]] == ["Working, essential", "Practitioner, essential"]
    assert row["changes"] == [{"verdict": "raised", "places": 1, "words": "raised by 1 level"}]


# --- Errors -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("roles/?colour=red", 400, "colour"),
        ("roles/dev/?limit=3", 400, "limit"),
        ("roles/?limit=0", 400, "limit"),
        ("roles/?limit=1&limit=2", 400, "limit"),
        ("roles/?seniority=boss", 400, "seniority"),
        ("roles/?include=everything", 400, "include"),
        ("roles/?q=%00", 400, "q"),
        ("roles/?level=4", 400, "level"),
        ("compare/?role=dev", 400, "role"),
        ("compare/?role=dev&role=dev", 400, "role"),
        ("compare/?role=dev&role=nobody", 404, "role"),
        ("gap/?from=dev", 400, "to"),
        ("gap/?from=dev&to=nobody", 404, "to"),
        ("match/?mark=sql:9", 400, "mark"),
        ("match/", 400, "mark"),
        ("roles/nobody/", 404, None),
        ("nothing/", 404, None),
        ("/api/nothing", 404, None),
        ("roles/a%20b/", 404, None),
    ],
)
def test_errors_are_problem_details_that_name_what_to_mend(client, path, status, parameter):
    make_role("dev")

    response = ask(client, path, status)

    problem = response.json()
    assert response["Content-Type"] == PROBLEM
    assert (problem["status"], problem.get("parameter"), problem["instance"]) == (
        status,
        parameter,
        response.wsgi_request.path,
    )
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.django_db
def test_only_reading_is_allowed_and_only_json_given(client):
    refused = [client.post(API + "roles/"), client.delete(API + "roles/"), client.patch("/api/nothing")]

    assert [(response.status_code, response["Allow"], response["Content-Type"]) for response in refused] == [
        (405, "GET, HEAD, OPTIONS", PROBLEM)
    ] * 3
    assert ask(client, "roles/", 406, accept="text/csv")["Content-Type"] == PROBLEM
    assert client.options(API + "roles/")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
def test_failure_of_the_site_is_a_problem_too(client, monkeypatch):
    monkeypatch.setattr("careers.api.lists.page_of", lambda *_: 1 / 0)
    client.raise_request_exception = False

    assert ask(client, "roles/", 500).json()["status"] == 500


@pytest.mark.parametrize(
    ("accepted", "is_taken"),
    [
        ("", True),
        ("*/*", True),
        ("application/json", True),
        ("text/html, application/*;q=0.5", True),
        ("application/json;q=0", False),
        ("text/html", False),
        ("application/jsonp", False),
    ],
)
def test_json_is_given_to_whoever_takes_it(accepted, is_taken):
    assert takes_json(accepted) is is_taken


# --- Versions -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_answer_is_known_until_the_content_changes(client):
    make_role("dev")
    tag = ask(client, "roles/dev/")["ETag"]

    assert ask(client, "roles/dev/", 304, if_none_match=f'"other", W/{tag}').content == b""
    make_role_alias("Coder", role=Role.objects.get())
    assert ask(client, "roles/dev/", if_none_match=tag)["ETag"] != tag
    assert ask(client, "roles/?limit=1")["ETag"] != ask(client, "roles/?limit=2")["ETag"]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("roles/nobody/", 404), ("roles/?colour=red", 400), ("roles/", 200)])
def test_who_has_any_version_is_told_what_there_is(client, path, status):
    ask(client, path, status, if_none_match="*")


@pytest.mark.django_db
def test_answers_say_who_may_read_and_keep_them(client):
    response = ask(client, "roles/", accept="application/json")

    told = {name: response[name] for name in ("Cache-Control", "Access-Control-Allow-Origin", "Vary")}
    assert told == {"Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*", "Vary": "Accept"}
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.cookies == {}
    head = client.head(API + "roles/")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])


@pytest.mark.parametrize(
    ("tags", "known"), [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", False), ('"b"', False)]
)
def test_tags_are_compared_weakly(tags, known):
    assert is_known('"a"', tags) is known


# --- What is told of it -------------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("operation", [name for name, path in EXAMPLES.items() if path])
def test_examples_of_the_documentation_work(content, client, operation):
    answer = ask(client, EXAMPLES[operation]).json()

    assert answer.get("data") != []


@pytest.mark.any_database
@pytest.mark.django_db
def test_documentation_names_every_operation_and_parameter(client):
    page = ask(client, "/api/").content.decode()
    specification = json.loads(ask(client, "openapi.json").content)

    told = [
        (path, parameter["name"])
        for path, operations in specification["paths"].items()
        for operation in operations.values()
        for parameter in operation["parameters"]
    ]
    assert len(told) > 50
    assert [pair for pair in told if f"GET {pair[0]}" not in page or f"<code>{pair[1]}</code>" not in page] == []


@pytest.mark.django_db
def test_hidden_names_stay_hidden(client):
    RoleAlias.objects.create(role=make_role("dev"), name="codemonkey", is_hidden=True)

    assert ask(client, "roles/dev/?include=aliases").json()["aliases"] == []
