"""Opening, importing, saving and closing: what happens to a case as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.case.codes import unmarked
from app.case.edits import Reviewer
from app.case.model import Case
from app.case.scheme import default_scheme
from app.errors import UserError
from app.language import tr, trn
from app.progress import Progress
from app.session import SUFFIX, Session
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.dialogs import Keep, ask_about_unsaved, ask_files_to_open, ask_where_to_save
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.parts.message_bar import Offer, Tone
from widgets.saving import Saving

if TYPE_CHECKING:
    from widgets.importing.reading import Brought, Reading
    from widgets.importing.understanding import Understood

SAMPLE = ("examples", "perry", "combined.xlsx")
SAMPLE_NAME = tr("Sample case")


@dataclass(frozen=True, slots=True)
class Last:
    """The last import: what was understood, the case before and after it, and whether it added anything."""

    understood: "Understood"
    before: Case
    after: Case
    added: bool


class Filing(QObject):
    """Asks what has to be asked, works through jobs, and says what came of it.

    ``told`` (words, tone, details, offers) says it; offers may be None. ``duplicates_asked`` and ``rejected_asked``
    when somebody wants to look at such records, ``markers_asked`` when coded rows are to get markers.
    """

    told = Signal(str, object, object, object)
    duplicates_asked = Signal()
    rejected_asked = Signal()
    markers_asked = Signal()

    def __init__(self, bridge: CaseBridge, jobs: Jobs, settings: KeptSettings, window: QWidget) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._jobs = jobs
        self._settings = settings
        self._window = window
        self._last: Last | None = None
        self._unlocked = frozenset[str]()
        self._protected = WeakSet[Session]()
        self._saving = Saving(bridge, jobs, settings, lambda words, tone: self.told.emit(words, tone, (), None))

    @cached_property
    def _reading(self) -> "Reading":
        reading = late.import_reading.Reading(self._jobs, lambda: self._bridge.session.reviewer, self._window)
        reading.failed.connect(self._fail)
        return reading

    def new_case(self) -> None:
        """Start an empty case, once the one that is open may go."""
        if self.may_go():
            self._bridge.take_session(empty_session(self._bridge.session.reviewer))

    def choose_and_open(self) -> None:
        """Ask for a case file or chronologies, and open them."""
        files = ask_files_to_open(self._window, self._settings.folder, tr("Open"), both=True)
        if files:
            self.open_files(files)

    def choose_and_import(self) -> None:
        """Ask for chronologies and add them to the case."""
        files = ask_files_to_open(self._window, self._settings.folder, tr("Import chronologies"), both=False)
        if files:
            self.import_files(files)

    def choose_and_check(self) -> None:
        """Ask for chronologies and show what they are taken for before their rows join the case."""
        files = ask_files_to_open(self._window, self._settings.folder, tr("Import with a check"), both=False)
        if files:
            self._import_into(self._bridge.case, files, self._add, check=True)

    def paste(self) -> None:
        """Add a table from the clipboard to the case, as if it were a file."""
        text = QGuiApplication.clipboard().text()
        if "\n" not in text.strip():
            self._fail(tr("There is no table on the clipboard: copy its cells with the headings."))
            return
        case = self._bridge.case
        name = tr("Pasted {when}").format(when=f"{datetime.now():%d %b %Y %H.%M.%S}")
        self._reading.read_text(name, text, case, lambda brought: self._take(brought, case, self._add))

    def check_columns(self) -> None:
        """Show again what the last import was taken for, and take it in anew as a person says."""
        last = self._last
        if last is None or self._bridge.case is not last.after:
            self._fail(tr("The case has changed since. Undo back to the import first, or import with a check."))
            return

        def add(brought: "Brought") -> bool:
            if self._bridge.case is not last.after:
                self._fail(tr("The case has changed since. Import the files again."))
                return False
            if last.added:
                self._bridge.session.undo()
            return self._add(brought)

        self._reading.check(last.understood, last.before, lambda brought: self._take(brought, last.before, add))

    def open_files(self, files: Sequence[Path]) -> None:
        """Open a case file, or start a case from chronologies; the case that is open goes once that has worked."""
        cases = [file for file in files if is_case_file(file)]
        if len(cases) > 1 or (cases and len(files) > 1):
            self._fail(tr("One case can be open at a time: choose one case file, or chronologies."))
        elif self.may_go():
            if cases:
                self._open_case(cases[0])
            else:
                fresh = self._bridge.case
                # A scheme that was chosen before anything came in is that of the case to come.
                start = empty_case() if fresh.sources else Case(fresh.scheme)
                self._import_into(start, files, self._start_with)

    def take_files(self, files: Sequence[Path]) -> None:
        """What was dropped on the window: a case file is opened, chronologies are added to the case."""
        if self._jobs.busy:
            self._fail(tr("Other files are still being read. Wait until that is done, or cancel it."))
        elif any(is_case_file(file) for file in files):
            self.open_files([file.absolute() for file in files])
        else:
            self.import_files([file.absolute() for file in files])

    def import_files(self, files: Sequence[Path]) -> None:
        """Add chronologies to the case that is open."""
        self._import_into(self._bridge.case, files, self._add)

    def open_sample(self) -> None:
        """Start a case from the invented chronology that ships with the product, with everything a chart can tell."""
        case = empty_case(SAMPLE_NAME)

        def mark(brought: "Brought") -> None:
            work = partial(late.import_reading.marked_too, brought)
            taken = partial(self._take, case=case, add=self._start_with)
            self._jobs.start(tr("Looking for markers"), work, taken, self._fail)

        if self.may_go():
            with resources.as_file(resources.files("resources").joinpath(*SAMPLE)) as file:
                self._reading.read([file], case, mark)

    def save_as(self, *, at_once: bool = False) -> bool:
        """Ask for a file and keep the case in it. Whether that was done, or, unless ``at_once``, was begun."""
        path = ask_where_to_save(self._window, self._settings.folder / f"{self._bridge.case.name}{SUFFIX}")
        return path is not None and self._saving.keep(path, at_once=at_once)

    def may_go(self) -> bool:
        """Whether the open case may be put away: asks about one that no file holds, and keeps what is looked at."""
        self._bridge.see_all()
        session = self._bridge.session
        if session.unsaved and session.case.sources and not _is_untouched_sample(session):
            answer = ask_about_unsaved(self._window)
            if answer is Keep.CANCEL or (answer is Keep.SAVE and not self.save_as(at_once=True)):
                return False
        try:
            session.keep_looking(self._bridge.looking)
        except UserError as error:
            self._fail(error)
        return True

    def worth_a_draft(self, session: Session) -> bool:
        """Whether a crash would lose something by this case, and none of it came from a file with a password."""
        return bool(session.case.sources) and not self._is_protected(session) and not _is_untouched_sample(session)

    def _is_protected(self, session: Session) -> bool:
        """Whether the case has, or had before an undo, a file that a password opened: its trail may tell of it."""
        if any(source.digest in self._unlocked for source in session.case.sources):
            self._protected.add(session)
        return session in self._protected

    def forget_recent(self, file: Path | None) -> None:
        """Take a file off the list of recent ones, or all of them; the files themselves stay."""
        now = self._settings.now
        self._settings.become(replace(now, recent=()) if file is None else now.without_recent(file))

    def _open_case(self, file: Path) -> None:
        reviewer = self._bridge.session.reviewer

        def failed(error: UserError) -> None:
            self._settings.become(self._settings.now.without_recent(file))
            self._fail(error)

        def work(_progress: Progress) -> Session:
            return Session.open(file, reviewer)

        self._jobs.start(tr("Opening {file}").format(file=file.name), work, self._opened, failed, dropped=Session.close)

    def _opened(self, session: Session) -> None:
        self._bridge.take_session(session, session.looking())
        if session.path is not None:
            self._settings.become(self._settings.now.with_recent(session.path))

    def _import_into(
        self, case: Case, files: Sequence[Path], add: "Callable[[Brought], bool]", *, check: bool = False
    ) -> None:
        def finished(brought: "Brought") -> None:
            if brought.batch.sources and files[0].name != SAMPLE[-1]:
                self._settings.change(last_folder=str(files[0].parent))
            self._take(brought, case, add)

        self._reading.read(files, case, finished, check=check)

    def _take(self, brought: "Brought", case: Case, add: "Callable[[Brought], bool]") -> None:
        batch = brought.batch
        self._unlocked |= self._reading.unlocked
        worth = late.import_outcome.is_worth_keeping(batch)
        if worth and not add(brought):
            return
        self._last = Last(brought.understood, case, self._bridge.case, worth) if batch.sources else None
        outcome = late.import_outcome.outcome_of(batch, brought.understood.templates, brought.repeats, brought.crowded)
        offers = [Offer(tr("Check columns…"), self.check_columns)] if self._last is not None else []
        if outcome.rejected:
            offers.append(Offer(tr("Rejected rows"), self.rejected_asked.emit))
        if brought.repeats:
            offers.append(Offer(tr("Look at repeats…"), self.duplicates_asked.emit))
        if worth and not brought.marked and unmarked(self._bridge.case).any():
            offers.append(Offer(tr("Suggest markers"), self.markers_asked.emit))
        unkept = worth and self._bridge.session.path is None and self._is_protected(self._bridge.session)
        words = _told_of(outcome.words, worth and brought.again is not None, unkept)
        self.told.emit(words, outcome.tone, outcome.details, tuple(offers))

    def _add(self, brought: "Brought") -> bool:
        files = sorted({source.file for source in brought.batch.sources})
        if len(files) == 1:
            label = tr("Import {file}").format(file=files[0])
        else:
            label = trn("Import {count:,} file", "Import {count:,} files", len(files)).format(count=len(files))
        label = label if files else tr("Note files that could not be read")
        try:
            self._bridge.session.apply(brought.step, label)
        except UserError as error:
            self._fail(error)
            return False
        return True

    def _start_with(self, brought: "Brought") -> bool:
        if late.import_outcome.brings_rows(brought.batch):
            self._bridge.take_session(Session(brought.case, self._bridge.session.reviewer))
        elif self._bridge.case.sources:
            return True  # files that cannot be read start no case: the one that is open stays as it is
        return self._add(brought)

    def _fail(self, error: UserError | str) -> None:
        self.told.emit(str(error), Tone.PROBLEM, (), None)


def empty_case(name: str = "") -> Case:
    """A case without anything in it, under the default scheme."""
    return Case(default_scheme(), name) if name else Case(default_scheme())


def empty_session(reviewer: Reviewer) -> Session:
    """A session on an empty case."""
    return Session(empty_case(), reviewer)


def _told_of(outcome: str, replaced: bool, unkept: bool) -> str:
    """What is told after an import: what came, whether it took another file's place, and whether no file holds it."""
    words = tr("{outcome} They took the place of the file that came before.") if replaced else "{outcome}"
    words = words.format(outcome=outcome)
    if unkept:
        words += " " + tr("As a file was protected, nothing of this case is kept on the disk until you save it.")
    return words


def _is_untouched_sample(session: Session) -> bool:
    """Whether the case is the sample as it came, which can be had again at any time."""
    return session.case.name == SAMPLE_NAME and len(session.steps) <= 1 and not session.steps_ahead


def is_case_file(path: Path) -> bool:
    """Whether the file's name is that of a case file."""
    return path.suffix.lower() == SUFFIX
