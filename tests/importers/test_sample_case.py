"""The example case as agencies would send it: what a reviewer finds after importing its files."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from app.case.dates import Precision
from app.case.event_table import CodeFrom
from app.case.model import ImportBatch, RowKind
from tests.builders import a_case, about, events_of, imported, kinds, reasons

Files = Mapping[str, Path]


@pytest.fixture(scope="module")
def everything(sample_files: Files) -> ImportBatch:
    names = (
        "csc_chronology.xlsx",
        "school_log.csv",
        "health.xlsx",
        "gp_summary.xls",
        "hospital.ods",
        "police.xlsx",
        "housing.docx",
    )
    return imported(*(sample_files[name] for name in names), passwords=["Review2016"])


def source_of(batch: ImportBatch, file: str, sheet: str) -> int:
    return next(source.id for source in batch.sources if (source.file, source.sheet) == (file, sheet))


def at(batch: ImportBatch, file: str, sheet: str, row: int):
    source = source_of(batch, file, sheet)
    return next(event for event in events_of(batch) if (event.source, event.row) == (source, row))


def names(batch: ImportBatch, ids) -> set[str]:
    return {batch.children[child].name for child in ids}


def test_all_seven_agencies_give_their_267_rows(everything: ImportBatch) -> None:
    assert len(everything.events) == 267
    assert everything.problems == ()


def test_the_four_children_are_known_by_name_code_and_nickname(everything: ImportBatch) -> None:
    assert [child.name for child in everything.children] == ["Robin", "Perry", "Sam", "Alex"]
    assert "C2" in everything.children[1].aliases
    assert {child.sex for child in everything.children} == {"F", "M"}
    assert everything.children[0].away[0].since.day == date(2013, 8, 1)


def test_grown_ups_of_the_key_are_kept_with_their_abbreviations(everything: ImportBatch) -> None:
    assert {adult.name: adult.aliases for adult in everything.adults}["Mother"] == ("M", "Mo")


def test_the_boys_are_the_two_the_key_says(everything: ImportBatch) -> None:
    assert names(everything, at(everything, "school_log.csv", "", 18).subjects) == {"Perry", "Sam"}


def test_all_children_leaves_out_the_unborn_and_the_one_who_moved_away(everything: ImportBatch) -> None:
    before_birth = at(everything, "csc_chronology.xlsx", "Chronology", 19)
    assert names(everything, before_birth.subjects) == {"Robin", "Perry", "Sam"}
    after_the_move = at(everything, "housing.docx", "table 1", 12)
    assert names(everything, after_the_move.subjects) == {"Perry", "Sam", "Alex"}


def test_an_antenatal_visit_is_about_the_unborn_child(everything: ImportBatch) -> None:
    assert names(everything, at(everything, "health.xlsx", "HV", 14).subjects) == {"Alex"}


def test_a_merged_date_cell_dates_the_row_below_and_says_so(everything: ImportBatch) -> None:
    assert at(everything, "csc_chronology.xlsx", "Chronology", 32).when.day == date(2010, 12, 14)
    assert at(everything, "csc_chronology.xlsx", "Chronology", 89).when.day == date(2015, 10, 14)
    assert any("32, 89" in note and "merged" in note for note in everything.notes)


def test_rows_that_tell_no_event_keep_their_kind(sample_files: Files) -> None:
    found = kinds(imported(sample_files["csc_chronology.xlsx"]))
    assert [found[row] for row in (1, 2, 3, 4, 5, 6)] == [
        RowKind.TITLE,
        RowKind.TITLE,
        RowKind.TITLE,
        RowKind.BLANK,
        RowKind.HEADER,
        RowKind.BANNER,
    ]
    assert found[57] is RowKind.HEADER
    assert (found[93], found[94], found[95]) == (RowKind.BLANK, RowKind.NOTE, RowKind.NOTE)
    assert sum(kind is RowKind.EVENT for kind in found.values()) == 80


def test_each_agency_has_its_one_name(everything: ImportBatch) -> None:
    def agency(file: str, sheet: str, row: int) -> str:
        event = at(everything, file, sheet, row)
        return everything.agencies[event.agency].name

    assert agency("csc_chronology.xlsx", "Chronology", 7) == "Health visiting"
    assert agency("csc_chronology.xlsx", "Chronology", 9) == "Children's Social Care"
    assert agency("csc_chronology.xlsx", "Chronology", 77) == "Voluntary sector"
    assert agency("health.xlsx", "Community Paeds", 3) == "Community paediatrics"
    assert agency("hospital.ods", "Attendances", 5) == "Hospital"
    assert agency("school_log.csv", "", 2) == "School"


def test_a_status_column_states_levels_where_it_names_one(everything: ImportBatch) -> None:
    def levels(row: int) -> dict[str, int]:
        event = at(everything, "csc_chronology.xlsx", "Chronology", row)
        return {everything.children[child].name: rank for child, rank in event.levels.items()}

    assert levels(10) == {"Robin": 2, "Perry": 2, "Sam": 2}
    assert levels(20) == {"Perry": 2, "Sam": 2}
    assert levels(37) == {"Perry": 1, "Sam": 1}
    assert levels(7) == {} and levels(79) == {} and levels(84) == {}


def test_a_status_of_two_levels_is_left_open_and_told(everything: ImportBatch) -> None:
    assert at(everything, "csc_chronology.xlsx", "Chronology", 15).levels == {}
    assert any("“CP / CIN”" in note for note in everything.notes)


def test_a_status_that_only_confirms_the_others_is_no_step_up(everything: ImportBatch) -> None:
    event = at(everything, "csc_chronology.xlsx", "Chronology", 55)
    assert names(everything, event.levels) == {"Perry", "Sam", "Alex"}


def test_the_combined_chronology_is_taken_as_it_states(sample_files: Files) -> None:
    batch = imported(sample_files["combined.xlsx"])
    scheme_names = batch.events
    assert len(scheme_names) == 267
    first, conference = at(batch, "combined.xlsx", "Integrated chronology", 2), events_of(batch)[30]
    assert (first.severity, first.severity_from) == (0, CodeFrom.STATED)
    assert first.categories > 0 and first.categories_from == CodeFrom.STATED
    assert {batch.children[child].name: rank for child, rank in conference.levels.items()} == {
        "Perry": 4,
        "Robin": 2,
        "Sam": 4,
    }


def test_the_date_accuracy_column_says_how_exact_a_date_is(sample_files: Files) -> None:
    batch = imported(sample_files["combined.xlsx"])
    month = at(batch, "combined.xlsx", "Integrated chronology", 34).when
    assert (month.earliest, month.latest, month.precision) == (date(2008, 12, 1), date(2008, 12, 31), Precision.MONTH)


def test_rows_without_codes_stay_unscored(sample_files: Files) -> None:
    batch = imported(sample_files["school_log.csv"])
    assert all(event.severity == -1 and event.categories == 0 and not event.levels for event in events_of(batch))


def test_each_rejected_row_says_why(sample_files: Files) -> None:
    batch = imported(sample_files["rejected.xlsx"])
    found, why = kinds(batch), reasons(batch)
    assert {row for row, kind in found.items() if kind is RowKind.EVENT} == {2, 9, 14}
    assert set(why) == {3, 4, 5, 6, 10, 11, 12, 13}
    assert why[3] == "no date"
    assert "31 February 2014" in why[4]
    assert "future" in why[6]
    assert why[11] == "date but no event text"
    assert found[8] is RowKind.HEADER and found[7] is RowKind.BLANK and found[15] is RowKind.NOTE


def test_a_health_record_alone_finds_out_when_the_baby_came(sample_files: Files) -> None:
    batch = imported(sample_files["health.xlsx"])
    visits = {row: people for row, people in about(batch).items() if row in (6, 7, 8)}
    source = source_of(batch, "health.xlsx", "HV")
    early = [event for event in events_of(batch) if event.source == source and event.row in visits]
    assert all("Alex" not in names(batch, event.subjects) for event in early)
    assert any("Alex is taken to be born" in note for note in batch.notes)


def test_a_key_sheet_is_no_chronology(everything: ImportBatch) -> None:
    key = everything.sources[source_of(everything, "csc_chronology.xlsx", "Key")]
    assert key.why and "key" in key.why
    assert {row.kind for row in key.rows} == {RowKind.HEADER, RowKind.KEY}


def test_the_protective_marking_is_kept(sample_files: Files) -> None:
    assert imported(sample_files["csc_chronology.xlsx"]).marking == "RESTRICTED"


def test_a_protected_file_is_told_and_the_rest_go_on(sample_files: Files) -> None:
    batch = imported(sample_files["police.xlsx"], sample_files["school_log.csv"])
    assert len(batch.problems) == 1
    assert batch.problems[0].startswith("police.xlsx is protected by a password.")
    assert len(batch.events) == 63


def test_people_already_in_the_case_keep_their_ids(sample_files: Files) -> None:
    batch = imported(sample_files["school_log.csv"], case=a_case("Alex", "Perry"))
    assert [child.name for child in batch.children][:2] == ["Alex", "Perry"]
    assert batch.before == (2, 0, 0, 0)
