"""The steps taken and where we stand. Undo is the previous case; cases share what did not change."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from app.case.model import Case, Changes

DEEPEST = 500
"""How many steps can be undone. At 50,000 rows a recoded row keeps about half a megabyte alive."""


class StepKind(StrEnum):
    """How a step came about."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"


def time_now() -> str:
    """This moment in UTC as ISO text to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Step:
    """One deed in words: what, by whom, when (UTC, ISO), and what kind of thing it touched."""

    label: str
    by: str
    at: str = field(default_factory=time_now)
    changes: Changes = Changes()
    kind: StepKind = StepKind.DONE


@dataclass(frozen=True, slots=True)
class Moment:
    """A step, and the case on its other side: before it in the past, after it in the future."""

    case: Case
    step: Step


@dataclass(frozen=True, slots=True)
class History:
    """``past`` has the latest step last; ``future`` has the step to be redone next last."""

    past: tuple[Moment, ...] = ()
    future: tuple[Moment, ...] = ()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self.past)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing else done since."""
        return bool(self.future)

    @property
    def undo_label(self) -> str:
        """The step that undo would take back; empty where there is none."""
        return self.past[-1].step.label if self.past else ""

    @property
    def redo_label(self) -> str:
        """The step that redo would do again; empty where there is none."""
        return self.future[-1].step.label if self.future else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that led here, oldest first."""
        return tuple(moment.step for moment in self.past)

    @property
    def steps_ahead(self) -> tuple[Step, ...]:
        """The steps that were taken back, the next to be done again first."""
        return tuple(moment.step for moment in reversed(self.future))

    def done(self, before: Case, step: Step) -> "History":
        """After a step from ``before``. What had been undone can no longer be redone."""
        return History((*self.past, Moment(before, step))[-DEEPEST:])

    def undone(self, now: Case) -> "tuple[Moment, History]":
        """The moment to go back to, and the history as it stands there.

        Raises:
            IndexError: when there is nothing to undo.
        """
        moment = self.past[-1]
        return moment, History(self.past[:-1], (*self.future, Moment(now, moment.step)))

    def redone(self, now: Case) -> "tuple[Moment, History]":
        """The moment to go forward to, and the history as it stands there.

        Raises:
            IndexError: when there is nothing to redo.
        """
        moment = self.future[-1]
        return moment, History((*self.past, Moment(now, moment.step)), self.future[:-1])
