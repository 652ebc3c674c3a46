"""Roles and skills as linked data, read by independent libraries."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import RDF, SDO, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from careers.linked import json_ld, turtle
from careers.linked.facts import ExperienceFacts, PayFacts, RequirementFacts, RoleFacts, SkillFacts, Statement
from careers.linked.loading import load_role_facts, load_skill_facts
from careers.linked.role_things import role_things
from careers.linked.skill_things import skill_things
from careers.linked.source_things import claim_thing, collection_thing, document_thing, own_terms
from careers.linked.vocabulary import OWN_CLASSES, OWN_PREFIX, OWN_TERMS, PREFIXES, PROPERTIES, TERMS, expanded
from roles.models import Role
from skills.models import Skill
from sources.models import Claim, Collection, Document

from .factories import (
    make_claim,
    make_document,
    make_duty,
    make_pay_figure,
    make_requirement,
    make_role,
    make_role_alias,
    make_skill,
    make_skill_relation,
    make_step,
)

SITE = "https://waymark.example"
WAY = Namespace(f"{SITE}{TERMS}")
SHAPES = Path(__file__).parent / "data" / "linked.shacl.ttl"
STATED = Statement("stated")
# rdflib warns of what it and pySHACL do themselves.
pytestmark = pytest.mark.filterwarnings("ignore:.*Dataset:DeprecationWarning")

texts = st.text(min_size=1).filter(lambda text: text.isprintable() or "\n" in text)
aliases = st.lists(st.tuples(texts, st.booleans()), max_size=4).map(tuple)
slugs = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
ROLE = RoleFacts(
    slug="dev",
    title="Dev",
    summary="",
    said=STATED,
    collection="own",
    family="",
    requirements=(RequirementFacts("sql", None, None, STATED), RequirementFacts("git", "", 3, STATED)),
    experience=(ExperienceFacts("coding", 3, STATED),),
    pay=(PayFacts("average", 1000.50, None, "EUR", "", STATED),),
)


def as_turtle(things):
    return "".join(turtle.document(things, SITE))


def read(text, form="turtle"):
    return Graph().parse(data=text, format=form)


def problems(graph):
    conforms, _, report = validate(graph, shacl_graph=str(SHAPES), advanced=False)
    return "" if conforms else report


@given(
    st.fixed_dictionaries(
        {
            "title": texts,
            "summary": st.text(),
            "family": st.text(),
            "identifier": st.text() | st.text().map("https://example.org/{}".format),
            "aliases": aliases,
            "broader": slugs.map(lambda found: found[:1]),
            "related": slugs,
        }
    ).map(lambda said: ROLE._replace(**said))
)
def test_whatever_a_role_says_both_forms_say_the_same_to_other_programs_and_break_no_rule_of_skos(role):
    things = list(role_things(role))

    graph = read(as_turtle(things))

    assert isomorphic(graph, read(json_ld.as_text(things, SITE), "json-ld"))
    dev = URIRef(f"{SITE}/roles/dev/")
    assert graph.value(dev, SKOS.prefLabel) == Literal(role.title, lang="en")
    labels = [set(graph.objects(dev, label)) for label in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    assert sum(map(len, labels)) == len(set().union(*labels))
    assert not set(graph.objects(dev, SKOS.related)) & set(graph.objects(dev, SKOS.broader))
    assert [level.toPython() for level in graph.objects(None, WAY.level)] == [3]


def test_skill_that_is_the_same_as_another_is_not_broader_than_it_too():
    relations = (("exact", "b"), ("broad-match", "b"), ("broad-match", "c"), ("builds-on", "d"), ("related", "e"))
    skill = SkillFacts("a", "A", "", "tool", "own", "Area", relations=relations, broader=("e",))

    graph = read(as_turtle(skill_things(skill)))

    of = {
        term: [str(other).removeprefix(SITE) for other in graph.objects(URIRef(f"{SITE}/skills/a/"), term)]
        for term in (SKOS.exactMatch, SKOS.broadMatch, WAY.buildsOn, SKOS.broader, SKOS.related)
    }
    assert list(of.values()) == [["/skills/b/"], ["/skills/c/"], ["/skills/d/"], ["/skills/e/"], []]


def test_every_term_is_one_that_schema_org_or_skos_has_or_one_that_is_explained():
    known = {"schema": SDO, "skos": SKOS, "rdf": RDF}
    terms = [name.partition(":") for name in PROPERTIES]

    unknown = [name for prefix, _, name in terms if prefix in known and name not in known[prefix]]

    assert unknown == []
    assert {f"{prefix}:{name}" for prefix, _, name in terms if prefix == OWN_PREFIX} == set(OWN_TERMS)
    assert {prefix for prefix, *_ in terms} == {*PREFIXES, OWN_PREFIX} - {"xsd"}


def test_licence_is_linked_where_it_has_an_address_and_named_where_it_has_none():
    said = {"slug": "own", "name": "Own", "short_name": "Own", "description": "", "url": ""}
    known, other = (
        collection_thing(SimpleNamespace(licence=licence, **said)).properties for licence in ("CC BY 4.0", "Ask us")
    )

    assert known["dcterms:license"] == ("https://creativecommons.org/licenses/by/4.0/",)
    assert (other.get("dcterms:license"), other["dcterms:rights"]) == (None, ("Ask us",))


def test_own_terms_explain_themselves():
    graph = read(as_turtle(own_terms(TERMS)))

    assert {str(term) for term in graph.subjects()} == {expanded(name, SITE) for name in [*OWN_TERMS, *OWN_CLASSES]}


@pytest.mark.django_db
def test_every_statement_cites_the_claims_that_it_rests_on():
    claim = make_claim("F001", document=make_document("guide"))
    role = make_role("dev")
    make_requirement(role=role, skill=make_skill("sql"), level=3, claims=[claim])

    *_, requirement = role_things(*load_role_facts([role.pk]))

    assert json_ld.node(requirement) == {
        "@id": "/roles/dev/#skill-sql",
        "@type": "rdf:Statement",
        "rdf:subject": "/roles/dev/",
        "rdf:predicate": "schema:skills",
        "rdf:object": "/skills/sql/",
        "way:need": "essential",
        "way:level": 3,
        "way:basis": "stated",
        "schema:citation": "/sources/guide/#F001",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_facts_of_roles_and_skills_take_as_many_queries_however_many_they_are(django_assert_num_queries, count):
    claim, roles = make_claim(), [make_role(broader=make_role()) for _ in range(count)]
    skills = [make_skill(broader=make_skill()) for _ in range(count)]
    for role, skill in zip(roles, skills, strict=True):
        make_requirement(role=role, skill=skill, claims=[claim])
        make_duty(role=role, claims=[claim])
        make_step(origin=role, claims=[claim])
        make_pay_figure(role=role)
        make_role_alias(role=role)
        make_skill_relation(origin=skill)

    with django_assert_num_queries(11):
        assert len(load_role_facts([role.pk for role in roles])) == count
    with django_assert_num_queries(5):
        assert len(load_skill_facts([skill.pk for skill in skills])) == count


@pytest.mark.any_database
def test_all_content_of_the_site_keeps_the_rules(content):
    roles = load_role_facts(list(Role.objects.published().values_list("pk", flat=True)))
    skills = load_skill_facts(list(Skill.objects.published().values_list("pk", flat=True)))
    things = [one for facts in roles for one in role_things(facts)]
    things += [one for facts in skills for one in skill_things(facts)]
    things += map(collection_thing, Collection.objects.all())
    things += map(document_thing, Document.objects.all())
    things += [claim_thing(claim, claim.document.slug) for claim in Claim.objects.select_related("document")]

    graph = read(as_turtle(things))

    assert problems(graph) == ""
    # Whatever is referred to is there.
    told = {URIRef(f"{SITE}{one.address}") for one in things}
    referred = {other for term in (SDO.skills, SDO.citation, SKOS.broader) for other in graph.objects(None, term)}
    assert referred - told == set()
    assert json.loads(json_ld.as_text(things[:1], SITE))["@graph"][0]["@id"] == things[0].address


def test_a_rule_that_is_broken_is_noticed():
    graph = read(as_turtle(skill_things(SkillFacts("a", "A", "", "tool", "own", "Area"))))
    graph.add((URIRef(f"{SITE}/skills/a/"), SKOS.altLabel, Literal("A", lang="en")))

    assert "disjoint" in problems(graph).lower()
