"""The strip below the chart: what the panel reads of a stop, where it stands among the others, and the marking."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language import tr
from widgets.panel.looks import CORNER, FACTS, FULL_HD, HEADING, SENTENCE, fit_words, grown, panel_font

SHARE, LEAST_HIGH = 0.2, 150
"""How much of the window the strip takes, and how many pixels at least."""

BRIEF_SHARE, BRIEF_LEAST = 0.105, 92
"""The same where there is no sentence to read, at the whole case."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the panel reads: ``heading``, a sentence, ``facts`` in one line; ``place`` among the stops ("4 of 12")."""

    heading: str = ""
    says: str = ""
    facts: str = ""
    place: str = ""


class StopStrip(QFrame):
    """Keeps its height whatever it says, so that the chart stays where it is from stop to stop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stop-strip")
        self.setAccessibleName(tr("What this stop shows"))
        self.heading, self.says, self.facts = QLabel(self), QLabel(self), QLabel(self)
        self.place, self.marking, self.state = QLabel(self), QLabel(self), QLabel(self)
        self.marking.setObjectName("marking")
        self.facts.setObjectName("soft")
        self.state.setObjectName("soft")
        for label in (self.heading, self.says, self.facts, self.place, self.marking, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        for label in (self.says, self.facts):
            label.setWordWrap(True)
        self._high, self._brief = FULL_HD, True
        self._lay_out()

    def _lay_out(self) -> None:
        words, corner = QVBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.heading)
        words.addWidget(self.says)
        words.addWidget(self.facts)
        words.addStretch(1)
        right = Qt.AlignmentFlag.AlignRight
        corner.addWidget(self.place, 0, right)
        corner.addWidget(self.state, 0, right)
        corner.addStretch(1)
        corner.addWidget(self.marking, 0, right)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 10)
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addLayout(corner)

    def show_reading(self, reading: Reading) -> None:
        """Say this."""
        for label, words in (
            (self.heading, reading.heading),
            (self.says, reading.says),
            (self.facts, reading.facts),
            (self.place, reading.place),
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self.grow_for(self._high, brief=not reading.says)

    def show_marking(self, marking: str) -> None:
        """Show the case's protective marking in the corner; nothing where it has none."""
        self.marking.setText(marking)
        self.marking.setVisible(bool(marking))
        self._fit()

    def show_state(self, words: str) -> None:
        """Say below the place what everybody should know now ("names shown"); nothing to say nothing."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def grow_for(self, high: int, *, brief: bool | None = None) -> None:
        """Take the share that goes with a window of that height; less where there is little to read (``brief``)."""
        self._high = high
        self._brief = self._brief if brief is None else brief
        least, share = (BRIEF_LEAST, BRIEF_SHARE) if self._brief else (LEAST_HIGH, SHARE)
        self.setFixedHeight(round(max(share * high, least)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = self._high
        self.heading.setFont(panel_font(grown(HEADING, high), bold=True))
        self.facts.setFont(panel_font(grown(FACTS, high)))
        self.place.setFont(panel_font(grown(CORNER, high), bold=True))
        self.marking.setFont(panel_font(grown(FACTS, high), bold=True))
        self.state.setFont(panel_font(grown(FACTS, high)))
        corner = max(
            (label.sizeHint().width() for label in (self.place, self.marking, self.state) if label.text()), default=0
        )
        wide = max(200, self.width() - corner - 70)
        taken = sum(label.sizeHint().height() + 4 for label in (self.heading,) if label.text())
        below = self.facts.heightForWidth(wide) + 4 if self.facts.text() else 0
        fit_words(self.says, grown(SENTENCE, high), False, wide, max(30, self.height() - taken - below - 26))
