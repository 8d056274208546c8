"""What the program has to say, in a bar at the top of the window, so that nothing stops for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.language import tr
from widgets.parts.flow_row import FlowRow


class Tone(StrEnum):
    """How a message is meant: told by a sign and a word as well as by its edge.

    A NOTE goes by itself once the reader goes on; ADVICE and PROBLEM stay until they are put away.
    """

    NOTE = "note"
    ADVICE = "advice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something a reader may do about a message: the words of its button, and the deed."""

    words: str
    deed: Callable[[], object]


MOST_OFFERS = 4
_ONE_LINE = QBoxLayout.Direction.LeftToRight
_LEAST_LETTERS = 24
"""How many letters the words have room for at least on the line of the buttons."""

_SIGN = 20
"""The least width of the sign before a message, in pixels."""


_SIGNS = {Tone.NOTE: "i", Tone.ADVICE: "i", Tone.PROBLEM: "!"}


class MessageBar(QFrame):
    """Shows a message until it is dismissed or another takes its place; never blocks anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message-bar")
        self._sign = QLabel(self)
        self._sign.setObjectName("message-sign")
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = QToolButton(self)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_words)
        self._acts = tuple(QToolButton(self) for _ in range(MOST_OFFERS))
        for place, button in enumerate(self._acts):
            button.clicked.connect(partial(self._on_act, place))
        self._dismiss = QToolButton(self)
        self._dismiss.setText(tr("Dismiss"))
        self._dismiss.clicked.connect(self.dismiss)
        self._lines, words, self._buttons = QBoxLayout(_ONE_LINE, self), QHBoxLayout(), QWidget(self)
        self._lines.setContentsMargins(8, 4, 8, 4)
        for part in (self._sign, self._words):
            words.addWidget(part)
        self._buttons.setLayout(FlowRow(*self._acts, self._more, self._dismiss))
        self._lines.addLayout(words, 1)
        self._lines.addWidget(self._buttons)
        self._tone = Tone.NOTE
        self._said = ""
        self._details: tuple[str, ...] = ()
        self._offers: tuple[Offer, ...] = ()
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand under the words where they would leave these too narrow a column."""
        super().resizeEvent(event)
        self._break_line()

    def _break_line(self) -> None:
        room = self.fontMetrics().horizontalAdvance("n") * _LEAST_LETTERS
        wanted = self._buttons.sizeHint().width()
        beside = self.width() - wanted >= room
        self._lines.setDirection(_ONE_LINE if beside else QBoxLayout.Direction.TopToBottom)
        # Below the words they may go on in a second line, so that no window is kept wide by a message.
        self._buttons.setMinimumWidth(wanted if beside else 0)
        self._lines.setAlignment(self._buttons, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag(0))

    @property
    def words(self) -> str:
        """The message now shown; empty when there is none."""
        return self._words.text() if not self.isHidden() else ""

    @property
    def tone(self) -> Tone:
        """How the message that is shown, or was shown last, is meant."""
        return self._tone

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may be done about the message that is shown."""
        return self._offers if not self.isHidden() else ()

    @property
    def offer(self) -> Offer | None:
        """The first of the offers; None where there is none."""
        return next(iter(self.offers), None)

    def tell(
        self,
        words: str,
        tone: Tone = Tone.NOTE,
        details: Sequence[str] = (),
        offer: Offer | Sequence[Offer] | None = None,
    ) -> None:
        """Show this message in place of any other; ``details`` are shown to who asks for more. Four offers at most."""
        offers = (offer,) if isinstance(offer, Offer) else tuple(offer or ())
        self._tone, self._said, self._details, self._offers = tone, words, tuple(details), offers[:MOST_OFFERS]
        for place, button in enumerate(self._acts):
            button.setText(offers[place].words if place < len(offers) else "")
            button.setVisible(place < len(offers))
        self._sign.setText(_SIGNS[tone])
        self._sign.setMinimumWidth(max(_SIGN, self._sign.fontMetrics().height()))
        self._more.setText(tr("More ({count})").format(count=len(self._details)))
        self._more.setVisible(bool(self._details))
        self._more.setChecked(False)
        self._show_words()
        self.setProperty("tone", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(
            tr("Problem: {words}").format(words=words)
            if tone is Tone.PROBLEM
            else tr("Message: {words}").format(words=words)
        )
        self.show()
        self._break_line()

    def _show_words(self) -> None:
        lines = self._details if self._more.isChecked() else ()
        self._words.setText("\n".join([self._said, *(f"• {line}" for line in lines)]))

    def _on_act(self, place: int) -> None:
        if place < len(self._offers):
            self._offers[place].deed()

    def show_details(self) -> None:
        """Show all that is told beside the message."""
        self._more.setChecked(True)

    def go_on(self) -> None:
        """The reader goes on to something else: a mere note goes."""
        if self._tone is Tone.NOTE:
            self.hide()

    def dismiss(self) -> None:
        """Put the message away."""
        self.hide()
