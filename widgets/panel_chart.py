"""The chart on the wall: the same lanes, with hints that say codes alone."""

from html import escape

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QToolTip

from app.case.model import Case
from app.panel.stops import record_words
from widgets.lanes.lanes_view import LanesView

LISTED = 4
"""How many records of a column a hint lists."""


class PanelChart(LanesView):
    """Shows a case that has neither names nor text; what it says of a record is made of codes."""

    def _take_text_size(self) -> None:
        """A wall has sizes of its own; how large a reviewer wants words on the laptop says nothing of it."""
        self._camera.want_text(1.0)

    def _tell(self, at: QPoint, on_screen: QPoint) -> None:
        layout, point = self.layout_now(), self._on_chart(QPointF(at))
        if layout is not None:
            words = codes_of(layout.scene.case, layout.events_at(point.x(), point.y()))
            QToolTip.showText(on_screen, words, self.viewport())


def codes_of(case: Case, events: list[int]) -> str:
    """Date, kind of agency, children and codes of these records, a few of them; empty for none."""
    lines = [escape(record_words(case, event)) for event in events[:LISTED]]
    return f"<div>{'<br>'.join(lines)}</div>" if lines else ""
