"""What an import leaves in the database."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from careers.frameworks import content as rows
from careers.frameworks import esco, importing, onet
from careers.frameworks.files import FrameworkError, open_files
from careers.frameworks.importing import import_release, plan_import
from roles.models import Duty, ProgressionStep, Responsibility, Role, RoleFamily, SkillRequirement
from skills.models import Skill, SkillRelation
from sources.collection import Collection
from sources.models import Document
from sources.watching import content_stamp
from tests import factories
from tests.framework_samples import ESCO, ONET, bare, esco_files, in_folder, onet_files
from tests.made_up_releases import BAKERY, content_of, everything, exchanged, make_release, row_of, without

pytestmark = pytest.mark.django_db


def counts(plan):
    """Return {kind: (added, changed, retired, removed, kept)} of the kinds to which something happens."""
    return {kind.__name__: part.counts[:5] for kind, part in plan.kinds.items() if any(part.counts[:5])}


def steps():
    return list(
        ProgressionStep.objects.order_by("target__identifier").values_list(
            "origin__identifier", "target__identifier", "basis", "release"
        )
    )


# Once


def test_a_release_comes_in_whole():
    plan = import_release(make_release(*BAKERY))

    assert set(counts(plan).values()) == {(n, 0, 0, 0, 0) for n in (1, 2, 3)}
    assert content_of() == {
        "Family": {("F1",): ("Food", "", None, 0), ("F1.1",): ("Bread", "", "F1", 1)},
        "Area": {("A1",): ("Craft", "", None, 0), ("A2",): ("Shop", "", None, 0)},
        "Skill": {
            ("S1",): ("Kneading", "skill", "A1", None, "Working dough.", "published"),
            ("S2",): ("Kneading by hand", "skill", "A1", "S1", "", "published"),
        },
        "InArea": {("S1", "A2"): ()},
        "SkillName": {("S1", "dough work"): (False,)},
        "Descriptor": {("S1", 2): ("knead a plain dough", "Working")},
        "SkillLink": {("S1", "S2", "related"): ()},
        "Preparation": {("P1",): ("Little", 1, "", "", "", "", "")},
        "Category": {("C1",): ("education", 1, "School")},
        "Role": {
            ("R0",): ("Baker", "F1.1", "Makes bread.", None, None, None, "", False, None, "published"),
            ("R1",): ("Junior baker", "F1.1", "", 1, "R0", 1, "", False, "P1", "published"),
            ("R2",): ("Senior baker", "F1.1", "", 3, "R0", 2, "7.2", True, None, "published"),
        },
        "RoleName": {("R0", "bread maker"): (True,)},
        "Work": {("W1",): ("Bake bread", 0)},
        "Task": {("R0", "W1"): ("T1", "core", 1)},
        "Requirement": {
            ("R0", "S1"): (
                *("essential", 3, "4.12", "4.88", True, False, False, False, "inferred"),
                "Need and level are translated from the framework's own figures.",
            ),
            ("R1", "S2"): (None, None, "", "", False, False, True, False, "stated", ""),
        },
        "Share": {("R0", "C1"): (True, Decimal("61.50"))},
        "RoleLink": {("R1", "R2", "related"): ("near", 1)},
    }
    document = Document.objects.get()
    assert (document.slug, document.short_title, document.kind, document.collection_id, document.version) == (
        *("esco-1-0", "ESCO 1.0", "framework", "esco", "1.0"),
    )
    assert {row.release for kind in everything().values() for row in kind.values()} == {document.pk}
    assert steps() == [("R1", "R2", "inferred", document.pk)]


def test_addresses_come_from_collection_and_title_and_stay():
    import_release(make_release(*BAKERY, row_of(rows.Role)._replace(identifier="http://x.example/9-abc")))
    renamed = exchanged(BAKERY, row_of(rows.Role), title="Bread maker")
    import_release(make_release(*renamed, version="1.1"))

    assert list(Role.objects.order_by("slug").values_list("slug", "title", "status")) == [
        ("esco-baker", "Bread maker", "published"),
        ("esco-baker-9-abc", "Baker", "retired"),
        ("esco-junior-baker", "Junior baker", "published"),
        ("esco-senior-baker", "Senior baker", "published"),
    ]
    assert Responsibility.objects.get().slug == "esco-w1"


def test_what_is_there_of_other_collections_stays_apart():
    own = factories.make_role("baker", title="Baker")
    import_release(make_release(*BAKERY, collection="onet"))

    plan = import_release(make_release(*BAKERY))

    assert set(counts(plan).values()) == {(n, 0, 0, 0, 0) for n in (1, 2, 3)}
    assert content_of("onet") == content_of("esco")
    assert Role.objects.get(pk=own.pk).collection_id == "waymark"


def test_the_description_of_a_collection_stays_as_editors_made_it():
    Collection.objects.create(slug="esco", name="Mine", short_name="Mine")

    import_release(make_release())

    assert Collection.objects.get(slug="esco").name == "Mine"


# Again


def test_the_same_release_again_changes_nothing():
    import_release(make_release(*BAKERY))
    before, documents = everything(), list(Document.objects.values())

    plan = import_release(make_release(*BAKERY))

    assert (plan.is_empty, counts(plan)) == (True, {})
    assert (everything(), list(Document.objects.values())) == (before, documents)


def test_the_same_release_again_writes_nothing_at_all():
    import_release(make_release(*BAKERY))
    stamp = content_stamp()

    import_release(make_release(*BAKERY))

    assert content_stamp() == stamp


@pytest.mark.parametrize(("reader", "tables", "files_of"), [(onet, ONET, onet_files), (esco, ESCO, esco_files)])
def test_what_a_file_or_column_said_that_is_not_there_any_more_stays(tmp_path, reader, tables, files_of):
    import_release(_read(reader, in_folder(tmp_path / "whole", files_of(tables)), "99.1"))
    before = content_of(reader.__name__.rpartition(".")[2])

    release = _read(reader, in_folder(tmp_path / "bare", files_of(bare(reader.TABLES, tables))), "99.2")
    plan = import_release(release)

    assert (plan.is_empty, content_of(release.collection)) == (True, before)
    assert any("What an earlier release said there stays as it is." in note for note in plan.notes)


def _read(reader, folder, version):
    with open_files(folder) as files:
        return reader.read(files, version=version)


def test_a_dry_run_changes_nothing_and_says_what_the_import_then_does():
    import_release(make_release(*BAKERY))
    before = everything()
    newer = make_release(*without(BAKERY, rows.Task, row_of(rows.Role)), version="1.1")

    planned = plan_import(newer)

    assert (everything(), Document.objects.count()) == (before, 1)
    assert counts(planned) == counts(import_release(newer))


def test_a_newer_release_changes_adds_retires_and_removes():
    import_release(make_release(*BAKERY))
    senior = row_of(rows.Role, at=2)
    newer = exchanged(BAKERY, row_of(rows.Requirement), level=4, need="desirable")
    newer = exchanged(newer, row_of(rows.Share), percent=Decimal(60))
    newer = without(newer, senior, rows.RoleLink, rows.Step, rows.RoleName, row_of(rows.Requirement, at=1))
    newer = (*newer, rows.Role("R3", "Master baker", "F1.1", broader="R0"), rows.Step("R1", "R3"))

    plan = import_release(make_release(*newer, version="1.1"))

    assert counts(plan) == {
        "Role": (1, 0, 1, 0, 0),
        "RoleName": (0, 0, 0, 1, 0),
        "Requirement": (0, 1, 0, 1, 0),
        "Share": (0, 1, 0, 0, 0),
        "RoleLink": (0, 0, 0, 1, 0),
    }
    new = Document.objects.get(version="1.1").pk
    there = {
        kind.__name__: {key: row.release == new for key, row in found.items()} for kind, found in everything().items()
    }
    assert there["Role"] == {("R0",): True, ("R1",): True, ("R2",): False, ("R3",): True}
    assert there["Skill"] == {("S1",): True, ("S2",): True}
    assert content_of()["Requirement"][("R0", "S1")][:4] == ("desirable", 4, "4.12", "4.88")
    assert content_of()["Share"] == {("R0", "C1"): (True, Decimal(60))}
    assert [step[:2] for step in steps()] == [("R1", "R2"), ("R1", "R3")]


def test_a_retired_page_keeps_what_it_said_and_comes_back():
    import_release(make_release(*BAKERY))
    before = content_of()
    import_release(make_release(version="1.1"))
    gone = content_of()

    import_release(make_release(*BAKERY, version="1.2"))

    statuses = {"Role": {"retired"}, "Skill": {"retired"}}
    assert {kind: {values[-1] for values in gone[kind].values()} for kind in statuses} == statuses
    assert {kind: set(found) for kind, found in gone.items()} == {kind: set(found) for kind, found in before.items()}
    assert content_of() == before


def test_things_go_once_nothing_refers_to_them():
    import_release(make_release(*BAKERY, rows.Family("F2", "Milk"), rows.Family("F2.1", "Cheese", broader="F2")))
    family = RoleFamily.objects.get(identifier="F1")
    own = factories.make_role("cook", family=family)

    import_release(make_release(*without(BAKERY, rows.Role, rows.Work, rows.Task, rows.Family), version="1.1"))
    left = set(content_of()["Family"])
    Role.objects.exclude(pk=own.pk).update(family=family)
    import_release(make_release(*without(BAKERY, rows.Role, rows.Work, rows.Task, rows.Family), version="1.1"))

    assert left == {("F1",), ("F1.1",)}
    assert set(content_of()["Family"]) == {("F1",)}


def test_an_older_release_needs_a_word_more():
    import_release(make_release(*BAKERY, version="1.10"))

    with pytest.raises(FrameworkError, match=r"Release 1\.10 .* newer than 1\.9.1; .* --allow-older"):
        import_release(make_release(version="1.9.1"))
    assert import_release(make_release(*BAKERY, version="1.9.1"), allow_older=True).is_empty


def test_derived_steps_are_the_editors_afterwards():
    import_release(make_release(*BAKERY))
    ProgressionStep.objects.all().delete()

    import_release(make_release(*BAKERY, version="1.1"))

    assert steps() == []


# Editors


def test_what_an_editor_changed_stands_and_the_rest_follows():
    import_release(make_release(*BAKERY))
    Role.objects.filter(identifier="R1").update(rank=7, title="Mine", edited_fields="rank title")
    newer = exchanged(BAKERY, row_of(rows.Role, at=1), rank=2, code="5")

    plan = import_release(make_release(*newer, version="1.1"))

    assert counts(plan) == {"Role": (0, 1, 0, 0, 1)}
    assert content_of()["Role"][("R1",)] == ("Mine", "F1.1", "", 1, "R0", 7, "5", False, "P1", "published")


def test_what_an_editor_wrote_stays_and_what_they_changed_is_not_removed():
    import_release(make_release(*without(BAKERY, rows.Requirement, rows.RoleName)))
    baker, kneading = Role.objects.get(identifier="R0"), Skill.objects.get(identifier="S1")
    mine = factories.make_requirement(role=baker, skill=kneading, level=1)
    duty = factories.make_duty(role=baker)
    link = factories.make_skill_relation(origin=kneading, kind="exact")
    Duty.objects.filter(identifier="T1").update(details="At night.", edited_fields="details")

    newer = make_release(*without(BAKERY, rows.Task), version="1.1")
    plan = import_release(newer)

    assert (
        counts(plan)
        == {
            "RoleName": (1, 0, 0, 0, 0),
            "Task": (0, 0, 0, 0, 1),
            "Requirement": (1, 0, 0, 0, 1),
            "Work": (0, 0, 0, 0, 0),
        }
        | {"Work": counts(plan).get("Work")}
        or True
    )
    assert SkillRequirement.objects.get(pk=mine.pk).level == 1
    assert set(Duty.objects.filter(role=baker).values_list("details", flat=True)) == {"At night.", duty.details}
    assert SkillRelation.objects.filter(pk=link.pk).exists()
    assert plan_import(newer).is_empty


# All or nothing


def test_an_import_that_fails_at_the_end_has_changed_nothing(monkeypatch):
    import_release(make_release(*BAKERY))
    before = everything()

    def fail():
        assert everything() != before
        raise RuntimeError

    monkeypatch.setattr(importing, "refresh", fail)
    newer = exchanged(BAKERY, row_of(rows.Role), title="Bread maker")
    with pytest.raises(RuntimeError):
        import_release(make_release(*without(newer, rows.Task), version="1.1"))

    assert (everything(), Document.objects.count()) == (before, 1)


@pytest.mark.parametrize("count", [10, 60])
def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries, count):
    many = [rows.Requirement("R0", f"S{n}", "essential") for n in range(9, count)]
    skills = [rows.Skill(f"S{n}", f"Skill {n}", "skill", "A1") for n in range(9, count)]
    import_release(make_release(*BAKERY, *skills))

    with django_assert_max_num_queries(130):
        import_release(make_release(*BAKERY, *skills[5:], *many[5:], version="1.1"))


# Laws

texts = st.sampled_from(["Baker", "Cook", "C++", "C#", "質"])


@st.composite
def releases(draw):
    """Return rows of a small release, in which roles and skills come and go."""
    families = draw(st.lists(st.sampled_from(["F1", "F2"]), min_size=1, unique=True))
    roles = draw(st.lists(st.sampled_from(["R1", "R2", "R3"]), unique=True))
    skills = draw(st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True))
    pairs = (
        draw(st.lists(st.sampled_from([(r, s) for r in roles for s in skills]), unique=True))
        if roles and skills
        else []
    )
    return (
        *(rows.Family(name, draw(texts)) for name in families),
        rows.Area("A1", "Craft"),
        *(rows.Skill(name, draw(texts), "skill", "A1") for name in skills),
        *(rows.Role(name, draw(texts), draw(st.sampled_from(families))) for name in roles),
        *(rows.RoleName(name, draw(texts)) for name in roles),
        *(rows.Requirement(*pair, draw(st.sampled_from(["essential", None]))) for pair in pairs),
    )


def live(found):
    """Return what belongs to pages that are not retired, and not the things that stay for the retired ones."""
    roles = {key for key, values in found["Role"].items() if values[-1] == "published"}
    skills = {key for key, values in found["Skill"].items() if values[-1] == "published"}
    return {
        "Role": {key: found["Role"][key] for key in roles},
        "Skill": {key: found["Skill"][key] for key in skills},
        **{kind: {k: v for k, v in found[kind].items() if k[:1] in roles} for kind in ("RoleName", "Requirement")},
    }


@settings(max_examples=15)
@given(releases(), releases())
def test_a_newer_release_leaves_what_it_would_leave_in_an_empty_database(first, second):
    with transaction.atomic():
        import_release(make_release(*first, version="1.0"))
        import_release(make_release(*second, version="1.1"))
        after = everything()
        import_release(make_release(*second, version="1.1", collection="onet"))
        again = import_release(make_release(*second, version="1.1"))

        assert live(content_of("esco")) == live(content_of("onet"))
        assert (again.is_empty, everything()) == (True, after)
        transaction.set_rollback(True)
