"""When it is told that a table's columns were arranged: once, some time after, and before the table goes."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

ARRANGED_AFTER = 500
"""Milliseconds after the last change of the columns until it is told: not with every pixel of a drag."""


class ArrangedLater(QObject):
    """Tells once that a table's columns were moved or widened, or what it is told to ``tell``; at the latest when the
    table is hidden, as the window may be closing."""

    arranged = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ARRANGED_AFTER)
        self._timer.timeout.connect(self.arranged)
        table.horizontalHeader().sectionMoved.connect(self.tell)
        table.horizontalHeader().sectionResized.connect(self._on_resized)
        table.installEventFilter(self)
        self.paused = False

    def tell(self) -> None:
        """Tell it some time after this."""
        if not self.paused and self._table.isVisible():
            self._timer.start()

    def _on_resized(self, column: int) -> None:
        """The last column fills what is left, and changes with the scroll bar: nobody widened it."""
        header = self._table.horizontalHeader()
        every = (header.logicalIndex(place) for place in reversed(range(header.count())))
        if column != next((each for each in every if not header.isSectionHidden(each)), None):
            self.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What waits to be told is told before the table is hidden."""
        if event.type() == QEvent.Type.Hide and self._timer.isActive():
            self._timer.stop()
            self.arranged.emit()
        return super().eventFilter(watched, event)
