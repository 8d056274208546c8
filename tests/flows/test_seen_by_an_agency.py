"""The command line as an agency could have seen the case on a day, and the measures of each child."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

from app.analysis.knowledge import agencies_named, as_known
from app.case.dates import day_number
from app.case.model import Case
from app.case.scheme import default_scheme
from app.cli import run
from app.intake import read_files

COMBINED = Path(__file__).parents[2] / "resources" / "examples" / "perry" / "combined.xlsx"
SEEN = ("--as-known-to", "School", "--on", "2015-05-01")


@pytest.fixture(scope="module")
def sample() -> Case:
    return read_files([COMBINED], default_scheme()).case


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    status = run((arguments[0], str(COMBINED), *arguments[1:]))
    out, err = capsys.readouterr()
    return status, out, err


def hidden_words(case: Case) -> list[str]:
    """The words of every row that School did not know on 1 May 2015."""
    known = as_known(case, agencies_named(case, ["School"]), date_of("2015-05-01")).events
    own = np.isin(case.events.id, known.id)
    return [
        case.events.text[place] for place in np.flatnonzero(~own).tolist() if case.events.text[place] not in known.text
    ]


def date_of(words: str) -> date:
    return date.fromisoformat(words)


COMMANDS = (
    ("events", "--json"), ("events", "--csv"), ("events",), ("findings", "--json"), ("findings",),
    ("measures", "--json"), ("measures", "--csv"), ("measures",),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_other_row_is_told_by_any_command(capsys, sample: Case, command: tuple[str, ...]):
    status, out, err = said(capsys, *command, *SEEN)
    assert status == 0 and out
    assert "As School could have seen it on 1 May 2015:" in err
    assert [words for words in hidden_words(sample) if words in out or words in err] == []
    later = [day for day in re.findall(r"\b(20\d\d-\d\d-\d\d)\b", out) if day > "2015-05-01"]
    assert later == []


def test_json_counts_and_names_only_what_was_known(capsys, sample: Case):
    document = json.loads(said(capsys, "events", "--json", *SEEN)[1])
    known = as_known(sample, agencies_named(sample, ["School"]), date_of("2015-05-01")).events
    assert len(document["events"]) == len(known)
    assert {event["agency"] for event in document["events"]} == {"School"}
    assert document["as_known_to"] == ["School"] and document["on"] == "2015-05-01"
    assert sum(source["rows"] for source in document["sources"]) == len(known)
    assert all(not source["rejected"] for source in document["sources"])
    ids = {event["id"] for event in document["events"]}
    findings = json.loads(said(capsys, "findings", "--json", *SEEN)[1])["findings"]
    assert {event for finding in findings for event in finding["evidence"]} <= ids
    assert int(known.day.max()) <= day_number(date_of("2015-05-01"))


def test_a_picture_and_a_workbook_say_whose_view_they_are(capsys, tmp_path: Path):
    status, _out, _err = said(capsys, "chart", "-o", str(tmp_path / "c.png"), "--size", "800x600", *SEEN)
    assert status == 0 and QImage(str(tmp_path / "c.png")).width() == 800
    assert said(capsys, "measures", "-o", str(tmp_path / "m.xlsx"), *SEEN)[0] == 0
    header = load_workbook(tmp_path / "m.xlsx")["Measures"].oddHeader
    assert header is not None and "As School could have seen it on 1 May 2015" in str(header.center.text)


def test_an_agency_that_is_not_there_is_one_clear_sentence(capsys):
    status, out, err = said(capsys, "events", "--as-known-to", "Coastguard", "--on", "2015-05-01")
    assert (status, out) == (1, "")
    assert "No agency called Coastguard is in this case." in err


@pytest.mark.parametrize("half", [("--as-known-to", "School"), ("--on", "2015-05-01")])
def test_the_two_options_go_together(capsys, half: tuple[str, str]):
    assert said(capsys, "events", *half)[0] == 2


def test_measures_of_a_day_in_words_and_as_json(capsys):
    status, out, _err = said(capsys, "measures", "--as-of", "2015-05-01", "--children", "perry")
    assert status == 0 and out.startswith("As of 1 May 2015\nPerry\n") and "Robin" not in out
    assert "  Concerns in 365 days: " in out
    document = json.loads(said(capsys, "measures", "--as-of", "1990-01-01", "--json")[1])
    assert document["schema"] == "lifelanes.measures/1"
    assert {entry["days_since_seen"] for entry in document["measures"]} == {None}
    assert document["responses"] == []


def test_measures_as_a_series_are_one_line_a_child_and_week(capsys):
    _status, out, _err = said(
        capsys, "measures", "--csv", "--every", "week", "--from", "2015-04-01", "--to", "2015-05-01"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 4 * 6
    assert [row["Day"] for row in rows[:6]] == [
        "2015-04-01", "2015-04-08", "2015-04-15", "2015-04-22", "2015-04-29", "2015-05-01",
    ]  # fmt: skip


def test_measures_of_nothing_are_still_a_document(capsys, tmp_path: Path):
    missing = tmp_path / "gone.csv"
    status = run(("measures", str(missing), "--json"))
    out, _err = capsys.readouterr()
    assert status == 1 and json.loads(out)["measures"] == []
