"""A walk through the sample case in a few steps, each of which does something real; all of it is undone at the end."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.case.history import Step as HistoryStep
from app.language import tr
from app.session import Session
from widgets.filing import SAMPLE_NAME, empty_case, empty_session
from widgets.help.callout import Callout, Ring
from widgets.help.steps import LABEL, Step, steps_of
from widgets.parts.message_bar import Offer, Tone

if TYPE_CHECKING:
    from widgets.main_window import MainWindow


class Tour(QObject):
    """``ended`` once it is over, for whatever reason. It blocks nothing: the window may be used meanwhile."""

    ended = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._came_from: Path | None = None
        self._steps: Sequence[Step] = ()
        self._at = -1
        self._over = False
        self._sample: Session | None = None
        self._came: tuple[HistoryStep, ...] = ()
        self.ring, self.callout = Ring(window), Callout(window)
        self.callout.next_asked.connect(lambda: self.go_to(self._at + 1))
        self.callout.back_asked.connect(lambda: self.go_to(self._at - 1))
        self.callout.end_asked.connect(self.end)
        window.bridge.session_opened.connect(self._on_session_opened)
        window.jobs.changed.connect(self._look_soon)
        window.installEventFilter(self)

    @property
    def at(self) -> int:
        """Which step it is at, from 0; -1 before the first."""
        return self._at

    @property
    def steps(self) -> Sequence[Step]:
        """The steps there are; none before the sample is open."""
        return self._steps

    def begin(self) -> None:
        """Open the sample, once the case that is open may go, and take the first step when it is there."""
        self._came_from = self._window.bridge.session.path
        self._window.filing.open_sample()
        self._look_soon()

    def go_to(self, number: int) -> None:
        """Undo what the present step did and take that one; past the last the tour is over."""
        if self._over or number < 0:
            return
        if number >= len(self._steps):
            self.end()
            return
        self._undo_step()
        self._at = number
        step = self._steps[number]
        step.do()
        self.callout.say(step.title, step.words, number + 1, len(self._steps))
        self._place()
        QTimer.singleShot(0, self, self._place)

    def end(self) -> None:
        """Undo everything, and go back to the case file that was open before, where there was one."""
        if self._over:
            return
        self._undo_step()
        came_from, window, sample = self._came_from, self._window, self._sample
        self._put_away()
        if sample is None:
            return
        if window.bridge.session is sample and self._is_as_it_came(sample):
            window.bridge.take_session(_as_new(sample))
        if came_from is not None and self._is_as_it_came(window.bridge.session):
            window.bridge.take_session(empty_session(sample.reviewer))
            window.filing.open_files([came_from])
            return
        over = tr("The tour is over; what it did is undone. The sample case is open, to try things out on.")
        window.message_bar.tell(over, Tone.ADVICE, (), Offer(tr("Close the sample case"), window.filing.new_case))

    def leave(self) -> None:
        """Undo what the present step did and go, for the window closes."""
        if not self._over:
            self._undo_step()
            self._put_away()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the thing when the window changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._at >= 0:
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)

    def _look_soon(self) -> None:
        if not self._over and self._at < 0:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        """Begin where the sample is there; give up where nobody is reading it any more."""
        if self._over or self._at >= 0 or self._window.jobs.running:
            return
        if not self._is_sample():
            self._put_away()
            return
        self._sample = self._window.bridge.session
        self._came = self._sample.steps
        self._window.message_bar.dismiss()
        self._steps = steps_of(self._window, self.callout)
        self.go_to(0)

    def _on_session_opened(self) -> None:
        """Somebody went on to another case: that is the end of the tour."""
        if self._at >= 0 and not self._over and not self._is_sample():
            self._put_away()

    def _is_sample(self) -> bool:
        case = self._window.bridge.whole_case
        return case.name == SAMPLE_NAME and bool(case.sources)

    def _is_as_it_came(self, session: Session) -> bool:
        """Whether a person did nothing of their own: what the tour did is left only as steps to be done again."""
        ours = all(step.label == LABEL for step in session.steps_ahead)
        return ours and [step.label for step in session.steps] == [step.label for step in self._came]

    def _undo_step(self) -> None:
        if 0 <= self._at < len(self._steps):
            self._steps[self._at].undo()

    def _put_away(self) -> None:
        self._over = True
        self._window.removeEventFilter(self)
        for part in (self.ring, self.callout):
            part.hide()
            part.deleteLater()
        self.ended.emit()
        self.deleteLater()

    def _place(self) -> None:
        if self._over or self._at < 0:
            return
        place = self._place_of(self._steps[self._at].target())
        self.ring.put_around(place)
        self.callout.stand_beside(place)

    def _place_of(self, part: QWidget) -> QRect:
        corner = part.mapTo(self._window, part.rect().topLeft())
        return QRect(corner, part.size()).intersected(self._window.rect())


def _as_new(sample: Session) -> Session:
    """The sample as it came: the same records, and a history that holds their import alone."""
    came = sample.steps[0]
    fresh = Session(empty_case(SAMPLE_NAME), sample.reviewer)
    fresh.apply(lambda _before: (sample.case, came.changes), came.label)
    return fresh
