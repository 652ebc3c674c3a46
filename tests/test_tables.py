"""Content as tables: what goes out comes in again, and what an import would do is said beforehand."""

import io
import zipfile
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from careers.tables.csv_files import write_csv
from careers.tables.difference import Piece, pieces
from careers.tables.errors import FileError
from careers.tables.escaping import with_formula, without_formula
from careers.tables.folders import WRITERS
from careers.tables.importing import Change, Fault, RefusedError, Row, import_sheet, outcome_of
from careers.tables.sheets import Sheet, read
from careers.tables.table import TABLES, table_class
from roles.models import Role, SkillRequirement
from skills.models import Skill

from .factories import (
    ALL_FACTORIES,
    make_area,
    make_choice,
    make_claim,
    make_collection,
    make_family,
    make_release,
    make_requirement,
    make_role,
    make_skill,
    make_step,
)
from .test_content import make_one_of_each

FORMS = list(WRITERS)
# Texts as a database can hold them.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
TRICKY = st.sampled_from(
    ["=1+1", "'=1+1", "''", "'", "+", "-", "@x", "\tx", "\rx", "a\r\nb", " a ", "_x000D_", "🧭", '"']
)


def written(form, rows):
    file = io.BytesIO()
    WRITERS[form](file, rows)
    return file.getvalue()


def sheet(headers, *rows):
    """Return a Sheet of rows, each a text with bars between its cells."""
    return Sheet(headers.split(), [(number, row.split("|")) for number, row in enumerate(rows, start=2)])


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


def export_tables(folder, form="csv"):
    call_command("export_tables", folder, format=form, stdout=StringIO())
    return files_of(folder)


def test_every_model_of_content_is_a_table_and_stands_behind_what_it_refers_to():
    place = {apps.get_model(label): number for number, label in enumerate(TABLES)}
    too_early = [
        (label, column.column_name)
        for label in TABLES
        for column in table_class(label)().references
        if place[column.field.related_model] > place[apps.get_model(label)]
    ]

    assert (set(place), too_early) == (set(ALL_FACTORIES), [])


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_what_is_exported_and_imported_into_an_empty_database_is_exported_as_the_same_bytes(form, tmp_path):
    make_one_of_each()
    make_skill(
        "a-narrower-one", broader=make_skill("z-broader"), description="=SUM(A1)\r\n'quoted', \"and\" _x000D_ 🧭"
    )
    first = export_tables(tmp_path / "first", form)
    Role.objects.update(broader=None)
    Skill.objects.update(broader=None)
    for label in reversed(TABLES):
        apps.get_model(label).objects.all().delete()

    call_command("import_tables", tmp_path / "first", stdout=StringIO())

    assert export_tables(tmp_path / "second", form) == first


@pytest.mark.django_db
def test_importing_what_is_there_already_writes_nothing(content, tmp_path):
    export_tables(tmp_path)

    with CaptureQueriesContext(connection) as queries:
        call_command("import_tables", tmp_path, stdout=StringIO())

    assert [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}] == []


@given(st.lists(st.tuples(TEXTS | TRICKY, TEXTS | TRICKY).filter(any)))
@pytest.mark.parametrize("form", FORMS)
def test_any_text_comes_back_as_it_went_out(form, rows):
    content = written(form, [["slug", "text"], *rows])

    assert read(f"a.{form}", content).rows == [(number, list(row)) for number, row in enumerate(rows, start=2)]


@given(TEXTS | TRICKY)
def test_no_cell_of_csv_runs_in_a_spreadsheet(text):
    cell = without_formula(text)

    assert (cell[:1] in set("=+-@\t\r\n") - {""}, with_formula(cell)) == (False, text)


def test_cells_of_a_workbook_are_quoted_text_and_its_bytes_are_the_same_tomorrow():
    content = written("xlsx", [["slug"], ["=1+1"]])
    cell = load_workbook(io.BytesIO(content)).active["A2"]
    times = {member.date_time for member in zipfile.ZipFile(io.BytesIO(content)).infolist()}

    assert (cell.value, cell.data_type, cell.quotePrefix, cell.number_format) == ("=1+1", "s", True, "@")
    assert (times, b"T00:00:00Z" in zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")) == (
        {(1980, 1, 1, 0, 0, 0)},
        True,
    )


def test_a_text_too_long_for_a_workbook_is_refused():
    with pytest.raises(FileError, match=r"Cell B2 is longer than the 32,767 characters .* Export as CSV."):
        written("xlsx", [["slug", "text"], ["a", "x" * 32_768]])


@pytest.mark.parametrize(
    "content",
    [
        "slug,name\na,Ä, b\n".replace(", b", ""),
        "\ufeffslug,name\r\na,Ä\r\n\r\n,\r\n",
        "slug;name\na;Ä\n",
        "slug\tname\na\tÄ\n".encode("utf-16"),
    ],
    ids=["plain", "with a mark and empty rows", "semicolons", "Unicode text of Excel"],
)
def test_csv_is_read_as_spreadsheets_write_it(content):
    content = content.encode() if isinstance(content, str) else content

    assert read("a.csv", content) == Sheet(["slug", "name"], [(2, ["a", "Ä"])])


def workbook(*cells):
    book = Workbook()
    for cell in cells:
        book.active.append(cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        ("slug\nä\n".encode("cp1252"), "not in UTF-8: line 2 .* “CSV UTF-8”"),
        (b"\xd0\xcf\x11\xe0", "no XLSX workbook .* without a password"),
        (b"slug\na,b\n", "Row 2 has 2 cells, the headers are 1."),
        (b'slug\n"a\n', "Line 2 is not CSV"),
        (b"PK\x03\x04", "The workbook is broken."),
        (workbook(["slug"], ["=1+1"]), "Cell A2 holds a formula. Copy the cells and paste them as values."),
        (workbook(["slug"], ["_x0000_"]), "Cell A2 holds a character that is no text. Remove it."),
        (workbook(["slug"], ["a"])[:-60] + b"x" * 60, "The workbook is broken."),
        (b"slug\n" + b"a\n" * 4, "more than 3 rows"),
        (b"slug\n" + b"a" * 20_000, "larger than 0.02 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, message):
    with pytest.raises(FileError, match=message):
        read("a.csv", content, most_bytes=20_000, most_rows=3)


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)

    with pytest.raises(FileError, match="The workbook holds too much"):
        read("a.xlsx", file.getvalue(), most_bytes=20_000)


def with_parts(parts, content=None):
    """Return a workbook with parts of it replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or workbook(["slug"], ["a"]))) as before:
        kept = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name, text in (kept | parts).items():
            after.writestr(name, text)
    return file.getvalue()


def sheet_xml(declared, cell):
    return (
        f'<?xml version="1.0"?><!DOCTYPE x [{declared}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        f'<c r="A1" t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>'
    )


LAUGHS = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (with_parts({"xl/media/image1.bin": b"\0" * 2_000_000}), "The workbook holds too much"),
        (with_parts({f"xl/{number}": b"" for number in range(2_001)}), "The workbook holds too much"),
        (with_parts({"xl/vbaProject.bin": b"x"}), "The workbook holds macros"),
        (with_parts({"xl/worksheets/sheet1.xml": sheet_xml(LAUGHS, "&j;")}), "XML entities"),
        (
            with_parts({"xl/worksheets/sheet1.xml": sheet_xml('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")}),
            "XML entities",
        ),
        (with_parts({"xl/styles.xml": sheet_xml(LAUGHS, "&j;")}), "XML entities"),
    ],
    ids=["one part", "many parts", "macros", "entities of entities", "an entity from outside", "entities of styles"],
)
def test_a_workbook_that_no_spreadsheet_writes_is_refused(content, message):
    with pytest.raises(FileError, match=message):
        read("a.xlsx", content, most_bytes=10_000_000)


def test_an_archive_that_is_no_workbook_is_said_to_be():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("notes.txt", "slug")

    with pytest.raises(FileError, match="an archive, but no XLSX workbook"):
        read("a.xlsx", file.getvalue())


@pytest.mark.django_db
def test_an_outcome_says_row_by_row_what_an_import_changes_and_changes_nothing():
    area = make_area("data")
    make_skill("sql", area=area, name="SQL", description="One line\r\nand another")
    make_skill("java", area=area, name="Java", description="")
    file = sheet(
        "slug name area broader description kind",
        "joins|Joins|data|views||concept",
        "sql|SQL|data||One line\nand another|concept",
        "java|Java 21|data||=x|concept",
        "views|Views|data|||concept",
    )

    outcome = outcome_of("skills.Skill", file)

    assert (outcome.rows, outcome.same, outcome.left_out) == (
        [
            Row(2, "joins", True, [
                Change("slug", "", "joins"), Change("name", "", "Joins"), Change("kind", "", "concept"),
                Change("area", "", "data"), Change("broader", "", "views"),
            ], []),
            Row(4, "java", False, [Change("name", "Java", "Java 21"), Change("description", "", "=x")], []),
            Row(5, "views", True, [
                Change("slug", "", "views"), Change("name", "", "Views"), Change("kind", "", "concept"),
                Change("area", "", "data"),
            ], []),
        ],
        1,
        ["status"],
    )  # fmt: skip
    assert set(Skill.objects.values_list("slug", "name")) == {("sql", "SQL"), ("java", "Java")}


@pytest.fixture
def two_roles():
    family = make_family("backend")
    make_choice("language", role=make_role("junior", family=family))
    make_role("senior", family=family)
    make_claim("F001")
    for slug in ("sql", "java"):
        make_skill(slug)


REQUIREMENT = "role skill level need choice basis note claims"


@pytest.mark.django_db
def test_an_empty_cell_that_the_database_does_not_take_is_named():
    make_area("data")

    [row] = outcome_of("skills.Skill", sheet("slug name area kind", "sql|SQL|data|")).faulty

    assert row.faults == [Fault("D2", "kind", "", "The cell must not be empty.")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("junior|sqll|9|much||editorial|why|F002", [
            ("B2", "There is no skill “sqll”."),
            ("C2", "“9” is none of: 1 (Awareness), 2 (Working), 3 (Practitioner), 4 (Expert)."),
            ("D2", "“much” is none of: mentioned, desirable, essential."),
            ("H2", "There is no claim F002."),
        ]),
        ("|sql||essential||editorial|why|", [("A2", "The cell must not be empty.")]),
        ("junior|sql||essential||editorial||", [("G2", "An inferred or editorial statement says why in its note.")]),
        ("junior|sql||essential|junior/language|editorial|why|", [
            ("D2", "Say how much it is needed, or choose the choice it is one of; not both."),
        ]),
        ("senior|sql|||junior/language|editorial|why|", [
            ("E2", "“Junior: Language” is a choice of another role; choose one of Senior."),
        ]),
        ("junior|sql||essential||stated||", [
            ("H2", "A stated row rests on at least one claim: choose it, or make the row editorial and say why."),
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_cell(row, faults, two_roles, admin_user):
    [found] = outcome_of("roles.SkillRequirement", sheet(REQUIREMENT, row), admin_user).faulty

    assert [(fault.place, fault.message) for fault in found.faults] == faults


@pytest.mark.django_db
def test_the_same_row_twice_is_wrong_at_the_second(two_roles):
    file = sheet(REQUIREMENT, *["junior|sql||essential||editorial|why|"] * 2)

    [row] = outcome_of("roles.SkillRequirement", file).faulty

    assert row.faults == [Fault("", "", "", "Row 2 is the same by its role, skill: keep one.")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("label", "file", "message"),
    [
        ("skills.Skill", sheet("slug nmae", "a|b"), "There is no column “nmae”. Did you mean “name”?"),
        ("skills.Skill", sheet("slug slug", "a|b"), "There are 2 columns “slug”: keep one."),
        ("skills.Skill", sheet("name", "a"), "The column “slug” is missing"),
    ],
)
def test_columns_that_are_not_the_table_s_are_named(label, file, message):
    with pytest.raises(FileError, match=message):
        outcome_of(label, file)


@pytest.mark.django_db
def test_an_import_is_all_or_nothing(two_roles, tmp_path):
    folder = tmp_path / "roles"
    folder.mkdir()
    (folder / "rolefamily.csv").write_text("slug,name\nnew,New\n")
    (folder / "role.csv").write_text("slug,title,family\nlead,Lead,new\njunior,Junior,old\n")

    with pytest.raises(CommandError) as error:
        call_command("import_tables", tmp_path, stdout=StringIO())

    assert str(error.value) == "roles.Role, C3 family: There is no role family “old”.\nNothing was changed."
    assert set(Role.objects.values_list("slug", "family__slug")) == {("junior", "backend"), ("senior", "backend")}


@pytest.mark.django_db
def test_roles_that_would_lead_round_in_a_circle_are_refused(two_roles):
    junior, senior = Role.objects.order_by("slug")
    make_step(origin=junior, target=senior, kind="promotion")
    above = sheet("slug broader", "junior|senior", "senior|junior")
    back = sheet("origin target kind basis note", "senior|junior|promotion|editorial|why")

    found = [
        fault.message
        for label, file in (("roles.Role", above), ("roles.ProgressionStep", back))
        for row in outcome_of(label, file).faulty
        for fault in row.faults
    ]

    assert found == [
        "Senior is Junior itself or a level of it; choose another.",
        "Junior is Senior itself or a level of it; choose another.",
        "Promotions would lead round in a circle.",
    ]


@pytest.mark.django_db
def test_what_changes_of_a_framework_is_marked_as_changed_here():
    release = make_release(make_collection("onet"))
    make_skill("onet-sql", collection=release.collection, release=release, identifier="1", name="SQL")
    file = sheet("slug name", "onet-sql|SQL queries")

    import_sheet("skills.Skill", file, None, outcome_of("skills.Skill", file).digest, "")

    skill = Skill.objects.get()
    assert (skill.name, skill.edited_fields, skill.release) == ("SQL queries", "name", release)


@pytest.mark.django_db
def test_what_was_not_looked_at_is_not_imported(two_roles):
    file = sheet("slug title", "junior|Beginner")
    digest = outcome_of("roles.Role", file).digest
    Role.objects.filter(slug="junior").update(title="Trainee")

    with pytest.raises(RefusedError) as error:
        import_sheet("roles.Role", file, None, digest, "")

    assert error.value.outcome.changed[0].changes == [Change("title", "Trainee", "Beginner")]
    assert Role.objects.get(slug="junior").title == "Trainee"


@pytest.mark.django_db
def test_rows_are_looked_up_together():
    role, claim = make_role("junior"), make_claim("F001")
    rows = [make_requirement(role=role, skill=make_skill(), claims=[claim]) for _ in range(3)]
    file = io.BytesIO()
    write_csv(file, table_class("roles.SkillRequirement")().lines(SkillRequirement.objects.all()))
    table = read("a.csv", file.getvalue())

    counts = []
    for number in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            outcome_of("roles.SkillRequirement", Sheet(table.headers, table.rows[:number]))
        counts.append(len(queries))

    assert (len(rows), counts[0]) == (3, counts[1])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "new", [Piece("come", "new")]),
        ("draft", "published", [Piece("gone", "draft"), Piece("come", "published")]),
        (
            "writes queries that join several tables",
            "writes queries that join many tables",
            [
                Piece("same", "writes queries that join "),
                Piece("gone", "several "),
                Piece("come", "many "),
                Piece("same", "tables"),
            ],
        ),
    ],
)
def test_long_texts_are_compared_word_by_word(before, after, expected):
    assert pieces(before, after) == expected
