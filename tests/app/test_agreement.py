"""Two readers' labels compared: figures worked out by hand, tables that cannot be read, and the command."""

import json
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from openpyxl import load_workbook

from app.agreement.chance import alpha, apart, masi, squared, weighted_kappa
from app.agreement.fields import agreement, rows_apart
from app.agreement.labels import Labels, labels_of_case, labels_of_table
from app.case.dates import exactly
from app.case.edits import (
    Edit,
    Part,
    Reviewer,
    add_event,
    rename_child,
    set_categories,
    set_level,
    set_severity,
    split_event,
    withdraw_events,
)
from app.cli import run
from app.errors import UserError
from app.session import Session
from tests.app.case_builder import Row, a_case

HEADINGS = ["file", "sheet", "row", "category", "severity", "is_health", "intervention", "subjects"]
LEFT = [
    HEADINGS,
    ["a.xlsx", "S", "2", "hygiene", "0", "no", "", "Perry"],
    ["a.xlsx", "S", "3", "hygiene;nutrition", "2", "yes", "Perry=2", "Perry;Robin"],
    ["a.xlsx", "S", "4", "nutrition", "3", "yes", "", "Perry"],
    ["a.xlsx", "S", "5", "", "5", "no", "Perry=4;Robin=4", "Robin"],
    ["b.csv", "", "9", "hygiene", "1", "no", "", "Robin"],
]
RIGHT = [
    HEADINGS,
    ["A/B/a.xlsx", "S", "5", "hygiene", "4", "no", "Perry=4", "robin"],
    ["a.xlsx", "S", "2", "hygiene", "0", "no", "", "Perry"],
    ["a.xlsx", "S", "3", "hygiene", "2", "yes", "Perry=2", "Perry; Robin"],
    ["a.xlsx", "S", "4", "nutrition", "1", "no", "Perry=2", "Perry"],
]
# Severities of the four rows both have: 0/0, 2/2, 3/1, 5/4. Squared distances 0, 0, 4, 1: together 5.
# Kappa: each of left's 0 2 3 5 with each of right's 0 2 1 4 gives 0+4+1+16 + 4+0+1+4 + 9+1+4+1 + 25+9+16+1 = 96,
# so 1 - (5/4) / (96/16) = 1 - 5/24.
KAPPA = 1 - 5 / 24
# Alpha: the eight values 0 0 2 2 1 3 4 5 have a sum of 17 and of squares 59; all ordered pairs lie 2*(8*59 - 17*17) =
# 366 apart. Observed 2*5/8, expected 366/56: 1 - (10/8)*(56/366).
ALPHA = 1 - (10 / 8) * (56 / 366)


def labels(rows: list[list[str]], name: str = "one.csv") -> Labels:
    return labels_of_table(name, "", rows)


def test_the_figures_are_those_worked_out_by_hand() -> None:
    told = agreement(labels(LEFT), labels(RIGHT))
    assert (told.rows, told.left_only, told.right_only) == (4, 1, 0)
    severity, categories = told.severity, told.categories
    assert severity is not None and categories is not None
    assert (severity.same, severity.within_one) == (0.5, 0.75)
    assert severity.kappa.value == pytest.approx(KAPPA) and severity.alpha.value == pytest.approx(ALPHA)
    # hygiene: both 2, right alone 1 -> 4/5; nutrition: both 1, left alone 1 -> 2/3; all: both 3, 1, 1 -> 6/8.
    assert dict(categories.by_category)["hygiene"].f1 == pytest.approx(4 / 5)
    assert (categories.micro, categories.macro) == (pytest.approx(6 / 8), pytest.approx((4 / 5 + 2 / 3) / 2))
    assert told.health is not None and told.health.said.f1 == pytest.approx(2 / 3)
    assert told.states_level is not None and told.states_level.said.f1 == pytest.approx(4 / 5)
    assert told.level is not None and (told.level.rows, told.level.same) == (2, 1.0)
    assert told.subjects is not None and told.subjects.same == 1.0


def test_rows_that_differ_come_gravest_first() -> None:
    left, right = labels(LEFT), labels(RIGHT)
    assert [key[2] for key in rows_apart(left, right)] == [4, 5, 3]


def test_the_ranges_come_from_the_same_formulas_as_the_library() -> None:
    pairs = [(0, 0), (2, 2), (3, 1), (5, 4), (1, 1), (4, 4), (2, 3), (0, 1)] * 6
    for told in (weighted_kappa(pairs, squared), alpha(pairs, squared), alpha(pairs, apart)):
        assert told.value is not None and told.low is not None and told.high is not None
        assert told.low < told.value < told.high <= 1
    assert weighted_kappa(pairs, squared) == weighted_kappa(pairs, squared)


def test_where_everybody_says_the_same_there_is_nothing_beyond_chance() -> None:
    assert weighted_kappa([(1, 1), (1, 1)], squared).value is None
    assert alpha([(True, True)], apart).value is None


def test_the_distance_of_sets_of_categories() -> None:
    one, two, three = frozenset("a"), frozenset("ab"), frozenset("bc")
    assert masi(one, one) == 0 == masi(frozenset(), frozenset())
    assert masi(one, frozenset("b")) == 1
    assert masi(one, two) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(two, three) == pytest.approx(1 - 1 / 3 * 1 / 3)


def test_a_table_that_the_program_itself_printed_is_read_in_full() -> None:
    printed = [["file", "row", "categories", "health", "levels"], ["a", "2", "hygiene; nutrition", "True", "Al: Co: 2"]]
    (label,) = labels(printed).rows.values()
    assert label.categories == {"hygiene", "nutrition"}
    assert (label.health, label.levels) == (True, {"Al: Co": 2})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["file", "severity"], ["a", "1"]], "no column row"),
        ([["file", "row", "severity"], ["a", "2", "high"]], "one.csv, row 2: severity is no whole number"),
        ([["file", "row", "is_health"], ["a", "2", "perhaps"]], "row 2: is_health is neither yes nor no"),
        ([["file", "row", "intervention"], ["a", "2", "Perry 2"]], "row 2: intervention does not read like"),
        ([["file", "row"], ["a", ""]], "row 2: the column row is empty"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(rows: list[list[str]], says: str) -> None:
    with pytest.raises(UserError, match=says):
        labels(rows)


def test_of_cases_only_what_reviewers_gave_is_compared() -> None:
    start = a_case(["Perry"], Row("2013-03-01", "Perry", 2, "hygiene"), Row("2013-03-02", "Perry", 1, "hygiene"))
    ann, _ = set_severity([0], 3, Reviewer("Ann"))(start)
    ben, _ = set_severity([0], 4, Reviewer("Ben"))(start)
    ben, _ = set_categories([1], ["nutrition"], Reviewer("Ben"))(ben)
    told = agreement(labels_of_case(ann, "Ann", confirmed=True), labels_of_case(ben, "Ben", confirmed=True))
    assert told.severity is not None and told.severity.rows == 1
    assert told.categories is None and told.confirmed
    everything = agreement(labels_of_case(ann, "Ann"), labels_of_case(ben, "Ben"))
    assert everything.severity is not None and everything.severity.rows == 2
    gone, _ = withdraw_events([0])(ann)
    assert agreement(labels_of_case(gone, "Ann"), labels_of_case(ben, "Ben")).rows == 1


def written(folder: Path, name: str, rows: list[list[str]]) -> str:
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return str(path)


def test_the_command_tells_a_person_a_program_and_a_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = written(tmp_path, "one.csv", LEFT), written(tmp_path, "two.csv", RIGHT)
    assert run(["agreement", one, other]) == 0
    assert "Severity, kappa, quadratic weights: 0.79" in capsys.readouterr().out
    assert run(["agreement", one, other, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "lifelanes.agreement/1" and document["rows"] == 4
    assert document["fields"]["severity"]["weighted_kappa"] == pytest.approx(KAPPA, abs=1e-4)
    assert document["differences"][0]["severity"] == [3, 1]
    assert run(["agreement", one, other, "-o", str(tmp_path / "out.xlsx")]) == 0
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["Agreement", "Categories", "Differences"]


def test_the_command_compares_case_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = a_case(["Perry"], Row("2013-03-01", "Perry", 2, "hygiene"))
    for name, by, rank in (("ann", "Ann", 3), ("ben", "Ben", 4)):
        session = Session(start, Reviewer(by))
        session.apply(set_severity([0], rank, session.reviewer), "code")
        session.save_as(tmp_path / name)
        session.close()
    files = [str(tmp_path / f"{name}.lifelanes") for name in ("ann", "ben")]
    assert run(["agreement", *files, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["codes"] == "reviewer" and document["fields"]["severity"]["rows"] == 1
    assert run(["agreement", *files, "--every-code", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["codes"] == "all"


def copies(folder: Path, *edits: tuple[str, tuple[Edit, ...]]) -> list[str]:
    """Copies of one case file, in each of which a reviewer took these steps."""
    start = Session(a_case(["Perry", "Robin"], Row("2013-03-01", text="Hungry."), Row("2013-03-02")), Reviewer("Lead"))
    start.save_as(folder / "start")
    start.close()
    for name, steps in edits:
        path = folder / f"{name}.lifelanes"
        copyfile(folder / "start.lifelanes", path)
        session = Session.open(path, Reviewer(name))
        for step in steps:
            session.apply(step, "code")
        session.close()
    return [str(folder / f"{name}.lifelanes") for name, _steps in edits]


def test_a_child_renamed_in_one_copy_is_the_same_child(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ann, ben = Reviewer("ann"), Reviewer("ben")
    files = copies(
        tmp_path,
        ("ann", (set_severity([0], 3, ann), set_level([0], 0, 4, ann), rename_child(0, "Alex"))),
        ("ben", (set_severity([0], 3, ben), set_level([0], 0, 4, ben), rename_child(0, "Kim"))),
    )
    assert run(["agreement", *files, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["fields"]["subjects"]["rows"], document["fields"]["subjects"]["same"]) == (1, 1.0)
    assert (document["fields"]["level"]["rows"], document["fields"]["level"]["same"]) == (1, 1.0)
    assert document["differences"] == []


def test_rows_that_each_added_or_split_are_no_rows_in_common(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def steps(name: str) -> tuple[Edit, ...]:
        by = Reviewer(name)
        added = add_event(exactly(date(2013, 4, 1)), f"Seen by {name}.", [0], by)
        return added, split_event(0, [Part(f"First, {name}."), Part("The rest.")], by)

    files = copies(tmp_path, ("ann", steps("ann")), ("ben", steps("ben")))
    assert run(["agreement", *files, "--every-code"]) == 0
    assert "1 row that both have (3 only in the first, 3 only in the second)" in capsys.readouterr().out


def test_files_that_share_no_row_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = written(tmp_path, "one.csv", LEFT)
    other = written(tmp_path, "two.csv", [["file", "row", "severity"], ["z.csv", "3", "1"]])
    assert run(["agreement", one, other]) == 1
    assert "have no row in common" in capsys.readouterr().err
