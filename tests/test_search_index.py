"""The index of the search follows the content, whoever writes it and how."""

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.models import Duty, Responsibility, Role, RoleAlias, SkillRequirement
from skills.models import GlossaryTerm, Skill, SkillAlias
from sources.publication import Status
from sources.search import index
from sources.search.index import catch_up, rebuild, refresh
from sources.search.models import Entry, EntryName, EntryText, Word
from sources.search.query import search, suggest
from sources.watching import Outdated
from tests.admin_pages import filled_in, opened
from tests.factories import (
    make_duty,
    make_requirement,
    make_responsibility,
    make_role,
    make_skill,
    make_skill_alias,
    make_term,
)

pytestmark = pytest.mark.django_db


def titles(text):
    return [hit.title for hit in search(text).hits]


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def everything():
    """Return the index as plain rows, FTS5's view of it included."""
    names = EntryName.objects.order_by("entry", "-is_title", "name")
    return (
        list(Entry.objects.order_by("pk").values_list()),
        list(names.values_list("entry", "name", "words", "compact", "kind", "collection", "weight", "is_title")),
        list(EntryText.objects.order_by("pk").values_list()),
        list(Word.objects.order_by("word").values_list("word", "count")),
        {
            text: [hit.title for hit in search(text, collections=()).hits]
            for text in ("baker", "kneed", "oven", "dough")
        },
    )


def bulk_create(role):
    Role.objects.bulk_create([Role(slug="cook", title="Cook", family=role.family, status=Status.PUBLISHED)])


WAYS_OF_WRITING = {
    "save": (lambda role: make_role("cook"), ["Cook"]),
    "bulk_create": (bulk_create, ["Cook"]),
    "update": (lambda role: Role.objects.update(title="Cook"), ["Cook"]),
    "raw SQL": (lambda role: execute("UPDATE roles_role SET title = 'Cook'"), ["Cook"]),
    "an alias": (lambda role: RoleAlias.objects.bulk_create([RoleAlias(role=role, name="Cook")]), ["Baker"]),
    "retiring": (lambda role: Role.objects.update(title="Cook", status=Status.RETIRED), []),
    "deleting": (lambda role: (Role.objects.update(title="Cook"), role.delete()), []),
}


@pytest.mark.parametrize(("write", "found"), WAYS_OF_WRITING.values(), ids=WAYS_OF_WRITING)
def test_what_was_written_is_found_at_once(write, found):
    role = make_role("baker")
    assert titles("cook") == []

    write(role)

    assert titles("cook") == found


def test_what_an_editor_saves_is_found_at_once(admin_client):
    skill = make_skill(name="Baking")
    assert titles("kneading") == []
    address = f"/admin/skills/skill/{skill.pk}/change/"

    response = admin_client.post(address, filled_in(opened(address)) | {"name": "Kneading"})

    assert response.status_code == 302, response.context_data["errors"]
    assert titles("kneading") == ["Kneading"]


def test_a_duty_goes_with_its_last_published_role():
    duty = make_duty(responsibility=make_responsibility(title="Knead dough"))
    assert titles("knead") == ["Knead dough"]

    Role.objects.filter(pk=duty.role_id).update(status=Status.DRAFT)

    assert titles("knead") == []


def test_what_cascades_is_forgotten():
    alias = make_skill_alias("Kneading")
    assert len(titles("kneading")) == 1

    alias.skill.delete()

    assert titles("kneading") == []
    assert not Word.objects.filter(word="kneading").exists()


def test_an_emptied_database_has_nothing_left_to_find():
    skill = make_skill(name="Kneading")
    assert titles("kneading") == ["Kneading"]
    if connection.vendor == "postgresql":
        execute("SET CONSTRAINTS ALL IMMEDIATE")

    call_command("flush", interactive=False, verbosity=0)
    make_skill(name="Baking", pk=skill.pk)

    assert (titles("kneading"), titles("baking")) == ([], ["Baking"])


def test_many_changes_come_in_bit_by_bit_and_an_import_brings_all(monkeypatch):
    monkeypatch.setattr(index, "MOST_AT_ONCE", 3)
    for number in range(4):
        make_role(title=f"Baker {number}")
    queued = Outdated.objects.count()

    catch_up()
    assert Outdated.objects.count() == queued - 3

    refresh()
    assert (Outdated.objects.count(), len(titles("baker"))) == (0, 4)


def test_a_database_that_cannot_be_written_to_is_searched_as_it_was(monkeypatch):
    make_role(title="Baker")
    refresh()
    make_role(title="Baker of bread")

    def fail(*_):
        raise OperationalError

    monkeypatch.setattr(index, "_take", fail)

    assert titles("baker") == ["Baker"]


@pytest.mark.usefixtures("content")
def test_the_command_makes_the_same_index_anew(capsys):
    refresh()
    before = everything()

    call_command("rebuild_search")

    assert everything() == before
    assert "entries indexed" in capsys.readouterr().out


WORDS = st.sampled_from(["Baker", "Head baker", "Knead dough", "Oven-ready", "Ovens", "Dough", "The kneader"])


def _add_role(word):
    role = make_role(title=word, summary=f"{word} at work.")
    make_requirement(role=role, skill=Skill.objects.first() or make_skill(name=word))
    make_duty(role=role, responsibility=Responsibility.objects.first() or make_responsibility(title=word))


CHANGES = {
    "role": _add_role,
    "skill": lambda word: make_skill(name=word, description=word),
    "term": lambda word: make_term(term=word),
    "alias": lambda word: (
        Role.objects.first() and RoleAlias.objects.get_or_create(role=Role.objects.first(), name=word)
    ),
    "skill alias": lambda word: SkillAlias.objects.get_or_create(
        skill=Skill.objects.first() or make_skill(), name=word
    ),
    "rename": lambda word: Role.objects.update(title=word),
    "hide": lambda word: Role.objects.filter(title=word).update(status=Status.DRAFT),
    "show": lambda word: Role.objects.update(status=Status.PUBLISHED),
    "duty": lambda word: Responsibility.objects.update(title=word),
    "no duties": lambda word: Duty.objects.all().delete(),
    "not asked": lambda word: SkillRequirement.objects.all().delete(),
    "no aliases": lambda word: execute("DELETE FROM skills_skillalias"),
    "no terms": lambda word: GlossaryTerm.objects.all().delete(),
    "search": lambda word: suggest(word),
}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), WORDS), min_size=3, max_size=12))
def test_an_index_that_followed_is_the_same_as_one_made_anew(changes):
    for change, word in changes:
        CHANGES[change](word)
    refresh()
    followed = everything()

    rebuild()

    assert everything() == followed
