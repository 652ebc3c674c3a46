"""The index of roles: it agrees with queries, whatever the content, and follows every change of it."""

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.filters import RoleFilter
from roles.models import Role, RoleFamily, SkillRequirement
from roles.role_index import role_index
from roles.role_list import RoleList
from skills.models import Skill
from sources.collection import OWN, Collection
from sources.publication import Status

from .factories import (
    make_area,
    make_choice,
    make_duty,
    make_family,
    make_requirement,
    make_role,
    make_route,
    make_route_into_role,
    make_skill,
    make_skill_alias,
)
from .html import parse

pytestmark = pytest.mark.django_db

# --- The law ------------------------------------------------------------------------------------------------

COUNT = 6
statuses = st.sampled_from([Status.PUBLISHED] * 4 + [Status.DRAFT, Status.RETIRED])
made_roles = st.fixed_dictionaries(
    {
        "status": statuses,
        "collection_id": st.sampled_from([OWN, "framework"]),
        "seniority": st.sampled_from([None, 1, 2]),
        "known_only_by_relation": st.booleans(),
        "family": st.integers(0, 3),
        "broader": st.integers(-3, COUNT - 1),
    }
)
# Role, skill, place of its choice or -1, whether it is relevant, level.
made_requirements = st.sets(
    st.tuples(
        st.integers(0, COUNT - 1), st.integers(0, 3), st.integers(-2, 1), st.sampled_from([True] * 4 + [False]),
        st.sampled_from([None, 1, 3]),
    ),
    max_size=16,
)  # fmt: skip
queries = st.lists(
    st.sampled_from(
        [("collection", OWN), ("collection", "framework"), ("family", "f0"), ("family", "f1"), ("family", "f3"),
         ("seniority", "junior"), ("knowledge", "named"), ("skill", "s0"), ("skill", "s1"), ("education", "r0"),
         ("q", "role-1")]
    ),
    max_size=4,
)  # fmt: skip


@pytest.fixture
def vocabulary():
    Collection.objects.create(slug="framework", name="Framework", short_name="Framework", position=1)
    area = make_area()
    skills = [make_skill(f"s{place}", area=area) for place in range(4)]
    Skill.objects.filter(slug="s3").update(status=Status.DRAFT)
    families = [make_family(f"f{place}", position=place) for place in range(4)]
    # f2 within f1 within f0
    for place in (1, 2):
        RoleFamily.objects.filter(slug=f"f{place}").update(broader=families[place - 1])
    return families, skills, [make_route(f"r{place}") for place in range(2)]


def make_world(vocabulary, roles, requirements, routes):
    """Make roles of which some stand above others, but never more than two above one."""
    families, skills, all_routes = vocabulary
    made, height = [], []
    for place, fields in enumerate(roles):
        above = fields["broader"]
        has_room = 0 <= above < place and height[above] < 2
        height.append(height[above] + 1 if has_room else 0)
        given_fields = fields | {"family": families[fields["family"]], "broader": made[above] if has_room else None}
        made.append(Role.objects.create(slug=f"role-{place}", title=f"Role-{place}", **given_fields))
    choices = {(role, slug): make_choice(f"c{slug}", role=made[role]) for role in range(COUNT) for slug in range(2)}
    seen = set()
    for role, skill, choice, is_relevant, level in sorted(requirements, key=str):
        if (role, skill) not in seen:
            seen.add((role, skill))
            ends = {"role": made[role], "skill": skills[skill], "choice": choices.get((role, choice))}
            make_requirement(**ends, is_relevant=is_relevant, level=level)
    for role, route in routes:
        make_route_into_role(role=made[role], route=all_routes[route])


def counted(query, **changes):
    """Return how many roles querysets find with these parameters."""
    data = QueryDict(mutable=True)
    for name, values in (query | changes).items():
        data.setlist(name, values)
    return set(RoleFilter(data, Role.objects.published()).qs.values_list("slug", flat=True))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(made_roles, min_size=COUNT, max_size=COUNT),
    made_requirements,
    st.sets(st.tuples(st.integers(0, COUNT - 1), st.integers(0, 1)), max_size=4),
    st.lists(queries, min_size=2, max_size=2),
)
def test_every_figure_is_what_a_query_counts(vocabulary, roles, requirements, routes, asked):
    with transaction.atomic():
        make_world(vocabulary, roles, requirements, routes)
        for pairs in asked:
            assert_figures_are_those_of_queries("&".join(f"{name}={value}" for name, value in pairs))
        transaction.set_rollback(True)


def assert_figures_are_those_of_queries(query):
    roles = RoleList(QueryDict(query))
    chosen = roles.parameters | {"collection": roles.collections}
    # Of a family and one within it, the narrower holds; a queryset takes any.
    if "f1" in chosen.get("family", ()):
        chosen["family"] = [slug for slug in chosen["family"] if slug != "f0"]
    assert {role.slug for role in roles.page} == counted(chosen), query
    for facet in roles.facets:
        # No queryset settles levels; a test below does.
        for option in facet.options if facet.name != "level" else ():
            values = [*chosen.get("skill", ()), option.value] if facet.name == "skill" else [option.value]
            assert option.count == len(counted(chosen, **{facet.name: values})), (query, facet.name, option)


def test_a_choice_of_what_is_not_relevant_replaces_none(vocabulary):
    _, skills, _ = vocabulary
    broader = make_role("broader")
    level = make_role("level", broader=broader)
    of_all, of_level = (make_choice("cloud", role=role) for role in (broader, level))
    for skill in skills[:2]:
        make_requirement(role=broader, skill=skill, choice=of_all)
    make_requirement(role=level, skill=skills[0], choice=of_level, is_relevant=False)

    assert counted({"skill": ["s1"], "collection": ["waymark"]}) == {"broader", "level"}
    assert_figures_are_those_of_queries("skill=s1")


# --- It follows the content ---------------------------------------------------------------------------------


def raw(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


CHANGES = {
    "a role made": lambda: make_role("new"),
    "a role changed": lambda: Role.objects.get(slug="dev").save(),
    "many changed": lambda: Role.objects.update(seniority=2),
    "many made": lambda: Role.objects.bulk_create([Role(slug="b", title="B", family=RoleFamily.objects.first())]),
    "a row removed": lambda: SkillRequirement.objects.all().delete(),
    "a link made": lambda: make_choice(role=Role.objects.get(slug="dev")),
    "a skill renamed": lambda: Skill.objects.update(name="SQL"),
    "SQL": lambda: raw("UPDATE roles_role SET title = 'Other'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_index_is_made_anew_after_every_way_of_writing(change):
    make_requirement(role=make_role("dev"), skill=make_skill("sql"))
    before = role_index()
    assert role_index() is before

    change()

    assert role_index() is not before


def test_what_was_taken_back_is_in_no_index():
    make_role("dev")
    with transaction.atomic():
        make_role("new")
        inside = [role.slug for role in role_index().roles]
        transaction.set_rollback(True)

    assert (inside, [role.slug for role in role_index().roles]) == (["dev", "new"], ["dev"])


# --- Collections --------------------------------------------------------------------------------------------


@pytest.fixture
def library():
    """The site's own content, and a framework whose families and skills stand within each other."""
    framework = Collection.objects.create(slug="framework", name="Framework", short_name="FW", position=1)
    own = make_family("software")
    top = make_family("top", collection=framework)
    middle = make_family("middle", collection=framework, broader=top)
    low = make_family("low", collection=framework, broader=middle)
    sql, baking = make_skill("sql"), make_skill("baking", collection=framework)
    make_role("dev", family=own, levels={sql: 3})
    make_role("baker", family=low, collection=framework, levels={baking: 2})
    make_role("cook", family=middle, collection=framework, levels={baking: None})
    make_duty(role=Role.objects.get(slug="cook"))


def named(query):
    return [role.slug for role in RoleList(QueryDict(query)).page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["dev"]),
        ("collection=waymark", ["dev"]),
        ("collection=framework", ["baker", "cook"]),
        ("collection=waymark&collection=framework", ["dev", "baker", "cook"]),
        ("family=top", ["baker", "cook"]),
        ("family=low", ["baker"]),
        ("family=top&family=low", ["baker"]),
        ("family=top&collection=waymark", []),
        ("skill=baking", ["baker", "cook"]),
        ("skill=baking&level=2", ["baker"]),
        ("skill=baking&level=3", []),
        ("skill=sql&level=2", ["dev"]),
        ("level=2", ["dev"]),
        ("collection=nowhere", ["dev"]),
    ],
)
def test_list_begins_with_the_own_collection_and_widens_by_what_is_chosen(library, query, found):
    assert sorted(named(query)) == sorted(found)


def boxes(query, name):
    """Return [(what a box says, how deep it stands, how many roles)] of a facet."""
    facets = {facet.name: facet.options for facet in RoleList(QueryDict(query)).facets}
    return [(option.label, option.depth, option.count) for option in facets.get(name, ())]


@pytest.mark.parametrize(
    ("query", "families"),
    [
        ("", [("Software", 0, 1)]),
        ("collection=framework", [("Top", 0, 2)]),
        ("family=top", [("Top", 0, 2), ("Middle", 1, 2)]),
        ("family=middle", [("Top", 0, 2), ("Middle", 1, 2), ("Low", 2, 1)]),
        ("family=low&collection=waymark&collection=framework",
         [("Software", 0, 1), ("Top", 0, 2), ("Middle", 1, 2), ("Low", 2, 1)]),
    ],
)  # fmt: skip
def test_families_open_where_one_is_chosen(library, query, families):
    assert boxes(query, "family") == families


def test_level_is_asked_only_beside_a_skill_that_has_levels(library):
    assert boxes("", "level") == []
    assert boxes("skill=baking", "level") == [
        ("Awareness or above", 0, 1), ("Working or above", 0, 1), ("Practitioner or above", 0, 0),
        ("Expert or above", 0, 0),
    ]  # fmt: skip


def test_level_is_that_which_the_pages_settle():
    """Of the role itself, or where it states none of the broader one; a member of a choice has that of the whole."""
    sql, java = make_skill("sql"), make_skill("java")
    dev = make_role("dev", levels={sql: 3})
    make_role("lead", broader=make_role("senior", broader=dev, levels={sql: None}), levels={sql: 4})
    make_role("junior", broader=dev, levels={sql: 1})
    make_requirement(skill=java, choice=make_choice(role=dev, level=2))

    found = {
        f"{skill} {level}": set(named(f"skill={skill}&level={level}")) for skill in ("sql", "java") for level in "1234"
    }

    assert found == {
        "sql 1": {"dev", "senior", "lead", "junior"},
        "sql 2": {"dev", "senior", "lead"},
        "sql 3": {"dev", "senior", "lead"},
        "sql 4": {"lead"},
        "java 1": {"dev", "senior", "lead", "junior"},
        "java 2": {"dev", "senior", "lead", "junior"},
        "java 3": set(),
        "java 4": set(),
    }


def test_card_names_the_collection_that_is_not_the_own(client, library):
    cards = parse(client.get("/roles/?collection=waymark&collection=framework")).all("article")

    assert [(card.one("h3").text, card.texts("span", css="tag")) for card in cards] == [
        ("Dev", []), ("Baker", ["FW"]), ("Cook", ["FW"])
    ]  # fmt: skip


def test_where_nothing_is_found_the_other_collections_are_offered(client, library):
    [link] = parse(client.get("/roles/?q=baker")).one("div", css="results").one("div", css="card").all("a")

    assert (link.text, link.attributes["href"]) == ("1 role of FW", "?q=baker&collection=framework")


# --- A skill by its name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SQL basics", "sql-basics"),
        ("structured query", "sql"),
        ("sql", "sql"),
        ("SQ", "sql"),
        ("basics sql", "sql-basics"),
        ("cooking", None),
        ("%", None),
    ],
)
def test_skill_is_found_by_its_name_another_name_its_beginning_or_its_words(name, found):
    sql = make_skill("sql")
    make_skill_alias("Structured Query", skill=sql)
    make_role(levels={sql: 1, make_skill("sql-basics"): 1})
    make_role(levels={sql: 1})
    query = QueryDict(mutable=True)
    query["skill_name"] = name

    roles = RoleList(query)

    assert (roles.chosen["skill"], roles.skill_name) == (([found], "") if found else ([], name))


def test_of_very_many_skills_another_is_written_and_a_wrong_name_is_said(client, monkeypatch):
    monkeypatch.setattr("roles.role_list.MOST_LISTED", 2)
    make_role(levels={make_skill(f"skill-{place}"): 1 for place in range(3)})

    page = parse(client.get("/roles/?skill_name=cooking"))

    assert page.all("select", id="other-skill") == []
    assert page.one("input", id="skill-name").attributes["value"] == "cooking"
    assert page.texts("p", css="notice") == ["No skill here is called “cooking”."]


@pytest.mark.parametrize("few", [0, 100])
def test_skills_asked_for_most_are_the_same_by_either_way_of_counting(monkeypatch, few):
    monkeypatch.setattr("roles.role_index.FEW", few)
    skills = [make_skill(f"skill-{place}") for place in range(8)]
    for count in range(8):
        make_role(seniority=1 + count % 2, levels=dict.fromkeys(skills[count:] + skills[:1], 1))
    index = role_index()

    common = index.most_asked(index.seniorities[1], [OWN], 3)

    assert [(skill.slug, count) for skill, count in common] == [("skill-0", 4), ("skill-6", 4), ("skill-7", 4)]
