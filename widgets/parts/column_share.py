"""How the columns of a table share its width, so that a list need not be moved sideways to be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

_BESIDE = 12
"""Pixels that a cell has beside its words."""

_SHORT, _CUT = 13, 8
"""Characters: what is no longer than the first is never cut short; what is longer is not cut below the second."""

_MEASURED_ROWS = 40
"""Rows beyond those in sight that are looked at for how wide a column's words are."""

_CHANGES = (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show)


@dataclass(frozen=True, slots=True)
class Sharing:
    """What matters in a table where there is little room.

    The last column has at least the share ``least_last`` of the table. Columns that tell one row from another
    (``whole``) are not cut short, unless they would take half of the table. Those whose words the page tells elsewhere
    (``spare``) are left out where there is no room for them, the last named first.
    """

    least_last: float = 0.0
    whole: tuple[int, ...] = ()
    spare: tuple[int, ...] = ()


def shared(wishes: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths (pixels) of columns that wish for so much and need at least so much, in so much room.

    Where there is too little, the widest give first: a date or a number stays whole while long words are cut short.
    Where not even the least fits, each column has its least, and the table is moved sideways after all.
    """
    needed = [min(pair) for pair in zip(wishes, least, strict=True)]
    if sum(wishes) <= room:
        return list(wishes)
    low, high = 0, max(wishes, default=0)
    while low < high:
        most = (low + high + 1) // 2
        if sum(_under(wishes, needed, most)) <= room:
            low = most
        else:
            high = most - 1
    return _under(wishes, needed, low)


def _under(wishes: Sequence[int], needed: Sequence[int], most: int) -> list[int]:
    return [max(need, min(wish, most)) for wish, need in zip(wishes, needed, strict=True)]


class ColumnShare(QObject):
    """Shares the width of ``table`` anew whenever the table, its type or its rows change.

    ``widths`` in characters are what the columns have where there is room. A width that a person gave a column by
    hand is what that column wishes from then on.
    """

    def __init__(self, table: QTableView, widths: Sequence[int], sharing: Sharing | None = None) -> None:
        super().__init__(table)
        self._table, self._widths, self._sharing = table, tuple(widths), sharing or Sharing()
        self._by_hand: dict[int, int] = {}
        self._busy = False
        headings = table.horizontalHeader()
        headings.setResizeContentsPrecision(_MEASURED_ROWS)
        headings.sectionResized.connect(self._on_resized)
        table.viewport().installEventFilter(self)
        table.model().modelReset.connect(self.share)
        self.share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew where there is other room, or larger words."""
        if event.type() in _CHANGES and not self._busy:
            self.share()
        return super().eventFilter(watched, event)

    def share(self) -> None:
        """Give every column its width."""
        if not self._table.isVisible() and not self._table.model().rowCount():
            # Nobody sees it, and to ask a table for sizes has it dressed, and dressed anew wherever it is put.
            return
        table, room = self._table, self._table.viewport().width()
        self._busy = True
        for column in self._sharing.spare:
            # A hidden column has no width to be asked for.
            table.setColumnHidden(column, False)
        wishes, least = self._wishes(room)
        hidden = self._left_out(least, room)
        for column in hidden:
            table.setColumnHidden(column, True)
        shown = [column for column in range(len(self._widths)) if column not in hidden]
        widths = shared([wishes[column] for column in shown], [least[column] for column in shown], room)
        for column, width in zip(shown, widths, strict=True):
            table.setColumnWidth(column, width)
        if table.wordWrap():
            self._fit_headings()
            table.resizeRowsToContents()
        self._busy = False

    def _wishes(self, room: int) -> tuple[list[int], list[int]]:
        """What every column wishes for, and the least it needs."""
        letter, sharing = self._table.fontMetrics().averageCharWidth(), self._sharing
        wishes, least = list[int](), list[int]()
        for column, characters in enumerate(self._widths):
            heading, words = self._heading(column), self._table.sizeHintForColumn(column)
            whole = column in sharing.whole or words <= letter * _SHORT
            short = min(words, room // 2) if whole else letter * _CUT
            least.append(max(heading, short))
            told = letter * characters + _BESIDE
            wishes.append(self._by_hand.get(column, max(told, least[-1])))
        if sharing.least_last:
            wishes[-1] = least[-1] = max(least[-1], round(room * sharing.least_last))
        return wishes, least

    def _left_out(self, least: Sequence[int], room: int) -> set[int]:
        hidden = set[int]()
        for column in reversed(self._sharing.spare):
            if sum(least) - sum(least[gone] for gone in hidden) <= room:
                break
            hidden.add(column)
        return hidden

    def _heading(self, column: int) -> int:
        """The width that a heading needs: that of its longest word, where headings are wrapped."""
        headings = self._table.horizontalHeader()
        if not self._wraps:
            return headings.sectionSizeHint(column)
        words = self._words(column).split()
        return max((headings.fontMetrics().horizontalAdvance(word) for word in words), default=0) + _BESIDE

    def _words(self, column: int) -> str:
        return str(self._table.model().headerData(column, Qt.Orientation.Horizontal) or "")

    @property
    def _wraps(self) -> bool:
        return bool(self._table.horizontalHeader().defaultAlignment() & Qt.TextFlag.TextWordWrap)

    def _fit_headings(self) -> None:
        """Make headings that are wrapped as high as their lines."""
        if not self._wraps:
            return
        headings, highest = self._table.horizontalHeader(), 0
        for column in range(len(self._widths)):
            box = QRect(0, 0, headings.sectionSize(column) - _BESIDE, 10_000)
            lines = headings.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, self._words(column))
            highest = max(highest, lines.height())
        headings.setMinimumHeight(highest + _BESIDE)

    def _on_resized(self, column: int, _before: int, now: int) -> None:
        # Qt resizes columns too: it stretches the last, and hides and shows again.
        dragged = bool(QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton)
        if dragged and not self._busy and now > 0 and column < len(self._widths) - 1:
            self._by_hand[column] = now
