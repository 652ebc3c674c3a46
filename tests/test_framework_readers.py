"""What becomes of each framework's tables; figures and words of all samples are made up."""

from decimal import Decimal

import pytest

from careers.frameworks import ddat, esco, onet
from careers.frameworks.content import (
    KINDS,
    Area,
    Category,
    Descriptor,
    Family,
    InArea,
    Preparation,
    Rejection,
    Requirement,
    Role,
    RoleLink,
    RoleName,
    Share,
    Skill,
    SkillLink,
    SkillName,
    Step,
    Task,
    Work,
)
from careers.frameworks.ddat.ladder import ladder_of, steps
from careers.frameworks.files import FrameworkError, open_files
from careers.frameworks.onet.ratings import level_of

from .framework_samples import (
    DDAT,
    ESCO,
    ONET,
    backwards,
    ddat_files,
    esco_files,
    in_folder,
    onet_files,
    rating,
    share,
    with_row,
)

E = "http://data.example/esco"
KITE, BOX, OFFICER = "15-1299.00", "15-1299.02", "55-9999.00"
CAD = "technology:KiteCAD"
HOLD, WATCH = "af89f8bd9cb415d6", "8f5631be7ae88e5f"


def read(reader, folder, content, version=None):
    with open_files(in_folder(folder, content)) as files:
        return reader.read(files, version=version)


def rows_by_kind(release):
    return {kind: rows for kind, rows in release.rows.items() if rows}


def test_everything_of_onet(tmp_path):
    release = read(onet, tmp_path, onet_files())
    rows = rows_by_kind(release)
    families = rows.pop(Family)

    assert (release.version, release.title) == ("99.1", "O*NET 99.1 Database, May 2031")
    assert (len(families), families[0]) == (23, Family("11", "Management Occupations", position=1))
    assert rows == {
        Role: [
            Role(KITE, "Kite Engineers", "15", "Draw and build kites.", code=KITE, preparation="2"),
            Role(BOX, "Box Kite Engineers", "15", "Build kites of four sides.", code=BOX),
            Role(OFFICER, "Kite Officers, All Other", "55", "All kite officers not listed.", code=OFFICER),
        ],
        RoleName: [RoleName(KITE, "Kite Maker"), RoleName(KITE, "String Hand"), RoleName(BOX, "Kite Maker")],
        RoleLink: [RoleLink(BOX, KITE, "broader"), RoleLink(KITE, OFFICER, "related", "Primary-Short", 1)],
        Work: [
            Work("30", "Sweep the loft."),
            Work("20", 'Write "fly" on each box.'),
            Work("9", "Count the strings."),
            Work("emerging:749b041803d65052", "Fly the prototypes."),
        ],
        Task: [
            Task(KITE, "20", "20", "core", 1),
            Task(KITE, "30", "30", "supplemental", 2),
            Task(KITE, "9", "9", "", 3),
            Task(BOX, "30", "100", "", 1),
            Task(BOX, "emerging:749b041803d65052", "", "", 2),
        ],
        Preparation: [
            Preparation(
                "2", "Job Zone Two: Some", 2, "A little.", "School.", "A month.", "Kite hands.", "(4.0 to < 6.0)"
            )
        ],
        Category: [
            Category("RL:1", "education", 1, "No school"),
            Category("OJ:1", "on-the-job", 1, "None, or a short look"),
        ],
        Share: [Share(KITE, "RL:1", Decimal("99.98")), Share(KITE, "OJ:1", Decimal("0.00"), is_imprecise=True)],
        Area: [
            Area("2.A", "First Skills", "Learned first", None, 1),
            Area("2.A.1", "Content", "What is known", "2.A", 2),
            Area("2.C", "Learning", "What is taught", None, 3),
            Area("2.C.9", "Speech", "Of speech", "2.C", 4),
            Area("unspsc:43232202", "Paper software", position=5),
            Area("unspsc:43232600", "Trade software", position=6),
            Area("unspsc:43232604", "Drawing software", "", "unspsc:43232600", 7),
        ],
        Skill: [
            Skill("2.A.1.e", "Sums", "skill", "2.A.1", description="Doing sums"),
            Skill("2.C.9.a", "Wires", "knowledge", "2.C.9", description="Of wires"),
            Skill("2.C.10", "Sums", "knowledge", "2.C", description="Of sums"),
            Skill(CAD, "KiteCAD", "technology", "unspsc:43232604"),
        ],
        InArea: [InArea(CAD, "unspsc:43232202")],
        Descriptor: [
            Descriptor("2.A.1.e", 2, "Count coins\nAdd up a bill", "2, 3"),
            Descriptor("2.A.1.e", 4, "Find a law of numbers", "6"),
        ],
        Requirement: [
            Requirement(KITE, "2.A.1.e", "essential", 4, "4.12", "5.25", is_translated=True),
            Requirement(BOX, "2.A.1.e", "mentioned", None, "1.25", "0.00", is_translated=True),
            Requirement(KITE, "2.C.9.a", "desirable", None, "2.00", "1.74", is_imprecise=True, is_translated=True),
            Requirement(KITE, "2.C.10", None, None, "3.50", "3.50", is_relevant=False, is_translated=True),
            Requirement(KITE, CAD, "desirable", None, "in demand", is_hot=True, is_in_demand=True, is_translated=True),
            Requirement(BOX, CAD, "mentioned", None, "hot technology", is_hot=True, is_translated=True),
            Requirement(OFFICER, CAD, "mentioned", None, is_translated=True),
        ],
    }
    assert release.rejected == [
        Rejection("Related Occupations.txt", 3, "Related O*NET-SOC Code 99-1234.00 is unknown."),
        Rejection("Knowledge.txt", 6, "LV stands there twice, or 8.00 is not on its scale."),
    ]


@pytest.mark.parametrize(
    ("value", "level"),
    [(0, None), (0.01, 1), (1.74, 1), (1.75, 2), (3.49, 2), (3.5, 3), (5.24, 3), (5.25, 4), (7, 4)],
)
def test_onets_scale_of_levels_falls_into_quarters(value, level):
    assert level_of(value) == level


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("Occupation Data", ["15-1299", "Kites", ""], "15-1299 is no O*NET-SOC code."),
        ("Occupation Data", [KITE, "Kites", ""], f"{KITE} stands there twice."),
        ("Occupation Data", ["99-1299.00", "Kites", ""], "99-1299.00 is in none of the major groups of occupations."),
        ("Skills", rating(KITE, "2.A.1.e", "XX", "3.00"), "Scale ID XX is unknown."),
        ("Skills", rating(KITE, "9.Z", "IM", "3.00"), "Element ID 9.Z is unknown."),
        ("Skills", rating(KITE, "2.A.1.e", "IM", "n/a"), "Has no Data Value."),
        (
            "Education, Training, and Experience",
            share(KITE, "RL", "1", "3.00"),
            "Category RL:1 is unknown or stands there twice, or 3.00 is no percentage.",
        ),
    ],
)
def test_a_row_of_onet_that_cannot_be_is_rejected_and_changes_nothing(tmp_path, table, row, reason):
    without = read(onet, tmp_path / "without", onet_files())
    release = read(onet, tmp_path / "with", onet_files(with_row(ONET, table, row)))

    assert [rejection for rejection in release.rejected if rejection not in without.rejected] == [
        Rejection(f"{table}.txt", len(ONET[table]) + 1, reason)
    ]
    assert release.rows == without.rows


def test_everything_of_esco(tmp_path):
    release = read(esco, tmp_path / "esco-9.8.7", esco_files())
    captain, box, gone = f"{E}/occupation/1", f"{E}/occupation/2", f"{E}/occupation/gone"
    knots, string, bows = (f"{E}/skill/{number}" for number in (1, 2, 3))
    hands, unknown = f"{E}/skill/S1", f"{E}/isced-f/01"

    assert (release.version, release.title) == ("9.8.7", "ESCO 9.8.7")
    assert rows_by_kind(release) == {
        Family: [
            Family(f"{E}/isco/C0", "Officers", "Of all.", None, 1),
            Family(f"{E}/isco/C01", "Kite officers", "Of kites.", f"{E}/isco/C0", 2),
        ],
        Role: [
            Role(captain, "kite captain", f"{E}/isco/C01", "Leads the kites’ crew.", code="01.1", is_regulated=True),
            Role(box, "box kite captain", f"{E}/isco/C01", "Leads boxes.", code="01.1.1"),
        ],
        RoleName: [RoleName(captain, "chief"), RoleName(captain, "kite head"), RoleName(captain, "boss", True)],
        RoleLink: [RoleLink(box, captain, "broader")],
        Area: [
            Area(unknown, "field unknown", position=1),
            Area(f"{E}/skill/S", "skills", "All.", position=2),
            Area(hands, "hands", "By hand.", f"{E}/skill/S", 3),
        ],
        Skill: [
            Skill(knots, "tie knots", "skill", unknown, description="Tie them."),
            Skill(string, "string", "knowledge", unknown),
            Skill(bows, "tie bows", "", unknown, broader=knots),
        ],
        InArea: [InArea(knots, hands), InArea(bows, hands)],
        SkillName: [SkillName(knots, "knot work"), SkillName(knots, "knots", True)],
        SkillLink: [
            SkillLink(bows, string, "broader"),
            SkillLink(knots, string, "related"),
            SkillLink(bows, knots, "builds-on"),
        ],
        Requirement: [
            Requirement(captain, knots, "essential", native_need="essential"),
            Requirement(captain, bows, "desirable", native_need="optional"),
        ],
    }
    assert release.rejected == [
        Rejection("broaderRelationsOccPillar.csv", 5, f"conceptUri {gone} is unknown."),
        Rejection("skills_en.csv", 5, f"{E}/skill/4 is in no group of skills."),
        Rejection("occupationSkillRelations.csv", 4, f"occupationUri {gone} is unknown."),
    ]


def test_everything_of_the_uk_framework(tmp_path):
    release = read(ddat, tmp_path, ddat_files(DDAT), version="2031-05")
    officer, flyer, bare, junior = "Chief kite officer", "Flyer", "Flyer / Flyer", "Flyer / Junior flyer"

    assert rows_by_kind(release) == {
        Family: [Family("Chiefs", "Chiefs", position=1), Family("Kites", "Kites", position=2)],
        Area: [Area("skills", "Digital and data skills", position=1)],
        Skill: [
            Skill("Knots", "Knots", "skill", "skills", description="Tying."),
            Skill("Weather", "Weather", "skill", "skills"),
        ],
        Descriptor: [Descriptor("Knots", 3, "tie\nuntie", "Practitioner")],
        Role: [
            Role(officer, officer, "Chiefs", "Leads.", 4),
            Role(flyer, flyer, "Kites", "A flyer flies kites.\n\nOr rain."),
            Role(junior, "Junior flyer", "Kites", "Learns.", 1, flyer, 1),
            Role(bare, flyer, "Kites", "Flies.", 2, flyer, 2),
        ],
        Step: [Step(junior, bare, "promotion")],
        Work: [Work(WATCH, "watch the wind"), Work(HOLD, "Hold the string")],
        Task: [Task(flyer, HOLD, position=1), Task(flyer, WATCH, position=2), Task(junior, HOLD, position=1)],
        Requirement: [
            Requirement(bare, "Knots", "essential", 3, native_level="Practitioner"),
            Requirement(junior, "Knots", "essential", 1, native_level="Awareness"),
            Requirement(officer, "Weather", "essential"),
        ],
    }
    assert [rejection.reason for rejection in release.rejected] == ["Skill Level Fluent is unknown."]
    assert release.notes[1:] == [
        "Of the pairs of a role and a skill, 1 stand in roles only and 1 in skills only, which were passed over.",
        "roles: 1 rows that say again what another says were passed over.",
    ]


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("Baker", ["Apprentice baker", "Junior baker", "Associate baker", "Baker", "Senior baker", "Lead baker"]),
        ("Baker", ["Trainee baker", "Senior baker", "Principal baker", "Head of baking (bread)"]),
        ("Oven manager", ["Oven analyst", "Senior oven analyst", "Oven manager", "Major oven manager"]),
        ("Lead baker", ["Junior lead baker", "Lead baker", "Baking lead", "Chief lead baker"]),
    ],
)
def test_levels_are_ranked_by_their_names(role, levels):
    rungs = ladder_of(role, set(levels))

    assert [(rung.level, rung.rank) for rung in rungs] == [(level, rank) for rank, level in enumerate(levels, start=1)]
    assert [rung.seniority for rung in rungs] == sorted(rung.seniority for rung in rungs)


def test_management_is_a_branch_beside_the_main_one():
    managing = [f"{level} baker - management" for level in ("Senior", "Lead", "Principal")]
    rungs = ladder_of("Baker", {"Baker", "Lead baker", *managing})

    assert list(steps(rungs)) == [
        ("Baker", "Lead baker", "promotion"),
        (managing[0], managing[1], "promotion"),
        (managing[1], managing[2], "promotion"),
        ("Baker", managing[0], "into-management"),
        ("Lead baker", managing[1], "into-management"),
    ]


@pytest.mark.parametrize(
    ("reader", "tables", "files_of"), [(onet, ONET, onet_files), (esco, ESCO, esco_files), (ddat, DDAT, ddat_files)]
)
def test_the_order_of_rows_and_columns_says_nothing(tmp_path, reader, tables, files_of):
    release = read(reader, tmp_path / "one", files_of(tables), version="1")
    other = read(reader, tmp_path / "other", files_of(backwards(tables)), version="1")

    assert {kind: set(release.rows[kind]) for kind in KINDS} == {kind: set(other.rows[kind]) for kind in KINDS}
    assert all(len(set(rows)) == len(rows) for rows in release.rows.values())


@pytest.mark.parametrize(("reader", "content"), [(esco, esco_files()), (ddat, ddat_files(DDAT))])
def test_a_release_that_says_its_version_nowhere_asks_for_it(tmp_path, reader, content):
    with pytest.raises(FrameworkError, match="say it with --release"):
        read(reader, tmp_path / "unnamed", content)
