"""Made-up releases in the formats of the publishers, small enough to see whole."""

import csv
import io
import zipfile


def columns(names):
    return names.split(",")


ONET_RATING = columns(
    "O*NET-SOC Code,Element ID,Element Name,Scale ID,Data Value,N,Standard Error,Lower CI Bound,Upper CI Bound,"
    "Recommend Suppress,Not Relevant,Date,Domain Source"
)


def rating(role, element, scale, value, suppress="N", irrelevant="n/a"):
    return [role, element, "Any", scale, value, "8", "0.1", "n/a", "n/a", suppress, irrelevant, "08/2023", "Analyst"]


def share(role, scale, category, value, suppress="N"):
    return [role, "2.D.1", "Any", scale, category, value, "8", "0.1", "n/a", "n/a", suppress, "08/2023", "Incumbent"]


ONET = {
    "Occupation Data": [
        ["O*NET-SOC Code", "Title", "Description"],
        ["15-1299.00", "Kite Engineers", "Draw and build kites."],
        ["15-1299.02", "Box Kite Engineers", "Build kites of four sides."],
        ["55-9999.00", "Kite Officers, All Other", "All kite officers not listed."],
    ],
    "Alternate Titles": [
        ["O*NET-SOC Code", "Alternate Title", "Short Title", "Source(s)"],
        ["15-1299.00", "Kite Maker", "n/a", "08"],
        ["15-1299.00", "KITE MAKER", "n/a", "10"],
        ["15-1299.00", "Kite engineers", "n/a", "10"],
        ["15-1299.02", "Kite Maker", "KM", "02,08"],
    ],
    "Sample of Reported Titles": [
        ["O*NET-SOC Code", "Reported Job Title", "Shown in My Next Move"],
        ["15-1299.00", "Kite Maker", "Y"],
        ["15-1299.00", "String Hand", "N"],
    ],
    "Related Occupations": [
        ["O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier", "Index"],
        ["15-1299.00", "55-9999.00", "Primary-Short", "1"],
        ["15-1299.00", "99-1234.00", "Primary-Long", "2"],
    ],
    "Task Statements": [
        ["O*NET-SOC Code", "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"],
        ["15-1299.00", "30", "Sweep the loft.", "Supplemental", "80", "08/2023", "Incumbent"],
        ["15-1299.00", "20", 'Write "fly" on each box.', "Core", "90", "08/2023", "Incumbent"],
        ["15-1299.00", "9", "Count the strings.", "n/a", "n/a", "08/2023", "Analyst"],
        ["15-1299.02", "100", "Sweep the loft.", "n/a", "80", "08/2023", "Incumbent"],
    ],
    "Emerging Tasks": [
        ["O*NET-SOC Code", "Task", "Category", "Original Task ID", "Original Task", "Date", "Domain Source"],
        ["15-1299.02", "Fly the prototypes.", "New", "n/a", "n/a", "08/2024", "Incumbent"],
        ["15-1299.02", "Sweep the big loft.", "Revision", "100", "Sweep the loft.", "08/2024", "Incumbent"],
    ],
    "Job Zone Reference": [
        ["Job Zone", "Name", "Experience", "Education", "Job Training", "Examples", "SVP Range"],
        ["2", "Job Zone Two: Some", "A little.", "School.", "A month.", "Kite hands.", "(4.0 to < 6.0)"],
    ],
    "Job Zones": [["O*NET-SOC Code", "Job Zone", "Date", "Domain Source"], ["15-1299.00", "2", "08/2023", "Analyst"]],
    "Education, Training, and Experience Categories": [
        ["Element ID", "Element Name", "Scale ID", "Category", "Category Description"],
        ["2.D.1", "Any", "RL", "1", "No school - awarded for nothing at all"],
        ["3.A.3", "Any", "OJ", "1", "None, or a short look"],
    ],
    "Education, Training, and Experience": [
        columns(
            "O*NET-SOC Code,Element ID,Element Name,Scale ID,Category,Data Value,N,Standard Error,Lower CI Bound,"
            "Upper CI Bound,Recommend Suppress,Date,Domain Source"
        ),
        share("15-1299.00", "RL", "1", "99.98"),
        share("15-1299.00", "OJ", "1", "0.00", suppress="Y"),
        share("15-1299.00", "IM", "n/a", "2.10"),
    ],
    "Content Model Reference": [
        ["Element ID", "Element Name", "Description"],
        ["2", "Worker Needs", "All of it"],
        ["2.A", "First Skills", "Learned first"],
        ["2.A.1", "Content", "What is known"],
        ["2.A.1.e", "Sums", "Doing sums"],
        ["2.C", "Learning", "What is taught"],
        ["2.C.9", "Speech", "Of speech"],
        ["2.C.9.a", "Wires", "Of wires"],
        ["2.C.10", "Sums", "Of sums"],
    ],
    "Skills": [
        ONET_RATING,
        rating("15-1299.00", "2.A.1.e", "IM", "4.12"),
        rating("15-1299.00", "2.A.1.e", "LV", "5.25", irrelevant="N"),
        rating("15-1299.02", "2.A.1.e", "IM", "1.25"),
        rating("15-1299.02", "2.A.1.e", "LV", "0.00", irrelevant="N"),
    ],
    "Knowledge": [
        ONET_RATING,
        rating("15-1299.00", "2.C.9.a", "LV", "1.74", suppress="Y", irrelevant="N"),
        rating("15-1299.00", "2.C.9.a", "IM", "2.00"),
        rating("15-1299.00", "2.C.10", "IM", "3.50"),
        rating("15-1299.00", "2.C.10", "LV", "3.50", irrelevant="Y"),
        rating("15-1299.02", "2.C.10", "LV", "8.00", irrelevant="N"),
    ],
    "Level Scale Anchors": [
        ["Element ID", "Element Name", "Scale ID", "Anchor Value", "Anchor Description"],
        ["2.A.1.e", "Sums", "LV", "3", "Add up a bill"],
        ["2.A.1.e", "Sums", "LV", "2", "Count coins"],
        ["2.A.1.e", "Sums", "LV", "6", "Find a law of numbers"],
        ["4.A.1.a", "Looking", "LV", "1", "Look at a wall"],
    ],
    "Technology Skills": [
        ["O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"],
        ["15-1299.00", "KiteCAD", "43232604", "Drawing software", "Y", "Y"],
        ["15-1299.02", "KiteCAD", "43232604", "Drawing software", "Y", "N"],
        ["55-9999.00", "KiteCAD", "43232202", "Paper software", "N", "N"],
    ],
    "UNSPSC Reference": [
        columns(
            "Commodity Code,Commodity Title,Class Code,Class Title,Family Code,Family Title,Segment Code,Segment Title"
        ),
        ["43232604", "Drawing software", "43232600", "Trade software", "43230000", "Software", "43000000", "IT"],
    ],
}
READ_ME = "O*NET 99.1 Database\r\nMay 2031 Release\r\n-----------\r\n"

_E = "http://data.example/esco"
ESCO = {
    "ISCOGroups_en": [
        columns("conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description"),
        ["ISCOGroup", f"{_E}/isco/C01", "01", "Kite officers", "released", "", "", "Of kites."],
        ["ISCOGroup", f"{_E}/isco/C0", "0", "Officers", "released", "", "", "Of all."],
    ],
    "occupations_en": [
        columns(
            "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
            "regulatedProfessionNote,scopeNote,definition,inScheme,description,code"
        ),
        [
            *("Occupation", f"{_E}/occupation/1", "01", " kite  captain", "Kite Captain\nkite head \nKITE HEAD\nchief"),
            *("chief\nboss", "released", "2031-01-01", f"{_E}/regulated-professions/regulated", "", ""),
            *(f"{_E}/a,\n{_E}/b", "Leads the kitesâ\x80\x99 crew.", "01.1"),
        ],
        [
            *("Occupation", f"{_E}/occupation/2", "01", "box kite captain", "", "", "released", "2031-01-01"),
            *(f"{_E}/regulated-professions/unregulated", "", "", f"{_E}/b,\n{_E}/a", "Leads boxes.", "01.1.1"),
        ],
    ],
    "broaderRelationsOccPillar": [
        ["conceptType", "conceptUri", "broaderType", "broaderUri"],
        ["ISCOGroup", f"{_E}/isco/C01", "ISCOGroup", f"{_E}/isco/C0"],
        ["Occupation", f"{_E}/occupation/1", "ISCOGroup", f"{_E}/isco/C01"],
        ["Occupation", f"{_E}/occupation/2", "Occupation", f"{_E}/occupation/1"],
        ["Occupation", f"{_E}/occupation/gone", "Occupation", f"{_E}/occupation/1"],
    ],
    "skillGroups_en": [
        columns(
            "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,"
            "description,code"
        ),
        ["SkillGroup", f"{_E}/skill/S", "skills", "", "", "released", "", "", "", "All.", "S"],
        ["SkillGroup", f"{_E}/skill/S1", "hands", "", "", "released", "", "", "", "By hand.\x9d", "S1"],
        ["SkillGroup", f"{_E}/isced-f/01", "field unknown", "", "", "released", "", "", "", "", ""],
    ],
    "skills_en": [
        columns(
            "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,"
            "scopeNote,definition,inScheme,description"
        ),
        [
            "K",
            f"{_E}/skill/1",
            "skill/competence",
            "",
            "tie knots",
            "knot\u200b work",
            "knots",
            *[""] * 5,
            "Tie\xa0them.",
        ],
        ["K", f"{_E}/skill/2", "knowledge", "", "string", *[""] * 8],
        ["K", f"{_E}/skill/3", "", "", "tie bows", *[""] * 8],
        ["K", f"{_E}/skill/4", "knowledge", "", "nowhere", *[""] * 8],
    ],
    "broaderRelationsSkillPillar": [
        ["conceptType", "conceptUri", "broaderType", "broaderUri"],
        ["SkillGroup", f"{_E}/skill/S1", "SkillGroup", f"{_E}/skill/S"],
        ["K", f"{_E}/skill/1", "SkillGroup", f"{_E}/skill/S1"],
        ["K", f"{_E}/skill/1", "SkillGroup", f"{_E}/isced-f/01"],
        ["K", f"{_E}/skill/2", "SkillGroup", f"{_E}/isced-f/01"],
        ["K", f"{_E}/skill/3", "K", f"{_E}/skill/2"],
        ["K", f"{_E}/skill/3", "K", f"{_E}/skill/1"],
    ],
    "occupationSkillRelations": [
        ["occupationUri", "relationType", "skillType", "skillUri"],
        [f"{_E}/occupation/1", "essential", "skill/competence", f"{_E}/skill/1"],
        [f"{_E}/occupation/1", "optional", "", f"{_E}/skill/3"],
        [f"{_E}/occupation/gone", "optional", "", f"{_E}/skill/3"],
    ],
    "skillSkillRelations": [
        ["originalSkillUri", "originalSkillType", "relationType", "relatedSkillType", "relatedSkillUri"],
        [f"{_E}/skill/2", "", "optional", "", f"{_E}/skill/1"],
        [f"{_E}/skill/1", "", "optional", "", f"{_E}/skill/2"],
        [f"{_E}/skill/3", "", "essential", "", f"{_E}/skill/1"],
    ],
}

_FLYING = (
    "A flyer flies kites.\u2028\n\nIn this role, you will: \n- hold the string\u200b\n- watch\xa0the wind\n\nOr rain."
)
_JUNIOR = "Learns.\n\nAt this role level, you will:\n\n- Hold the string"
DDAT = {
    "roles": [
        columns(
            "Role Family,Role,Role Description,Role Level,Role Level Description,Skill Name,Skill Description,"
            "Skill Level,Skill Level Description,Role Type"
        ),
        ["Kites", "Flyer", _FLYING, "Flyer ", "Flies.", "Knots", "Tying.", "Practitioner", "You can:\n- tie", ""],
        ["Kites", "Flyer", _FLYING, "Flyer ", "Flies.", "Knots", "Tying.", "Practitioner", "You can:\n- tie", ""],
        ["Kites", "Flyer", _FLYING, "Junior flyer", _JUNIOR, "Knots", "Tying.", "Awareness", "", ""],
        ["Kites", "Flyer", _FLYING, "Junior flyer", _JUNIOR, "Weather", "MISSING", "Fluent", "", ""],
        [
            *("Chiefs", "Chief kite officer", "Leads.", "NOT IN USE", "NOT IN USE", "Weather", "MISSING"),
            *["NOT IN USE"] * 2,
            "X",
        ],
    ],
    "skills": [
        columns("Skill Name,Skill Description,Awareness,Working,Practitioner,Expert,Roles that require Skill"),
        [
            "Knots",
            "Tying.",
            "",
            "This skill level is currently not defined.",
            "You can:\n- tie\n- untie",
            "",
            "Flyer, Sailor",
        ],
        ["Weather", "", "", "", "", "", "Chief kite officer"],
    ],
}


def onet_files(tables=ONET):
    files = {f"{name}.txt": _tabs(rows) for name, rows in tables.items()}
    return files | {"Read Me.txt": READ_ME.encode()}


def esco_files(tables=ESCO):
    return {f"{name}.csv": _commas(rows) for name, rows in tables.items()}


ddat_files = esco_files


def backwards(tables):
    """Return tables with their rows in the opposite order, and their columns, too."""
    return {name: [header[::-1], *(row[::-1] for row in reversed(rows))] for name, (header, *rows) in tables.items()}


def bare(described, tables):
    """Return tables without those, and without the columns, that a release need not have."""
    there = {table.name: table.newer.values() for table in described if not table.is_optional}
    return {name: _without_columns(rows, there[name]) for name, rows in tables.items() if name in there}


def _without_columns(rows, titles):
    places = [place for place, title in enumerate(rows[0]) if title not in titles]
    return [[row[place] for place in places] for row in rows]


def with_row(tables, name, row):
    """Return tables with one more row at the end of one."""
    return tables | {name: [*tables[name], row]}


def in_folder(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def in_zip(path, files, folder=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{folder}{name}", content)
    return path


def _tabs(rows):
    return "".join("\t".join(row) + "\r\n" for row in rows).encode()


def _commas(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
