"""A reviewer's day, from files to findings to codes, in the words a reviewer would use."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.driver import Driver


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> Driver:
    """A reviewer in front of the start page."""
    return Driver(qtbot, sample_files)


def test_from_the_sample_to_a_saved_case(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    assert sorted(driver.children) == ["Alex", "Perry", "Robin", "Sam"]

    driver.presses("F")
    finding = driver.window.bridge.finding(driver.finding_chosen)
    assert finding is not None and finding.says
    driver.chooses_record(finding.evidence[0])
    assert finding.id in driver.words_on_record()

    event = finding.evidence[0]
    before = driver.cell(event, "Severity")
    other = 5 if before != "5" else 4
    driver.scores(other)
    assert driver.cell(event, "Severity") == str(other)
    driver.presses("Ctrl+Z")
    assert driver.cell(event, "Severity") == before
    driver.presses("Ctrl+Y")

    driver.saves_as(tmp_path / "review.lifelanes")
    assert "review.lifelanes" in driver.message
    driver.presses("Esc")
    assert driver.closes()

    driver.comes_back()
    driver.opens(tmp_path / "review.lifelanes")
    assert driver.cell(event, "Severity") == str(other)
    driver.chooses_record(event)
    assert "set by A. Reviewer" in driver.words_on_record()


def test_chronologies_of_several_agencies_become_one_case(driver: Driver) -> None:
    driver.imports("csc_chronology.xlsx", "school_log.csv", "health.xlsx", "housing.docx", "gp_summary.xls")
    files = {source.file for source in driver.case.sources}
    assert files == {"csc_chronology.xlsx", "school_log.csv", "health.xlsx", "housing.docx", "gp_summary.xls"}
    assert "Perry" in driver.children
    driver.presses("Ctrl+Z")
    assert len(driver.case.events) == 0
    assert driver.window.start_page.isVisible(), "an import is one step, and can be taken back"
    driver.presses("Ctrl+Y")
    assert "Perry" in driver.children


def test_a_change_is_in_the_file_before_anything_is_closed(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.saves_as(tmp_path / "review.lifelanes")
    event = int(driver.case.events.id[0])
    driver.chooses_record(event)
    driver.scores(5)
    driver.window.bridge.session.close()  # as if the power had gone: nothing is asked, nothing is saved
    driver.comes_back()
    driver.opens(tmp_path / "review.lifelanes")
    assert driver.cell(event, "Severity") == "5"


def test_a_wrong_file_is_told_and_the_case_goes_on(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    before = driver.case
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"Dear Sir or Madam")
    driver.drops(letter)
    assert "letter.docx" in driver.message
    assert driver.case is before
    driver.presses("F")
    assert driver.finding_chosen is not None
