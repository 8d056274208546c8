"""The steps of the tour: what each says, what it does in the real window, and how that is undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDockWidget, QWidget

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.analysis.knowledge import seen_as, written_by
from app.case.code_edits import set_severity
from app.case.dates import known_date
from app.case.edits import Reviewer
from app.case.model import Case
from app.language import tr
from widgets.help.callout import Callout

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

Deed = Callable[[], None]

SEVERITY = 4
"""What the step that codes gives: a rank that the chosen record does not have."""

LABEL = tr("Tour: code a record")


def nothing() -> None:
    """For a step that leaves nothing to undo."""


@dataclass(frozen=True, slots=True)
class Step:
    """``target`` is the part of the window that the words speak of."""

    title: str
    words: str
    target: Callable[[], QWidget]
    do: Deed
    undo: Deed = nothing


class Deeds(QObject):
    """What the steps do to the window, and how it is taken back."""

    def __init__(self, window: "MainWindow", callout: Callout) -> None:
        super().__init__(callout)
        self._window, self._callout = window, callout
        self._gone = False
        callout.destroyed.connect(self._on_gone)

    def show_whole(self) -> None:
        """The whole record, nothing chosen."""
        self._window.bridge.workspace.choose_event(None)
        self._window.bridge.workspace.choose_finding(None)
        self._window.moving.show_whole()

    def go_to(self, finding: Finding) -> None:
        """Zoom to a finding."""
        self._window.moving.go_to_finding(finding.id)

    def open_evidence(self, finding: Finding) -> None:
        """Zoom to a finding and open its last record."""
        self.go_to(finding)
        self._window.bridge.workspace.choose_event(finding.evidence[-1])
        bring_to_front(self._window.record)

    def code(self, event: int) -> None:
        """Give a record another severity, in the tour's own name, so that nobody is asked for theirs."""
        self._window.moving.go_to_event(event)
        bring_to_front(self._window.record)
        session = self._window.bridge.session
        session.apply(set_severity([event], SEVERITY, Reviewer(tr("Tour"))), LABEL)

    def take_back(self) -> None:
        """Undo the code, unless a person has done something since that would be undone in its place."""
        session = self._window.bridge.session
        if session.undo_label == LABEL:
            session.undo()

    def show_phase(self) -> None:
        """Go over to the phase view."""
        self.show_whole()
        self._window.area.show_phase(True)

    def hide_phase(self) -> None:
        """The lanes again."""
        self._window.area.show_phase(False)

    def see_as_one(self) -> None:
        """Show what one agency could have known half way through the record."""
        case = self._window.bridge.case
        agency, on = _one_agency(case)
        self._window.bridge.see_as(seen_as(case, (agency,), on))

    def see_all(self) -> None:
        """The whole case again."""
        self._window.bridge.see_all()

    def draw(self) -> None:
        """Draw the chart for a report, and show the picture in the callout alone: nothing is written anywhere."""
        self.show_whole()
        work = self._window.exporting.drawing()
        if work is not None:
            self._window.jobs.start(tr("Drawing the chart"), work, self._show, self._window.tell_error, quiet=True)

    def _show(self, image: QImage) -> None:
        if not self._gone:
            self._callout.show_picture(QPixmap.fromImage(image))
            self._callout.adjustSize()

    def _on_gone(self) -> None:
        self._gone = True


def steps_of(window: "MainWindow", callout: Callout) -> Sequence[Step]:
    """The steps that the case in the window has something to show for."""
    deeds = Deeds(window, callout)
    findings = window.bridge.findings
    cycle = next((one for one in findings if one.kind == RELAPSE), None)
    run = next((one for one in findings if one.kind == ESCALATION), None)
    return (
        _whole(window, deeds),
        *(_of_a_cycle(window, deeds, cycle) if cycle else ()),
        *(_of_a_run(window, deeds, run) if run else ()),
        *_of_other_views(window, deeds),
    )


def _whole(window: "MainWindow", deeds: Deeds) -> Step:
    return Step(
        tr("One lane for each child"),
        tr(
            "This is an invented family. In each lane the upper strip shows how serious each concern was, from 1 to 5; "
            "the lower strip shows the level of help. A yellow column is help stepped down and concern come back."
        ),
        lambda: window.chart,
        deeds.show_whole,
    )


def _of_a_cycle(window: "MainWindow", deeds: Deeds, cycle: Finding) -> tuple[Step, ...]:
    return (
        Step(
            tr("A return of concern"),
            tr(
                "The tour has zoomed to the first one, as a double click or F does. The thin line runs from the first "
                "concern to the step-down, the thick one from there to the concern that came back."
            ),
            lambda: window.chart,
            lambda: deeds.go_to(cycle),
        ),
        Step(
            tr("What it rests on"),
            tr(
                "Every finding names its records. Here is the last of them as the agency wrote it, with its codes "
                "and where each code came from."
            ),
            lambda: window.record,
            lambda: deeds.open_evidence(cycle),
        ),
        Step(
            tr("A code of your own"),
            tr(
                "The tour has just given this record severity {rank}, as the key {rank} in the table does: its mark "
                "rose, and the findings were looked for again."
            ).format(rank=SEVERITY),
            lambda: window.record,
            lambda: deeds.code(cycle.evidence[-1]),
            deeds.take_back,
        ),
        Step(
            tr("And taken back"),
            tr(
                "Now the tour has undone it: the code from the sheet is back. Every change can be undone with Ctrl+Z, "
                "and the history tells each step in words."
            ),
            lambda: window.record,
            lambda: deeds.open_evidence(cycle),
        ),
    )


def _of_a_run(window: "MainWindow", deeds: Deeds, run: Finding) -> tuple[Step, ...]:
    return (
        Step(
            tr("Concern without an answer"),
            tr(
                "A black stair over a flat black line: concerns about a child’s health rose, and the level of help did "
                "not. The words say for how many days."
            ),
            lambda: window.chart,
            lambda: deeds.go_to(run),
        ),
    )


def _of_other_views(window: "MainWindow", deeds: Deeds) -> tuple[Step, ...]:
    return (
        Step(
            tr("Each cycle as a loop"),
            tr(
                "The phase view leaves time out: help from left to right, concern from bottom to top. A cycle is a "
                "loop; a concern with no answer is a straight climb."
            ),
            lambda: window.area,
            deeds.show_phase,
            deeds.hide_phase,
        ),
        Step(
            tr("Who knew what, and when"),
            tr(
                "Now only what one agency could have known on a day is shown and counted; the bar at the top says "
                "whose view it is. Nothing can be changed in it."
            ),
            lambda: window.seeing.bar,
            deeds.see_as_one,
            deeds.see_all,
        ),
        Step(
            tr("Take it along"),
            tr(
                "The chart goes out as a picture, a drawing or pages, laid out for its size and with its marking. This "
                "one was drawn for you just now and is kept nowhere. Finish undoes everything the tour did."
            ),
            lambda: window.chart,
            deeds.draw,
        ),
    )


def bring_to_front(part: QWidget) -> None:
    """Show a panel that stands behind others in one place."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QDockWidget):
        above = above.parentWidget()
    if above is not None:
        above.raise_()


def _one_agency(case: Case) -> tuple[int, date]:
    """The agency with the most records, and the day in the middle of the record."""
    author, days = written_by(case), case.events.day
    most = max(case.agencies, key=lambda agency: int((author == agency.id).sum()))
    return most.id, known_date((int(days.min()) + int(days.max())) // 2)
