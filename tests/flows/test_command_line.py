"""The command line as an analyst meets it: documents, exit statuses, one clear sentence for each fault."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QImage

from app.cli import run
from app.cli_output import print_rows
from app.storage.case_file import CaseFile
from tests.app.case_builder import a_case

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "perry"
COMBINED = str(EXAMPLE / "combined.xlsx")


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    status = run(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_events_are_a_whole_document_of_the_contract(capsys):
    status, out, _err = said(capsys, "events", COMBINED, "--json")
    document = json.loads(out)
    assert status == 0
    assert document["schema"] == "lifelanes.events/1"
    assert len(document["events"]) == 267
    assert set(document["children"]) == {"Perry", "Robin", "Sam", "Alex"}
    month = next(event for event in document["events"] if event["row"] == 34)
    assert (month["start"], month["end"], month["precision"]) == ("2008-12-01", "2008-12-31", "month")
    assert month["severity_reason"]["from"] == "stated"


def test_rows_without_codes_are_null_not_zero(capsys):
    _status, out, _err = said(capsys, "events", str(EXAMPLE / "rejected.xlsx"), "--json")
    assert all(event["severity"] is None or event["severity_reason"] for event in json.loads(out)["events"])


def test_findings_name_the_cycles_and_the_escalation_with_their_evidence(capsys):
    _status, out, _err = said(capsys, "findings", COMBINED, "--json")
    found = json.loads(out)["findings"]
    cycles = [(item["child"], item["step_down"], item["relapse"]) for item in found if item["kind"] == "relapse"]
    assert ("Perry", "2009-09-08", "2010-02-02") in cycles and len(cycles) == 8
    runs = [item for item in found if item["kind"] == "unanswered_health_escalation"]
    assert [item["child"] for item in runs] == ["Perry"]
    assert all(item["evidence"] and item["says"] for item in found)


def test_findings_can_be_asked_of_one_child_and_one_time(capsys):
    status, out, _err = said(capsys, "findings", COMBINED, "--json", "--children", "robin", "--from", "2013-01-01")
    assert status == 0
    assert {item["child"] for item in json.loads(out)["findings"]} == {"Robin"}


def test_csv_has_one_line_an_event_and_runs_no_formula(capsys, tmp_path):
    sheet = tmp_path / "log.csv"
    sheet.write_text("Date,Child,Event\n01/02/2014,Perry,=HYPERLINK(1)\n", encoding="utf-8")
    _status, out, _err = said(capsys, "events", str(sheet), "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["start"] == "2014-02-01" and row["text"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(1)", " =1+1", "\t=1+1", "\rx"])
def test_no_cell_of_a_table_runs_as_a_formula(capsys, cell: str):
    print_rows(("Child",), [(cell,)])
    assert f"'{cell}" in capsys.readouterr().out


def test_rejected_rows_are_told_and_the_rest_is_read(capsys):
    status, out, err = said(capsys, "events", str(EXAMPLE / "rejected.xlsx"), "--json")
    assert status == 0 and json.loads(out)["events"]
    assert "rejected.xlsx" in err and "row 3: no date" in err


def test_inspect_tells_columns_and_rejected_rows(capsys):
    status, out, _err = said(capsys, "inspect", str(EXAMPLE / "rejected.xlsx"), "--json")
    (source,) = json.loads(out)["sources"]
    assert status == 0
    assert source["header_row"] == 1 and source["columns"]["date"] == "Date"
    assert {item["row"] for item in source["rejected"]} == {3, 4, 5, 6, 10, 11, 12, 13}
    assert 0 < source["confidence"] <= 1


def test_the_chart_is_a_picture_of_the_size_asked_for(capsys, tmp_path):
    picture = tmp_path / "perry.png"
    status, _out, err = said(capsys, "chart", COMBINED, "-o", str(picture), "--size", "1280x720")
    image = QImage(str(picture))
    assert status == 0 and "1280x720" in err
    assert (image.width(), image.height()) == (1280, 720)
    colours = {image.pixelColor(x, y).name() for x in range(0, 1280, 3) for y in range(0, 720, 3)}
    assert {"#ffe58a", "#e6daef", "#2a69ab"} <= colours, "return columns, the run and plans are drawn"


def _renamed_picture(folder: Path) -> Path:
    picture = folder / "photo.png"
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(picture))
    return picture.rename(folder / "photo.xlsx")


def _without_dates(folder: Path) -> Path:
    path, book = folder / "contacts.xlsx", Workbook()
    assert book.active is not None
    for row in (("Name", "Telephone"), ("A Clerk", "555"), ("B Clerk", "556"), ("C Clerk", "557")):
        book.active.append(row)
    book.save(path)
    return path


def _written(name: str, content: bytes):
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _folder(folder: Path) -> Path:
    (folder / "files").mkdir()
    return folder / "files"


WRONG = {
    "a missing file": lambda folder: folder / "nowhere.xlsx",
    "an image renamed": _renamed_picture,
    "an empty file": _written("empty.xlsx", b""),
    "an empty text file": _written("empty.csv", b""),
    "a sheet with no dates": _without_dates,
    "a folder": _folder,
    "random bytes": _written("noise.xlsx", bytes(range(256)) * 40),
    "random bytes in a text file": _written("noise.csv", bytes((i * 7919) % 256 for i in range(4000))),
    "half a zip": _written("half.xlsx", b"PK\x03\x04" + b"\x00" * 200),
    "an old Word document": _written("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "a PDF": _written("scan.pdf", b"%PDF-1.7\n" + b"\x00" * 100),
}


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("command", ["events", "findings", "chart"])
def test_wrong_input_is_told_in_one_sentence_that_names_the_file(capsys, tmp_path, what, command):
    path = WRONG[what](tmp_path)
    more = ["-o", str(tmp_path / "out.png")] if command == "chart" else ["--json"]
    status, out, err = said(capsys, command, str(path), *more)
    assert status == 1
    assert path.name in err and "Traceback" not in err
    assert len(err.strip().splitlines()) == 1, err
    if command != "chart":
        assert json.loads(out)[command] == []


def test_one_bad_file_among_good_ones_is_told_and_the_rest_go_on(capsys, tmp_path):
    status, out, err = said(capsys, "events", str(tmp_path / "nowhere.xlsx"), COMBINED, "--json")
    assert status == 0 and "nowhere.xlsx" in err
    assert len(json.loads(out)["events"]) == 267


@pytest.mark.parametrize(
    "arguments",
    [
        ("chart", COMBINED),
        ("chart", COMBINED, "-o", "x.png", "--size", "big"),
        ("events", COMBINED, "--from", "10/03/2015"),
        ("events", COMBINED, "--json", "--csv"),
        ("draw", COMBINED),
    ],
)
def test_wrong_usage_is_status_two(capsys, arguments):
    assert said(capsys, *arguments)[0] == 2


def test_a_child_that_is_not_there_is_told_with_the_names_that_are(capsys):
    status, _out, err = said(capsys, "findings", COMBINED, "--children", "Charlie")
    assert status == 1 and "Charlie" in err and "Perry" in err


def test_a_scheme_of_ones_own_is_used_and_a_broken_one_is_told(capsys, tmp_path):
    ours = Path(__file__).parents[2] / "resources" / "schemes" / "england-six-level.toml"
    panel = tmp_path / "panel.toml"
    panel.write_text(ours.read_text("utf-8").replace("relapse_days = 365", "relapse_days = 130"), encoding="utf-8")
    _status, out, _err = said(capsys, "findings", COMBINED, "--json", "--scheme", str(panel))
    cycles = [item for item in json.loads(out)["findings"] if item["kind"] == "relapse"]
    assert 0 < len(cycles) < 8 and all(item["days_to_relapse"] <= 130 for item in cycles)
    panel.write_text("name = 1", encoding="utf-8")
    status, _out, err = said(capsys, "findings", COMBINED, "--scheme", str(panel))
    assert status == 1 and "panel.toml" in err


def test_demo_without_a_screen_draws_the_chart_and_says_where(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
        cwd=EXAMPLE.parents[2],
    )
    assert done.returncode == 0, done.stderr
    picture = Path(done.stdout.strip().rsplit(" ", 1)[1])
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_case_file_is_read_like_any_other(capsys, tmp_path):
    case = a_case(["Perry"], ("2012-01-01", "Perry", 3, "hygiene", {}, "Lice again."))
    CaseFile.create(tmp_path / "family.lifelanes", case).close()
    status, out, _err = said(capsys, "events", str(tmp_path / "family.lifelanes"), "--json")
    assert status == 0
    assert [event["text"] for event in json.loads(out)["events"]] == ["Lice again."]


def test_the_example_ships_as_agencies_sent_it():
    assert zipfile.is_zipfile(COMBINED)
    assert {path.name for path in EXAMPLE.iterdir()} >= {"csc_chronology.xlsx", "school_log.csv", "health.xlsx"}


def test_a_protected_file_is_told_and_opens_with_its_password(capsys, tmp_path):
    protected = str(EXAMPLE / "police.xlsx")
    status, _out, err = said(capsys, "events", protected, "--json")
    assert status == 1 and "password" in err
    passwords = tmp_path / "passwords.txt"
    passwords.write_text("not this one\nReview2016\n", encoding="utf-8")
    status, out, _err = said(capsys, "events", protected, "--json", "--password-file", str(passwords))
    assert status == 0 and len(json.loads(out)["events"]) > 10
