"""The reviewer's page of the panel view: the stops with their notes, what the panel reads, and who goes by what."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.case.pseudonyms import StopKind
from app.language import tr, trn
from app.panel.stops import Stop
from widgets.panel.keys import Deed
from widgets.panel.names_tab import NamesTab
from widgets.parts.flow_row import FlowRow
from widgets.parts.headings import section_label, text_label

NOT_SHOWN = tr("The panel view is not shown. F5 shows it.")
NO_STOPS = tr("No stops yet. Keep a bookmark (Ctrl+B), or tick a finding.")


_LINES_OF_LIST, _LINES_OF_NOTE = 6, 3
"""How low the stops and the note may be: in a low window a reviewer leading a panel sees both without scrolling."""


class PanelPage(QWidget):
    """``asked`` (Deed) for what its buttons do to the panel's window; ``present_asked`` to show it or leave it;
    ``go_asked`` (place among all stops); ``arranged`` (all stops in their new order); ``noted`` (place, words)."""

    asked = Signal(object)
    present_asked = Signal()
    go_asked = Signal(int)
    arranged = Signal(object)
    noted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[Stop, ...] = ()
        self._notes: tuple[str, ...] = ()
        self._filling, self._noted_row = False, -1
        self.status = text_label(self, tr("Panel view"))
        self.present = QPushButton(tr("&Show it"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Stops; the space bar drops one or takes it up again"))
        self.reads = text_label(self, tr("What the panel reads"))
        self.note = QPlainTextEdit(self)
        self.names = NamesTab(self)
        self.all_children = QCheckBox(tr("&All children at every stop"), self)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.present.clicked.connect(self.present_asked)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(lambda item: self.go_asked.emit(self.list.row(item)))
        self.list.itemChanged.connect(self._on_ticked)
        self.note.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.status)
        column.addLayout(self._buttons())
        tabs = QTabWidget(self)
        tabs.setAccessibleName(tr("Stops and names"))
        tabs.addTab(self._stops_tab(), tr("Stops"))
        tabs.addTab(self.names, tr("Names"))
        column.addWidget(tabs, 1)

    def _buttons(self) -> FlowRow:
        row = FlowRow(self.present)
        for words, deed in (
            (tr("&Before"), Deed.BEFORE),
            (tr("Ne&xt"), Deed.NEXT),
            (tr("B&lack"), Deed.BLACK),
            (tr("Te&xt of rows"), Deed.TEXT),
            (tr("P&ointer"), Deed.POINTER),
        ):
            button = QPushButton(words, self)
            button.clicked.connect(lambda _checked=False, deed=deed: self.asked.emit(deed))
            row.addWidget(button)
        return row

    def _stops_tab(self) -> QWidget:
        tab = QWidget(self)
        column = QVBoxLayout(tab)
        column.addWidget(self.list, 3)
        row = FlowRow()
        for words, deed in (
            (tr("&Up"), lambda: self._move(-1)),
            (tr("&Down"), lambda: self._move(1)),
            (tr("&Go there"), lambda: self.go_asked.emit(self.list.currentRow())),
        ):
            button = QPushButton(words, tab)
            button.clicked.connect(deed)
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.all_children)
        column.addWidget(section_label(tr("The panel reads"), tab))
        column.addWidget(self.reads)
        label = QLabel(tr("Your &note (stays on this screen)"), tab)
        label.setObjectName("section")
        label.setBuddy(self.note)
        column.addWidget(label)
        self.note.setAccessibleName(tr("Your note on this stop"))
        self.note.setTabChangesFocus(True)
        column.addWidget(self.note, 1)
        for part, lines in ((self.list, _LINES_OF_LIST), (self.note, _LINES_OF_NOTE)):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            part.setMinimumHeight(lines * part.fontMetrics().lineSpacing())
        return tab

    def show_stops(self, stops: Sequence[Stop], notes: Sequence[str]) -> None:
        """List these stops, each with the reviewer's note, and stay at the one that was chosen."""
        chosen = self._key(self.list.currentRow())
        self._filling = True
        self._stops, self._notes = tuple(stops), tuple(notes)
        self.list.clear()
        for stop in stops:
            item = QListWidgetItem(_line(stop))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if stop.shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        keys = [(stop.kind, stop.key) for stop in stops]
        self.list.setCurrentRow(keys.index(chosen) if chosen in keys else (0 if stops else -1))
        self._filling = False
        self._show_current()

    def show_place(self, place: int | None) -> None:
        """Choose the stop that the panel sees; None for the whole case."""
        if place is not None and place != self.list.currentRow():
            self.list.setCurrentRow(place)

    def show_status(self, shown: str, count: int) -> None:
        """Say whether the panel view is shown, and how many stops there are."""
        stops = trn("{count} stop", "{count} stops", count).format(count=count) if count else NO_STOPS
        self.status.setText(f"{shown or NOT_SHOWN} {stops}")
        self.present.setText(tr("&Leave it") if shown else tr("&Show it"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the note once the keyboard leaves it."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self._keep_note()
        return super().eventFilter(watched, event)

    def _on_row(self) -> None:
        """Before another stop is chosen the note on the one until now is kept."""
        if not self._filling:
            self._keep_note()
            self._show_current()

    def _show_current(self) -> None:
        row = self._noted_row = self.list.currentRow()
        known = 0 <= row < len(self._stops)
        stop = self._stops[row] if known else None
        self.reads.setText("\n".join(filter(None, (stop.heading, stop.says, *stop.facts))) if stop else NO_STOPS)
        words = self._notes[row] if known else ""
        if self.note.toPlainText() != words:
            self.note.setPlainText(words)
        self.note.setEnabled(known)

    def _keep_note(self) -> None:
        row, words = self._noted_row, self.note.toPlainText().strip()
        if 0 <= row < len(self._notes) and words != self._notes[row]:
            self.noted.emit(row, words)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            place, shown = self.list.row(item), item.checkState() is Qt.CheckState.Checked
            if shown != self._stops[place].shown:
                self._arrange([stop.but(shown) if at == place else stop for at, stop in enumerate(self._stops)])

    def _move(self, step: int) -> None:
        place = self.list.currentRow()
        to = place + step
        if 0 <= place < len(self._stops) and 0 <= to < len(self._stops):
            stops = list(self._stops)
            stops.insert(to, stops.pop(place))
            self._arrange(stops)

    def _arrange(self, stops: Sequence[Stop]) -> None:
        self.arranged.emit(tuple(stop.choice for stop in stops))

    def _key(self, row: int) -> tuple[StopKind, str] | None:
        return (self._stops[row].kind, self._stops[row].key) if 0 <= row < len(self._stops) else None


def _line(stop: Stop) -> str:
    return (
        f"{stop.heading}: {stop.says}"
        if stop.finding is None or stop.event is not None
        else (f"{stop.heading}, {stop.facts[0]}")
    )
