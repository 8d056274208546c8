"""A line of words that ends in an ellipsis where it has no room, and tells the rest under the pointer."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel


class ShortLine(QLabel):
    """Words in one line: :meth:`text` is always all of them, and so is what a screen reader says."""

    def tell(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self._tell_the_rest()

    def minimumSizeHint(self) -> QSize:
        """No width: it may be as narrow as it must."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell under the pointer what has no more room."""
        super().resizeEvent(event)
        self._tell_the_rest()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words that there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, self.shown())

    def shown(self) -> str:
        """The words that there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _tell_the_rest(self) -> None:
        self.setToolTip("" if self.shown() == self.text() else self.text())
