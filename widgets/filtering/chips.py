"""What is filtered by, as chips that can each be taken away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from app.language import tr, trn
from app.search.narrowed import Part

WIDEST = 260
APART = 4
"""Pixels between one chip and the next."""


class Chips(QWidget):
    """A chip for each part of a filter, as many as there is room for; ``taken_away`` (the part's key) by its chip.

    ``more_asked`` by the chip that counts those without room.
    """

    taken_away = Signal(str)
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._more = QToolButton(self)
        self._more.clicked.connect(self.more_asked)
        self._more.setObjectName("chip")
        self._chips: list[QToolButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._more.hide()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a chip for each of these."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        for chip in self._chips[len(parts) :]:
            chip.hide()
            chip.deleteLater()
        del self._chips[len(parts) :]
        self._chips += [self._chip(place) for place in range(len(self._chips), len(parts))]
        for chip, part in zip(self._chips, parts, strict=True):
            told = chip.fontMetrics().elidedText(part.words, Qt.TextElideMode.ElideRight, WIDEST)
            chip.setText(f"{told}  ×")
            chip.setToolTip(tr("{filter}. Click to filter by it no longer.").format(filter=part.words))
            chip.setAccessibleName(tr("Filtered by {filter}; press to take away").format(filter=part.words))
        self._fit()

    @property
    def words(self) -> tuple[str, ...]:
        """What the chips say, those without room too."""
        return tuple(part.words for part in self._parts)

    def _chip(self, place: int) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.clicked.connect(lambda: self.taken_away.emit(self._parts[place].key))
        return chip

    def _fit(self) -> None:
        """Show as many chips as there is room for, and count the others."""
        left = self.width() - self._more.fontMetrics().horizontalAdvance(tr("+ {count} more").format(count=9)) - 30
        shown = 0
        for chip in self._chips:
            left -= chip.sizeHint().width() + APART
            if left < 0 and shown < len(self._chips) - (left > -40 and shown == len(self._chips) - 1):
                break
            shown += 1
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < shown)
        hidden = self._parts[shown:]
        self._more.setVisible(bool(hidden))
        more = tr("+ {count} more") if shown else trn("{count} filter", "{count} filters", len(hidden))
        self._more.setText(more.format(count=len(hidden)))
        self._more.setToolTip("\n".join(part.words for part in hidden))
        self._put_in_a_row((*self._chips[:shown], self._more))

    def _put_in_a_row(self, chips: Sequence[QToolButton]) -> None:
        """Done here, not by a layout: that lays out and paints the whole window anew with every letter of a chip."""
        along = 0
        for chip in chips:
            size = chip.sizeHint()
            chip.setGeometry(along, (self.height() - size.height()) // 2, size.width(), size.height())
            along += size.width() + APART

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the chips anew."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(60, self._more.sizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, self._more.sizeHint().height())
