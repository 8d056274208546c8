"""Who knew what when, at the window: nothing of another agency and nothing later can be reached from anywhere."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.analysis.knowledge import agencies_named, as_known
from app.case.dates import day_number, known_date, spoken
from app.case.edits import rename_case, set_severity
from app.case.model import Agency, Case
from app.errors import UserError
from app.session import Session
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from tests.widgets.walking import words_in
from widgets.knowledge.seen_dialog import SeenDialog

MAY = date(2015, 5, 1)


def as_school(dialog: QDialog) -> None:
    """Tick School, say 1 May 2015, and look."""
    assert isinstance(dialog, SeenDialog)
    names = [dialog.agencies.index(row, 0).data() for row in range(dialog.agencies.rowCount())]
    place = next(number for number, name in enumerate(names) if name.startswith("School ("))
    if dialog.agencies.index(place, 0).data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked:
        dialog.agencies.setData(dialog.agencies.index(place, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.day.setText("1 May 2015")
    assert dialog.see.isEnabled(), dialog.told.text()
    dialog.see.click()


@pytest.fixture
def school(driver: Driver) -> Driver:
    """The reviewer at the sample case, seen as the school could have seen it on 1 May 2015."""
    driver.opens_sample()
    with answering(as_school):
        driver.gives("look.seen_as")
    driver.waits()
    return driver


def leaves_view(driver: Driver) -> None:
    """Presses F8, once the dialog has given the keyboard back to the window."""
    window = driver.window
    for _ in range(100):
        window.activateWindow()
        if QApplication.activeWindow() is window:
            break
        QTest.qWait(20)
    QTest.keyClick(window, Qt.Key.Key_F8)


def whole(driver: Driver) -> Case:
    return driver.window.bridge.whole_case


def hidden_words(case: Case) -> set[str]:
    """The texts and responses of every row that the school did not know, in one line each."""
    known = as_known(case, agencies_named(case, ["School"]), MAY).events
    own = np.isin(case.events.id, known.id)
    mine = {*known.text, *known.response}
    told = [
        words
        for place in np.flatnonzero(~own).tolist()
        for words in (case.events.text[place], case.events.response[place])
        if words and len(words) > 12 and words not in mine
    ]
    return {" ".join(words.split()) for words in told}


def everything_read(driver: Driver) -> Iterator[str]:
    """Chooses every record and every finding, opens every page, and reads all there is."""
    window = driver.window
    yield from words_in(window)
    for event in [*driver.case.events.id.tolist(), *whole(driver).events.id.tolist()]:
        window.moving.go_to_event(event)
        yield driver.words_on_record()
    for finding in window.findings.order:
        window.moving.go_to_finding(finding)
        yield from words_in(window.findings)
        yield window.chart.accessibleDescription()
    driver.gives("look.measures")
    page = window.pages.measures
    assert page is not None
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        page.copy_table()
        yield QGuiApplication.clipboard().text()
    yield from words_in(page)
    page.close()


def test_nothing_else_can_be_read_anywhere_in_the_window(school: Driver) -> None:
    case = whole(school)
    read = "\n".join(" ".join(words.split()) for words in everything_read(school))
    known = as_known(case, agencies_named(case, ["School"]), MAY)
    assert " ".join(known.events.text[0].split()) in read
    assert [words for words in hidden_words(case) if words in read] == []
    later = {int(day) for day in case.events.day.tolist() if day > day_number(MAY)}
    own = "\n".join(filter(None, (*known.events.text, *known.events.response)))
    for day in map(known_date, sorted(later)):
        assert spoken(day) not in read.replace(own, ""), day
        assert f"{day:%d/%m/%Y}" not in read and day.isoformat() not in read
    for year in ("2016", "2017"):
        assert not re.search(rf"\b{year}\b", read)


def test_the_banner_says_whose_view_it_is_and_how_much(school: Driver) -> None:
    words = school.window.seeing.bar.words
    count = len(as_known(whole(school), agencies_named(whole(school), ["School"]), MAY).events)
    assert words.startswith(f"As School could have seen it on 1 May 2015: {count} of 267 records")
    assert school.window.seeing.bar.isVisible()
    assert f"{count} records" in school.status
    assert len(school.rows_in_order) == count
    assert f"could have seen it on 1 May 2015: {count} of 267" in school.case.marking


def test_findings_are_those_of_the_rows_that_were_known(school: Driver) -> None:
    ids = set(school.case.events.id.tolist())
    assert school.window.findings.order
    for finding in school.window.bridge.findings:
        assert set(finding.evidence) <= ids and finding.start <= MAY
    agencies = {school.case.agency_name(number) for number in school.case.events.agency.tolist()}
    assert agencies == {"School"}


def test_nothing_can_be_changed_meanwhile(school: Driver) -> None:
    before = whole(school)
    school.window.moving.go_to_event(int(school.case.events.id[0]))
    for command in ("code.severity.3", "code.confirm", "edit.undo", "edit.people", "case.import", "case.save_as"):
        assert not school.window.actions_by_id[command].isEnabled(), command
    assert not school.window.actions_by_id["edit.undo"].text().removeprefix("&Undo")
    session: Session = school.window.bridge.session
    with pytest.raises(UserError, match="Press F8"):
        session.apply(set_severity([int(school.case.events.id[0])], 5, session.reviewer), "Code")
    assert session.trail == () and session.steps == () and session.path is None
    assert whole(school) is before


def test_one_key_leaves_it_and_all_is_as_it_was(school: Driver) -> None:
    leaves_view(school)
    assert not school.window.seeing.bar.isVisible()
    assert len(school.case.events) == 267
    assert len(school.rows_in_order) == 267
    assert school.window.actions_by_id["case.save_as"].isEnabled()
    school.window.moving.go_to_event(int(school.case.events.id[0]))
    assert school.window.actions_by_id["code.severity.3"].isEnabled()


def test_what_was_looked_at_is_looked_at_again(driver: Driver) -> None:
    driver.opens_sample()
    event = int(driver.case.events.id[40])
    driver.chooses_record(event)
    with answering(as_school):
        driver.gives("look.seen_as")
    driver.waits()
    assert driver.record_shown is None
    leaves_view(driver)
    assert driver.record_shown == event and driver.row_chosen == event


def test_the_view_can_be_changed_without_leaving_it(school: Driver) -> None:
    def also_gp(dialog: QDialog) -> None:
        assert isinstance(dialog, SeenDialog)
        names = [dialog.agencies.index(row, 0).data() for row in range(dialog.agencies.rowCount())]
        place = next(number for number, name in enumerate(names) if name.startswith("GP ("))
        dialog.agencies.setData(dialog.agencies.index(place, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        dialog.see.click()

    with answering(also_gp):
        school.window.seeing.bar.change.click()
    school.waits()
    assert school.window.seeing.bar.words.startswith("As School and GP could have seen it on 1 May 2015")
    leaves_view(school)
    assert len(school.case.events) == 267


def test_the_dialog_says_what_is_missing(driver: Driver) -> None:
    driver.opens_sample()
    told: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SeenDialog)
        told.append(dialog.told.text())
        dialog.day.setText("31 Smarch")
        told.append(dialog.told.text())
        dialog.day.setText("")
        told.append(dialog.told.text())
        assert not dialog.see.isEnabled()
        dialog.reject()

    with answering(look):
        driver.gives("look.seen_as")
    assert told[0] == "Choose at least one agency."
    assert "cannot be read as a date" in told[1]
    assert told[2] == "Say on which day."
    assert driver.window.bridge.seen is None


def test_a_case_that_is_changed_while_its_codes_are_read_is_asked_about_again(driver: Driver) -> None:
    driver.opens_sample()
    session = driver.window.bridge.session
    with answering(as_school):
        driver.gives("look.seen_as")
    session.apply(set_severity([int(driver.case.events.id[0])], 4, session.reviewer), "Score")
    with answering(lambda dialog: dialog.reject()):
        driver.waits()
    assert driver.window.bridge.seen is None and len(driver.case.events) == 267


def test_only_agencies_that_wrote_a_record_are_offered(driver: Driver) -> None:
    """One that an agency's rows only name as their author could have seen nothing, whatever the table says."""
    driver.opens_sample()
    case = driver.case
    extra = Agency(len(case.agencies), "Night shift")
    dialog = SeenDialog(replace(case, agencies=(*case.agencies, extra)), [extra.id], MAY, driver.window)
    names = [dialog.agencies.index(row, 0).data() for row in range(dialog.agencies.rowCount())]
    assert names and not any(name.startswith("Night shift") or "(0 " in name for name in names)
    assert dialog.told.text() == "Choose at least one agency."
    dialog.deleteLater()


def test_an_unsaved_case_is_asked_about_from_within_the_view(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    # The sample as it came can be had again, and is asked about by nobody.
    driver.window.bridge.session.apply(rename_case("The case"), "Name the case")
    with answering(as_school):
        driver.gives("look.seen_as")
    driver.waits()
    assert driver.closes_saving(tmp_path / "kept")
    session = Session.open(tmp_path / "kept.lifelanes", driver.window.bridge.session.reviewer)
    assert len(session.case.events) == 267
    session.close()


def test_a_day_before_everything_shows_an_empty_case(driver: Driver) -> None:
    driver.opens_sample()

    def long_ago(dialog: QDialog) -> None:
        assert isinstance(dialog, SeenDialog)
        dialog.agencies.setData(dialog.agencies.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        dialog.day.setText("1990")
        dialog.see.click()

    with answering(long_ago):
        driver.gives("look.seen_as")
    driver.waits()
    assert driver.rows_in_order == [] and driver.window.chart.isVisible()
    assert "0 of 267 records" in driver.window.seeing.bar.words
    leaves_view(driver)
    assert len(driver.rows_in_order) == 267


def test_the_findings_document_of_the_view_names_no_other_row(school: Driver) -> None:
    ids = {f"e{event}" for event in school.case.events.id.tolist()}
    told = json.dumps([finding.says for finding in school.window.bridge.findings])
    assert not any(words in told for words in hidden_words(whole(school)))
    assert all({f"e{event}" for event in finding.evidence} <= ids for finding in school.window.bridge.findings)
