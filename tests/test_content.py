"""Content files: loading them, and writing what the database holds."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careers import content
from roles.models import Need, PayKind, Role
from skills.levels import Level
from skills.models import Skill, SkillArea
from sources.models import Document

from .factories import (
    FACTORIES,
    make_area,
    make_choice,
    make_claim,
    make_pay_figure,
    make_requirement,
    make_role,
    make_skill,
    make_working_relation,
)

pytestmark = pytest.mark.django_db

AREA = "- model: skills.skillarea\n  fields: {slug: data, name: Data}\n"
SKILL = "- model: skills.skill\n  fields: {slug: sql, name: SQL, kind: language, area: [data]}\n"
TERM = "- model: skills.glossaryterm\n  fields: {slug: api, term: API, definition: How programs meet.}\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with an empty file for every model."""
    for label in content.MODELS:
        write(tmp_path, label, "")
    return tmp_path


def write(folder, label, text):
    path = content.file_of(label, folder)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def dump(folder):
    call_command("dump_content", folder=folder, stdout=StringIO())


def texts(folder):
    return {label: content.file_of(label, folder).read_text() for label in content.MODELS}


def load_and_report(folder, **options):
    out = StringIO()
    call_command("load_content", folder=folder, stdout=out, **options)
    return out.getvalue()


def rows():
    """Return all rows of all models, ids and links included."""
    models = [apps.get_model(label) for label in content.MODELS]
    links = [field.remote_field.through for model in models for field in model._meta.many_to_many]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models + links}


def make_one_of_each():
    """Make rows of every model, and some with what is seldom filled in."""
    claims = [make_claim("F002"), make_claim("F001")]
    for factory in FACTORIES.values():
        factory()
    broader = make_role("a-broader-role", summary="Two lines:\n\n- one\n- “two” & more: # no comment")
    role = make_role("a-role", broader=broader, claims=claims, seniority=3)
    make_requirement(role=role, choice=make_choice(role=role, minimum=2, level=Level.EXPERT), claims=claims)
    make_requirement(role=role, need=Need.MENTIONED, basis="inferred", note="yes", claims=claims[:1])
    make_working_relation(role=role, other_party="clients")
    make_pay_figure(role=role, kind=PayKind.RANGE, amount_from="12.50", amount_to=100, year=2024)


def test_every_content_model_has_its_place_in_reading_order():
    place = {apps.get_model(label): number for number, label in enumerate(content.MODELS)}
    models = FACTORIES.keys()
    too_early = {
        (model, field.name)
        for model in models
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.is_relation and place.get(field.related_model, 0) > place[model]
    }

    assert (set(place), too_early) == (models, set())


def test_loading_what_was_dumped_gives_the_same_files_byte_for_byte(tmp_path):
    make_one_of_each()
    dump(tmp_path / "first")
    Role.objects.update(broader=None)
    for label in reversed(content.MODELS):
        apps.get_model(label).objects.all().delete()

    content.load(tmp_path / "first")
    dump(tmp_path / "second")

    assert texts(tmp_path / "second") == texts(tmp_path / "first")


def test_loading_twice_changes_nothing_and_touches_no_row(folder):
    make_one_of_each()
    dump(folder)
    before = rows()

    with CaptureQueriesContext(connection) as queries:
        changes = content.load(folder)

    writes = [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert (changes, writes, rows()) == ([], [], before)


def test_file_leaves_out_defaults_and_names_rows_by_natural_keys(tmp_path):
    area = make_area("data", name="Data")
    databases = make_skill("databases", area=area, kind="database", description="Many words:\n\nand lines")
    make_skill("sql", area=area, broader=databases, name="SQL", status="draft", description="")

    assert content.dump("skills.Skill") == (
        "- model: skills.skill\n"
        "  fields:\n"
        "    status: published\n"
        "    slug: databases\n"
        "    name: Databases\n"
        "    kind: database\n"
        "    area: [data]\n"
        "    description: |-\n"
        "      Many words:\n"
        "\n"
        "      and lines\n"
        "- model: skills.skill\n"
        "  fields:\n"
        "    slug: sql\n"
        "    name: SQL\n"
        "    kind: concept\n"
        "    area: [data]\n"
        "    broader: [databases]\n"
    )


def test_rows_stand_in_the_order_of_their_keys_whatever_the_order_of_pages(folder):
    for slug, position in (("b", 1), ("A", 3), ("a", 2)):
        make_area(slug, position=position, name=f"{slug} {position}")

    dumped = [line.split()[-1] for line in content.dump("skills.SkillArea").splitlines() if "slug" in line]

    assert dumped == ["A", "a", "b"]


def test_command_says_what_it_added_to_what_was_there(folder):
    make_claim()
    write(folder, "skills.SkillArea", AREA)
    write(folder, "skills.Skill", SKILL + SKILL.replace("sql", "orm").replace("SQL", "ORM"))

    assert load_and_report(folder) == ("skills.SkillArea: 1 added\nskills.Skill: 2 added\n3 rows added, 0 changed.\n")


def test_editors_change_is_reported_by_name_when_it_is_overwritten(folder):
    write(folder, "skills.SkillArea", AREA)
    content.load(folder)
    SkillArea.objects.update(name="Data and more", description="Edited.", position=7)

    report = load_and_report(folder)

    assert (report, SkillArea.objects.values_list("name", "description", "position").get()) == (
        "skills.SkillArea ('data',): changed name, description, position\n0 rows added, 1 changed.\n",
        ("Data", "", 0),
    )


def test_editors_change_of_the_claims_is_reported_whatever_their_order(folder):
    first, second = make_claim("F001"), make_claim("F002")
    role = make_role("dev", claims=[first, second])
    dump(folder)
    path = content.file_of("roles.Role", folder)
    write(folder, "roles.Role", path.read_text().replace("[[F001], [F002]]", "[[F002], [F001]]"))
    in_another_order = content.load(folder)
    role.claims.remove(second)

    assert (in_another_order, content.load(folder), set(role.claims.all())) == (
        [],
        [content.Change("roles.Role", ("dev",), ("claims",))],
        {first, second},
    )


def test_claims_named_twice_are_no_change(folder):
    make_role("dev", claims=[make_claim("F001"), make_claim("F002")])
    dump(folder)
    path = content.file_of("roles.Role", folder)
    write(folder, "roles.Role", path.read_text().replace("[[F001], [F002]]", "[[F002], [F001], [F002]]"))

    assert ("[[F002], [F001], [F002]]" in path.read_text(), content.load(folder)) == (True, [])


def test_text_in_quotation_marks_is_text_whatever_it_looks_like(folder):
    write(folder, "skills.SkillArea", AREA.replace("Data", "'2024'"))

    content.load(folder)

    assert SkillArea.objects.get().name == "2024"


def test_rows_that_no_file_names_stay(folder):
    write(folder, "skills.SkillArea", AREA)
    other = make_area("other", name="Other")

    changes = content.load(folder)

    assert (changes, set(SkillArea.objects.values_list("slug", flat=True))) == (
        [content.Change("skills.SkillArea", ("data",), None)],
        {other.slug, "data"},
    )


def test_row_keeps_its_id_when_it_changes(folder):
    write(folder, "skills.SkillArea", AREA)
    area = make_area("data", name="Before")

    content.load(folder)

    area.refresh_from_db()
    assert area.name == "Data"


def test_row_may_refer_to_one_further_down(folder):
    write(folder, "skills.SkillArea", AREA)
    narrower = SKILL.replace("sql", "joins").replace("area: [data]", "area: [data], broader: [sql]")
    write(folder, "skills.Skill", narrower + SKILL)

    content.load(folder)

    assert Skill.objects.get(slug="joins").broader.slug == "sql"


def test_numbers_written_another_way_are_no_change(folder):
    make_pay_figure("average", role=make_role("dev"), amount_from=127_000)
    dump(folder)
    path = content.file_of("roles.PayFigure", folder)
    write(folder, "roles.PayFigure", path.read_text().replace("'127000.00'", "127000"))

    assert ("amount_from: 127000\n" in path.read_text(), content.load(folder)) == (True, [])


def test_if_empty_loads_only_where_there_is_no_content(folder):
    write(folder, "skills.SkillArea", AREA)
    empty = load_and_report(folder, if_empty=True)
    make_claim()
    SkillArea.objects.update(name="Edited")

    filled = load_and_report(folder, if_empty=True)

    assert (empty, filled, SkillArea.objects.get().name) == (
        "skills.SkillArea: 1 added\n1 rows added, 0 changed.\n",
        "Content is there already and stays as it is (make content reloads it).\n",
        "Edited",
    )


BROKEN = [
    ("- model: [", ": cannot be read: while parsing a flow node"),
    ("data", ": not a list of rows."),
    ("- data", ", row 1: A row says “model: skills.skillarea” and then its fields."),
    ("- model: skills.skillarea", ", row 1: A row says “model: skills.skillarea” and then its fields."),
    (
        AREA + "- model: skills.skillarea\n  fields: 3",
        ", row 2: A row says “model: skills.skillarea” and then",
    ),
    (AREA + SKILL, ", row 2: A row of skills.skill; only skills.skillarea belongs here."),
    (AREA.replace("name", "nam"), ", row 1: nam: no such field."),
    (AREA.replace("}", ", id: 7}"), ", row 1: id: no such field."),
    (AREA.replace(", name: Data", ""), ", row 1: name: This field cannot be null."),
    (AREA.replace("}", ", description: null}"), ", row 1: description: This field cannot be null."),
    (AREA.replace("}", ", position: many}"), ", row 1: position: “many” value must be an integer."),
    (
        AREA.replace("}", ", position: -1}"),
        ", row 1: position: Ensure this value is greater than or equal to 0.",
    ),
    (
        AREA.replace(": Data", f": {201 * 'a'}"),
        ", row 1: name: Ensure this value has at most 200 characters (it has 201).",
    ),
    (AREA.replace(": data", ": the data"), ", row 1: slug: Enter a valid “slug”"),
    (AREA.replace("Data", "2024"), ", row 1: name: 2024 is not text; write it in quotation marks."),
    (AREA.replace("Data", "yes"), ", row 1: name: True is not text; write it in quotation marks."),
    (AREA.replace("slug: data", "slug: 7"), ", row 1: slug: 7 is not text; write it in quotation marks."),
    (AREA.replace("}", ", description: 1.50}"), ", row 1: description: 1.5 is not text; write it in quotation marks."),
    (AREA.replace("Data", "[Data]"), ", row 1: name: ['Data'] is not text; write it in quotation marks."),
    (
        AREA.replace("Data", "2024-05-01"),
        ", row 1: name: datetime.date(2024, 5, 1) is not text; write it in quotation marks.",
    ),
    (AREA + AREA, ", row 2: data stands there twice."),
    (AREA + AREA.replace("data", "other"), ": other: "),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_broken_file_is_named_and_nothing_is_changed(folder, text, message):
    write(folder, "sources.Document", DOCUMENT)
    write(folder, "skills.SkillArea", text)

    with pytest.raises(content.ContentError) as error:
        content.load(folder)

    path = content.file_of("skills.SkillArea", folder)
    assert (str(error.value).startswith(f"{path}{message}"), Document.objects.count()) == (True, 0), error.value


DOCUMENT = (
    "- model: sources.document\n"
    "  fields: {slug: d, title: D, short_title: D, kind: article, speaks_of: people, summary: A text.}\n"
)

MISSING = [
    ("skills.Skill", SKILL.replace("[data]", "[dta]"), ": sql: area: there is no skill area dta."),
    ("skills.Skill", SKILL.replace("}", ", broader: [a]}"), ": sql: broader: there is no skill a."),
    ("skills.GlossaryTerm", TERM.replace("}", ", claims: [[F1]]}"), ": api: claims: there is no claim F1."),
    ("skills.Skill", SKILL.replace(", area: [data]", ""), ", row 1: area: Write it as [slug]."),
    ("skills.Skill", SKILL.replace("[data]", "data"), ", row 1: area: Write it as [slug]."),
    ("skills.Skill", SKILL.replace("[data]", "[data, more]"), ", row 1: area: Write it as [slug]."),
    (
        "skills.GlossaryTerm",
        TERM.replace("}", ", claims: [F1]}"),
        ", row 1: claims: Write it as [[code], …].",
    ),
]


@pytest.mark.parametrize(("label", "text", "message"), MISSING)
def test_missing_reference_is_named_and_nothing_is_changed(folder, label, text, message):
    write(folder, "skills.SkillArea", AREA)
    write(folder, label, text)

    with pytest.raises(content.ContentError) as error:
        content.load(folder)

    assert (str(error.value), SkillArea.objects.count()) == (f"{content.file_of(label, folder)}{message}", 0)


def test_missing_file_is_named(folder):
    path = content.file_of("roles.Trend", folder)
    path.unlink()

    with pytest.raises(content.ContentError, match=f"^{path}: cannot be read: "):
        content.load(folder)


def test_command_fails_and_says_that_nothing_was_changed(folder):
    write(folder, "skills.SkillArea", AREA + AREA)

    with pytest.raises(CommandError) as failure:
        load_and_report(folder)

    path = content.file_of("skills.SkillArea", folder)
    assert str(failure.value) == f"{path}, row 2: data stands there twice. Nothing was changed."
