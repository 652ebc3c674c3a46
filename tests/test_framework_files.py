"""Files of a framework: found in a folder or a zip, refused where they are something else, read row by row."""

import zipfile

import pytest

from careers.frameworks import ddat, esco, files, onet
from careers.frameworks.content import Rejection, Release
from careers.frameworks.files import FrameworkError, open_files
from careers.frameworks.tables import COMMAS, Table, Tables
from careers.frameworks.texts import clean, different_names
from careers.frameworks.versions import version_in

from .framework_samples import DDAT, ddat_files, esco_files, in_folder, in_zip, onet_files

KITES = Table(
    ("kites_en", "kite list"), {"code": "Kite Code", "text": "Text"}, filled=("code",), newer={"colour": "Colour"}
)


class Told:
    """A progress that remembers what it was told."""

    def __init__(self):
        self.files = {}

    def file(self, name, size):
        self.files[name] = [size, 0]

    def advance(self, count):
        self.files[list(self.files)[-1]][1] += count


def rows_of(path, table=KITES):
    """Return (rows as plain tuples, rejected, notes) of a table in a folder or zip."""
    release = Release("kites", "1", "the kites")
    with open_files(path) as found:
        tables = Tables.open(found, [table], COMMAS, release)
        rows = [(row.line, row.code, row.text, row.colour) for row in tables.rows(table)]
    return rows, release.rejected, release.notes


def rows_in(tmp_path, content, name="kites_en.csv"):
    return rows_of(in_folder(tmp_path, {name: content}))


@pytest.mark.parametrize("name", ["kites_en.csv", "Kites.CSV", "KITE_LIST_en.csv", "kite-list.csv"])
def test_a_table_goes_by_any_of_its_names(tmp_path, name):
    assert rows_in(tmp_path, b"Kite Code,Text\n1,a\n", name)[0] == [(2, "1", "a", "")]


def test_columns_go_by_name_and_others_are_passed_over_with_a_note(tmp_path):
    content = '\ufeff"Wind, strong",colour,TEXT,kite_code\r\nyes,red,a,1\r\n'.encode()

    assert rows_in(tmp_path, content) == (
        [(2, "1", "a", "red")],
        [],
        ["Columns that were passed over: kites_en.csv: Wind, strong."],
    )


def test_rows_that_cannot_be_read_are_rejected_with_the_line_where_they_begin(tmp_path):
    content = b'Kite Code,Text\n1,"a\n\nb"\n2\n\n3,c,d\n4,\xff\n5,"e" f\n,g\n6,' + b"h" * 200_000 + b"\n"

    assert rows_in(tmp_path, content) == (
        [(2, "1", "a\n\nb", ""), (11, "6", "h" * 200_000, "")],
        [
            Rejection("kites_en.csv", 5, "Has 1 cells where the header has 2."),
            Rejection("kites_en.csv", 7, "Has 3 cells where the header has 2."),
            Rejection("kites_en.csv", 8, "Holds bytes that are not UTF-8 text."),
            Rejection("kites_en.csv", 9, "Cannot be read: ',' expected after '\"'."),
            Rejection("kites_en.csv", 10, "Has no Kite Code."),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kites_en.csv is empty"),
        (b"<!DOCTYPE html><p>Sign in", "kites_en.csv is a web page"),
        (b"PK\3\4\0\0\0\0", "kites_en.csv is no text in UTF-8"),
        ("Kite Code,Text\n1,a\n".encode("utf-16"), "kites_en.csv is no text in UTF-8"),
        (b"Kite Code;Text\n1;a\n", "kites_en.csv lacks the columns Kite Code, Text"),
        (b"Kite Code,Text,text\n1,a,b\n", "kites_en.csv lacks the columns Text, or has them twice"),
        (b'Kite Code,Text\n1,"a\n2,b\n', "kites_en.csv breaks off in the record of line 2"),
    ],
)
def test_a_file_that_is_no_such_table_stops_everything(tmp_path, content, says):
    with pytest.raises(FrameworkError, match=says):
        rows_in(tmp_path, content)


def test_two_releases_in_one_folder_are_refused(tmp_path):
    in_folder(tmp_path / "old", {"kites_en.csv": b"Kite Code,Text\n"})
    in_folder(tmp_path / "new", {"kites_en.csv": b"Kite Code,Text\n"})

    with pytest.raises(FrameworkError, match=r"holds new/kites_en\.csv and old/kites_en\.csv; name one release only"):
        rows_of(tmp_path)


@pytest.mark.parametrize(
    ("reader", "content", "lacks"),
    [
        (onet, esco_files(), r"lacks Occupation Data\.txt, .* a release of O\*NET, with its \.txt files"),
        (esco, ddat_files(DDAT), r"lacks ISCOGroups_en\.csv, .* a release of ESCO, with its \.csv files"),
        (ddat, onet_files(), r"lacks roles\.csv, skills\.csv; .* Capability Framework, with its \.csv files"),
    ],
)
def test_the_files_of_another_framework_are_refused(tmp_path, reader, content, lacks):
    with open_files(in_folder(tmp_path, content)) as found, pytest.raises(FrameworkError, match=lacks):
        reader.read(found)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda path: path.mkdir(), "holds no files"),
        (lambda path: path.write_bytes(b"roles"), "is neither a folder nor a zip"),
        (lambda path: in_zip(path, {}), "holds no files"),
        (lambda path: path.write_bytes(b"PK and no more"), "is no whole zip: File is not a zip file"),
        (lambda path: in_zip(path, {"release.zip": b"PK"}), "holds archives only; unpack it"),
        (lambda path: None, "is not there"),
    ],
)
def test_what_holds_no_files_is_refused(tmp_path, made, says):
    made(tmp_path / "release")

    with pytest.raises(FrameworkError, match=says), open_files(tmp_path / "release"):
        pass


def test_a_zip_is_read_as_its_folder_would_be(tmp_path):
    packed = in_zip(
        tmp_path / "kites.zip", {"kites.csv": b"Kite Code,Text\n1,a\n", ".hidden": b""}, folder="release 1/"
    )

    assert rows_of(packed) == ([(2, "1", "a", "")], [], [])


def test_a_zip_that_would_become_absurdly_large_is_refused_before_it_is_unpacked(tmp_path):
    packed = in_zip(tmp_path / "bomb.zip", {"kites.csv": bytes(60 * files.MEGABYTE)})

    with pytest.raises(FrameworkError, match="would unpack to 60 MB, which no release does"), open_files(packed):
        pass


def test_a_broken_zip_is_told_of_in_one_sentence(tmp_path):
    packed = tmp_path / "kites.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("kites.csv", "Kite Code,Text\n1,abcdef\n")
    packed.write_bytes(packed.read_bytes().replace(b"abcdef", b"abcdeg"))

    with pytest.raises(FrameworkError, match=r"kites\.csv cannot be read: Bad CRC-32.*; get it from its publisher"):
        rows_of(packed)


def test_progress_is_told_every_byte_of_every_file_that_is_read(tmp_path):
    told = Told()
    packed = in_zip(tmp_path / "release.zip", ddat_files(DDAT))
    with open_files(packed) as found:
        ddat.read(found, told, version="1")

    sizes = {name: len(content) for name, content in ddat_files(DDAT).items()}
    assert told.files == {name: [size, size] for name, size in sizes.items()}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" a ", "a"),
        ("the flyersâ\x80\x99 strings", "the flyers’ strings"),
        ("aÂ\xa0kite", "a kite"),
        ("CAFÉ\xa0bar, façade, CO², 50°C", "CAFÉ bar, façade, CO², 50°C"),
        ("it ends\x9d, so\u200b", "it ends, so"),
        ("one\u2028\u2028\n\n\ntwo \r\nthree\x85four", "one\n\ntwo\nthree\nfour"),
        ("ﬁne œuvre", "ﬁne œuvre"),
    ],
)
def test_texts_lose_what_nobody_can_see_and_nothing_else(cell, text):
    assert clean(cell) == text


def test_names_are_told_apart_by_more_than_their_case():
    names = [" kite  maker", "KITE MAKER", "Kite Maker", "", "CEO", "flyer"]

    assert different_names(names, own="Flyer") == ["CEO", "Kite Maker"]
    assert different_names(reversed(names), own="Flyer") == ["CEO", "Kite Maker"]


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("ESCO dataset - v1.1.0 - classification - en - csv.zip", "1.1.0"),
        ("esco-1.2", "1.2"),
        ("db_29_0_text.zip", "29.0"),
        ("ddat-2025-09", "2025-09"),
        ("framework 2025-09-30.zip", "2025-09-30"),
        ("ddat", None),
        ("20250930", None),
    ],
)
def test_a_version_is_found_in_a_name(name, version):
    assert version_in(name) == version
