"""What is found for what is typed; the same on both databases."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roles.models import Role
from sources.collection import Collection
from sources.publication import Status
from sources.search.folding import fold_name, words
from sources.search.marking import Part, snippet
from sources.search.query import matching, search, suggest
from sources.search.spelling import mistakes
from tests.factories import make_duty, make_responsibility, make_role, make_role_alias, make_skill, make_skill_alias

FIRST_HITS = {
    # Titles, whatever their case, accents and typography.
    "backend engineer": "Backend Engineer",
    "BACKEND ENGINEER": "Backend Engineer",
    "Pythón": "Python",
    "“python”": "Python",
    "ﬁrewalls": "Firewalls",
    "java": "Java",
    "go": "Go",
    "git": "Git",
    "encryption": "Encryption",
    "code review": "Code review",
    "review code": "Review code",
    "api": "API",
    "sql injection": "SQL injection",
    "spring boot": "Spring Boot",
    "internship": "Internship",
    # Beginnings and single words.
    "junior": "Junior Backend Engineer",
    "senior backend": "Senior Backend Engineer",
    "database admin": "Database Administrator",
    "tester": "Software Tester",
    "hosting": "Hosting and server management",
    "bootcamp": "Coding bootcamp",
    "job description": "Backend engineer job description, 2024",
    "mobile developer": "Mobile Application Developer",
    # Other names.
    "backend developer": "Backend Engineer",
    "entry-level backend engineer": "Junior Backend Engineer",
    "frontend engineer": "Frontend Developer",
    "js": "JavaScript",
    "k8s": "Kubernetes",
    "aws": "Amazon Web Services (AWS)",
    "gcp": "Google Cloud",
    "golang": "Go",
    "postgres": "PostgreSQL",
    "ror": "Ruby on Rails",
    "oop": "Object-oriented programming",
    "authorization": "Access control",
    "authorisation": "Access control",
    "normalization": "Normalisation",
    "sqli": "SQL injection",
    "career overview": "The backend software engineer, from entry to architect",
    # Names that signs tell apart.
    "c++": "C++",
    "c plus plus": "C++",
    "cpp": "C++",
    "c#": "C#",
    "c sharp": "C#",
    "csharp": "C#",
    ".net": ".NET",
    "dot net": ".NET",
    "node.js": "Node.js",
    "nodejs": "Node.js",
    "node js": "Node.js",
    "react.js": "React",
    "master's": "Master’s degree",
    # In one word, in two, with a hyphen.
    "back end engineer": "Backend Engineer",
    "back-end engineer": "Backend Engineer",
    "front end developer": "Frontend Developer",
    "full stack": "Full-stack Developer",
    "fullstack developer": "Full-stack Developer",
    "dev ops": "DevOps Engineer",
    "postgre sql": "PostgreSQL",
    "my sql": "MySQL",
    "graph ql": "GraphQL",
    "java script": "JavaScript",
    "micro services": "Microservices",
    "boot camp": "Coding bootcamp",
    "open source": "Open-source contributions",
    "cross site scripting": "Cross-site scripting (XSS)",
    "backenddeveloper": "Backend Engineer",
    # The other number.
    "apis": "API design",
    "system analysts": "Systems Analyst",
    "algorithm": "Algorithms",
    # Typing mistakes.
    "pyhton": "Python",
    "back-end enginer": "Backend Engineer",
    "bakend engineer": "Backend Engineer",
    "product manger": "Product Manager",
    "kubernets": "Kubernetes",
    "sql injction": "SQL injection",
    "databse": "Database Administrator",
    "debuging": "Debugging",
    "comunication skills": "Communication",
    "conatiners": "Containers",
    "algoritms": "Algorithms",
    "responsibilites": "Responsibilities of a junior backend engineer",
}


def titles(results):
    return [hit.title for hit in results.hits]


@pytest.mark.usefixtures("content")
def test_the_first_hit_is_what_was_meant():
    found = {text: next(iter(titles(search(text))), None) for text in FIRST_HITS}

    assert found == FIRST_HITS


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("b", "Backend Engineer"),
        ("pos", "PostgreSQL"),
        ("c+", "Certification"),
        ("c++", "C++"),
        ("enginee", "Engineering Manager"),
    ],
)
def test_suggestions_begin_with_the_first_letter(typed, first):
    assert suggest(typed)[0].title == first


@pytest.mark.django_db
def test_hits_are_in_the_order_of_how_they_were_found():
    in_text = make_role(title="Cook", summary="Works beside a baker.")
    by_name = make_role_alias("Master baker", role=make_role(title="Bread maker")).role
    by_exact_name = make_role_alias("Baker", role=make_role(title="Patissier")).role
    in_title = make_role(title="Head baker")
    begins_within = make_role(title="Bakery owner")
    begins = make_role(title="Baker of bread")
    exact = make_role(title="Baker")

    found = [hit.object_id for hit in search("baker").hits]

    order = [exact, by_exact_name, begins, begins_within, in_title, by_name, in_text]
    assert found == [role.pk for role in order]


@pytest.mark.django_db
def test_the_own_come_before_other_collections_and_then_what_weighs_more():
    Collection.objects.create(slug="esco", name="ESCO", short_name="ESCO")
    foreign = make_role(title="Baker", collection_id="esco", identifier="1")
    own = make_role(title="Baker")
    skill = make_skill(name="Baker")

    results = search("baker", collections=())

    assert [hit.object_id for hit in results.hits] == [own.pk, skill.pk, foreign.pk]
    assert (results.kind_counts, results.collection_counts) == ({"role": 2, "skill": 1}, {"waymark": 2, "esco": 1})
    assert search("baker").kind_counts == {"role": 1, "skill": 1}
    assert search("baker", kinds=["skill"], collections=()).collection_counts == {"waymark": 1}


@pytest.mark.django_db
def test_a_name_of_several_roles_finds_them_all_and_says_so():
    for title in ("Backend Engineer", "Frontend Developer"):
        make_role_alias("Web developer", role=make_role(title=title))

    hits = search("web developer").hits

    assert [(hit.title, hit.why.where, hit.why.parts[0]) for hit in hits] == [
        ("Backend Engineer", "name", Part("Web", True)),
        ("Frontend Developer", "name", Part("Web", True)),
    ]


@pytest.mark.django_db
def test_a_hidden_name_is_found_and_never_shown():
    make_skill_alias("PGSQL", skill=make_skill(name="PostgreSQL"), is_hidden=True)

    [hit] = search("pgsql").hits
    [suggestion] = suggest("pgs")

    assert (hit.title, hit.why.where, hit.why.parts) == ("PostgreSQL", "name", ())
    assert (suggestion.title, suggestion.name) == ("PostgreSQL", "")


@pytest.mark.django_db
def test_a_duty_leads_to_the_roles_that_have_it():
    duty = make_responsibility(title="Knead dough")
    for title in ("Baker", "Cook", "Patissier", "Miller"):
        make_duty(role=make_role(title=title), responsibility=duty)
    make_duty(role=make_role(title="Apprentice", status=Status.DRAFT), responsibility=duty)

    [hit] = search("knead").hits

    assert [link.title for link in hit.links] == ["Baker", "Cook", "Miller"]
    assert hit.link_count == 4
    assert hit.address == hit.links[0].address


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETIRED])
def test_what_readers_may_not_see_is_not_found(status):
    make_role(title="Baker", status=status)

    assert search("baker").total == 0


@pytest.mark.django_db
def test_a_role_with_levels_is_told_from_the_level_of_its_name():
    at_large = make_role(title="Baker")
    level = make_role(title="Baker", broader=at_large)
    make_role(title="Pastry cook", broader=make_role(title="Cook"))

    told = [(at_large.pk, "all levels"), (level.pk, "")]
    assert [(hit.object_id, hit.qualifier) for hit in search("baker").hits] == told
    assert [(found.object_id, found.qualifier) for found in suggest("bak")] == told
    assert [hit.qualifier for hit in search("cook").hits] == ["", ""]


@pytest.mark.django_db
def test_two_neighbours_are_one_word_only_when_whole():
    make_skill(name="Manage resources")
    make_role(title="Shop manager")
    make_role(title="Back end engineer")

    assert titles(search("manager")) == ["Shop manager"]
    assert titles(search("backend")) == ["Back end engineer"]


@pytest.mark.django_db
def test_the_last_letter_of_what_is_typed_begins_a_word_of_its_own():
    make_skill(name="Weaving")
    make_skill(name="Weaving of silk")

    assert [suggestion.title for suggestion in suggest("weaving s")] == ["Weaving of silk"]


@pytest.mark.django_db
def test_a_page_by_kind_has_as_many_of_each():
    for number in range(3):
        make_role(title=f"Baker {number}")
        make_skill(name=f"Baker {number}")

    assert titles(search("baker", per_page=2, is_by_kind=True)) == ["Baker 0", "Baker 1"] * 2


@pytest.mark.django_db
def test_pages_go_on_where_the_last_ended_and_end_with_the_last():
    for number in range(5):
        make_role(title=f"Baker {number}")

    pages = [titles(search("baker", page=page, per_page=2)) for page in (1, 2, 3, 9)]

    assert pages == [["Baker 0", "Baker 1"], ["Baker 2", "Baker 3"], ["Baker 4"], ["Baker 4"]]
    assert search("baker", page=9, per_page=2).page == 3


@pytest.mark.django_db
def test_what_was_mended_is_told_and_what_nothing_has_is_left_out():
    make_role(title="Pastry baker")

    mended, left_out, nothing = search("pastri baker"), search("xyzzyx baker"), search("baker pastor")

    assert (mended.corrected, titles(mended)) == ("pastry baker", ["Pastry baker"])
    assert (left_out.ignored, titles(left_out)) == (("xyzzyx",), ["Pastry baker"])
    assert search("xyzzyx").hits == ()
    assert nothing.corrected == ""


@pytest.mark.django_db
def test_a_rare_word_that_looks_like_a_common_one_asks_what_was_meant():
    make_role(title="Manger maker")
    for number in range(10):
        make_role(title=f"Manager {number}")

    results = search("manger")

    assert (titles(results), results.did_you_mean) == (["Manger maker"], "manager")


@pytest.mark.django_db
def test_what_matches_is_what_is_found():
    Collection.objects.create(slug="esco", name="ESCO", short_name="ESCO")
    found = make_role(title="Baker"), make_role(title="Cook", summary="Helps the bakers.")
    make_role(title="Baker", collection_id="esco", identifier="1")
    skill = make_skill(name="Baker")

    assert sorted(matching("bakers", "role").keys) == sorted(role.pk for role in found)
    assert len(matching("baker", "role", ()).keys) == 3
    assert matching("bakre qqqqq", "skill") == ([skill.pk], "baker qqqqq", ("qqqqq",))
    assert matching("…", "role") == ([], "", ())


def test_a_snippet_shows_where_the_word_stands():
    class Query:
        def asks_for(self, word):
            return word == "dough"

    parts = snippet("Long before dawn, when all others are asleep and the street lies dark, kneads dough.", Query())

    assert parts[-2:] == (Part("dough", True), Part("."))
    assert parts[0].text.startswith("…")


@pytest.mark.parametrize(
    ("word", "other", "count"),
    [("pyhton", "python", 1), ("enginer", "engineer", 1), ("kitten", "sitting", 3), ("a", "", 1), ("same", "same", 0)],
)
def test_mistakes_are_counted(word, other, count):
    assert mistakes(word, other, 3) == mistakes(other, word, 3) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++, C# and .NET", ["cplusplus", "csharp", "and", "dotnet"]),
        ("Café Łódź", ["cafe", "lodz"]),
        ("Master’s", ["masters"]),
        ("snake_case\x00\ud800👍", ["snake", "case"]),
    ],
)
def test_words_are_folded(text, expected):
    assert words(text) == expected


def test_a_name_is_its_words_and_what_they_make_together():
    name = fold_name("Back-end Node.js of the web")

    assert name.telling == {"back", "end", "backend", "node", "js", "nodejs", "web"}
    assert {"backend", "nodejs", "ːjsof", "ːtheweb"} <= set(name.pairs)


WICKED = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\"'()*:&|!<>-+^~%_\\/;.,# aAbB01\x00\n", max_size=60),
    st.lists(st.sampled_from(["AND", "OR", "NOT", "NEAR", "baker", '"', "*", ":*", "col:", "%s", "c++"])).map(" ".join),
)


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WICKED)
@example("\ud800 baker")
@example("x" * 10_000)
@example("baker " * 2_000)
@example("' OR 1=1 --")
@example("%s %(a)s {0}")
def test_any_input_is_answered(text):
    if not Role.objects.exists():
        make_role(title="Baker")

    assert search(text, page=-1, per_page=0).total == len(matching(text, "role").keys)
    assert len(suggest(text, limit=0)) <= 1


@pytest.mark.django_db
def test_what_is_too_long_is_cut_and_says_so():
    make_role(title="Baker")

    results = search("baker " * 2_000)

    assert (results.is_cut, titles(results), len(results.text) <= 200) == (True, ["Baker"], True)
