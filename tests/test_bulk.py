"""A release is the whole content in every form, the same bytes for the same content, and there as a whole or not."""

import csv
import fcntl
import gzip
import hashlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
import rdflib
from django.core.management import CommandError, call_command
from django.db import connection

from careers.bulk import files, releasing
from careers.bulk.documents import documents, one_moment
from careers.bulk.models import ContentRelease
from careers.bulk.releasing import folder_of, make_release, missing_releases, write_files
from careers.bulk.tables import TABLES
from roles.models import Need, Role
from skills.levels import Level
from skills.models import Skill
from sources.publication import Status

from .factories import (
    make_choice,
    make_claim,
    make_collection,
    make_duty,
    make_requirement,
    make_role,
    make_skill,
)
from .factories import make_release as make_framework_release

pytestmark = pytest.mark.django_db

VALIDATE = """
import sys
from frictionless import Package
report = Package(sys.argv[1]).validate()
print(report.valid, len(report.tasks), [(task.name, task.errors[:1]) for task in report.tasks if not task.valid])
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """The folder of releases, empty."""
    settings.DATA_DIR, settings.SITE_ADDRESS = tmp_path / "data", "https://waymark.example"
    return tmp_path / "data"


def release():
    return make_release()[0]


def unpacked(release, name):
    return gzip.decompress((folder_of(release) / name).read_bytes()).decode()


def table(release, name):
    """Return the rows of a table as mappings, without empty cells."""
    rows = csv.DictReader(StringIO(unpacked(release, f"{name}.csv.gz"), newline=""))
    return [{column: cell for column, cell in row.items() if cell not in ("", "false")} for row in rows]


def everything(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_form_holds_the_whole_content_and_says_so(content):
    made = release()
    place = folder_of(made)

    validated = subprocess.run(
        [sys.executable, "-c", VALIDATE, "datapackage.json"], cwd=place, capture_output=True, text=True, check=True
    )
    assert validated.stdout == f"True {len(TABLES) + 8} []\n"

    sums = dict(reversed(line.split("  ")) for line in (place / "SHA256SUMS").read_text().splitlines())
    summed = {name: content for name, content in everything(place).items() if name != "SHA256SUMS"}
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in summed.items()}
    assert {file["name"]: file["sha256"] for file in made.files if file["name"] != "SHA256SUMS"} == sums

    (place / "whole.sqlite3").write_bytes(gzip.decompress((place / "waymark.sqlite3.gz").read_bytes()))
    with closing(sqlite3.connect(place / "whole.sqlite3")) as database:
        held = {one.name: len(database.execute(f"SELECT 1 FROM {one.name}").fetchall()) for one in TABLES}  # noqa: S608
    assert held == made.counts["rows"] == {one.name: len(table(made, one.name)) for one in TABLES}

    roles = [json.loads(line)["id"] for line in unpacked(made, "roles.jsonl.gz").splitlines()]
    graph = rdflib.Graph().parse(data=unpacked(made, "waymark.ttl.gz"), format="turtle")
    schema = rdflib.Namespace("https://schema.org/")
    published = sorted(Role.objects.published().values_list("slug", flat=True))
    assert roles == published == [row["role"] for row in table(made, "roles")]
    assert set(graph.subjects(rdflib.RDF.type, schema.Occupation)) == {
        rdflib.URIRef(f"https://waymark.example/roles/{slug}/") for slug in published
    }
    assert (
        len(set(graph.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))) == len(roles) + Skill.objects.published().count()
    )
    # Whatever of the site is referred to is there.
    links = {str(one) for one in graph.objects() if str(one).startswith("https://waymark.example/")}
    assert links - set(map(str, graph.subjects())) == set()


def test_a_row_says_what_is_asked_in_the_end_and_by_whom():
    claim = make_claim("F007")
    large = make_role("engineer", title="Engineer")
    junior = make_role("junior", title="Junior", broader=large, seniority=1)
    sql, java, css = (make_skill(slug, name=slug.upper()) for slug in ("sql", "java", "css"))
    choice = make_choice("language", role=large, label="a language", need=Need.ESSENTIAL)
    make_requirement(role=large, skill=sql, need=Need.ESSENTIAL, level=Level.EXPERT, claims=[claim])
    make_requirement(role=junior, skill=sql, need=Need.MENTIONED)
    make_requirement(role=large, skill=java, choice=choice, need=None)
    make_requirement(role=junior, skill=css, need=Need.DESIRABLE, level=Level.AWARENESS)

    rows = [row for row in table(release(), "requirements") if row["role"] == "junior"]

    of_role = {"role": "junior", "role_title": "Junior", "role_seniority": "Junior", "collection": "waymark"}
    of_role |= {"collection_name": "Waymark", "basis": "stated"}
    of_skill = {"skill_kind": sql.kind}
    asked = [
        {"skill": "css", "skill_name": "CSS", "need": "desirable", "level": "1", "level_name": "Awareness"},
        {
            "skill": "java", "skill_name": "JAVA", "choice": "language", "choice_label": "a language",
            "choice_minimum": "1", "need": "essential", "inherited_from": "engineer",
        },
        {
            "skill": "sql", "skill_name": "SQL", "need": "essential", "is_need_inherited": "true", "level": "4",
            "level_name": "Expert", "is_level_inherited": "true", "broader_claims": "F007",
            "documents": claim.document.slug,
        },
    ]  # fmt: skip
    areas = {skill.slug: skill.area.name for skill in (sql, java, css)}
    assert rows == [of_role | of_skill | {"skill_area": areas[row["skill"]]} | row for row in asked]


def test_what_readers_may_not_see_is_in_no_release():
    seen, hidden = make_role("seen"), make_role("hidden", status=Status.DRAFT)
    make_requirement(role=seen, skill=make_skill("hidden-skill", status=Status.DRAFT))
    make_requirement(role=hidden, skill=make_skill("shown"))
    make_duty(role=hidden)

    said = {document["id"]: document for document in documents()}

    assert set(said) >= {"seen", "shown"}
    assert set(said) & {"hidden", "hidden-skill"} == set()
    assert "requirements" not in said["seen"]


def test_a_text_that_a_spreadsheet_would_run_is_quoted_in_csv_alone():
    make_role("trap", title="=1+1")
    made = release()

    assert [row["title"] for row in table(made, "roles")] == ["'=1+1"]
    assert json.loads(unpacked(made, "roles.jsonl.gz"))["title"] == "=1+1"


def test_each_collection_brings_its_licence():
    onet = make_collection("onet", name="O*NET", licence="CC BY 4.0", attribution="From O*NET {release}.")
    make_framework_release(onet, version="29.0")
    place = folder_of(release())
    described = json.loads((place / "datapackage.json").read_text())

    assert described["licenses"] == [
        {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    ]
    assert "## O*NET 29.0 (`onet`)\n\nLicence: CC BY 4.0.\n\nFrom O*NET 29.0.\n" in (place / "LICENCES.md").read_text()
    assert "## Waymark (`waymark`)\n\nLicence: not stated.\n" in (place / "LICENCES.md").read_text()


@pytest.mark.parametrize(
    ("licence", "told"),
    [("", {}), ("Ask us", {"licenses": [{"path": "LICENCES.md", "title": "Ask us"}]})],
)
def test_a_licence_without_a_name_of_its_own_is_told_by_the_file_that_goes_with_the_others(licence, told):
    make_collection("onet", licence=licence, url="https://onet.example/")

    described = json.loads((folder_of(release()) / "datapackage.json").read_text())

    assert {name: value for name, value in described.items() if name == "licenses"} == told


def test_the_same_content_is_the_same_files_byte_for_byte(content, folder, settings, tmp_path):
    first = release()
    settings.DATA_DIR = tmp_path / "elsewhere"

    assert (make_release(), missing_releases()) == ((first, False), [first])
    write_files(first)  # from what the database keeps
    assert everything(folder_of(first)) == everything(folder / first.version)

    ContentRelease.objects.all().delete()
    settings.DATA_DIR = tmp_path / "anew"
    again = release()
    assert (again.digest, everything(folder_of(again))) == (first.digest, everything(folder / first.version))


def test_files_that_would_come_out_otherwise_are_not_written(folder, settings, tmp_path, monkeypatch):
    make_role("baker")
    made = release()
    settings.DATA_DIR = tmp_path / "elsewhere"
    monkeypatch.setattr(files, "as_markdown", lambda *_: "something else")

    with pytest.raises(CommandError, match=f"The files of {made} would differ from those that were released"):
        call_command("release_content", files_only=True)
    assert sorted(path.name for path in Path(settings.DATA_DIR).iterdir()) == [".lock"]


def test_each_release_of_a_day_has_a_version_of_its_own(monkeypatch):
    for slug in ("one", "two", "three"):
        make_role(slug)
        release()
    day = ContentRelease.objects.last().version

    assert list(ContentRelease.objects.order_by("number").values_list("version", flat=True)) == [
        day, f"{day}.2", f"{day}.3",
    ]  # fmt: skip


def test_a_release_that_fails_leaves_nothing_behind(folder, monkeypatch):
    make_role("baker")
    monkeypatch.setattr(files, "write_turtle", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        make_release()

    assert ([path.name for path in folder.iterdir()], ContentRelease.objects.count()) == ([".lock"], 0)


def test_what_somebody_left_half_made_is_cleared_away_by_the_next(folder):
    (folder / ".making-abc").mkdir(parents=True)

    made = release()

    assert sorted(path.name for path in folder.iterdir()) == [".lock", made.version]


def test_two_do_not_release_at_once(folder):
    folder.mkdir()
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="Somebody else is releasing now: nothing was done"):
            call_command("release_content")


def test_of_two_machines_the_second_one_gives_way(folder, monkeypatch):
    make_role("baker")

    def meanwhile(*given):
        other = {"digest": "other", "site": "", "counts": {}, "files": [], "notices": []}
        ContentRelease.objects.create(number=1, version="theirs", released_at=releasing.timezone.now(), **other)
        return files.write_forms(*given)

    monkeypatch.setattr(releasing, "write_forms", meanwhile)

    with pytest.raises(CommandError, match="Another machine has released meanwhile: nothing was done"):
        call_command("release_content")
    assert [path.name for path in folder.iterdir()] == [".lock"]


@pytest.mark.parametrize("count", [1, 3])
def test_documents_take_as_many_queries_however_many_there_are(count, django_assert_num_queries):
    for place in range(count):
        claim = make_claim()
        role, skill = make_role(f"role-{place}", claims=[claim]), make_skill(f"skill-{place}")
        make_requirement(role=role, skill=skill, claims=[claim])
        make_duty(role=role)

    with django_assert_num_queries(31):
        assert len(list(documents())) == count * 3 + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_belongs_to_the_next_release():
    make_role("baker")
    with one_moment():
        before = len(list(documents()))
        writer = Thread(target=_write_and_close)
        writer.start()
        writer.join()
        meanwhile = len(list(documents()))

    assert (meanwhile, len(list(documents()))) == (before, before + 1)


def _write_and_close():
    make_role("smith")
    connection.close()


def test_the_command_says_what_it_did():
    make_role("baker")
    said = [StringIO(), StringIO()]
    for out in said:
        call_command("release_content", stdout=out)
    version = ContentRelease.objects.get().version

    assert said[0].getvalue().startswith(f"Released {version}: 2 rows in 36 files, ")
    assert said[1].getvalue() == f"Nothing has changed since {version}: no new version.\n"
