"""The scheme of a case: chosen, changed into the panel's own, kept in a file and read again."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.case.scheme import load_scheme, shipped_scheme
from tests.app.case_builder import Row, a_case
from tests.widgets.answers import answering, choose_files
from tests.widgets.import_driver import ImportDriver
from widgets.scheme.levels_model import NAME
from widgets.scheme.scheme_page import SchemePage


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> ImportDriver:
    """A reviewer at a case of two levels, the page of the scheme open."""
    driver = ImportDriver(qtbot, sample_files)
    driver.is_given(a_case(["Perry"], Row("2013-01-01", levels={"Perry": 2}), Row("2014-01-01", levels={"Perry": 5})))
    driver.names_self()
    driver.gives("case.scheme")
    return driver


def page_of(driver: ImportDriver) -> SchemePage:
    page = driver.window.choosing.page
    assert page is not None and page.isVisible()
    return page


def test_another_scheme_is_chosen_and_the_chart_says_which(driver: ImportDriver) -> None:
    page = page_of(driver)
    assert not page.use_button.isEnabled()
    page.show_scheme(shipped_scheme("england-eleven-step"))
    page.use_button.click()
    assert driver.case.scheme.key == "england-eleven-step"
    assert driver.case.events.level[:, 0].tolist() == [4, 8]
    assert "eleven steps" in page.bar.words and not page.use_button.isEnabled()
    page.close()
    driver.window.coding.undo()
    assert driver.case.scheme.key == "england-six-level" and driver.case.events.level[:, 0].tolist() == [2, 5]


def test_a_panel_makes_its_own_keeps_it_and_reads_it_again(driver: ImportDriver, tmp_path: Path) -> None:
    page = page_of(driver)
    page.model.setData(page.model.index(1, NAME), "Family help")
    page.form.boxes["windows.relapse_days"].setValue(180)
    assert page.name.text() == "England, six levels, changed"
    page.name.setText("Our board")
    path = tmp_path / "ours.toml"
    with answering(lambda dialog: choose_files(dialog, [path])):
        page.save_button.click()
    assert load_scheme(path).levels[1].name == "Family help" and "kept in ours.toml" in page.bar.words
    page.use_button.click()
    assert (driver.case.scheme.name, driver.case.scheme.windows.relapse_days) == ("Our board", 180)
    page.show_scheme(shipped_scheme("wales"))
    with answering(lambda dialog: choose_files(dialog, [path])):
        page.open_button.click()
    assert page.name.text() == "Our board" and page.form.boxes["windows.relapse_days"].value() == 180
    page.close()


def test_what_does_not_hold_together_is_said_in_the_page(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.name.clear()
    page.form.boxes["windows.relapse_days"].setValue(7)
    page.use_button.click()
    assert "needs a name" in page.bar.words and driver.case.scheme.windows.relapse_days == 365
    page.close()


def test_a_panel_adds_a_seventh_level_and_its_case_has_it(driver: ImportDriver) -> None:
    page = page_of(driver)
    page.table.setCurrentIndex(page.model.index(1, NAME))
    page.add_button.click()
    page.model.setData(page.model.index(2, NAME), "Team around the school")
    assert page.name.text() == "England, six levels, changed"
    page.use_button.click()
    assert driver.case.scheme.levels[2].name == "Team around the school" and len(driver.case.scheme.levels) == 7
    assert driver.case.events.level[:, 0].tolist() == [3, 6]
    page.table.setCurrentIndex(page.model.index(3, NAME))
    page.remove_button.click()
    assert "rules of this scheme are about it" in page.bar.words
    page.table.setCurrentIndex(page.model.index(2, NAME))
    page.remove_button.click()
    page.use_button.click()
    assert driver.case.events.level[:, 0].tolist() == [2, 5]
    page.close()
