"""What a tour says, beside the thing it speaks of; the window goes on working around it."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import tr

LETTERS_WIDE = 46
APART = 10
"""Pixels between the callout and what it speaks of, and from the edge of the window."""

RING = 3
PICTURE_HIGH = 150


class Ring(QWidget):
    """A line around a part of the window; takes no clicks and covers nothing inside it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def put_around(self, place: QRect) -> None:
        """Draw it around this place of the window."""
        self.setGeometry(place)
        inner = self.rect().adjusted(RING, RING, -RING, -RING)
        self.setMask(QRegion(self.rect()) - QRegion(inner))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's own signature
        """The line, in the colour of the keyboard's place."""
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().highlight().color(), 2 * RING))
        painter.drawRect(self.rect())
        painter.end()


class Callout(QFrame):
    """``next_asked``, ``back_asked`` and ``end_asked`` by its buttons; Esc asks for the end."""

    next_asked = Signal()
    back_asked = Signal()
    end_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.Box)
        self.setLineWidth(2)
        self.setAutoFillBackground(True)
        self.title, self.words, self.count = QLabel(self), QLabel(self), QLabel(self)
        self.picture = QLabel(self)
        self.title.setObjectName("heading")
        self.count.setObjectName("soft")
        for label in (self.title, self.words):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.end = self._button(tr("End the tour"))
        self.back = self._button(tr("Back"))
        self.next = self._button(tr("Next"))
        self.end.clicked.connect(self.end_asked)
        self.back.clicked.connect(self.back_asked)
        self.next.clicked.connect(self.next_asked)
        buttons = QHBoxLayout()
        for part in (self.count, self.end, self.back, self.next):
            buttons.addWidget(part, int(part is self.count))
        self._window, self._column = parent, QVBoxLayout(self)
        for part in (self.title, self.words, self.picture):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self.hide()

    def say(self, title: str, words: str, number: int, total: int) -> None:
        """Say this as that step of so many; a screen reader hears it too."""
        self.title.setText(title)
        self.words.setText(words)
        self.count.setText(tr("{number} of {total}").format(number=number, total=total))
        self.show_picture(None)
        self.back.setEnabled(number > 1)
        self.next.setText(tr("Next") if number < total else tr("Finish"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.next.setAccessibleDescription(f"{title}. {words}")
        self.show()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_picture(self, picture: QPixmap | None) -> None:
        """A small picture below the words; None for none."""
        self.picture.setVisible(picture is not None)
        if picture is not None:
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaledToHeight(PICTURE_HIGH, smooth))

    def stand_beside(self, place: QRect) -> None:
        """Stand beside this place of the window: right of it, left, below or above; inside it where none has room."""
        room = self._window.rect().adjusted(APART, APART, -APART, -APART)
        wide = min(self.fontMetrics().averageCharWidth() * LETTERS_WIDE, room.width())
        self.setFixedWidth(wide)
        high = min(self._column.totalHeightForWidth(wide), room.height())
        self.resize(wide, high)
        self.move(_spot(place, room, wide, high))
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Esc is the callout's own while it has the keyboard, before it means anything to the window."""
        over = event.type() == QEvent.Type.ShortcutOverride
        if over and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the tour."""
        if event.key() == Qt.Key.Key_Escape:
            self.end_asked.emit()
        else:
            super().keyPressEvent(event)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(True)
        return button


def _spot(place: QRect, room: QRect, wide: int, high: int) -> QPoint:
    """The top left corner of the callout."""
    middle = min(max(place.center().y() - high // 2, room.top()), room.bottom() - high)
    across = min(max(place.center().x() - wide // 2, room.left()), room.right() - wide)
    if place.right() + APART + wide <= room.right():
        return QPoint(place.right() + APART, middle)
    if place.left() - APART - wide >= room.left():
        return QPoint(place.left() - APART - wide, middle)
    if place.bottom() + APART + high <= room.bottom():
        return QPoint(across, place.bottom() + APART)
    if place.top() - APART - high >= room.top():
        return QPoint(across, place.top() - APART - high)
    inside = place.intersected(room)
    return QPoint(max(inside.right() - wide - APART, room.left()), max(inside.bottom() - high - APART, room.top()))
