"""A case that was never saved, and a crash: what was done to it is there again at the next start."""

from pathlib import Path
from threading import Event, Timer

from PySide6.QtWidgets import QMessageBox, QPushButton, QToolButton

from app.session import SUFFIX
from app.settings_file import settings_file
from tests.widgets.answers import answering, press_button
from tests.widgets.driver import Driver
from tests.widgets.import_driver import giving_passwords
from widgets.rescuing import FOLDER, Rescuing, rescue


def watch(driver: Driver) -> Rescuing:
    """What ``open_window`` does beside the window."""
    window = driver.window
    return rescue(window.bridge, window.jobs, window.filing, window.start_page, window.message_bar.tell)


def drafts() -> list[Path]:
    """What lies in the folder of drafts."""
    return sorted(settings_file().with_name(FOLDER).glob("*"))


def puts_away(driver: Driver) -> None:
    """Closes the case and discards it."""
    with answering(lambda dialog: press_button(dialog, QMessageBox.StandardButton.Discard)):
        driver.gives("case.close")
    driver.waits()
    driver.settles()


def as_after_a_crash(driver: Driver) -> None:
    """The draft as a crash leaves it, and a window that is opened afterwards."""
    (path,) = (one for one in drafts() if one.suffix == SUFFIX)
    left = path.with_suffix(".copy")
    left.write_bytes(path.read_bytes())
    driver.leaves()
    for torn in drafts():
        if torn != left:
            torn.unlink()
    left.rename(path)
    driver.comes_back()
    watch(driver)


def offers(driver: Driver) -> list[QPushButton]:
    """The unsaved cases on the start page."""
    return driver.window.start_page.left_behind.findChildren(QPushButton)


def test_what_was_coded_and_never_saved_is_offered_again_after_a_crash(driver: Driver) -> None:
    watch(driver)
    driver.imports("school_log.csv")
    driver.chooses_record(0)
    driver.scores(4)
    driver.waits()
    whole = driver.window.bridge.case
    as_after_a_crash(driver)
    (button,) = offers(driver)
    button.click()
    driver.waits()
    events = driver.window.bridge.case.events
    assert events.text == whole.events.text and events.severity.tolist() == whole.events.severity.tolist()
    assert driver.window.bridge.session.unsaved and len(driver.window.bridge.session.trail) == 2
    assert "No file of yours holds it yet" in driver.message


def test_a_case_that_is_discarded_leaves_nothing(driver: Driver) -> None:
    watch(driver)
    driver.imports("school_log.csv")
    assert drafts()
    puts_away(driver)
    assert drafts() == []


def test_a_case_that_is_saved_is_kept_in_its_file_alone(driver: Driver, tmp_path: Path) -> None:
    watch(driver)
    driver.imports("school_log.csv")
    driver.saves_as(tmp_path / "own.lifelanes")
    driver.waits()
    assert drafts() == []


def test_a_window_that_is_closed_leaves_nothing(driver: Driver) -> None:
    rescuing = watch(driver)
    driver.imports("school_log.csv")
    driver.window.jobs.stop()
    rescuing.end()
    assert drafts() == []


def test_a_case_that_is_saved_just_before_the_window_closes_is_kept_in_its_file_alone(
    driver: Driver, tmp_path: Path
) -> None:
    rescuing = watch(driver)
    driver.imports("school_log.csv")
    driver.waits()
    assert drafts()
    # The worker has other work, so that the window closes before it comes to the draft.
    free = Event()
    driver.window.jobs.start("work", lambda _progress: free.wait(9), print, print)
    driver.window.bridge.session.save_as(tmp_path / "kept")
    rescuing.follow()
    Timer(0.2, free.set).start()
    driver.window.close()
    rescuing.end()
    assert drafts() == []


def test_nothing_of_a_protected_file_touches_the_disk_unasked(driver: Driver) -> None:
    watch(driver)
    with giving_passwords("Review2016"):
        driver.drops("police.xlsx")
    driver.waits()
    assert driver.window.bridge.case.sources and drafts() == []
    assert "nothing of this case is kept on the disk until you save it" in driver.message


def test_a_later_case_without_a_protected_file_is_kept_again(driver: Driver) -> None:
    watch(driver)
    with giving_passwords("Review2016"):
        driver.drops("police.xlsx")
    driver.waits()
    words = driver.window.bridge.case.events.text
    puts_away(driver)
    driver.imports("school_log.csv")
    (path,) = (one for one in drafts() if one.suffix == SUFFIX)
    held = path.read_bytes()
    assert not [text for text in words if text and text.encode() in held]
    assert "nothing of this case is kept" not in driver.message
    # The password is still known, so the file comes in unasked; what was kept of the case goes at once.
    driver.imports("police.xlsx")
    driver.waits()
    assert drafts() == [] and "nothing of this case is kept on the disk until you save it" in driver.message


def test_a_protected_file_that_was_taken_back_is_still_kept_off_the_disk(driver: Driver) -> None:
    watch(driver)
    with giving_passwords("Review2016"):
        driver.drops("police.xlsx")
    driver.waits()
    driver.gives("edit.undo")
    driver.imports("school_log.csv")
    driver.waits()
    assert driver.window.bridge.case.sources and drafts() == []


def test_one_that_is_deleted_is_gone_and_is_asked_about_first(driver: Driver) -> None:
    watch(driver)
    driver.imports("school_log.csv")
    as_after_a_crash(driver)
    (delete,) = driver.window.start_page.left_behind.findChildren(QToolButton)
    with answering(lambda dialog: press_button(dialog, QMessageBox.StandardButton.Yes)):
        delete.click()
    driver.settles()
    assert drafts() == [] and not driver.window.start_page.left_behind.isVisible()


def test_the_case_of_another_window_is_not_offered(driver: Driver) -> None:
    watch(driver)
    driver.imports("school_log.csv")
    found: list[object] = []
    other = watch(driver)
    other.found.connect(found.append)
    other.look()
    assert found == [()]
