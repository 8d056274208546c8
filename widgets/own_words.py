"""A reviewer's own words for a case: tried, kept, taken from a file, and codes suggested anew by them."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer
from app.case.history import Step
from app.case.model import Case, Changes, Edit
from app.case.own_words import OwnEntry
from app.case.own_words_edits import forget_own_entry, keep_own_entry, take_own_entries
from app.errors import UserError
from app.language import tr, trn
from app.progress import Progress
from widgets import late
from widgets.actions import Deed
from widgets.applying import Applying
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_own_words_file, ask_where_to_save_own_words
from widgets.jobs import Job, Jobs
from widgets.parts.message_bar import Offer, Tone

if TYPE_CHECKING:
    from app.coding.lexicon import AnyEntry
    from app.coding.trying_words import Tried
    from widgets.knowledge.own_words_page import OwnWordsPage


class OwnWords(QObject):
    """Opens the page once and keeps it in step with the case. ``failed`` (UserError) for what is told without it."""

    failed = Signal(object)

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, reviewer: Callable[[], Reviewer | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._jobs, self._window = bridge, jobs, window
        self._applying = Applying(bridge, reviewer)
        self._trying: Job | None = None
        self._steps: list[Step] = []
        self.page: OwnWordsPage | None = None
        bridge.case_changed.connect(self._on_case_changed)
        bridge.session_opened.connect(self._on_session_opened)

    @property
    def deeds(self) -> Mapping[str, Deed]:
        """The deed of the command about own words."""
        return {"code.own_words": self.show_page}

    def show_page(self) -> None:
        """Show the case's own words."""
        if self.page is not None:
            self.page.activateWindow()
            return
        page = self.page = late.own_words_page.OwnWordsPage(self._bridge.case, self._window)
        page.try_asked.connect(self._try)
        page.keep_asked.connect(self._keep)
        page.forget_asked.connect(self._forget)
        page.anew_asked.connect(self._suggest_anew)
        page.file_asked.connect(self._read)
        page.save_asked.connect(self._save)
        page.undo_asked.connect(self._undo)
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def _try(self, entry: "AnyEntry", instead: str) -> None:
        """See what the words would do; what is tried already is given up for it."""
        case = self._bridge.case
        if self._trying is not None:
            self._jobs.cancel(self._trying)

        def done(tried: "Tried") -> None:
            self._trying = None
            if self.page is not None and self._bridge.case is case:
                self.page.show_tried(tried, entry)

        work: Callable[[Progress], Tried] = partial(late.trying_words.tried, entry, instead, case)
        self._trying = self._jobs.start(tr("Trying the words"), work, done, self._tell_fault, quiet=True)

    def _keep(self, entry: "AnyEntry", instead: str) -> None:
        own = late.case_words.own_entry(entry)
        words = ", ".join(entry.phrases)
        told = tr("Your own words: “{words}” changed") if instead else tr("Your own words: “{words}” added")
        self._change(keep_own_entry(own, instead), told.format(words=words), own.id)

    def _forget(self, own: OwnEntry) -> None:
        entry = late.case_words.entry_of(own)
        words = ", ".join(entry.phrases) if entry else own.id
        self._change(forget_own_entry(own.id), tr("Your own words: “{words}” deleted").format(words=words))

    def _read(self) -> None:
        path = ask_own_words_file(self._window)
        if path is not None:
            self._read_from(path)

    def _read_from(self, path: Path) -> None:
        case, session = self._bridge.case, self._bridge.session

        def done(entries: tuple[OwnEntry, ...]) -> None:
            if self._bridge.session is not session:
                return
            if self._bridge.case.scheme is not case.scheme:
                self._read_from(path)
                return
            label = tr("Your own words: those of {file} added").format(file=path.name)
            self._change(take_own_entries(entries), label)

        work: Callable[[Progress], tuple[OwnEntry, ...]] = partial(late.case_words.read_own_words, path, case)
        self._jobs.start(tr("Reading {file}").format(file=path.name), work, done, self._tell_fault)

    def _save(self) -> None:
        path = ask_where_to_save_own_words(self._window, Path(tr("own words.toml")))
        if path is None:
            return
        try:
            late.case_words.save_own_words(self._bridge.case, path)
        except UserError as error:
            self._tell_fault(error)
            return
        self._tell(tr("Your own words are kept in {file}, which --lexicon reads too.").format(file=path.name))

    def _change(self, edit: Edit, label: str, chosen: str | None = None) -> None:
        if self._attempt(edit, label) and self.page is not None:
            if chosen is not None:
                self.page.show_case(self._bridge.case, chosen)
            told = tr("{step}. Codes that were suggested before are as they were.").format(step=label)
            anew, undo = Offer(tr("Suggest codes anew"), self._suggest_anew), Offer(tr("Undo"), self._undo)
            self.page.bar.tell(told, Tone.NOTE, (), (anew, undo))

    def _suggest_anew(self) -> None:
        """What changed while codes were suggested has them suggested once more."""
        case, session = self._bridge.case, self._bridge.session

        def work(progress: Progress) -> Edit:
            return late.coding_anew.suggest_anew(case, None, progress)

        def done(edit: Edit) -> None:
            if self._bridge.session is not session:
                return
            if self._bridge.case is not case:
                self._suggest_anew()
            elif self._attempt(edit, tr("Suggest codes anew")):
                self._tell(_changed_words(case, self._bridge.case), Offer(tr("Undo"), self._undo))

        self._jobs.start(tr("Suggesting codes anew"), work, done, self._tell_fault)

    def _attempt(self, edit: Edit, label: str) -> bool:
        """Change the case, in a step that can be taken back from here. Whether that was done."""
        before = len(self._bridge.session.steps)
        done = self._applying.attempt(lambda _by: edit, label, self._tell_fault)
        self._steps += self._bridge.session.steps[before:]
        return done

    def _undo(self) -> None:
        """Take back the last step where it was made here; what was done elsewhere since is undone there."""
        last = self._bridge.session.steps[-1:]
        if last and not any(step is last[0] for step in self._steps):
            told = tr("Not undone: “{step}” came last, and was not made here. Edit > Undo takes it back.")
            self._tell(told.format(step=last[0].label))
            return
        try:
            self._applying.undo()
        except UserError as error:
            self._tell_fault(error)
            return
        self._tell(tr("Taken back: {step}").format(step=last[0].label))

    def _tell(self, words: str, *offers: Offer) -> None:
        if self.page is not None:
            self.page.bar.tell(words, Tone.NOTE, (), offers)

    def _tell_fault(self, error: UserError) -> None:
        """In the page, or in the window once that is closed."""
        if self.page is not None:
            self.page.bar.tell(str(error), Tone.PROBLEM)
        else:
            self.failed.emit(error)

    def _let_go(self, page: "OwnWordsPage") -> None:
        if self._trying is not None:
            self._jobs.cancel(self._trying)
            self._trying = None
        self.page = None
        page.deleteLater()

    def _on_case_changed(self, changes: Changes) -> None:
        if self.page is not None and (changes.own_words or changes.scheme or changes.events or changes.all_events):
            self.page.show_case(self._bridge.case)

    def _on_session_opened(self) -> None:
        """Put the page of another case away, and tell of own words that this version cannot use."""
        if self.page is not None:
            self.page.close()
        self._steps = []
        case = self._bridge.case
        if case.own_words:
            work: Callable[[Progress], str] = lambda _progress: late.case_words.fault_of(case)  # noqa: E731 - one word
            self._jobs.start(tr("Reading the lexicon"), work, self._tell_unused, self.failed.emit, quiet=True)

    def _tell_unused(self, fault: str) -> None:
        if fault:
            told = tr("This case’s own words are not used: {fault}").format(fault=fault)
            self.failed.emit(UserError(told, tr("Code > Your own words shows them.")))


def _changed_words(before: Case, after: Case) -> str:
    count = 0 if before is after else len(late.coding_anew.changed_rows(before, after))
    if not count:
        return tr("Suggested anew, every code is as it was.")
    return trn("{count:,} record has other codes now.", "{count:,} records have other codes now.", count).format(
        count=count
    )
