"""Reading and coding files on the worker, after asking for the passwords that some of them need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.edits import add_batch
from app.case.model import Case, Edit, ImportBatch
from app.coding.coder import suggest_codes
from app.errors import UserError
from app.progress import Progress
from importers.batch import import_files
from importers.protected import is_protected
from widgets.dialogs import ask_password
from widgets.importing.outcome import is_worth_keeping
from widgets.jobs import Jobs
from widgets.parts.chained import chained
from widgets.parts.wording import number_of


@dataclass(frozen=True, slots=True)
class Brought:
    """What some files brought, and the one step that adds it to the case it was read for, with suggested codes."""

    batch: ImportBatch
    step: Edit


class Reading(QObject):
    """Reads files into a batch. ``failed`` (UserError) where the work could not be done at all."""

    failed = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._passwords: tuple[str, ...] = ()

    def read(self, files: Sequence[Path], case: Case, done: Callable[[Brought], None]) -> None:
        """Read these files as an addition to ``case``; passwords given once are tried on later files too."""
        chosen = tuple(files)
        title = f"Reading {chosen[0].name}" if len(chosen) == 1 else f"Reading {number_of(len(chosen), 'file')}"

        def start(locked: list[Path]) -> None:
            self._ask_for(locked)
            passwords = self._passwords

            def work(progress: Progress) -> Brought:
                return brought_by(import_files(chosen, case, progress, passwords=passwords), case, progress)

            self._jobs.start(title, work, done, self._fail)

        self._jobs.start(title, lambda progress: locked_files(chosen, progress), start, self._fail)

    def _ask_for(self, locked: list[Path]) -> None:
        for file in locked:
            password = ask_password(self._window, file.name, len(self._passwords) > 0)
            if password and password not in self._passwords:
                self._passwords = (*self._passwords, password)

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)


def brought_by(batch: ImportBatch, case: Case, progress: Progress) -> Brought:
    """The batch with the step that adds it to the case and suggests codes for what nobody has coded.

    Raises:
        UserError: when the batch does not fit the case.
        Cancelled: when the progress was cancelled.
    """
    if not is_worth_keeping(batch):
        return Brought(batch, chained(()))
    add = add_batch(batch)
    after, _ = add(case)
    return Brought(batch, chained((add, suggest_codes(after, progress=progress))))


def locked_files(files: Sequence[Path], progress: Progress) -> list[Path]:
    """Which of these files ask for a password. A file that cannot be read is left to the import to tell."""
    locked: list[Path] = []
    for file in files:
        progress.at(0.0, f"Opening {file.name}")
        try:
            content = file.read_bytes()
        except OSError:
            continue
        if is_protected(content):
            locked.append(file)
    return locked
