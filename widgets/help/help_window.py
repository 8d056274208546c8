"""The help in a window of its own: contents at the left, the page at the right, words to look for above both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.helping.pages import Page, page, pages, search
from app.language import tr
from widgets.help.page_view import PageView
from widgets.parts.keyboard import pressed_by_enter
from widgets.parts.room import open_at

SIZE = QSize(1060, 760)
_KEY = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Stays open beside whatever it explains, and does not keep in front of it; Esc closes it."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(tr("Lifelanes help"))
        open_at(self, SIZE.width(), SIZE.height())
        self.view = PageView(self)
        self.view.setAccessibleName(tr("Help page"))
        self.contents = QListWidget(self)
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setWordWrap(True)
        self.looked_for = QLineEdit(self)
        self.looked_for.setPlaceholderText(tr("Search the help"))
        self.looked_for.setAccessibleName(tr("Search the help"))
        self.looked_for.setClearButtonEnabled(True)
        self.back = self._button("◀", tr("Back"), QKeySequence("Alt+Left"))
        self.forward = self._button("▶", tr("Forward"), QKeySequence("Alt+Right"))
        self._lay_out()
        self._connect()
        self._list()

    def open_page(self, key: str, anchor: str = "") -> None:
        """Show a page, from its top or from the heading of that anchor, and come to the front."""
        self.looked_for.clear()
        self.view.show_page(key, anchor)
        self.show()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the window; the page and the lists leave that key alone."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def _button(self, sign: str, name: str, key: QKeySequence) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key.toString()})")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setShortcut(key)
        button.setEnabled(False)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for part in (self.back, self.forward):
            bar.addWidget(part)
        bar.addWidget(self.looked_for, 1)
        parts = QSplitter(self)
        parts.addWidget(self.contents)
        parts.addWidget(self.view)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setSizes([230, 750])
        column = QVBoxLayout(self)
        column.addLayout(bar)
        column.addWidget(parts, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.view.backward)
        self.forward.clicked.connect(self.view.forward)
        self.view.backwardAvailable.connect(self.back.setEnabled)
        self.view.forwardAvailable.connect(self.forward.setEnabled)
        self.view.page_shown.connect(self._on_page_shown)
        self.looked_for.textChanged.connect(self._list)
        self.looked_for.returnPressed.connect(self._open_first)
        self.contents.currentItemChanged.connect(self._on_chosen)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.looked_for.setFocus(Qt.FocusReason.ShortcutFocusReason))

    def _list(self) -> None:
        """List every page, or those that have the words looked for, each with the passage that has them."""
        words = self.looked_for.text().strip()
        blocked = self.contents.blockSignals(True)  # listing is not choosing
        self.contents.clear()
        for one, passage in [(hit.page, hit.passage) for hit in search(words)] if words else _all():
            item = QListWidgetItem(f"{one.title}\n{_short(passage)}" if passage else one.title)
            item.setData(_KEY, one.key)
            self.contents.addItem(item)
        if not self.contents.count():
            item = QListWidgetItem(tr("No page of the help has these words."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addItem(item)
        self._mark(self.view.key)
        self.contents.blockSignals(blocked)

    def _open_first(self) -> None:
        first = self.contents.item(0)
        if first is not None and first.data(_KEY):
            self.view.show_page(first.data(_KEY))

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) and item.data(_KEY) != self.view.key:
            self.view.show_page(item.data(_KEY))

    def _on_page_shown(self, key: str) -> None:
        blocked = self.contents.blockSignals(True)  # the contents follow the page
        self._mark(key)
        self.contents.blockSignals(blocked)
        if key:
            self.setWindowTitle(tr("{page} – Lifelanes help").format(page=page(key).title))

    def _mark(self, key: str) -> None:
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_KEY) == key:
                self.contents.setCurrentRow(row)
                return
        self.contents.setCurrentRow(-1)


def _all() -> list[tuple[Page, str]]:
    return [(one, "") for one in pages()]


def _short(passage: str, most: int = 90) -> str:
    """The beginning of a passage, whole words only."""
    return passage if len(passage) <= most else f"{passage[:most].rsplit(' ', 1)[0]} …"
