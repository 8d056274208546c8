"""Opening, importing, dropping, saving and closing, with the files people really choose."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QMessageBox

from app.case.edits import rename_case, set_marking
from app.progress import Progress
from app.settings import load
from app.storage.case_file import read_case
from tests.app.case_builder import a_large_case
from tests.widgets.answers import answering, choose_files, press_button
from tests.widgets.driver import Driver
from widgets.importing.loading import load_files
from widgets.parts.message_bar import Tone

BUTTONS = QMessageBox.StandardButton


def test_the_start_page_goes_once_there_is_a_case(driver: Driver) -> None:
    assert driver.window.start_page.isVisible()
    driver.opens_sample()
    assert not driver.window.start_page.isVisible()
    assert driver.window.chart.isVisible()
    assert driver.title == "Sample case"
    assert driver.status.startswith(f"{len(driver.case.events)} records, 4 children")


def test_a_chronology_is_chosen_and_told_in_the_bar(driver: Driver) -> None:
    driver.imports("school_log.csv")
    assert "read from 1 file" in driver.message
    assert len(driver.case.events) > 0


def test_what_nobody_coded_is_suggested_with_the_reason(driver: Driver) -> None:
    driver.imports("school_log.csv")
    suggested = driver.case.events.id[driver.case.events.suggested].tolist()
    assert suggested, "the wording of a school log suggests severities"
    assert driver.cell(suggested[0], "Severity").endswith("(suggested)")
    driver.chooses_record(suggested[0])
    assert "suggested by its wording, not confirmed" in driver.words_on_record()
    assert "Why these codes are suggested" in driver.words_on_record()
    driver.gives("edit.undo")
    assert len(driver.case.events) == 0, "rows and their suggestions are one step"


def test_a_second_file_joins_the_case(driver: Driver) -> None:
    driver.imports("school_log.csv")
    alone = len(driver.case.events)
    driver.drops("health.xlsx")
    assert len(driver.case.events) > alone
    assert {source.file for source in driver.case.sources} == {"school_log.csv", "health.xlsx"}
    driver.presses("Ctrl+Z")
    assert len(driver.case.events) == alone


def test_rejected_rows_are_listed_with_their_reason(driver: Driver) -> None:
    driver.imports("rejected.xlsx")
    tabs = driver.window.events
    driver.opens_tab("Rejected rows")
    model = driver.table_shown.model()
    assert model.rowCount() > 0
    assert tabs.tabText(1) == f"Rejected rows ({model.rowCount()})"
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert first[0] == "rejected.xlsx"
    assert first[2].isdigit() and first[3], "row number and reason"


def test_a_file_that_is_no_chronology_is_told_and_changes_nothing(driver: Driver, tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.xlsx"
    wrong.write_bytes(b"\x89PNG this is a picture under a wrong name")
    driver.drops(wrong)
    assert "holiday.xlsx" in driver.message
    assert len(driver.case.events) == 0
    assert driver.window.start_page.isVisible()


def test_a_missing_file_is_told(driver: Driver, tmp_path: Path) -> None:
    driver.drops(tmp_path / "gone.lifelanes")
    assert "gone.lifelanes" in driver.message


def test_a_damaged_case_file_leaves_the_open_case_alone(driver: Driver, tmp_path: Path) -> None:
    driver.drops("school_log.csv")
    before = driver.case
    damaged = tmp_path / "torn.lifelanes"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with answering(lambda dialog: press_button(dialog, BUTTONS.Discard)):
        driver.drops(damaged)
    assert "torn.lifelanes" in driver.message
    assert driver.case is before


def test_two_case_files_at_once_are_refused(driver: Driver, tmp_path: Path) -> None:
    driver.drops(tmp_path / "a.lifelanes", tmp_path / "b.lifelanes")
    assert "One case can be open at a time" in driver.message


def test_a_protected_file_asks_for_its_password(driver: Driver, sample_files: dict[str, Path]) -> None:
    loaded = load_files(list(sample_files.values()), (), Progress())
    assert loaded.locked == (sample_files["police.xlsx"],)
    with answering(lambda dialog: dialog.reject()):
        driver.drops("police.xlsx")
    assert "police.xlsx" in driver.message and "password" in driver.message
    assert len(driver.case.events) == 0


def test_cancelling_an_import_leaves_the_case_as_it_was(driver: Driver) -> None:
    driver.imports("school_log.csv")
    before = driver.case
    driver.starts_dropping("combined.xlsx")
    assert driver.window.progress_strip.isVisible()
    driver.cancels()
    driver.waits()
    assert driver.case is before
    assert driver.message == "Cancelled. The case is as it was."
    assert not driver.window.progress_strip.isVisible()


def test_other_files_wait_while_some_are_read(driver: Driver) -> None:
    driver.starts_dropping("combined.xlsx")
    driver.starts_dropping("school_log.csv")
    assert "still being read" in driver.message
    assert not driver.window.actions_by_id["case.open"].isEnabled()
    driver.waits()
    assert {source.file for source in driver.case.sources} == {"combined.xlsx"}


def test_a_saved_case_comes_back_as_it_was(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    event = int(driver.case.events.id[30])
    driver.chooses_record(event)
    driver.scores(5)
    driver.saves_as(tmp_path / "family")
    kept = driver.case
    assert driver.closes()
    driver.comes_back()
    driver.opens(tmp_path / "family.lifelanes")
    assert driver.case.children == kept.children
    assert driver.cell(event, "Severity") == "5"
    assert driver.record_shown == event, "what was looked at comes back too"
    assert driver.title == "Sample case"


def test_a_case_in_a_file_closes_without_a_question(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.saves_as(tmp_path / "family.lifelanes")
    driver.presses("Ctrl+W")
    assert driver.window.start_page.isVisible()
    assert [Path(name).name for name in load()[0].recent] == ["family.lifelanes"]


def test_a_case_file_that_is_there_is_replaced_only_by_who_says_so(driver: Driver, tmp_path: Path) -> None:
    """Also where the name was typed without the ending that a case file has."""
    there = tmp_path / "family.lifelanes"
    there.write_bytes(b"another case")
    driver.opens_sample()
    asking: list[QDialog] = []

    def refuses(dialog: QDialog) -> None:
        asking.append(dialog)
        if isinstance(dialog, QMessageBox):
            press_button(dialog, BUTTONS.No)
        else:
            choose_files(dialog, [tmp_path / "family"])

    with answering(refuses):
        driver.gives("case.save_as")
    assert there.read_bytes() == b"another case" and driver.window.bridge.session.path is None
    assert len(asking) == 2


def test_an_unsaved_case_is_not_lost_by_closing(driver: Driver, tmp_path: Path) -> None:
    driver.imports("school_log.csv")
    assert not driver.closes(BUTTONS.Cancel)
    assert driver.window.isVisible() and len(driver.case.events) > 0
    assert driver.closes_saving(tmp_path / "kept.lifelanes")
    assert (tmp_path / "kept.lifelanes").stat().st_size > 0


def test_closing_ends_work_that_is_running(driver: Driver) -> None:
    driver.starts_dropping("combined.xlsx")
    assert driver.closes()
    assert driver.window.jobs.running == ()


def test_a_recent_case_opens_from_the_start_page(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.saves_as(tmp_path / "family.lifelanes")
    driver.closes()
    driver.comes_back()
    driver.clicks_on_start_page("family.lifelanes")
    assert driver.title == "Sample case"


def test_a_note_goes_when_the_reader_goes_on_and_a_problem_stays(driver: Driver) -> None:
    driver.opens_sample()
    bar = driver.window.message_bar
    bar.tell("Read.", Tone.NOTE)
    driver.gives("look.next_record")
    assert driver.message == ""
    bar.tell("Not read.", Tone.PROBLEM, ["because"])
    driver.gives("look.next_record")
    assert driver.message == "Not read."


@pytest.mark.parametrize("rows", [3_000])
def test_a_large_case_finds_its_findings_in_the_background(driver: Driver, rows: int) -> None:
    case = a_large_case(rows)
    driver.is_given(case)
    driver.waits()
    assert driver.window.events.tabText(0) == "Records (3,000)"
    assert sorted(driver.window.findings.order) == sorted(finding.id for finding in driver.window.bridge.findings)


def test_a_case_whose_file_was_taken_away_is_saved_under_its_old_name(driver: Driver, tmp_path: Path) -> None:
    kept = tmp_path / "Llŷn review.lifelanes"
    driver.opens_sample()
    driver.saves_as(kept)
    kept.unlink()
    driver.saves_as(kept)
    assert kept.exists() and "is kept in" in driver.message


def test_a_large_case_is_saved_beside_other_work_and_what_is_coded_meanwhile_is_in_its_file(
    driver: Driver, tmp_path: Path
) -> None:
    driver.is_given(a_large_case(3000))
    kept, window = tmp_path / "family.lifelanes", driver.window
    driver.saves_as(kept)
    assert window.jobs.busy, "it is written beside the window"
    window.bridge.session.apply(rename_case("Family R"), "Rename the case")
    driver.waits()
    assert window.bridge.session.path == kept and not window.bridge.session.unsaved
    window.bridge.session.apply(set_marking("OFFICIAL"), "Mark the case")
    window.bridge.session.close()
    case = read_case(kept)
    assert (case.name, case.marking, len(case.events)) == ("Family R", "OFFICIAL", 3000)


def test_saving_a_large_case_can_be_cancelled(driver: Driver, tmp_path: Path) -> None:
    driver.is_given(a_large_case(3000))
    driver.saves_as(tmp_path / "family.lifelanes")
    driver.cancels()
    driver.waits()
    assert driver.window.bridge.session.path is None and "Cancelled" in driver.message
