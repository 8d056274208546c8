"""How one finding is drawn in the list: its kind and its dates, and where it is chosen what it says, and why."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

KIND, DATES, SAYS, FINDING, WHY = (Qt.ItemDataRole.UserRole + number for number in range(5))
"""The roles under which the list keeps a finding's words and its id."""

MOST_LINES = 20_000
"""So many lines are kept with their sizes; past that they are measured anew."""

_MARGIN = 4
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FindingDelegate(QStyledItemDelegate):
    """Draws rows that carry SAYS as wrapped paragraphs; every other row as usual."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._lines: dict[tuple[str, str], tuple[int, int]] = {}
        self._bold: dict[str, tuple[QFont, str]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the words need in the width of the list."""
        if index.data(SAYS) is None:
            return super().sizeHint(option, index)
        width = max(self._tree.viewport().width() - _depth(index) * self._tree.indentation(), 80)
        if self._is_chosen(index):
            return QSize(width, _high(index, width, option.font, in_full=True))
        high = self._high_on_lines(index.data(KIND), index.data(DATES), width - 2 * _MARGIN, option.font)
        return QSize(width, _high(index, width, option.font, in_full=False) if high is None else high)

    def _high_on_lines(self, kind: str, dates: str, room: int, font: QFont) -> int | None:
        """How high a finding is whose kind and dates are a line each; None where either is longer than the room.

        A case of thousands of rows has thousands of findings, and they are laid out again at every width.
        """
        key = font.key()
        if key not in self._bold:
            bold = _bold(font)
            self._bold[key] = bold, bold.key()
        bold, bold_key = self._bold[key]
        high = 2 * _MARGIN
        for words, face, face_key in ((kind, bold, bold_key), (dates, font, key)):
            line = self._lines.get((words, face_key))
            if line is None:
                if len(self._lines) >= MOST_LINES:
                    self._lines.clear()
                measured = QFontMetrics(face)
                wide = room + 1 if "\n" in words else measured.horizontalAdvance(words)
                line = self._lines[words, face_key] = wide, measured.height()
            if line[0] > room:
                return None
            high += line[1]
        return high

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the background as the style does, and the words over it."""
        if index.data(SAYS) is None:
            super().paint(painter, option, index)
            return
        self._tree.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._tree)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        for words, rect, font in _paragraphs(index, option.rect, option.font, self._is_chosen(index)):
            painter.setFont(font)
            painter.drawText(rect, _WRAP, words)
        painter.restore()

    def _is_chosen(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self._tree.currentIndex() == index


def _depth(index: QModelIndex | QPersistentModelIndex) -> int:
    """How far in it stands: under a child, perhaps under a kind, and all under the root, which has an arrow too."""
    depth, above = 1, index.parent()
    while above.isValid():
        depth, above = depth + 1, above.parent()
    return depth


def _paragraphs(
    index: QModelIndex | QPersistentModelIndex, room: QRect, font: QFont, in_full: bool
) -> list[tuple[str, QRect, QFont]]:
    bold = _bold(font)
    placed: list[tuple[str, QRect, QFont]] = []
    top = room.top() + _MARGIN
    shown = [(KIND, bold), (DATES, font)]
    if in_full:
        shown += [(role, font) for role in (SAYS, WHY) if index.data(role)]
    for role, face in shown:
        words = str(index.data(role))
        width = room.width() - 2 * _MARGIN
        high = _height(words, width, face)
        placed.append((words, QRect(room.left() + _MARGIN, top, width, high), face))
        top += high
    return placed


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold


def _high(index: QModelIndex | QPersistentModelIndex, width: int, font: QFont, *, in_full: bool) -> int:
    """How high a row of a finding is in that width."""
    placed = _paragraphs(index, QRect(0, 0, width, 0), font, in_full)
    return sum(rect.height() for _, rect, _ in placed) + 2 * _MARGIN


def _height(words: str, width: int, face: QFont) -> int:
    """How high these words are in that width; what fits on one line need not be wrapped, which takes longer."""
    measured = QFontMetrics(face)
    if "\n" not in words and measured.horizontalAdvance(words) <= width:
        return measured.height()
    return measured.boundingRect(QRect(0, 0, width, 100_000), int(_WRAP), words).height()
