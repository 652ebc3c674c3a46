"""The command import_framework: what it says, writes and refuses."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from careers.frameworks import content as rows
from careers.frameworks.content import Rejection
from careers.frameworks.progress import Progress
from careers.management.commands import import_framework
from roles.models import Role
from tests.made_up_releases import BAKERY, everything, exchanged, make_release, row_of, without

pytestmark = pytest.mark.django_db
FEW = without(BAKERY, rows.Task, rows.Work, rows.Share, rows.Category, rows.RoleLink, rows.Requirement, rows.Step)


@pytest.fixture
def publish(monkeypatch, tmp_path):
    """A function that makes a release the one that lies in a folder, and returns the folder's path."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "roles.csv").write_text("")
    monkeypatch.chdir(tmp_path)

    def publish(*content, **fields):
        release = make_release(*content, **fields)
        monkeypatch.setitem(import_framework.READERS, "esco", lambda files, progress, version: release)
        return str(tmp_path / "files")

    return publish


def run(*arguments):
    out = StringIO()
    call_command("import_framework", "esco", *arguments, stdout=out)
    return [" ".join(line.split()) for line in out.getvalue().partition("\n\n")[2].splitlines()]


def test_an_import_ends_with_a_table_of_what_it_did(publish):
    assert run(publish(*FEW)) == [
        "added changed retired removed kept unchanged",
        "role families 2 0 0 0 0 0",
        "skill areas 2 0 0 0 0 0",
        "skills 2 0 0 0 0 0",
        "further areas of skills 1 0 0 0 0 0",
        "skill aliases 1 0 0 0 0 0",
        "level descriptors 1 0 0 0 0 0",
        "skill relations 1 0 0 0 0 0",
        "preparation levels 1 0 0 0 0 0",
        "roles 3 0 0 0 0 0",
        "role aliases 1 0 0 0 0 0",
        "in all 15 0 0 0 0 0",
        "0 rows rejected.",
    ]


def test_the_same_release_again_says_that_nothing_changed(publish):
    run(publish(*FEW))

    assert run(publish(*FEW))[-3:] == [
        "in all 0 0 0 0 0 15",
        "0 rows rejected.",
        "Nothing to change: 0 rows changed.",
    ]


def test_a_dry_run_writes_what_would_change_and_changes_nothing(publish, tmp_path):
    run(publish(*FEW, rows.Step("R1", "R2")))
    Role.objects.filter(identifier="R0").update(title="Mine", edited_fields="title")
    before = everything()
    newer = exchanged(FEW, row_of(rows.Role, at=1), title="Beginner", rank=None)
    newer = (*without(newer, rows.RoleName, row_of(rows.Role, at=2)), rows.Role("R3", "Master baker", "F1"))
    refused = [Rejection("roles.csv", 7, "Has no title."), Rejection("roles.csv", 9, "Has 3 cells.")]

    told = run(publish(*newer, version="1.1", rejected=refused, notes=["A note."]), "--dry-run")

    assert told[-6:] == [
        "A note.",
        "2 rows rejected:",
        "roles.csv, line 7: Has no title.",
        "roles.csv, line 9: Has 3 cells.",
        "All differences: differences-esco-1.1.md",
        "Nothing was changed.",
    ]
    assert everything() == before
    lines = (tmp_path / "differences-esco-1.1.md").read_text().splitlines()
    assert lines[lines.index("## Notes") :] == [
        *("## Notes", "", "- A note.", ""),
        *("## Rejected", "", "- roles.csv, line 7: Has no title.", "- roles.csv, line 9: Has 3 cells.", ""),
        *("## Roles: retired", "", "- role esco R2 Senior baker: status: “published” → “retired”", ""),
        *("## Roles: kept", ""),
        "- role esco R0 Baker: title: an editor's “Mine” stands, the release has “Baker”",
        *("", "## Roles: changed", ""),
        "- role esco R1 Beginner: title: “Junior baker” → “Beginner”; rank: “1” → nothing",
        *("", "## Roles: added", "", "- role esco R3 Master baker", ""),
        *("## Role aliases: removed", "", "- role alias esco R0 Baker / bread maker"),
    ]


def test_a_release_that_lost_much_is_refused_until_somebody_says_that_it_is_whole(publish):
    many = [rows.Skill(f"S{number}", f"Kneading {number}", "skill", "A1") for number in range(60)]
    run(publish(rows.Area("A1", "Craft"), *many))
    before = everything()
    cut = publish(rows.Area("A1", "Craft"), *many[:39], version="1.1")
    lost = "21 skills of this framework are not in the release, more than a third of them: is its file whole?"

    with pytest.raises(CommandError) as error:
        run(cut)

    assert str(error.value) == f"{lost} If it is, add --allow-losses. Nothing was changed."
    assert everything() == before
    assert lost in run(cut, "--dry-run")
    assert run(cut, "--allow-losses")[2] == "skills 0 0 21 0 0 39"
    assert run(publish(rows.Area("A1", "Craft"), *many[:26], version="1.2"))[2] == "skills 0 0 13 0 0 26"


def test_the_first_rejected_rows_are_shown_and_all_are_written(publish, tmp_path):
    refused = [Rejection("roles.csv", line, "Has no title.") for line in range(2, 24)]

    told = run(publish(*FEW, rejected=refused), "--differences", str(tmp_path / "all.md"))

    assert told[-23:] == [
        "22 rows rejected:",
        *(f"roles.csv, line {line}: Has no title." for line in range(2, 22)),
        f"… and 2 more; see {tmp_path}/all.md.",
        f"All differences: {tmp_path}/all.md",
    ]
    assert "- roles.csv, line 23: Has no title." in (tmp_path / "all.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere is not there; name the folder or the zip of a release. Nothing was changed."),
        (["files", "--differences", "no/where.md"], "no/where.md cannot be written; name a file in a folder of yours."),
        (["files"], "Release 1.1 has been imported, which is newer than 1.0; .* Nothing was changed."),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(publish, arguments, message):
    run(publish(*FEW, version="1.1"))
    before = everything()
    publish(version="1.0")

    with pytest.raises(CommandError, match=message):
        run(*arguments)
    assert everything() == before


# Progress


def progress_of(rewrites, *steps):
    written, seconds = [], iter(range(100))
    progress = Progress(written.append, rewrites, clock=lambda: next(seconds))
    for label, total, *counts in steps:
        progress.start(label, total)
        for count in counts:
            progress.advance(count)
    progress.finish()
    return "".join(written)


def test_progress_is_a_line_a_step_where_nobody_watches():
    assert progress_of(False, ("Reading a", 10, 5, 5), ("Reading b", 0)) == "Reading a: 3.0 s\nReading b: 1.0 s\n"


def test_progress_on_a_terminal_is_one_line_with_the_time_that_is_left():
    told = progress_of(True, ("Reading a", 10, 5)).split("\r\x1b[K")

    assert told == ["", "Reading a: 0%", "Reading a: 50%, 3 s left", "Reading a: 4.0 s\n"]
