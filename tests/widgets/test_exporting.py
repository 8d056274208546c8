"""The chart leaves the window: to a file, to the clipboard, to paper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QMessageBox, QSpinBox

from tests.pdf_words import read_pdf
from tests.widgets.answers import answering, choose_files, press_button
from tests.widgets.driver import Driver
from widgets.going_out.clipboard import SVG_TYPE
from widgets.going_out.export_dialog import ExportDialog

YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
Choice = Callable[[ExportDialog], None]


def exports(driver: Driver, path: Path, choose: Choice, answer: QMessageBox.StandardButton | None = None) -> None:
    """Chooses a form and a file, and answers where the program asks whether a file may be replaced."""

    def answers(dialog: QDialog) -> None:
        if isinstance(dialog, ExportDialog):
            choose(dialog)
            dialog.accept()
        elif isinstance(dialog, QFileDialog):
            choose_files(dialog, [path])
        else:
            press_button(dialog, answer)

    with answering(answers):
        driver.gives("chart.export")
    driver.waits()


def picture(dialog: ExportDialog) -> None:
    dialog.kind.setCurrentIndex(0)
    dialog.width_box.setValue(800)
    dialog.height_box.setValue(600)


def pages(dialog: ExportDialog) -> None:
    dialog.kind.setCurrentIndex(2)


def told(driver: Driver) -> str:
    return driver.window.message_bar.words


def test_the_view_goes_to_a_picture_of_the_size_chosen(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    exports(driver, tmp_path / "chart.png", picture)
    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (800, 600)
    assert "chart.png" in told(driver)


def test_a_name_without_an_ending_gets_one(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    exports(driver, tmp_path / "chart", pages)
    assert [path.name for path in tmp_path.iterdir()] == ["chart.pdf"]


def test_pages_are_for_paper_and_in_greys(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    exports(driver, tmp_path / "chart.pdf", pages)
    _, (page,) = read_pdf((tmp_path / "chart.pdf").read_bytes())
    assert page.size == (842, 595) and "Perry" in page.words
    assert "1 page of A4" in told(driver)


def test_only_the_days_in_view_go_out_unless_all_are_asked_for(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.gives("look.in")
    exports(driver, tmp_path / "part.pdf", lambda dialog: (pages(dialog), dialog.days.setCurrentIndex(1))[0])
    exports(driver, tmp_path / "whole.pdf", lambda dialog: (pages(dialog), dialog.days.setCurrentIndex(0))[0])
    part, whole = (
        "\n".join(read_pdf((tmp_path / name).read_bytes())[1][0].words) for name in ("part.pdf", "whole.pdf")
    )
    assert "records lie in the days shown" in part and "records lie in the days shown" not in whole


def test_the_filter_in_force_goes_out_with_the_chart(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    workspace = driver.window.bridge.workspace
    workspace.narrow(workspace.now.filter.with_days(date(2012, 1, 1), date(2013, 12, 31)))
    driver.settles()
    driver.waits()
    exports(driver, tmp_path / "some.pdf", pages)
    _, (page,) = read_pdf((tmp_path / "some.pdf").read_bytes())
    said = "\n".join(page.words)
    assert "filters: Days: " in said and " of 267 records shown" in said
    assert "257 of 267" not in said, "that is all of them"


def test_the_phase_view_goes_below_the_lanes_where_asked(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    exports(
        driver, tmp_path / "both.svg", lambda dialog: (dialog.kind.setCurrentIndex(1), dialog.phase.setChecked(True))[0]
    )
    drawn = (tmp_path / "both.svg").read_text("utf-8")
    assert drawn.index('aria-label="Perry. ') < drawn.index('aria-label="Phase view. ')


def test_what_the_picture_shows_goes_beside_it_where_asked(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    path, beside = tmp_path / "chart.png", tmp_path / "chart.png.txt"

    def with_words(dialog: ExportDialog) -> None:
        picture(dialog)
        dialog.words.setChecked(True)

    exports(driver, path, with_words)
    assert "Perry" in beside.read_text("utf-8")
    beside.write_text("mine", "utf-8")
    path.unlink()
    exports(driver, path, with_words, NO)
    assert beside.read_text("utf-8") == "mine" and not path.exists()
    exports(driver, path, with_words, YES)
    assert "Perry" in beside.read_text("utf-8") and path.exists()


def test_a_folder_that_is_gone_is_told(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.window.exporting.save(tmp_path / "gone" / "chart.png")
    driver.waits()
    assert "there is no folder" in told(driver)


def test_the_choice_of_last_time_is_offered(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    exports(driver, tmp_path / "chart.png", picture)
    met: list[tuple[int, int]] = []

    def look(dialog: QDialog) -> None:
        asked = cast(ExportDialog, dialog).asked
        met.append(asked.form.size)
        dialog.reject()

    with answering(look):
        driver.gives("chart.export")
    assert met == [(800, 600)]


def test_every_field_says_what_it_is_and_only_those_that_count_can_be_set(driver: Driver) -> None:
    driver.opens_sample()
    met: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        for box in (*dialog.findChildren(QComboBox), *dialog.findChildren(QSpinBox)):
            met.append(box.accessibleName())
        assert not dialog.lies.isEnabled() and dialog.width_box.isEnabled()
        dialog.medium.setCurrentIndex(2)
        assert dialog.lies.isEnabled() and not dialog.width_box.isEnabled()
        assert not dialog.days.isEnabled(), "all days are in view"
        buddies = [label.buddy() for label in dialog.findChildren(QLabel) if "&" in label.text()]
        assert all(buddies)
        dialog.reject()

    with answering(look):
        driver.gives("chart.export")
    assert met and all(met)


def test_the_chart_is_copied_as_picture_drawing_and_words(driver: Driver) -> None:
    driver.opens_sample()
    driver.presses("Ctrl+Shift+C")
    driver.waits()
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage() and bytes(held.data(SVG_TYPE).data()).startswith(b"<?xml")
    assert "Perry. " in held.text()


def test_before_a_panel_nothing_but_the_picture_is_copied(driver: Driver) -> None:
    driver.opens_sample()
    driver.gives("panel.apart")
    driver.waits()
    driver.gives("chart.copy")
    driver.waits()
    held = QGuiApplication.clipboard().mimeData()
    assert held.hasImage() and not held.hasText() and not held.hasFormat(SVG_TYPE)
    driver.window.presenting.leave()
    driver.waits()


def test_the_window_goes_on_while_a_file_is_drawn_and_drawing_can_be_stopped(driver: Driver, tmp_path: Path) -> None:
    driver.opens_sample()
    driver.window.exporting.save(tmp_path / "chart.png")
    assert driver.window.jobs.busy
    driver.cancels()
    driver.waits()
    driver.window.jobs.start("Waiting", lambda _progress: None, lambda _none: None, lambda _error: None)
    driver.waits()
    assert list(tmp_path.iterdir()) == [], "nothing is left half written"


@pytest.mark.parametrize("sheet", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3])
def test_paper_is_laid_out_for_the_sheet_of_the_printer(driver: Driver, tmp_path: Path, sheet) -> None:
    driver.opens_sample()
    path = tmp_path / "printed.pdf"
    names: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QPrintPreviewDialog)
        names.append(dialog.printer().docName())
        # The dialog's own printer paints the preview; another one takes its place as a real one would.
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setPageSize(QPageSize(sheet))
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        dialog.paintRequested.emit(printer)
        dialog.reject()

    with answering(look):
        driver.presses("Ctrl+P")
    _, (page,) = read_pdf(path.read_bytes())
    assert page.size[0] < page.size[1] and "Perry" in page.words and "page 1 of 1" in page.words
    assert min(page.word_sizes) >= 7.5
    assert "Perry" not in names[0]


def test_without_a_case_nothing_can_go_out(driver: Driver) -> None:
    for command in ("chart.export", "chart.copy", "chart.print"):
        assert not driver.window.actions_by_id[command].isEnabled()
