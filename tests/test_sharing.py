"""Roles that ask for the same skills."""

from itertools import permutations

import pytest

from roles.models import Role
from roles.role_index import role_index
from roles.role_profile import RoleProfile, published_chain
from roles.sharing import MOST, Sharing, roles_that_share
from roles.statements import load_statements
from sources.collection import Collection
from sources.publication import Status

from .factories import make_choice, make_requirement, make_role, make_skill

pytestmark = pytest.mark.django_db


def profile_of(slug):
    role = Role.objects.for_page().get(slug=slug)
    chain = published_chain(role)
    return RoleProfile(role, load_statements(chain, role).of(chain), {})


def sharing(slug):
    """Return {slug of another role: the names of the skills it shares}, in order."""
    return {found.slug: found.skills for found in roles_that_share(profile_of(slug))}


@pytest.fixture
def sql():
    return make_skill("sql", name="SQL")


@pytest.fixture
def git():
    return make_skill("git")


def test_role_that_asks_for_the_same_skill_shares_it(sql, git):
    make_role("dev", levels={sql: 1, git: 1})
    make_role("clerk", title="Office Clerk", levels={sql: 4, make_skill("filing"): 1})
    make_role("cook", levels={make_skill("cooking"): 1})

    [found] = roles_that_share(profile_of("dev"))

    assert found == Sharing("clerk", "Office Clerk", ["SQL"])
    assert found.get_absolute_url() == "/roles/clerk/"


def test_role_without_skills_shares_none(sql):
    make_role("dev", levels={sql: 1})
    make_role("cook")

    assert sharing("cook") == {}


def test_names_of_what_is_shared_stand_in_their_order_whatever_their_letters(git):
    skills = [make_skill(slug, name=name) for slug, name in (("s", "SQL"), ("a", "ajax"), ("b", "Bash"))]
    for slug in ("dev", "clerk"):
        make_role(slug, levels=dict.fromkeys([git, *skills]))

    assert sharing("dev") == {"clerk": ["ajax", "Bash", "Git", "SQL"]}


def test_what_is_inherited_counts_on_both_sides_once_over_two_levels(sql, git):
    """Skills of the role itself, of its broader role and of the one above that."""
    rest = make_skill("rest")
    anybody = make_role("anybody", levels={sql: 1})
    dev = make_role("dev", broader=anybody, levels={git: 1, sql: 2})
    make_role("junior", broader=dev, levels={rest: 1, sql: 3})
    make_role("clerk", broader=make_role("office", levels={sql: 1}), levels={rest: 1, git: 1})

    assert sharing("junior") == {
        "clerk": ["Git", "Rest", "SQL"],
        "dev": ["Git", "SQL"],
        "anybody": ["SQL"],
        "office": ["SQL"],
    }
    assert sharing("anybody") == {"clerk": ["SQL"], "dev": ["SQL"], "junior": ["SQL"], "office": ["SQL"]}
    assert sharing("clerk") == {
        "junior": ["Git", "Rest", "SQL"],
        "dev": ["Git", "SQL"],
        "anybody": ["SQL"],
        "office": ["SQL"],
    }


def test_draft_role_is_no_other_role(sql):
    make_role("dev", levels={sql: 1})
    make_role("clerk", levels={sql: 1})
    make_role("secret", levels={sql: 1}, status=Status.DRAFT)

    assert sharing("dev") == {"clerk": ["SQL"]}


def test_draft_skill_is_not_shared(sql):
    draft = make_skill("secret", status=Status.DRAFT)
    make_role("dev", levels={sql: 1, draft: 1})
    make_role("clerk", levels={sql: 1, draft: 1})

    assert sharing("dev") == {"clerk": ["SQL"]}


@pytest.mark.parametrize("draft", ["dev", "anybody"])
def test_draft_ends_the_chain_of_what_another_role_inherits(sql, git, draft):
    anybody = make_role("anybody", levels={sql: 1})
    dev = make_role("dev", broader=anybody, levels={git: 1})
    make_role("junior", broader=dev)
    make_role("clerk", levels={sql: 1, git: 1})
    before = sharing("clerk")
    Role.objects.filter(slug=draft).update(status=Status.DRAFT)

    assert before == {"dev": ["Git", "SQL"], "junior": ["Git", "SQL"], "anybody": ["SQL"]}
    assert sharing("clerk") == ({"anybody": ["SQL"]} if draft == "dev" else {"dev": ["Git"], "junior": ["Git"]})


@pytest.mark.parametrize(("draft", "shared"), [("dev", {}), ("anybody", {"clerk": ["Git"]})])
def test_draft_ends_the_chain_of_what_the_role_itself_inherits(sql, git, draft, shared):
    anybody = make_role("anybody", levels={sql: 1})
    dev = make_role("dev", broader=anybody, levels={git: 1})
    make_role("junior", broader=dev)
    make_role("clerk", levels={sql: 1, git: 1})
    Role.objects.filter(slug=draft).update(status=Status.DRAFT)

    assert {slug: names for slug, names in sharing("junior").items() if slug == "clerk"} == shared


def test_members_of_choices_are_not_counted_on_either_side(sql, git):
    dev, clerk = make_role("dev", levels={sql: 1}), make_role("clerk", levels={git: 1})
    make_requirement(choice=make_choice(role=clerk), skill=sql)
    make_requirement(choice=make_choice(role=dev), skill=git)
    before = sharing("dev"), sharing("clerk")
    make_role("cook", levels={sql: 1, git: 1})

    assert (before, sharing("dev"), sharing("clerk")) == (({}, {}), {"cook": ["SQL"]}, {"cook": ["Git"]})


def test_most_come_first_then_by_title_and_no_more_than_six(sql, git):
    make_role("dev", levels={sql: 1, git: 1})
    for slug in ("d", "b", "c", "a", "e", "f"):
        make_role(slug, levels={sql: 1})
    make_role("z", levels={sql: 1, git: 1})

    assert (MOST, list(sharing("dev"))) == (6, ["z", "a", "b", "c", "d", "e"])


def test_roles_of_other_collections_share_nothing(sql):
    framework = Collection.objects.create(slug="framework", name="Framework", short_name="F")
    make_role("dev", levels={sql: 1})
    make_role("clerk", levels={sql: 1})
    for slug in ("foreign", "other"):
        make_role(slug, levels={sql: 1}, collection=framework)

    assert (sharing("dev"), sharing("foreign")) == ({"clerk": ["SQL"]}, {"other": ["SQL"]})


def test_skill_that_is_asked_at_several_levels_counts_once(sql, git):
    rest = make_skill("rest")
    dev = make_role("dev", broader=make_role("anybody", levels={sql: 1}), levels={sql: 2})
    make_role("junior", broader=dev, levels={sql: 3, git: 1, rest: 1})
    make_role("a", levels={sql: 1})
    make_role("z", levels={git: 1, rest: 1})

    assert list(sharing("junior")) == ["z", "a", "anybody", "dev"]


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_roles_and_skills(django_assert_num_queries, count):
    skills = [make_skill(f"skill-{place}") for place in range(count)]
    anybody = make_role("anybody", levels=dict.fromkeys(skills))
    make_role("dev", broader=anybody)
    for place in range(count):
        make_role(f"role-{place}", levels=dict.fromkeys(skills))
    profile = profile_of("dev")
    assert len(profile.skills) == count

    role_index()

    with django_assert_num_queries(1):
        found = roles_that_share(profile)

    others = ["anybody", *(f"role-{place}" for place in range(count))]
    assert {one.slug: len(one.skills) for one in found} == dict.fromkeys(others, count)


def test_on_the_published_site_the_numbers_are_those_of_the_profiles(content):
    """And those that are left out share no more than the last: {role: {other: how many}}, both ways alike."""
    slugs = list(Role.objects.published().values_list("slug", flat=True))
    profiles = {slug: profile_of(slug) for slug in slugs}
    common = {
        (one, other): len(profiles[one].skills.keys() & profiles[other].skills.keys())
        for one, other in permutations(slugs, 2)
    }

    found = {slug: {other: len(names) for other, names in sharing(slug).items()} for slug in slugs}

    assert {pair: count for pair, count in common.items() if pair[1] in found[pair[0]]} == {
        (slug, other): count for slug in slugs for other, count in found[slug].items()
    }
    assert {slug: sorted(counts.values(), reverse=True) for slug, counts in found.items()} == {
        slug: sorted(filter(None, (common[slug, other] for other in slugs if other != slug)), reverse=True)[:MOST]
        for slug in slugs
    }
    assert sum(map(len, found.values())) > 10
