"""Pages as schema.org linked data."""

import json

import pytest

from roles.models import PayKind, PayPeriod
from sources.linked_data import breadcrumbs, embed

from .factories import (
    make_choice,
    make_document,
    make_duty,
    make_family,
    make_pay_figure,
    make_requirement,
    make_responsibility,
    make_role,
    make_role_alias,
    make_route,
    make_skill,
    make_skill_alias,
    make_term,
)
from .html import parse

HOSTILE = "</script><script>alert('1 & 2')</script>"
SITE = "http://testserver"


def things(client, address):
    """Return the linked data of a page: {type: properties}."""
    blocks = parse(client.get(address)).all("script", type="application/ld+json")
    found = [json.loads("".join(block.children)) for block in blocks]
    assert [thing.pop("@context") for thing in found] == ["https://schema.org"] * len(found)
    return {thing.pop("@type"): thing for thing in found}


def test_thing_says_what_it_is_and_leaves_out_what_is_empty():
    thing = embed("Thing", name="é", description="", alternateName=[], position=3)

    assert thing == '{"@context": "https://schema.org", "@type": "Thing", "name": "é", "position": 3}'


def test_text_cannot_end_the_script_element():
    text = embed("Thing", name=HOSTILE)

    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == HOSTILE


def test_breadcrumbs_lead_from_the_top_to_the_page_itself(rf):
    request = rf.get("/roles/dev/?q=x")

    crumbs = json.loads(breadcrumbs(request, [("Roles", "/roles/"), ("Software", "/roles/?family=software")], "Dev"))

    assert crumbs == {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Roles", "item": f"{SITE}/roles/"},
            {"@type": "ListItem", "position": 2, "name": "Software", "item": f"{SITE}/roles/?family=software"},
            {"@type": "ListItem", "position": 3, "name": "Dev", "item": f"{SITE}/roles/dev/"},
        ],
    }


def names(crumbs):
    return [(item["name"], item["item"].removeprefix(SITE)) for item in crumbs["itemListElement"]]


@pytest.fixture
def dev():
    dev = make_role("dev", title="Dev", family=make_family("software"), summary="Writes code.")
    make_role_alias("Coder", role=dev)
    make_requirement(role=dev, skill=make_skill("sql"))
    make_requirement(skill=make_skill("java"), choice=make_choice("language", label="a language", role=dev))
    make_duty(role=dev, responsibility=make_responsibility(title="Write code"))
    make_pay_figure("average", role=dev, amount_from=1000, period=PayPeriod.MONTH, currency="EUR")
    make_pay_figure("range", role=dev, kind=PayKind.RANGE, amount_from=900, amount_to=1200.5)
    return dev


@pytest.mark.django_db
def test_role_is_an_occupation_with_what_is_said_of_itself(client, dev):
    make_role("general", title="General")

    assert things(client, "/roles/dev/")["Occupation"] == {
        "name": "Dev",
        "alternateName": ["Coder"],
        "description": "Writes code.",
        "url": f"{SITE}/roles/dev/",
        "occupationalCategory": "Software",
        "responsibilities": ["Write code"],
        "skills": ["Sql", "a language"],
        "estimatedSalary": [
            {"@type": "MonetaryAmount", "name": "average", "currency": "EUR",
             "value": {"@type": "QuantitativeValue", "value": 1000.0, "unitText": "MONTH"}},
            {"@type": "MonetaryAmount", "name": "range", "currency": "USD",
             "value": {"@type": "QuantitativeValue", "minValue": 900.0, "maxValue": 1200.5}},
        ],
    }  # fmt: skip


@pytest.mark.django_db
def test_level_is_an_occupation_without_what_it_inherits_pay_above_all(client, dev):
    junior = make_role("junior", title="Junior", broader=dev, seniority=1, family=dev.family, summary="Learns.")
    make_requirement(role=junior, skill=make_skill("git"))

    assert things(client, "/roles/junior/")["Occupation"] == {
        "name": "Junior",
        "description": "Learns.",
        "url": f"{SITE}/roles/junior/",
        "occupationalCategory": "Software",
        "skills": ["Git"],
    }


@pytest.mark.django_db
def test_skill_is_a_defined_term(client):
    skill = make_skill("sql", name="SQL", description="A language.")
    make_skill_alias("Structured Query Language", skill=skill)

    assert things(client, "/skills/sql/")["DefinedTerm"] == {
        "name": "SQL",
        "description": "A language.",
        "alternateName": ["Structured Query Language"],
        "url": f"{SITE}/skills/sql/",
    }


@pytest.mark.django_db
def test_glossary_is_a_set_of_terms(client):
    make_term("api", term="API", definition="How programs meet.")

    assert things(client, "/glossary/") == {
        "DefinedTermSet": {
            "name": "Waymark glossary",
            "hasDefinedTerm": [{"@type": "DefinedTerm", "name": "API", "description": "How programs meet."}],
        }
    }


@pytest.mark.django_db
def test_front_page_is_a_site_that_can_be_searched(client):
    assert things(client, "/") == {
        "WebSite": {
            "name": "Waymark",
            "url": f"{SITE}/",
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{SITE}/search/?q={{q}}",
                "query-input": "required name=q",
            },
        }
    }


@pytest.mark.django_db
def test_breadcrumbs_end_at_the_page_and_are_those_that_it_shows(client, dev):
    databases = make_skill("databases", description="Stores.")
    make_skill("sql-basics", area=databases.area, broader=databases)
    make_route("course")
    make_document("guide", title="The guide")

    ways = {
        "/roles/dev/": [("Roles", "/roles/"), ("Software", "/roles/?family=software"), ("Dev", "/roles/dev/")],
        "/skills/sql-basics/": [
            ("Skills", "/skills/"),
            (databases.area.name, f"/skills/#{databases.area.slug}"),
            ("Databases", "/skills/databases/"),
            ("Sql basics", "/skills/sql-basics/"),
        ],
        "/education/course/": [("Education", "/education/"), ("Course", "/education/course/")],
        "/sources/guide/": [("Sources", "/sources/"), ("The guide", "/sources/guide/")],
    }
    assert {address: names(things(client, address)["BreadcrumbList"]) for address in ways} == ways
    shown = {address: parse(client.get(address)).one("nav", css="crumbs").all("a") for address in ways}
    assert {address: [(link.text, link.attributes["href"]) for link in links] for address, links in shown.items()} == {
        address: way[:-1] for address, way in ways.items()
    }


@pytest.mark.django_db
def test_what_editors_write_is_markup_on_no_page_and_in_no_data_block(client):
    skill = make_skill("skill", name=HOSTILE, description=HOSTILE)
    role = make_role("role", title=HOSTILE, summary=HOSTILE, family=make_family(name=HOSTILE), levels={skill: 1})
    make_role_alias(HOSTILE, role=role)
    make_role("level", title=HOSTILE, broader=role, seniority=1)
    make_route("route", name=HOSTILE, summary=HOSTILE, covers=HOSTILE)
    make_document("document", title=HOSTILE, summary=HOSTILE, attribution=HOSTILE)
    make_term("term", term=HOSTILE, definition=HOSTILE, skill=skill)
    addresses = ["/", "/roles/", "/roles/role/", "/roles/level/", "/skills/", "/skills/skill/", "/education/",
                 "/education/route/", "/sources/", "/sources/document/", "/glossary/"]  # fmt: skip

    for address in addresses:
        html = client.get(address).content.decode()
        assert "alert(" in html, address
        assert "<script>" not in html, address
        assert HOSTILE.lower() in parse(html).one("main").text.lower(), address
        things(client, address)
