"""The preview before printing: the chart is laid out anew for whatever sheet is chosen in the page set-up."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QToolBar, QToolButton

from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.going_out.printing import Preview

A4, A3 = QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3
LYING, STANDING = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait


@pytest.mark.parametrize(("size", "way"), [(A4, LYING), (A4, STANDING), (A3, LYING), (A3, STANDING)])
def test_the_preview_follows_the_sheet(
    driver: Driver, size: QPageSize.PageSizeId, way: QPageLayout.Orientation
) -> None:
    driver.opens_sample()
    seen: list[tuple[int, bool]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Preview)
        shown = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(shown, QPrintPreviewWidget)
        printer = dialog.printer()
        printer.setPageSize(QPageSize(size))
        printer.setPageOrientation(way)
        shown.updatePreview()
        room = printer.pageLayout().paintRectPixels(printer.resolution())
        seen.append((shown.pageCount(), room.width() > room.height()))
        assert shown.currentPage() == 1
        dialog.reject()

    with answering(look):
        driver.gives("chart.print")
    assert seen == [(1, way is LYING)], "four children stand on one sheet"


def test_the_preview_says_how_to_print_how_to_set_up_and_how_to_leave(driver: Driver) -> None:
    driver.opens_sample()
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        bar = dialog.findChildren(QToolBar)[0]
        shown = [
            button
            for button in bar.findChildren(QToolButton)
            if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon or button.icon().isNull()
        ]
        said.extend(button.text() for button in shown if button.text())
        next(button for button in shown if button.text() == "Close").click()
        assert not dialog.isVisible()

    with answering(look):
        driver.gives("chart.print")
    assert said == ["Page setup", "Print", "Close"]
