"""What holds for every page that visitors see, over the published content; and that drafts are on none of them."""

import json
import re
from functools import cache
from itertools import chain, pairwise
from urllib.parse import urldefrag, urljoin

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve, reverse

from roles import views as role_views
from roles.models import Role
from skills import views as skill_views
from skills.models import Skill
from sources import views as source_views
from sources.publication import Status

from .factories import (
    make_choice,
    make_claim,
    make_document,
    make_duty,
    make_family,
    make_requirement,
    make_role,
    make_role_alias,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_relation,
    make_step,
    make_term,
    make_working_relation,
)
from .html import parse

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@cache
def crawl():
    """Return {address: (answer, tree)} of every page that links lead to from the front page, the admin's aside.

    What pages ask machines not to follow is not followed: roles can be compared in more ways than can be counted.
    """
    client, site, waiting = Client(), {}, ["/"]
    while waiting:
        address = waiting.pop()
        if address not in site:
            response = client.get(address)
            site[address] = response, parse(response)
            found = links(address, site[address][1], followed=True)
            waiting += [target for target, _ in found if not target.startswith("/admin/")]
    return site


def links(address, tree, *, followed=False):
    """Return (address, fragment) of all links of a page that lead to this site, or of those that machines follow."""
    # A link that says its type leads to no page: to a feed.
    pages = [link for link in tree.all("a") if "type" not in link.attributes]
    wanted = [link for link in pages if not (followed and link.attributes.get("rel") == "nofollow")]
    targets = [urljoin(address, link.attributes["href"]) for link in wanted if "href" in link.attributes]
    return [tuple(urldefrag(target)) for target in targets if target.startswith("/")]


@pytest.fixture
def site(content):
    """All pages of the published content, as answers and as trees."""
    return crawl()


def paths(site):
    """Return {address: tree} without those that only narrow a list."""
    return {address: tree for address, (_, tree) in site.items() if "?" not in address}


def where(site, is_wrong):
    """Return the addresses whose tree is not as it should be."""
    return [address for address, (_, tree) in site.items() if is_wrong(tree)]


def test_links_lead_to_every_page_of_the_site_map_and_to_none_that_is_not_there(site, client):
    listed = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").content.decode())

    assert [address for address, (response, _) in site.items() if response.status_code != 200] == []
    assert len(listed) == len(set(listed)) > 150
    # Of the comparisons that pages lead to, the site map lists one for each step.
    assert set(listed) <= set(paths(site))
    assert {address for address in set(paths(site)) - set(listed) if not address.startswith("/compare/")} == set()


def test_every_fragment_is_on_the_page_that_it_leads_to(site):
    ids = {address: {element.attributes.get("id") for element in tree.walk()} for address, (_, tree) in site.items()}
    followed = {(target, part) for address, (_, tree) in site.items() for target, part in links(address, tree) if part}

    assert len(followed) > 500
    assert [(target, part) for target, part in followed if part not in ids[target]] == []


def test_links_to_the_admin_lead_to_its_door(site, client):
    edit = {target for address, (_, tree) in site.items() for target, _ in links(address, tree) if "/admin/" in target}

    assert len(edit) > 100
    assert {client.get(target).headers["Location"] for target in list(edit)[:20]} == {
        f"/admin/login/?next={target}" for target in list(edit)[:20]
    }


def test_every_page_has_one_heading_of_the_first_order(site):
    assert where(site, lambda tree: len(tree.all("h1")) != 1 or not tree.one("h1").text) == []


def test_headings_leave_out_no_order(site):
    def orders(tree):
        return [0, *(int(element.tag[1]) for element in tree.walk() if re.fullmatch("h[1-6]", element.tag))]

    main = {address: orders(tree.one("main")) for address, tree in paths(site).items()}

    def leaps(found):
        return any(after > before + 1 for before, after in pairwise(found))

    assert [address for address, found in main.items() if leaps(found)] == []


def test_titles_are_short_and_each_is_of_one_page(site):
    titles = [tree.one("head").one("title").text for tree in paths(site).values()]

    assert [title for title in titles if len(title) >= 70 or not title.removesuffix(" · Waymark")] == []
    assert [title for title in titles if titles.count(title) > 1] == []


def test_descriptions_are_written_and_short(site):
    descriptions = {
        address: tree.one("meta", name="description").attributes["content"] for address, tree in paths(site).items()
    }

    assert {address: text for address, text in descriptions.items() if not 0 < len(text) < 170} == {}


@pytest.mark.parametrize("address", ["/roles/plain/", "/skills/plain/"])
def test_page_without_a_text_of_its_own_is_described_by_that_of_the_site(client, address):
    make_role("plain", summary="")
    make_skill("plain", description="")

    described = parse(client.get(address)).one("meta", name="description").attributes["content"]

    assert described.startswith("Career paths of backend engineers")


def test_canonical_address_is_the_page_itself_without_parameters(site):
    addresses = {address: tree.one("link", rel="canonical").attributes["href"] for address, (_, tree) in site.items()}

    assert addresses == {address: f"http://testserver{address.partition('?')[0]}" for address in site}


def test_every_id_is_given_once(site):
    def repeats(tree):
        ids = [element.attributes["id"] for element in tree.walk() if "id" in element.attributes]
        return len(ids) != len(set(ids)) or "" in ids

    assert where(site, repeats) == []


def test_labels_and_descriptions_name_what_is_on_the_page(site):
    def is_dangling(tree):
        ids = {element.attributes.get("id") for element in tree.walk()}
        names = ("for", "aria-labelledby", "aria-controls")
        named = {element.attributes.get(name) for element in tree.walk() for name in names} - {None}
        return not named <= ids

    assert where(site, is_dangling) == []


def test_nothing_is_written_into_a_page_that_the_policy_would_refuse(site):
    def is_refused(element):
        is_inline_script = element.tag == "script" and "src" not in element.attributes
        return (
            element.tag in {"style", "base", "iframe", "object", "embed"}
            or (is_inline_script and element.attributes.get("type") != "application/ld+json")
            or any(name == "style" or name.startswith("on") for name in element.attributes)
            or any(value.strip().lower().startswith("javascript:") for value in element.attributes.values())
        )

    assert where(site, lambda tree: any(map(is_refused, tree.walk()))) == []


def test_everything_that_a_page_loads_is_there_and_from_here(site):
    loaded = {
        element.attributes[name]
        for _, tree in site.values()
        for element in tree.walk()
        for name in ("src", "href")
        if name in element.attributes and element.tag in {"script", "link", "img", "use", "source"}
        if element.attributes.get("rel") not in {"canonical", "alternate"}
    }

    assert len(loaded) > 10
    assert [address for address in loaded if not finders.find(address.removeprefix("/static/"))] == []


def test_public_pages_are_the_same_for_everybody(site):
    """No cookie, no session and no token in them: what a cache keeps of one visitor is right for all."""
    assert [address for address, (response, _) in site.items() if response.cookies] == []
    assert [a for a, (response, _) in site.items() if "cookie" in response.headers.get("Vary", "").lower()] == []
    assert where(site, lambda tree: tree.all("input", name="csrfmiddlewaretoken")) == []


def headers_of(response):
    policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
    names = (
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Embedder-Policy",
        "Cross-Origin-Resource-Policy",
    )
    return policy, [response.headers[name] for name in names]


STRICT = (
    POLICY,
    ["nosniff", "DENY", "strict-origin-when-cross-origin", "same-origin", "require-corp", "same-origin"],
)


# The addresses below may hold what somebody can do.
STRICTER = (POLICY, ["nosniff", "DENY", "no-referrer", "same-origin", "require-corp", "same-origin"])


def test_every_answer_carries_strict_headers(site):
    expected = {address: STRICTER if address.startswith("/fit/") else STRICT for address in site}

    assert {address: headers_of(response) for address, (response, _) in site.items()} == expected


# One of each kind.
KINDS = [
    "/",
    "/roles/",
    "/roles/junior-backend-engineer/",
    "/skills/",
    "/skills/java/",
    "/education/",
    "/education/coding-bootcamp/",
    "/sources/",
    "/sources/engineer-career-overview/",
    "/glossary/",
    "/about/evidence/",
    "/search/?q=engineer",
    "/search/suggest/?q=eng",
]
OTHERS = ["/sitemap.xml", "/robots.txt"]


@pytest.mark.parametrize("address", KINDS + OTHERS[1:])
def test_page_is_read_and_never_written_to(content, address):
    client = Client(raise_request_exception=True)
    answers = {
        method: client.generic(method, address).status_code for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE"]
    }

    assert answers == dict.fromkeys(answers, 405)


@pytest.mark.parametrize("address", KINDS + OTHERS)
def test_head_is_answered_as_get_without_the_page(content, client, address):
    got, head = client.get(address), client.head(address)

    assert (head.status_code, head.content, got.status_code) == (200, b"", 200)
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("address", OTHERS)
def test_files_for_machines_carry_strict_headers_and_no_cookie(content, client, address):
    response = client.get(address)

    assert (headers_of(response), dict(response.cookies)) == (STRICT, {})


@pytest.mark.parametrize("address", KINDS)
def test_visitor_with_a_session_sees_the_same_page(content, client, admin_client, address):
    assert admin_client.get(address).content == client.get(address).content


@pytest.mark.parametrize(
    "address", ["/roles/no/", "/skills/no/", "/education/no/", "/sources/no/", "/no/", "/roles/a%00/"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("views", "name", "slug"),
    [
        (role_views, "roles:role", "junior-backend-engineer"),
        (role_views, "roles:role", "backend-engineer"),
        (role_views, "roles:role", "product-manager"),
        (role_views, "roles:route", "coding-bootcamp"),
        (skill_views, "skills:skill", "java"),
        (skill_views, "skills:glossary", None),
        (source_views, "sources:document", "engineer-career-overview"),
    ],
)
def test_no_template_of_a_page_queries(content, monkeypatch, rf, django_assert_num_queries, views, name, slug):
    render, made = views.render, {}
    monkeypatch.setattr(views, "render", lambda *arguments: made.update(arguments=arguments))
    address = reverse(name, args=[slug] if slug else [])
    match = resolve(address)
    match.func(rf.get(address), **match.kwargs)

    with django_assert_num_queries(0):
        response = render(*made["arguments"])

    assert parse(response).one("h1").text


# --- Drafts -------------------------------------------------------------------------------------------------

HIDDEN = "Hush"


@pytest.fixture
def drafts():
    """A draft role and a draft skill, tied in every way to what is published; both have “Hush” in their names."""
    document = make_document("guide")
    claims = [make_claim("F001", document=document)]
    family = make_family("software")
    dev = make_role("dev", family=family, title="Dev", claims=claims)
    junior = make_role("junior", family=family, title="Junior", broader=dev, seniority=1)
    sql, silent = make_skill("sql"), make_skill("hush-skill", name="Hush skill", broader=None, status="draft")
    role = make_role("hush-role", title="Hush role", family=family, broader=dev, seniority=2, status="draft")
    make_role_alias("Hush alias", role=role, claims=claims)
    make_requirement(role=role, skill=sql, claims=claims)
    make_requirement(role=dev, skill=sql, claims=claims)
    make_requirement(role=dev, skill=silent, claims=claims)
    choice = make_choice("tools", label="tools", role=junior, claims=claims)
    make_requirement(skill=silent, choice=choice, claims=claims)
    make_requirement(skill=make_skill("git"), choice=choice, claims=claims)
    make_duty(role=role, claims=claims)
    route = make_route("course")
    make_route_into_role(role=role, route=route, claims=claims)
    make_step(origin=junior, target=role, claims=claims)
    make_working_relation(role=dev, other_role=role, claims=claims)
    make_working_relation(role=role, other_role=junior, claims=claims, kind="guides")
    make_skill_relation(origin=sql, target=silent, claims=claims)
    make_skill_relation(origin=silent, target=make_skill("go"), claims=claims)
    make_skill("tuning", broader=silent)
    make_term("word", skill=silent)
    Skill.objects.filter(slug="hush-skill").update(broader=sql)


HIDING = [
    "/", "/roles/", "/roles/?q=hush&q=job", "/roles/dev/", "/roles/junior/", "/skills/", "/skills/sql/", "/skills/go/",
    "/skills/tuning/", "/education/course/", "/sources/guide/", "/glossary/", "/sitemap.xml",
]  # fmt: skip


def shown(client, address):
    """Return how often the drafts are named on a page, links and data blocks included."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("?q=hush", "").lower().count(HIDDEN.lower())


@pytest.mark.parametrize("address", HIDING)
def test_drafts_are_on_no_page_and_would_be_if_they_were_published(client, drafts, address):
    hidden = shown(client, address)
    publish()

    assert hidden == 0
    assert shown(client, address) > 0


def publish():
    for model in (Role, Skill):
        model.objects.update(status=Status.PUBLISHED)


@pytest.mark.parametrize("address", ["/roles/hush-role/", "/skills/hush-skill/"])
def test_draft_has_no_page(client, drafts, address):
    before = client.get(address).status_code
    publish()

    assert (before, client.get(address).status_code) == (404, 200)


def figures(client):
    """Return the figures by which drafts would give themselves away."""
    home, skills, education = (parse(client.get(address)) for address in ("/", "/skills/", "/education/"))
    return {
        "family": home.all("section")[2].texts("p", css="figure"),
        "skills": {
            link.one(css="name").text: link.one(css="count").text for link in skills.all("a") if link.all(css="count")
        },
        "education": education.texts("p", css="figure"),
    }


def test_drafts_count_in_no_figure(client, drafts):
    hidden = figures(client)
    publish()

    assert hidden == {
        "family": ["2 roles"],
        "skills": {"Sql": "1 role", "Git": "1 role", "Go": "0 roles", "Tuning": "0 roles"},
        "education": ["0 roles"],
    }
    assert figures(client) == {
        "family": ["3 roles"],
        "skills": {"Sql": "2 roles", "Git": "1 role", "Go": "0 roles", "Tuning": "0 roles", "Hush skill": "2 roles"},
        "education": ["1 role"],
    }


def test_levels_of_a_draft_inherit_nothing_from_it_until_it_is_published(client, drafts):
    Role.objects.filter(slug="dev").update(status="draft")
    hidden = parse(client.get("/roles/junior/"))
    Role.objects.filter(slug="dev").update(status="published")
    open_ = parse(client.get("/roles/junior/"))

    asked = [[line.attributes["id"] for line in page.all("li", css="ask")] for page in (hidden, open_)]
    assert asked == [["choice-tools"], ["choice-tools", "skill-sql"]]
    assert ["/roles/dev/" in {link.attributes.get("href") for link in page.all("a")} for page in (hidden, open_)] == [
        False,
        True,
    ]


def test_every_data_block_of_the_site_is_json_with_absolute_addresses(site):
    blocks = [
        json.loads("".join(block.children))
        for _, tree in site.values()
        for block in tree.all("script", type="application/ld+json")
    ]

    def addresses(value):
        if isinstance(value, dict):
            own = (value[name] for name in ("url", "item", "target") if name in value)
            return [*own, *chain.from_iterable(map(addresses, value.values()))]
        return [*chain.from_iterable(map(addresses, value))] if isinstance(value, list) else []

    found = addresses(blocks)
    assert len(found) > 500
    assert [address for address in found if not address.startswith("http://testserver/")] == []
    assert {block["@type"] for block in blocks} == {
        "WebSite", "Occupation", "BreadcrumbList", "DefinedTerm", "DefinedTermSet",
    }  # fmt: skip
