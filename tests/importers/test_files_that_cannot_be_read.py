"""Files that cannot be read: one clear sentence that names the file, and the others go on."""

import zipfile
from pathlib import Path

import pytest

from app.errors import UserError
from importers.readers.files import READERS
from importers.readers.reading_apart import read_file
from tests.builders import a_text_file, a_workbook, imported, rows


def told(path: Path) -> str:
    with pytest.raises(UserError) as error:
        read_file(path)
    words = str(error.value)
    assert path.name in words
    assert "\n" not in words
    return words


def test_a_missing_file(tmp_path: Path) -> None:
    assert "not found" in told(tmp_path / "gone.xlsx")


def test_a_folder(tmp_path: Path) -> None:
    assert "folder" in told(tmp_path)


@pytest.mark.parametrize("content", [b"", b"   \r\n\n", b"\xef\xbb\xbf", b"\0" * 100])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    assert "empty" in told(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "picture"),
        (b"%PDF-1.7 something", "PDF"),
        (b"{\\rtf1 text}", "rich text"),
        (b"<html><body>table</body></html>", "web page"),
        (b"ID;PWXL;N;E", "SYLK"),
        (bytes(range(256)) * 20, "neither"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 4000, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 4000, "old Word"),
    ],
)
def test_something_else_renamed_to_a_workbook(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "chronology.xlsx"
    path.write_bytes(content)
    assert word in told(path)


def test_an_archive_of_other_things(tmp_path: Path) -> None:
    path = tmp_path / "bundle.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("readme.txt", "hello")
    assert "archive" in told(path)


def test_a_workbook_cut_short(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, rows("Date | Event\n03/02/2014 | Late"))
    path.write_bytes(path.read_bytes()[:-300])
    assert "damaged" in told(path)


def test_a_word_document_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "return.docx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("word/document.xml", "<w:document")
    assert "damaged" in told(path)


def test_a_wrong_password_is_told_and_a_right_one_opens(sample_files: dict[str, Path]) -> None:
    path = sample_files["police.xlsx"]
    with pytest.raises(UserError, match="protected by a password"):
        read_file(path, ["wrong", "Review2015"])
    assert read_file(path, ["wrong", "Review2016"])[0].name == "Incidents"


def test_the_ending_of_a_name_does_not_matter(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"), name="chronology.csv")
    assert len(imported(path).events) == 1
    text = a_text_file(tmp_path, "Date,Child,Event\n03/02/2014,Jo,Late\n", "chronology.xls")
    assert len(imported(text).events) == 1


def test_the_others_go_on(tmp_path: Path) -> None:
    good = a_text_file(tmp_path, "Date,Child,Event\n03/02/2014,Jo,Late\n", "good.csv")
    batch = imported(tmp_path / "gone.xlsx", good, tmp_path)
    assert len(batch.problems) == 2
    assert len(batch.events) == 1


def test_file_dialogs_know_every_kind() -> None:
    kinds = {kind for reader in READERS for kind in reader.kinds}
    assert {".xlsx", ".xls", ".ods", ".csv", ".txt", ".docx"} <= kinds
