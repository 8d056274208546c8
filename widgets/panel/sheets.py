"""What the panel's screen shows for a moment: black, the keys, what rows say below the chart, the pointer's ring."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.language import tr
from widgets.panel.looks import FACTS, HEADING, SENTENCE, grown, panel_font

WHO_CAN_READ = tr(
    "Shown for this moment, to everyone who can see this screen. Known names are replaced; the words may still tell "
    "who somebody is."
)
NOTHING_SAID = tr("No row is chosen, or it says nothing.")

RING = 0.045
"""The radius of the pointer's ring, as a share of the screen's height: 4 m away it is as large as a thumbnail."""


MOST_OF_SCREEN = 0.4
"""The share of the screen's height that what rows say takes at most; more of it is scrolled to."""


class Black(QWidget):
    """Nothing but black."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Black screen"))
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it black."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(0, 0, 0))
        painter.end()


class Ring(QWidget):
    """A ring that the back row can see, light and dark so that it stands out on everything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Pointer"))
        self._at = QPointF(-1000, -1000)
        self.hide()

    @property
    def at(self) -> QPointF:
        """Where its middle is."""
        return self._at

    @property
    def radius(self) -> float:
        """How large it is, in pixels."""
        return max(28.0, RING * self.height())

    def follow(self, at: QPointF) -> None:
        """Move its middle there."""
        before, self._at = self._at, at
        for point in (before, at):
            reach = self.radius + 10
            self.update(QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach).toAlignedRect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring: dark between two light ones."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = max(5.0, self.radius / 6)
        for colour, width in (("#FFFFFF", thick + 6), ("#C00060", thick)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(self._at, self.radius, self.radius)
        painter.end()


class KeySheet(QFrame):
    """Every key and what it does."""

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(tr("Keys of the panel view"))
        self._title = QLabel(tr("Keys"), self)
        self._rows = [(QLabel(key, self), QLabel(deed, self)) for key, deed in keys]
        grid = QGridLayout(self)
        grid.setContentsMargins(28, 18, 28, 18)
        grid.setHorizontalSpacing(32)
        grid.addWidget(self._title, 0, 0, 1, 2)
        for row, pair in enumerate(self._rows, 1):
            for column, label in enumerate(pair):
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, column)
        self.hide()

    def grow_for(self, wide: int, high: int) -> None:
        """Take a place in the middle of a window of that size."""
        size = grown(FACTS, high)
        self._title.setFont(panel_font(grown(HEADING, high), bold=True))
        while True:
            for key, deed in self._rows:
                key.setFont(panel_font(size, bold=True))
                deed.setFont(panel_font(size))
            hint = self.sizeHint()
            if (hint.width() <= wide and hint.height() <= high) or size <= 11:
                break
            size -= 1
        width, height = min(hint.width(), wide), min(hint.height(), high)
        self.setGeometry((wide - width) // 2, (high - height) // 2, width, height)


class TextSheet(QFrame):
    """What rows say, once it was asked for. It holds the words only while it is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(tr("What these rows say"))
        self._warning = QLabel(WHO_CAN_READ, self)
        self._warning.setObjectName("warning")
        self._warning.setWordWrap(True)
        self._body = QWidget(self)
        self._body.setObjectName("sheet-body")
        self._column = QVBoxLayout(self._body)
        self._scroll = QScrollArea(self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._body)
        column = QVBoxLayout(self)
        column.addWidget(self._warning)
        column.addWidget(self._scroll, 1)
        self._labels: list[QLabel] = []
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty while it is hidden."""
        return "\n".join(label.text() for label in self._labels)

    def show_rows(self, rows: Sequence[tuple[str, str]], wide: int, high: int) -> None:
        """Show these rows, each a line about it and its words, in a window of that size."""
        self.put_away()
        small, large = grown(FACTS, high), grown(SENTENCE, high)
        self._warning.setFont(panel_font(small, bold=True))
        for about, words in rows or [(NOTHING_SAID, "")]:
            self._add(about, small, bold=True)
            if words:
                self._add(words, large)
        self._column.addStretch(1)
        text = sum(label.heightForWidth(wide - 60) + 8 for label in self._labels)
        needed = text + self._warning.heightForWidth(wide - 40) + 60
        self.setFixedHeight(min(needed, round(MOST_OF_SCREEN * high)))
        self._scroll.verticalScrollBar().setValue(0)
        self.show()

    def scroll(self, step: int) -> None:
        """Show what is further down (step 1) or up (-1)."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() // 2)

    def put_away(self) -> None:
        """Hide it, and forget every word."""
        self.hide()
        for label in self._labels:
            label.clear()
            label.setParent(None)
            label.deleteLater()
        self._labels = []
        while self._column.count():
            self._column.takeAt(0)

    def _add(self, words: str, size: int, bold: bool = False) -> None:
        label = QLabel(words, self._body)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        label.setWordWrap(True)
        label.setFont(panel_font(size, bold))
        self._column.addWidget(label)
        self._labels.append(label)
