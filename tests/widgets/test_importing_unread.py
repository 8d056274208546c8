"""Files that cannot be read are kept in the case, as a sentence, until they are."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from tests.builders import a_text_file
from tests.widgets.answers import answering, press_button
from tests.widgets.import_driver import ImportDriver


def test_files_that_cannot_be_read_are_kept_in_the_case(driver: ImportDriver, tmp_path: Path) -> None:
    file = tmp_path / "chronology.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    driver.drops(file)
    assert len(driver.case.unread) == 1 and "chronology.pdf is a PDF" in driver.case.unread[0]
    driver.drops(a_text_file(tmp_path, "Date,Child,Event\n03/02/2013,Jo,Jo was late again\n", "school.csv"))
    assert len(driver.case.events) == 1 and len(driver.case.unread) == 1, "told until it is read"


def test_a_case_that_is_open_is_not_left_for_files_that_cannot_be_read(driver: ImportDriver, tmp_path: Path) -> None:
    driver.drops(a_text_file(tmp_path, "Date,Child,Event\n03/02/2013,Jo,Jo was late again\n", "school.csv"))
    file = tmp_path / "chronology.pdf"
    file.write_bytes(b"%PDF-1.7 and so on")
    before = driver.case
    with answering(lambda dialog: press_button(dialog, QMessageBox.StandardButton.Discard)):
        driver.window.filing.open_files([file])
    driver.waits()
    assert driver.case is before and "is a PDF" in driver.message


def test_who_stands_for_a_child_without_a_name_is_told_alike_before_and_after_an_answer(
    driver: ImportDriver, tmp_path: Path
) -> None:
    text = "Date,Event,Severity\n01/03/2013,Arrived at school without a coat,2\n12/04/2013,Weight has dropped,3\n"
    driver.drops(a_text_file(tmp_path, text, "unnamed.csv"))
    told = "because nothing names it"
    assert told in driver.check.page.words.text()
    driver.says_scale("1 to 4, 4 is worst")
    assert told in driver.check.page.words.text()
    driver.cancels_check()
