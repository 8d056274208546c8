"""The sheet of shortcuts: every key and what it does, by menu and by place, with a search over both."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language import tr, trn

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Group, then (deed, keys)."""

_WIDE, _HIGH = 46, 34
"""The first size of the sheet: in letters, and in lines."""


class ShortcutSheet(QDialog):
    """Lists the groups; what is typed leaves those whose deed, keys or group have every word of it."""

    def __init__(self, groups: Groups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Search: what it does, or a key"))
        self.search.setAccessibleName(tr("Search the shortcuts"))
        self.search.setClearButtonEnabled(True)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(tr("Shortcuts"))
        self.list.setHeaderLabels([tr("What it does"), tr("Keys")])
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.left = QLabel(self)
        self._fill(groups)
        self._lay_out()
        self.search.textChanged.connect(self.show_only)
        self.show_only("")

    def _fill(self, groups: Groups) -> None:
        for title, known in groups:
            group = QTreeWidgetItem([title])
            face = group.font(0)
            face.setBold(True)
            group.setFont(0, face)
            self.list.addTopLevelItem(group)
            group.addChildren([QTreeWidgetItem([deed, keys]) for deed, keys in known])
        self.list.expandAll()
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.search, self.list, self.left, close):
            column.addWidget(part, 1 if part is self.list else 0)
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsMovable(False)
        letters = self.fontMetrics()
        wide, high = letters.horizontalAdvance("n") * _WIDE * 2, letters.lineSpacing() * _HIGH
        room = self.screen().availableSize()
        self.resize(min(wide, room.width() - 40), min(high, room.height() - 60))
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_only(self, words: str) -> None:
        """Show only what has all of these words."""
        wanted, left = words.casefold().split(), 0
        for place in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(place)
            if group is None:
                continue
            rows = [group.child(row) for row in range(group.childCount())]
            for row in rows:
                told = f"{group.text(0)} {row.text(0)} {row.text(1)}".casefold()
                row.setHidden(not all(word in told for word in wanted))
            shown = sum(not row.isHidden() for row in rows)
            group.setHidden(not shown)
            left += shown
        self.left.setText(trn("{count} shortcut", "{count} shortcuts", left).format(count=left))

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What is listed now: deed and keys, from top to bottom."""
        found: list[tuple[str, str]] = []
        for place in range(self.list.topLevelItemCount()):
            group = self.list.topLevelItem(place)
            rows = [] if group is None else [group.child(row) for row in range(group.childCount())]
            found += [(row.text(0), row.text(1)) for row in rows if not row.isHidden()]
        return found


def show_shortcuts(parent: QWidget, groups: Groups) -> None:
    """The sheet, until it is closed."""
    sheet = ShortcutSheet(groups, parent)
    sheet.exec()
    sheet.deleteLater()
