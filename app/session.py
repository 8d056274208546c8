"""The open case: its file, its history, and the one door through which it changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.case.edits import Reviewer
from app.case.history import History, Step, StepKind
from app.case.model import Case, Changes, Edit
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from app.storage.audit import Entry, entry
from app.storage.case_file import SUFFIX, CaseFile
from app.workspace import Looking

Listener = Callable[[Changes], None]
"""Called after each change with what kind of thing changed."""


@dataclass(frozen=True, slots=True)
class Written:
    """A case file that holds a case, and how many lines of its trail: made on a worker, for ``Session.save_as``."""

    file: CaseFile
    case: Case
    lines: int


def write_new(path: Path, case: Case, trail: Sequence[Entry], looking: Looking, progress: Progress) -> Written:
    """Write a case into that file (``.lifelanes`` is added), on whichever thread; nobody works in it yet.

    Raises:
        UserError: when it cannot be written or is open elsewhere.
        Cancelled: when that was asked for; there is no file then.
    """
    return Written(CaseFile.create(_as_case_file(path), case, trail, looking, progress), case, len(trail))


class Session:
    """Holds a case and applies edits to it. With a file, every step is in the file before it is in the case.

    ``sealed`` says why the case is only to be read; where it says nothing it may be changed.
    """

    def __init__(self, case: Case, reviewer: Reviewer, file: CaseFile | None = None, *, sealed: str = "") -> None:
        self.reviewer = reviewer
        self.sealed = sealed
        self._case = case
        self._file = file
        self._trail = list(file.trail()) if file else []
        self._looking = file.looking() if file else Looking()
        self._history = History()
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, path: Path, reviewer: Reviewer) -> "Session":
        """A session on the case in that file.

        Raises:
            UserError: when it cannot be read, is open elsewhere, is no case file, a newer one, or damaged.
        """
        file, case = CaseFile.open(path)
        try:
            return cls(case, reviewer, file)
        except BaseException:
            file.close()
            raise

    @classmethod
    def taken_up(cls, case: Case, trail: Sequence[Entry], reviewer: Reviewer) -> "Session":
        """A session on a case that no file of its own holds, with what was done to it before."""
        session = cls(case, reviewer)
        session._trail = list(trail)
        return session

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self._case

    @property
    def path(self) -> Path | None:
        """The case file; None while the case was never saved."""
        return self._file.path if self._file else None

    @property
    def unsaved(self) -> bool:
        """Whether closing would lose something: the case has no file and something was done to it."""
        return self._file is None and bool(self._trail)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and nothing else done since."""
        return self._history.can_redo

    @property
    def undo_label(self) -> str:
        """The step that undo would take back; empty where there is none."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str:
        """The step that redo would do again; empty where there is none."""
        return self._history.redo_label

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this sitting that led here, oldest first; undo takes back the last."""
        return self._history.steps

    @property
    def steps_ahead(self) -> tuple[Step, ...]:
        """The steps that were taken back; redo does the first of them again."""
        return self._history.steps_ahead

    @property
    def trail(self) -> tuple[Entry, ...]:
        """The audit trail of the case over all sittings, oldest line first."""
        return tuple(self._trail)

    def apply(self, edit: Edit, label: str) -> Changes:
        """Change the case, write it, and tell listeners. An edit that changes nothing leaves no step.

        Raises:
            UserError: when the edit does not fit the case or cannot be written; nothing has changed then.
        """
        self._must_be_open()
        before = self._case
        after, changes = edit(before)
        if after is before:
            return Changes()
        step = Step(label, self.reviewer.name, changes=changes)
        return self._become(after, self._history.done(before, step), step)

    def undo(self) -> Changes:
        """Go back to the case before the last step.

        Raises:
            UserError: when there is nothing to undo, or it cannot be written; nothing has changed then.
        """
        if not self.can_undo:
            raise UserError(tr("There is nothing to undo."))
        moment, history = self._history.undone(self._case)
        return self._step_to(moment.case, history, moment.step, StepKind.UNDONE)

    def redo(self) -> Changes:
        """Do again the step that was undone last.

        Raises:
            UserError: when there is nothing to redo, or it cannot be written; nothing has changed then.
        """
        if not self.can_redo:
            raise UserError(tr("There is nothing to redo."))
        moment, history = self._history.redone(self._case)
        return self._step_to(moment.case, history, moment.step, StepKind.REDONE)

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Call ``callback`` after each change; returns the way to stop that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def save_as(self, path: Path, written: Written | None = None) -> None:
        """Write the case and its trail to that file (``.lifelanes`` is added); every later step goes there.

        ``written`` is that file where ``write_new`` made it already; what was done since is added.

        Raises:
            UserError: when it cannot be written, is open elsewhere or is only to be read; the session stays with the
                file it had.
        """
        self._must_be_open()
        if written is None and self.is_kept_in(path):
            return
        before = self._file
        now = written or write_new(path, self._case, self._trail, self._looking, Progress())
        if len(self._trail) > now.lines:
            try:
                now.file.catch_up(now.case, self._case, self._trail[now.lines :])
            except UserError:
                now.file.close()
                raise
        self._file = now.file
        if before:
            before.close()

    def is_kept_in(self, path: Path) -> bool:
        """Whether the case's own file is that one (``.lifelanes`` is added), however its path is spelled."""
        kept, wanted = self._file, _as_case_file(path)
        return kept is not None and kept.in_its_place and wanted.exists() and wanted.samefile(kept.path)

    def looking(self) -> Looking:
        """What was looked at when the case was last kept."""
        return self._looking

    def keep_looking(self, looking: Looking) -> None:
        """Keep what is looked at, apart from the record.

        Raises:
            UserError: when it cannot be written.
        """
        if self._file and looking != self._looking:
            self._file.keep_looking(looking)
        self._looking = looking

    def close(self) -> None:
        """Let go of the file, which already holds everything. The session is not used after this."""
        if self._file:
            self._file.close()

    def _must_be_open(self) -> None:
        if self.sealed:
            raise UserError(self.sealed)

    def _step_to(self, case: Case, history: History, step: Step, kind: StepKind) -> Changes:
        told = Step(step.label, self.reviewer.name, changes=step.changes, kind=kind)
        return self._become(case, history, told)

    def _become(self, after: Case, history: History, step: Step) -> Changes:
        """Write the step down, go over to the case after it, and tell everybody."""
        file, before = self._file, self._case
        self._trail.append(file.write(before, after, step) if file else entry(before, after, step))
        self._case, self._history = after, history
        for listener in tuple(self._listeners):
            listener(step.changes)
        return step.changes


def _as_case_file(path: Path) -> Path:
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
