"""What is filtered by, as chips that can each be taken away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.language import tr, trn
from app.search.narrowed import Part

WIDEST = 260


class Chips(QWidget):
    """A chip for each part of a filter, as many as there is room for; ``taken_away`` (the part's key) by its chip.

    ``more_asked`` by the chip that counts those without room.
    """

    taken_away = Signal(str)
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._more = QToolButton(self)
        self._more.clicked.connect(self.more_asked)
        self._more.setObjectName("chip")
        self._chips: list[QToolButton] = []
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._more.hide()

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a chip for each of these."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(part) for part in self._parts]
        for place, chip in enumerate(self._chips):
            self._row.insertWidget(place, chip)
        self._fit()

    @property
    def words(self) -> tuple[str, ...]:
        """What the chips say, those without room too."""
        return tuple(part.words for part in self._parts)

    def _chip(self, part: Part) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        told = chip.fontMetrics().elidedText(part.words, Qt.TextElideMode.ElideRight, WIDEST)
        chip.setText(f"{told}  ×")
        chip.setToolTip(tr("{filter}. Click to filter by it no longer.").format(filter=part.words))
        chip.setAccessibleName(tr("Filtered by {filter}; press to take away").format(filter=part.words))
        chip.clicked.connect(lambda: self.taken_away.emit(part.key))
        return chip

    def _fit(self) -> None:
        """Show as many chips as there is room for, and count the others."""
        left = self.width() - self._more.fontMetrics().horizontalAdvance(tr("+ {count} more").format(count=9)) - 30
        shown = 0
        for chip in self._chips:
            left -= chip.sizeHint().width() + self._row.spacing()
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
