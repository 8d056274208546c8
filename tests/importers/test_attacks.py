"""Files made to do harm, or as good as: each is told in one sentence that names it, soon, and the others go on."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.case.model import RowKind
from app.errors import UserError
from app.progress import Cancelled, Progress
from importers.readers.reading_apart import ReadingApart, read_file
from tests.builders import a_text_file, a_workbook, events_of, imported, kinds, rows
from tests.conftest import ROOT

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData>'
    "</worksheet>"
)
MEGABYTE = 1 << 20
# A command, and then on a line of its own the most memory that it or a process of its took, in kilobytes. The tests'
# own process has had other children, among them far larger ones.
WEIGHED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=False);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@pytest.fixture(autouse=True)
def soon() -> Iterator[None]:
    """No file may keep anybody waiting: ten seconds on a machine that has nothing else to do."""
    began, worked = time.monotonic(), sum(os.times()[:4])
    yield
    assert sum(os.times()[:4]) - worked < 10
    assert time.monotonic() - began < 60


def with_sheet_xml(path: Path, xml: str | Iterator[bytes]) -> Path:
    """The workbook with other XML in the place of its first sheet."""
    changed = path.with_name(f"changed_{path.name}")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in given.infolist():
            if part.filename != "xl/worksheets/sheet1.xml":
                made.writestr(part, given.read(part))
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            for piece in [xml.encode()] if isinstance(xml, str) else xml:
                out.write(piece)
    return changed


def told(path: Path, name: str = "") -> str:
    with pytest.raises(UserError) as error:
        read_file(path)
    words = str(error.value)
    assert (name or path.name) in words
    assert "\n" not in words and "Traceback" not in words
    return words


def test_a_workbook_that_unpacks_to_a_gigabyte(tmp_path: Path) -> None:
    def zeros() -> Iterator[bytes]:
        for _ in range(600):
            yield b" " * MEGABYTE

    bomb = with_sheet_xml(a_workbook(tmp_path, rows("Date | Event")), zeros())
    assert bomb.stat().st_size < 2 * MEGABYTE
    assert "more than can be read" in told(bomb)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    def cells() -> Iterator[bytes]:
        yield SHEET.partition("{")[0].encode() + b"<sheetData>"
        for row in range(100):
            yield b"".join(
                b'<row><c t="inlineStr"><is><t>%d</t></is></c></row>' % (row * 20000 + n) for n in range(20000)
            )
        yield b"</sheetData></worksheet>"

    bomb = with_sheet_xml(a_workbook(tmp_path, rows("Date | Event")), cells())
    content = bytearray(bomb.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    bomb.write_bytes(content)
    told(bomb)


@pytest.mark.parametrize("kind", ["workbook", "document"])
def test_entities_that_grow(tmp_path: Path, kind: str) -> None:
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "laugh">{steps}]>'
    if kind == "workbook":
        words = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
        path = with_sheet_xml(a_workbook(tmp_path, rows("Date | Event")), doctype + SHEET.format(before="", rows=words))
    else:
        path = tmp_path / "return.docx"
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        with zipfile.ZipFile(path, "w") as parts:
            parts.writestr(
                "word/document.xml",
                f'{doctype}<w:document xmlns:w="{space}"><w:body>{cell}</w:body></w:document>',
            )
    assert "damaged" in told(path)


def test_a_document_that_wants_something_fetched_is_read_without_it(tmp_path: Path) -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY far SYSTEM "http://127.0.0.1:9/far.txt">]>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = (("Date", "Child", "Event"), ("03/02/2014", "Jo", "Late&far; again"))
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>' for words in line)}</w:tr>"
        for line in lines
    )
    path = tmp_path / "return.docx"
    with zipfile.ZipFile(path, "w") as parts:
        body = f'<w:document xmlns:w="{space}"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>'
        parts.writestr("word/document.xml", doctype + body)
    assert [event.text for event in events_of(imported(path))] == ["Late again"]


def test_a_sheet_that_claims_a_million_columns_is_read_for_what_it_holds(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"))
    with zipfile.ZipFile(path) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    claiming = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:ZZZZ1048576"', xml)
    assert claiming != xml
    assert [event.text for event in events_of(imported(with_sheet_xml(path, claiming)))] == ["Late"]


def test_a_sheet_with_a_cell_in_its_last_corner(tmp_path: Path) -> None:
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = with_sheet_xml(a_workbook(tmp_path, rows("Date | Event")), SHEET.format(before="", rows=corner))
    told(path)


def test_a_text_file_of_two_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with path.open("wb") as file:
        file.write(b"Date,Event\n")
        file.truncate(200 * MEGABYTE)
    assert "larger than" in told(path)


def test_a_text_file_of_too_many_cells(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(b"Date,Event\n" + b"," * (12 * MEGABYTE))
    assert "more than can be read" in told(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_and_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "feed.xlsx")
    assert "pipe" in told(tmp_path / "feed.xlsx")
    assert "device" in told(Path("/dev/zero"))


def test_a_formula_that_calls_out_is_read_as_its_words(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        calling = f'=WEBSERVICE("http://127.0.0.1:{server.getsockname()[1]}/")'
        grid = [["Date", "Child", "Event"], ["03/02/2014", "Jo", calling], ["04/02/2014", "Jo", "Late"]]
        text = a_text_file(tmp_path, "Date,Child,Event\n03/02/2014,Jo,=cmd|' /C calc'!A0\n")
        batch = imported(a_workbook(tmp_path, grid), text)
        with pytest.raises(TimeoutError):
            server.accept()
    assert batch.problems == ()
    assert [event.text for event in events_of(batch)] == ["=cmd|' /C calc'!A0", "Late"]
    assert kinds(batch)[2] is RowKind.REJECTED


def test_reading_that_does_not_end_is_stopped_and_the_next_file_is_read(tmp_path: Path) -> None:
    large = a_workbook(tmp_path, [["Date", "Event"], *([n, f"Entry {n}"] for n in range(8000))], "large.xlsx")
    small = a_workbook(tmp_path, rows("Date | Event\n03/02/2014 | Late"), "small.xlsx")
    told_so = pytest.raises(UserError, match=r"large\.xlsx takes too long")
    with told_so, ReadingApart(Progress(), seconds=0.001) as reading:
        reading.read(large)
    with ReadingApart(Progress()) as reading:
        assert len(reading.read(small)[0].rows) == 2
        assert len(reading.read(large)[0].rows) == 8001


def test_reading_is_stopped_when_it_is_no_longer_wanted(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, [["Date", "Event"], *([n, f"Entry {n}"] for n in range(8000))])
    progress = Progress()
    later = threading.Timer(0.02, progress.cancel)
    later.start()
    with pytest.raises(Cancelled), ReadingApart(progress) as reading:
        for _ in range(100):
            reading.read(path)
    later.join()


def test_a_broken_file_does_not_spoil_the_next(tmp_path: Path) -> None:
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    good = a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"))
    batch = imported(with_sheet_xml(good, SHEET.format(before="", rows=corner)), good)
    assert len(batch.problems) == 1 and "changed_" in batch.problems[0]
    assert len(batch.events) == 1


def test_the_command_line_reads_apart_as_well_and_within_a_gigabyte(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    corner = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    good = a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"))
    bad = with_sheet_xml(good, SHEET.format(before="", rows=corner))
    done = subprocess.run(
        [sys.executable, "-c", WEIGHED, sys.executable, "-m", "app", "inspect", str(bad), str(good)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    *told, most = done.stdout.splitlines()
    assert bad.name in done.stderr
    assert "Traceback" not in done.stderr and "panicked" not in done.stderr
    assert good.name in "".join(told) + done.stderr
    assert int(most) < MEGABYTE


def test_a_python_file_beside_a_chronology_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"))
    (tmp_path / "zipfile.py").write_text("raise SystemExit('run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert len(imported(path).events) == 1
