"""How a cell of the table of events is drawn, what was searched for marked in it, and how it is edited in place."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.language import tr
from app.search.query import found_in
from widgets.events.cell_editors import TextCell, TicksCell, editor_for, value_of
from widgets.events.columns import COLUMNS, EVIDENCE
from widgets.events.event_model import EventModel
from widgets.events.matches import LEAD, MATCH_BACK, MATCH_INK, led_to_match

AnyIndex = QModelIndex | QPersistentModelIndex

_PAST_THE_EDGE = 4
"""A line is cut off where it is so many times as long as its cell has room for: to lay out a page for a line takes
most of the time of drawing it."""


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells of one model of events."""

    def __init__(self, model: EventModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """A line whose first match would not be seen begins shortly before it."""
        super().initStyleOption(option, index)
        if _is_prose(index):
            fits = option.rect.width() // max(1, option.fontMetrics.averageCharWidth())
            words = option.text
            if self._model.query.terms:
                words = led_to_match(words, self._model.query, fits)
            option.text = words[: _PAST_THE_EDGE * max(fits, LEAD)]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The cell as usual, and over it the words that were searched for."""
        view = self.parent()
        if not self._model.query.terms or not _is_prose(index) or not isinstance(view, QWidget):
            super().paint(painter, option, index)
            return
        # What the delegate of Qt does, but the model is asked for the cell once for both.
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        self._mark(painter, shown, view)

    def _mark(self, painter: QPainter, shown: QStyleOptionViewItem, view: QWidget) -> None:
        style = view.style()
        box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, view)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, view) + 1
        box.adjust(margin, 0, -margin, 0)
        metrics = QFontMetrics(shown.font)
        line = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, box.width())
        font = shown.font
        font.setUnderline(True)
        painter.save()
        painter.setFont(font)
        painter.setClipRect(box)
        for first, last in found_in(self._model.query, line):
            left, wide = metrics.horizontalAdvance(line[:first]), metrics.horizontalAdvance(line[first:last])
            spot = QRectF(box.left() + left, box.top() + 1, wide, box.height() - 2)
            painter.fillRect(spot, QColor(MATCH_BACK))
            painter.setPen(QColor(MATCH_INK))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip), line[first:last])
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """What this cell is edited with, filled."""
        field = COLUMNS[index.column()].field
        if field is None:
            raise LookupError(f"{COLUMNS[index.column()].heading} is not edited in place")  # not words: our own fault
        editor = editor_for(field, self._model.case, self._model.place_at(index.row()), parent)
        editor.setAccessibleName(tr("{column} of this record").format(column=COLUMNS[index.column()].heading))
        editor.setAutoFillBackground(True)
        editor.installEventFilter(self)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Nothing: an editor is filled as it is made, and what is being written stays if the table is drawn anew."""

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hand over what was given."""
        self._model.setData(index, value_of(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        """Over its cell; a text or a list takes the room it needs, inside the table."""
        if not isinstance(editor, TextCell | TicksCell):
            editor.setGeometry(option.rect)
            return
        parent = editor.parentWidget()
        room = option.rect if parent is None else parent.rect()
        wanted = editor.sizeHint().expandedTo(option.rect.size()).boundedTo(room.size())
        box = QRect(option.rect.topLeft(), wanted)
        box.moveRight(min(box.right(), room.right()))
        box.moveBottom(min(box.bottom(), room.bottom()))
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps what is ticked, Ctrl+Enter a text; while a cell is edited its keys give no command."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            keeps = isinstance(editor, TicksCell) or (isinstance(editor, TextCell) and control)
            if keeps and isinstance(editor, QWidget) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
                return True
        return super().eventFilter(editor, event)


def _is_prose(index: AnyIndex) -> bool:
    return index.column() < EVIDENCE and COLUMNS[index.column()].prose
