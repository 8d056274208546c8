"""The chart on paper from a printer: a preview with page set-up, laid out anew for the sheet that is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from app.language import tr
from app.progress import Progress
from widgets.going_out.leaf import Leaf
from widgets.going_out.paper import MM_PER_PIXEL, Paper, pixels_of
from widgets.going_out.pdf import page_layout, paint_pages

Pages = Callable[[tuple[int, int]], Sequence[Leaf]]
"""The chart on pages whose printable area is so many logical pixels."""


def new_printer(title: str) -> QPrinter:
    """A printer set to A4 lying; ``title`` is what a queue of print jobs shows, so it holds no names."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(page_layout(Paper()))
    return printer


_IN_WORDS = ("Page setup", "Print")  # not words: Qt's own for them, by which they are found


class Preview(QPrintPreviewDialog):
    """The pages as they will be, with page set-up and a way to print. ``printer`` lives as long as the dialog."""

    def __init__(self, printer: QPrinter, pages: Pages, parent: QWidget) -> None:
        super().__init__(printer, parent)
        self._printer = printer
        self.setWindowTitle(tr("Print the chart"))
        self.paintRequested.connect(lambda asked: print_pages(asked, pages))
        self._say_what_is_pressed()

    def _say_what_is_pressed(self) -> None:
        """Put words beside the two icons that matter, and a way out: a window manager may show none."""
        for bar in self.findChildren(QToolBar):
            said = {QCoreApplication.translate("QPrintPreviewDialog", words) for words in _IN_WORDS}
            for action in bar.actions():
                button = bar.widgetForAction(action)
                if action.text() in said and isinstance(button, QToolButton):
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bar.addSeparator()
            bar.addAction(tr("Close"), self.reject)


def print_pages(printer: QPrinter, pages: Pages) -> None:
    """Paint the pages on a printer, as large as its sheet and margins leave room for."""
    room = printer.pageLayout().paintRect(QPageLayout.Unit.Millimeter)
    leaves = pages(pixels_of(room.width(), room.height()))
    painter = QPainter(printer)
    try:
        paint_pages(leaves, painter, printer, printer.resolution() * MM_PER_PIXEL / 25.4, Progress())
    finally:
        painter.end()
