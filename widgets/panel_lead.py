"""The reviewer's side of the panel view: the page beside the chart, and what is changed in the case from there."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QScrollArea, QWidget

from app.case.edits import Reviewer
from app.case.model import Case
from app.case.panel_edits import arrange_stops, give_pseudonym
from app.case.pseudonyms import Pseudonyms, StopChoice, Whose
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge

if TYPE_CHECKING:
    from app.panel.stops import Stop
    from widgets.panel.names_tab import Called
    from widgets.panel.panel_page import PanelPage

WIDEST = 420
"""Pixels of the window's width that the page takes at most, whatever its words are like."""

BESIDE = 6
"""Pixels that some styles keep between a page and the bar that moves it."""


class PanelLead(QObject):
    """Makes the page once it is wanted. Its signals are those of the page that are about the panel's window;
    ``refused`` where a change could not be made, ``failed`` (UserError) why."""

    asked = Signal(object)
    present_asked = Signal()
    go_asked = Signal(int)
    names_asked = Signal(bool)
    all_children_asked = Signal(bool)
    refused = Signal()
    failed = Signal(object)

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], window: QMainWindow) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._applying = Applying(bridge, reviewer)
        self._dock: QDockWidget | None = None
        self.page: PanelPage | None = None
        self.stops: tuple[Stop, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether the page is there to be seen."""
        return self._dock is not None and self._dock.isVisible()

    def open(self) -> None:
        """Bring the page to the front, and the keyboard to its list."""
        dock = self._dock or self._made()
        dock.show()
        dock.raise_()
        if self.page is not None:
            self.page.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        """Close the page."""
        if self._dock is not None:
            self._dock.hide()

    def show_stops(self, case: Case, stops: "Sequence[Stop]", names: Pseudonyms) -> None:
        """List these stops with their notes, and everyone of the case with what they go by."""
        self.stops = tuple(stops)
        if self.page is not None:
            self.page.show_stops(stops, late.panel_notes.notes_of(case, self._bridge.findings, stops))
            self.page.names.model.show_people(_people(case, names))

    def show_state(self, status: str, names_shown: bool) -> None:
        """Say where the panel view is shown (nothing for nowhere), and whether it shows names."""
        if self.page is not None:
            self.page.show_status(status, sum(stop.shown for stop in self.stops))
            self.page.names.show_switch(names_shown)

    def show_place(self, place: int) -> None:
        """Choose the stop of that place among those that are shown; below 0 none."""
        led = [number for number, stop in enumerate(self.stops) if stop.shown]
        if self.page is not None and 0 <= place < len(led):
            self.page.show_place(led[place])

    def _made(self) -> QDockWidget:
        page = self.page = late.panel_page.PanelPage()
        page.asked.connect(self.asked)
        page.present_asked.connect(self.present_asked)
        page.go_asked.connect(self.go_asked)
        page.arranged.connect(self._arrange)
        page.noted.connect(self._note)
        page.names.model.given.connect(self._give_pseudonym)
        page.names.names_asked.connect(self.names_asked)
        page.all_children.clicked.connect(self.all_children_asked)
        dock = self._dock = QDockWidget(tr("Panel view"), self._window)
        dock.setObjectName("Panel view")
        dock.setWidget(_scrolled(page))
        side = Qt.DockWidgetArea.RightDockWidgetArea
        beside = [
            other for other in self._window.findChildren(QDockWidget) if self._window.dockWidgetArea(other) is side
        ]
        self._window.addDockWidget(side, dock)
        if beside:
            self._window.tabifyDockWidget(beside[0], dock)
        return dock

    def _arrange(self, stops: Sequence[StopChoice]) -> None:
        self._apply(lambda _by: arrange_stops(stops), tr("Arrange the stops of the panel view"))

    def _give_pseudonym(self, whose: Whose, name: str, words: str) -> None:
        label = tr("Give {name} the pseudonym “{words}”") if words else tr("Give {name} no pseudonym of their own")
        self._apply(lambda by: give_pseudonym(whose, name, words, by.name), label.format(name=name, words=words))

    def _note(self, place: int, words: str) -> None:
        try:
            make = late.panel_notes.keeping(self._bridge.case, self._bridge.findings, self.stops[place], words)
        except UserError as error:
            self.failed.emit(error)
            return
        self._apply(make, tr("Note on a stop of the panel view"))

    def _apply(self, make: MakeEdit, label: str) -> None:
        if not self._applying.attempt(make, label, self.failed.emit):
            self.refused.emit()


def _people(case: Case, names: Pseudonyms) -> "list[Called]":
    called = late.names_tab.Called
    children = [called(Whose.CHILD, child.name, names.children[child.id]) for child in case.children]
    return [*children, *(called(Whose.ADULT, one.name, names.adults[one.id]) for one in case.adults)]


class _Scrolled(QScrollArea):
    """As wide as its page needs, so that it is moved up and down only, but never wider than ``WIDEST``."""

    def minimumSizeHint(self) -> QSize:
        """Room for the page beside the bar that moves it."""
        page, bar = self.widget(), self.verticalScrollBar().sizeHint().width()
        wide = page.minimumSizeHint().width() + bar + BESIDE if page else 0
        return QSize(min(wide, WIDEST), super().minimumSizeHint().height())


def _scrolled(page: QWidget) -> QScrollArea:
    """The page as high as it needs, in what room there is: large type must not push the window off the screen."""
    area = _Scrolled()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
