"""The preview before printing: the chart is laid out anew for whatever sheet is chosen in the page set-up."""

import pytest
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QDialog

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
