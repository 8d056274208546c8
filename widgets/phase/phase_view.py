"""The phase view in the window: small pictures of cycles that can be walked through, read out and chosen."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.language import tr
from app.phase.layout import PhaseLayout, PlacedCell, lay_out_phase
from app.phase.scene import PhaseCell, PhaseScene
from app.phase.words import TITLES
from app.theme import Theme, load_theme
from widgets.fonts import load_fonts
from widgets.phase.cell_button import CellButton
from widgets.phase.ink import Words
from widgets.phase.painter import paint_phase

USUAL_POINTS = 10.0
"""The program's size of type at 100 %."""


class PhaseView(QScrollArea):
    """Shows a phase scene. ``finding_chosen`` (its id) and, for a cell without one, ``days_chosen`` (day numbers)."""

    finding_chosen = Signal(str)
    days_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._family = load_fonts()
        self._words = Words(self._family)
        self._theme: Theme = load_theme()
        self._scene: PhaseScene | None = None
        self._finding: str | None = None
        self._buttons: list[CellButton] = []
        self.canvas = _Canvas(self._family, self)
        self.setWidget(self.canvas)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Phase view"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def layout_now(self) -> PhaseLayout | None:
        """Where everything stands; None before there is a case."""
        return self.canvas.placed

    @property
    def cells(self) -> tuple[CellButton, ...]:
        """The cells that can be focused, by row and column."""
        return tuple(self._buttons)

    def show_scene(self, scene: PhaseScene) -> None:
        """Show this scene."""
        self._scene = scene
        self.setAccessibleDescription("\n".join((TITLES[0], *(row.spoken for row in scene.rows))))
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw with these colours from now on."""
        self._theme = theme
        self._lay_out()

    def select_finding(self, finding: str | None) -> None:
        """Frame the cell of this finding and bring it into view. Emits nothing."""
        self._finding = finding
        for button in self._buttons:
            mine = _finding_of(button)
            button.set_chosen(finding is not None and mine == finding)
            if button.chosen:
                self.ensureWidgetVisible(button)

    def focus_cell(self) -> None:
        """Give the keyboard to the chosen cell, or to the one that had it, or to the first."""
        best = next((button for button in self._buttons if button.chosen), None)
        tabbed = (button for button in self._buttons if button.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        target = best or next(tabbed, None)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the size of type changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()

    def _lay_out(self) -> None:
        if self._scene is None:
            return
        room = self.maximumViewportSize()
        text = max(self.font().pointSizeF() / USUAL_POINTS, 0.5)
        layout = lay_out_phase(self._scene, room.width(), room.height(), self._words, text)
        if layout.height > room.height():
            bar = self.verticalScrollBar().sizeHint().width()
            layout = lay_out_phase(self._scene, room.width() - bar, room.height(), self._words, text)
        self.canvas.show_layout(layout, self._theme)
        self._place_buttons([placed for placed in layout.cells if placed.cell.stops])

    def _place_buttons(self, cells: list[PlacedCell]) -> None:
        while len(self._buttons) > len(cells):
            gone = self._buttons.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._buttons) < len(cells):
            self._buttons.append(self._new_button())
        for button, placed in zip(self._buttons, cells, strict=True):
            button.show_cell(placed, self._theme)
            button.set_chosen(self._finding is not None and _finding_of(button) == self._finding)
            button.show()
        if self._buttons and not any(b.focusPolicy() == Qt.FocusPolicy.StrongFocus for b in self._buttons):
            self._buttons[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocusProxy(self._buttons[0])

    def _new_button(self) -> CellButton:
        button = CellButton(self.canvas, self._theme, self._family)
        button.clicked.connect(lambda: self._choose(button))
        button.moved.connect(lambda rows, columns: self._move(button, rows, columns))
        button.ends.connect(lambda last: self._go_to_end(button, last))
        button.focused.connect(lambda: self._on_focused(button))
        return button

    def _choose(self, button: CellButton) -> None:
        cell = _cell_of(button)
        if cell is None:
            return
        if cell.finding is not None:
            self.finding_chosen.emit(cell.finding.id)
        else:
            self.days_chosen.emit(cell.first, cell.last)

    def _on_focused(self, button: CellButton) -> None:
        """One cell is reached with Tab; the arrows lead to the others."""
        for other in self._buttons:
            other.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other is button else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(button)
        self.ensureWidgetVisible(button)

    def _move(self, button: CellButton, rows: int, columns: int) -> None:
        """To the nearest cell that way: along the row, or in the row above or below the one that is closest across."""
        here = button.geometry().center()

        def far(other: CellButton) -> tuple[int, int]:
            away = other.geometry().center() - here
            return (abs(away.y()), abs(away.x())) if rows else (abs(away.x()), 0)

        def beyond(other: CellButton) -> bool:
            away = other.geometry().center() - here
            return away.y() * rows > 8 if rows else abs(away.y()) <= 8 and away.x() * columns > 0

        others = sorted((other for other in self._buttons if beyond(other)), key=far)
        if others:
            others[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_end(self, button: CellButton, last: bool) -> None:
        row = [other for other in self._buttons if other.geometry().center().y() == button.geometry().center().y()]
        (row[-1] if last else row[0]).setFocus(Qt.FocusReason.OtherFocusReason)


class _Canvas(QWidget):
    """Draws the cells that are in view."""

    def __init__(self, family: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._family, self._words = family, Words(family)
        self._theme: Theme = load_theme()
        self.placed: PhaseLayout | None = None

    def show_layout(self, layout: PhaseLayout, theme: Theme) -> None:
        """Show this from now on."""
        self.placed, self._theme = layout, theme
        self.resize(layout.width, layout.height)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what has to be seen anew."""
        if self.placed is not None:
            painter = QPainter(self)
            paint_phase(painter, self.placed, self._theme, self._family, self._words, QRectF(event.rect()))
            painter.end()


def _cell_of(button: QObject) -> PhaseCell | None:
    return button.placed.cell if isinstance(button, CellButton) and button.placed else None


def _finding_of(button: CellButton) -> str | None:
    cell = _cell_of(button)
    return cell.finding.id if cell and cell.finding else None
