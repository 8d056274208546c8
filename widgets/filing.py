"""Opening, importing, saving and closing: what happens to a case as a whole."""

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer, rename_case
from app.case.model import Case
from app.case.scheme import default_scheme
from app.errors import UserError
from app.progress import Progress
from app.session import SUFFIX, Session
from widgets.case_bridge import CaseBridge
from widgets.dialogs import Keep, ask_about_unsaved, ask_files_to_open, ask_where_to_save
from widgets.importing.outcome import is_worth_keeping, outcome_of
from widgets.importing.reading import Brought, Reading
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.parts.message_bar import Tone
from widgets.parts.wording import number_of

SAMPLE = ("examples", "perry", "combined.xlsx")
SAMPLE_NAME = "Sample case"


class Filing(QObject):
    """Asks what has to be asked, works through jobs, and ``told`` (words, tone, details) says what came of it."""

    told = Signal(str, object, object)

    def __init__(self, bridge: CaseBridge, jobs: Jobs, settings: KeptSettings, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._jobs = jobs
        self._settings = settings
        self._window = window
        self._reading = Reading(jobs, window)
        self._reading.failed.connect(self._fail)

    def new_case(self) -> None:
        """Start an empty case, once the one that is open may go."""
        if self.may_go():
            self._bridge.take_session(empty_session(self._bridge.session.reviewer))

    def choose_and_open(self) -> None:
        """Ask for a case file or chronologies, and open them."""
        files = ask_files_to_open(self._window, self._folder(), "Open", both=True)
        if files:
            self.open_files(files)

    def choose_and_import(self) -> None:
        """Ask for chronologies and add them to the case."""
        files = ask_files_to_open(self._window, self._folder(), "Import chronologies", both=False)
        if files:
            self.import_files(files)

    def open_files(self, files: Sequence[Path]) -> None:
        """Open a case file, or start a case from chronologies; the case that is open goes once that has worked."""
        cases = [file for file in files if is_case_file(file)]
        if len(cases) > 1 or (cases and len(files) > 1):
            self.told.emit("One case can be open at a time: choose one case file, or chronologies.", Tone.PROBLEM, ())
        elif self.may_go():
            if cases:
                self._open_case(cases[0])
            else:
                self._import_into(empty_case(), files, self._start_with)

    def take_files(self, files: Sequence[Path]) -> None:
        """What was dropped on the window: a case file is opened, chronologies are added to the case."""
        if self._jobs.busy:
            self.told.emit("Other files are still being read. Wait until that is done, or cancel it.", Tone.PROBLEM, ())
        elif any(is_case_file(file) for file in files):
            self.open_files(files)
        else:
            self.import_files(files)

    def import_files(self, files: Sequence[Path]) -> None:
        """Add chronologies to the case that is open."""
        self._import_into(self._bridge.case, files, self._add)

    def open_sample(self) -> None:
        """Start a case from the invented chronology that ships with the product."""
        if self.may_go():
            with resources.as_file(resources.files("resources").joinpath(*SAMPLE)) as file:
                self._import_into(empty_case(SAMPLE_NAME), [file], self._start_sample)

    def save_as(self) -> bool:
        """Ask for a file and keep the case in it. Whether that was done."""
        case = self._bridge.case
        path = ask_where_to_save(self._window, self._folder() / f"{case.name}{SUFFIX}")
        if path is None:
            return False
        session = self._bridge.session
        try:
            if case.name == Case(case.scheme).name:
                session.apply(rename_case(path.stem), "Name the case after its file")
            session.keep_looking(self._bridge.looking)
            session.save_as(path)
        except UserError as error:
            self.told.emit(str(error), Tone.PROBLEM, ())
            return False
        kept = session.path or path
        self._settings.become(self._settings.now.with_recent(kept))
        self.told.emit(
            f"The case is kept in {kept.name}; every change from now on is written there at once.", Tone.NOTE, ()
        )
        return True

    def may_go(self) -> bool:
        """Whether the open case may be put away: asks about one that no file holds, and keeps what is looked at."""
        session = self._bridge.session
        if session.unsaved and session.case.sources:
            answer = ask_about_unsaved(self._window)
            if answer is Keep.CANCEL or (answer is Keep.SAVE and not self.save_as()):
                return False
        try:
            session.keep_looking(self._bridge.looking)
        except UserError as error:
            self.told.emit(str(error), Tone.PROBLEM, ())
        return True

    def _open_case(self, file: Path) -> None:
        reviewer = self._bridge.session.reviewer

        def failed(error: UserError) -> None:
            self._settings.become(self._settings.now.without_recent(file))
            self.told.emit(str(error), Tone.PROBLEM, ())

        def work(_progress: Progress) -> Session:
            return Session.open(file, reviewer)

        self._jobs.start(f"Opening {file.name}", work, self._opened, failed, dropped=Session.close)

    def _opened(self, session: Session) -> None:
        self._bridge.take_session(session, session.looking())
        if session.path is not None:
            self._settings.become(self._settings.now.with_recent(session.path))

    def _import_into(self, case: Case, files: Sequence[Path], add: Callable[[Brought], bool]) -> None:
        def finished(brought: Brought) -> None:
            batch = brought.batch
            if batch.sources:
                self._remember_folder(files[0])
            if not is_worth_keeping(batch) or add(brought):
                outcome = outcome_of(batch)
                self.told.emit(outcome.words, outcome.tone, outcome.details)

        self._reading.read(files, case, finished)

    def _add(self, brought: Brought) -> bool:
        files = sorted({source.file for source in brought.batch.sources})
        label = f"Import {files[0]}" if len(files) == 1 else f"Import {number_of(len(files), 'file')}"
        try:
            self._bridge.session.apply(brought.step, label)
        except UserError as error:
            self._fail(error)
            return False
        return True

    def _start_with(self, brought: Brought) -> bool:
        self._bridge.take_session(empty_session(self._bridge.session.reviewer))
        return self._add(brought)

    def _start_sample(self, brought: Brought) -> bool:
        self._bridge.take_session(empty_session(self._bridge.session.reviewer, SAMPLE_NAME))
        return self._add(brought)

    def _fail(self, error: UserError) -> None:
        self.told.emit(str(error), Tone.PROBLEM, ())

    def _folder(self) -> Path:
        kept = Path(self._settings.now.last_folder or Path.home())
        return kept if kept.is_dir() else Path.home()

    def _remember_folder(self, file: Path) -> None:
        if file.name != SAMPLE[-1]:
            self._settings.change(last_folder=str(file.parent))


def empty_case(name: str = "") -> Case:
    """A case without anything in it, under the default scheme."""
    return Case(default_scheme(), name) if name else Case(default_scheme())


def empty_session(reviewer: Reviewer, name: str = "") -> Session:
    """A session on an empty case."""
    return Session(empty_case(name), reviewer)


def is_case_file(path: Path) -> bool:
    """Whether the file's name is that of a case file."""
    return path.suffix.lower() == SUFFIX
