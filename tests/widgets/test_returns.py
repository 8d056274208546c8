"""Files removed and brought back, the time they cover, and the report of the import."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pytestqt.qtbot import QtBot

from app.case.model import Period
from tests.builders import a_text_file
from tests.widgets.answers import answering, choose_files
from tests.widgets.import_driver import ImportDriver, cells
from widgets.returns.returns_page import ReturnsPage


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> ImportDriver:
    """A reviewer who looks at what three agencies returned."""
    driver = ImportDriver(qtbot, sample_files)
    driver.imports("health.xlsx", "school_log.csv", "rejected.xlsx")
    driver.names_self()
    driver.gives("case.returns")
    return driver


def page_of(driver: ImportDriver) -> ReturnsPage:
    page = driver.window.pages.returns
    assert page is not None and page.isVisible()
    return page


def live(driver: ImportDriver) -> int:
    return int((~driver.case.events.withdrawn).sum())


def choose(page: ReturnsPage, file: str) -> None:
    page.files.table.selectRow(next(n for n, row in enumerate(cells(page.files.model)) if row[0] == file))


def test_a_file_is_removed_with_all_its_sheets_and_brought_back(driver: ImportDriver) -> None:
    page, before = page_of(driver), live(driver)
    choose(page, "health.xlsx")
    page.files.remove.click()
    gone = [row for row in cells(page.files.model) if row[0] == "health.xlsx"]
    assert len(gone) == 3 and {row[6] for row in gone} == {"removed"}
    assert live(driver) < before and not page.files.remove.isEnabled()
    page.files.bring_back.click()
    assert live(driver) == before
    driver.window.coding.undo()
    driver.window.coding.undo()
    assert live(driver) == before
    page.close()


def test_the_time_a_return_covers_is_said(driver: ImportDriver) -> None:
    page = page_of(driver)
    choose(page, "school_log.csv")
    page.files.first.setText("2008")
    page.files.last.setText("March 2016")
    page.files.set_days.click()
    source = next(item for item in driver.case.sources if item.file == "school_log.csv")
    assert source.period == Period(date(2008, 1, 1), date(2016, 3, 31))
    school = next(row for row in cells(page.scope.model) if row[0] == "School")
    assert school[1] == "01/01/2008 to 31/03/2016"
    page.close()


def test_the_time_under_review_shows_what_is_missing(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.tabs.setCurrentWidget(page.scope)
    page.scope.first.setText("1/1/2005")
    page.scope.last.setText("31/12/2016")
    page.scope.set_days.click()
    assert driver.case.scope == Period(date(2005, 1, 1), date(2016, 12, 31))
    school = next(row for row in cells(page.scope.model) if row[0] == "School")
    assert school[2].startswith("01/01/2005 to ")
    page.scope.last.setText("1/1/1999")
    page.scope.set_days.click()
    assert "first day comes after the last" in page.bar.words
    page.scope.last.setText("sometime")
    page.scope.set_days.click()
    assert "sometime" in page.bar.words
    page.close()


def test_the_report_is_shown_and_saved(driver: ImportDriver, tmp_path: Path) -> None:
    page = page_of(driver)
    page.tabs.setCurrentWidget(page.report)
    titles = [page.report.tabText(n) for n in range(page.report.count())]
    assert titles[0].startswith("Files (") and any(title == "Rejected rows (8)" for title in titles)
    with answering(lambda dialog: choose_files(dialog, [tmp_path / "for the school.xlsx"])):
        page.save_report.click()
    driver.waits()
    assert "for the school.xlsx" in page.bar.words
    book = load_workbook(tmp_path / "for the school.xlsx")
    assert "Rejected rows" in book.sheetnames and book["Rejected rows"].max_row == 9
    page.close()


def test_a_time_without_contact_is_shown_for_its_agency(driver: ImportDriver, tmp_path: Path) -> None:
    page_of(driver).close()
    text = (
        "Date,Child,Event\n03/02/2013,Perry,Perry was late again\n"
        "No contact between May 2013 and July 2013,,\n04/09/2013,Perry,Perry was late again\n"
    )
    driver.drops(a_text_file(tmp_path, text, "youth service.csv"))
    driver.gives("case.returns")
    page = page_of(driver)
    told = [row for row in cells(page.scope.model) if row[3] == "01/05/2013 to 31/07/2013"]
    assert [row[0] for row in told] == ["Not known"]
    page.close()


def test_a_file_that_could_not_be_read_is_listed_with_its_reason(driver: ImportDriver, tmp_path: Path) -> None:
    page = page_of(driver)
    page.close()
    file = tmp_path / "minutes of panel.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    driver.drops(file)
    driver.gives("case.returns")
    page = page_of(driver)
    listed = [row for row in cells(page.files.model) if row[6].startswith("not read: ")]
    assert [row[0] for row in listed] == ["minutes of panel.pdf"] and "is a PDF" in listed[0][6]
    choose(page, "minutes of panel.pdf")
    assert "is a PDF" in page.files.chosen_words.text() and not page.files.remove.isEnabled()
    page.close()
