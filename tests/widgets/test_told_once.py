"""Small words that a person reads often: said once, said plainly, and gone when they are no longer true."""

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView

from app.case.dates import ChronologyDate, Precision
from app.case.edits import Reviewer, set_severity
from app.session import Session
from importers.dates.date_words import read_date
from tests.app.case_builder import Row, a_case
from tests.builders import a_text_file
from tests.pdf_words import read_pdf
from tests.widgets.answers import answering, choose_files
from tests.widgets.import_driver import ImportDriver
from tests.widgets.test_chart_export import MARKING, shown_of
from widgets.chart_export import save_chart
from widgets.fonts import load_fonts
from widgets.going_out.form import Form
from widgets.going_out.paper import Paper
from widgets.parts.wording import date_in_words


@pytest.mark.parametrize("words", ["c. Dec 2018", "circa March 2012", "about 3 May 2011", "approx 2009"])
def test_a_date_that_says_itself_that_it_is_doubtful_is_not_said_to_be_twice(words: str) -> None:
    when = read_date(words)
    assert isinstance(when, ChronologyDate) and when.precision is Precision.CIRCA
    assert date_in_words(when) == words


def test_a_date_that_another_column_calls_doubtful_is_said_to_be() -> None:
    day = date(2018, 12, 1)
    assert date_in_words(ChronologyDate(day, date(2018, 12, 31), Precision.CIRCA, "Dec 2018")) == "Dec 2018 (circa)"


def test_a_page_of_print_has_its_number_once_and_its_marking_at_head_and_foot(qapp, tmp_path: Path) -> None:
    save_chart(shown_of(load_fonts(), theme="print"), tmp_path / "chart.pdf", Form(paper=Paper()))
    (page,) = read_pdf((tmp_path / "chart.pdf").read_bytes())[1]
    assert page.words.count("page 1 of 1") == 1 and page.words.count(MARKING) == 2


def test_an_empty_list_of_grown_ups_says_how_somebody_comes_there(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, "Date,Child,Event\n01/03/2013,Perry,Seen at home\n", "gp.csv"))
    driver.gives("edit.people")
    page = driver.window.pages.people
    assert page is not None and not driver.case.adults
    page.tabs.setCurrentIndex(2)
    driver.settles()
    (empty,) = [label for label in page.adults_table.findChildren(QLabel, "empty") if label.isVisible()]
    assert "Nobody is listed as a grown-up yet" in empty.text()
    page.close()


def test_the_last_coding_step_does_not_stand_at_the_foot_after_a_copy_is_joined(
    driver: ImportDriver, tmp_path: Path
) -> None:
    path, copy = tmp_path / "case.lifelanes", tmp_path / "bens.lifelanes"
    first = Session(a_case(["Perry"], Row("2012-01-01", "Perry", 2), Row("2012-02-01", "Perry", 1)), Reviewer("Ann"))
    first.save_as(path)
    first.close()
    copy.write_bytes(path.read_bytes())
    bens = Session.open(copy, Reviewer("Ben Hale"))
    bens.apply(set_severity([1], 4, Reviewer("Ben Hale")), "a step")
    bens.close()
    driver.opens(path)
    driver.names_self()
    driver.chooses_record(0)
    driver.scores(3)
    assert "severity 3" in driver.window.statusBar().currentMessage()
    with answering(lambda dialog: choose_files(dialog, [copy])):
        driver.gives("case.join")
    driver.waits()
    assert int(driver.case.events.severity[driver.case.events.position(1)]) == 4, "the copy is joined"
    assert driver.window.statusBar().currentMessage() == ""
    if driver.window.joining.page is not None:
        driver.window.joining.page.close()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_history_tells_the_whole_day_and_time_of_a_step_in_large_words_too(
    driver: ImportDriver, percent: int
) -> None:
    driver.opens_sample()
    driver.window.settings.change(text_percent=percent)
    driver.gives("edit.history")
    page = driver.window.looking_back.page
    assert page is not None
    driver.settles()
    table: QTableView = page.table
    assert re.fullmatch(r"\d+ \w+ \d{4}, \d\d:\d\d", page.steps_shown[0][1])
    assert table.columnWidth(1) >= table.sizeHintForColumn(1), "the date is cut"
    page.close()
