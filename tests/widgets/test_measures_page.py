"""The page of measures: each child as of a day that can be changed, copied and saved."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication

from tests.widgets.answers import answering, choose_files
from tests.widgets.driver import Driver
from widgets.measures.measures_page import MeasuresPage


@pytest.fixture
def page(driver: Driver) -> MeasuresPage:
    """The page, open on the sample case."""
    driver.opens_sample()
    driver.gives("look.measures")
    found = driver.window.pages.measures
    assert found is not None
    return found


def told(page: MeasuresPage) -> dict[str, dict[str, str]]:
    """Measure to child to words, as copied."""
    page.tabs.setCurrentIndex(0)
    page.copy_table()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    return {line[0]: dict(zip(lines[0][1:], line[1:], strict=True)) for line in lines[1:]}


def goes_to(page: MeasuresPage, day: str) -> None:
    page.day.setText(day)
    page.day.editingFinished.emit()


def test_it_opens_on_the_last_day_and_goes_where_it_is_told(page: MeasuresPage) -> None:
    assert "24 November 2015" in page.tabs.tabText(0)
    last = int(told(page)["Concerns in 365 days"]["Perry"])
    goes_to(page, "1 May 2015")
    assert "1 May 2015" in page.tabs.tabText(0)
    assert 0 < int(told(page)["Concerns in 365 days"]["Perry"]) < last
    page.earlier.click()
    assert page.day.text() == "01/04/2015"


def test_what_is_not_recorded_is_said_so(page: MeasuresPage) -> None:
    goes_to(page, "1990")
    assert told(page)["Days since the child was seen"]["Perry"] == "none recorded"
    assert told(page)["Highest severity in 90 days"]["Perry"] == "nothing scored"


def test_a_day_that_is_none_is_told_in_the_page(page: MeasuresPage) -> None:
    goes_to(page, "31 Smarch")
    assert "cannot be read as a date" in page.bar.words
    goes_to(page, "2014")
    assert page.bar.words == ""


def test_it_is_saved_as_a_workbook(page: MeasuresPage, tmp_path: Path) -> None:
    with answering(lambda dialog: choose_files(dialog, [tmp_path / "measures"])):
        page.save.click()
    book = load_workbook(tmp_path / "measures.xlsx")
    assert book.sheetnames == ["Measures", "Responses"]
    assert "kept in measures.xlsx" in page.bar.words


def test_it_follows_the_case_and_goes_with_it(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("look.measures")
    page = driver.window.pages.measures
    assert page is not None
    before = told(page)["Concerns in 365 days"]["Perry"]
    events = driver.case.events
    concern = events.subjects[:, driver.case.child_named("Perry").id] & (events.severity > 0) & events.counted
    driver.names_self()
    driver.window.moving.go_to_event(int(events.id[concern.nonzero()[0][-1]]))
    driver.window.coding.score_chosen(0)
    driver.gives("look.measures")
    assert driver.window.pages.measures is page
    assert int(told(page)["Concerns in 365 days"]["Perry"]) == int(before) - 1
    driver.is_given(driver.case)
    assert driver.window.pages.measures is None
