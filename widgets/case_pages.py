"""The pages of a case that open beside the chart: possible duplicates, who is who, what agencies returned."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from app import PRODUCT
from app.case.duplicate_edits import count_undecided
from app.case.edits import Reviewer
from app.case.model import Case, Changes
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge
from widgets.commands import COMMANDS
from widgets.dialogs import ask_where_to_save_measures, ask_where_to_save_report
from widgets.jobs import Job, Jobs
from widgets.kept_settings import KeptSettings
from widgets.parts.message_bar import MessageBar, Offer, Tone

if TYPE_CHECKING:
    from app.export.import_report import ReportSheet
    from importers.duplicates.suggesting import DuplicateSuggestion
    from widgets.duplicates.duplicates_page import DuplicatesPage
    from widgets.duplicates.pairs import Pair, Stand
    from widgets.measures.measures_page import MeasuresPage
    from widgets.measures.times_page import TimesPage
    from widgets.parts.pseudonym_box import PseudonymBox
    from widgets.people.people_page import PeoplePage
    from widgets.returns.returns_page import ReturnsPage

REDO = next(command.keys for command in COMMANDS if command.id == "edit.redo")


class CasePages(QObject):
    """Opens each page once and keeps it in step with the case. ``failed`` (UserError) for what no page can say.

    ``in_panel`` is asked whether a panel is being shown: tables then open with pseudonyms. Whoever shows it sets that.
    """

    failed = Signal(object)

    def __init__(
        self,
        bridge: CaseBridge,
        jobs: Jobs,
        settings: KeptSettings,
        reviewer: Callable[[], Reviewer | None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._jobs = jobs
        self._window = window
        self._settings = settings
        self._applying = Applying(bridge, reviewer)
        self.duplicates: DuplicatesPage | None = None
        self.people: PeoplePage | None = None
        self.returns: ReturnsPage | None = None
        self.measures: MeasuresPage | None = None
        self.times: TimesPage | None = None
        self._search: Job | None = None
        self.in_panel: Callable[[], bool] = lambda: False
        jobs.changed.connect(self._on_jobs_changed)
        bridge.case_changed.connect(self._on_case_changed)
        bridge.session_opened.connect(self.close_all)

    def close_all(self) -> None:
        """Put away the pages of a case that is no longer open."""
        for page in (self.duplicates, self.people, self.returns, self.measures, self.times):
            if page is not None:
                page.close()

    def show_duplicates(self) -> None:
        """Show the pairs of records that may tell the same event."""
        if self.duplicates is not None:
            self.duplicates.activateWindow()
            return
        page = self.duplicates = late.duplicates_page.DuplicatesPage(self._window)
        page.decided.connect(self._decide)
        page.undo_asked.connect(lambda: self._undo(page.bar))
        self._listen_for_redo(page, page.bar)
        page.apart_asked.connect(
            lambda: self._apply(lambda _by: count_undecided(), tr("Count what came in as repeats separately"), page.bar)
        )
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()
        case = self._bridge.case

        def look(progress: Progress) -> "tuple[DuplicateSuggestion, ...]":
            return late.duplicates.suggest_duplicates(count_undecided()(case)[0], progress)

        def found(suggestions: "tuple[DuplicateSuggestion, ...]") -> None:
            if self.duplicates is page:
                pairs = late.duplicate_pairs.pairs_of(self._bridge.case, suggestions)
                page.show_pairs(self._bridge.case, pairs)

        self._search = self._jobs.start(tr("Looking for duplicates"), look, found, self._fail)

    def show_people(self) -> None:
        """Show who is who."""
        if self.people is not None:
            self.people.activateWindow()
            return
        page = self.people = late.people_page.PeoplePage(self._bridge.case, self._window)
        page.change_asked.connect(lambda make, label: self._apply(make, label, page.bar))
        page.undo_asked.connect(lambda: self._undo(page.bar))
        self._listen_for_redo(page, page.bar)
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def show_returns(self) -> None:
        """Show the files, the time under review and the report of the import."""
        if self.returns is not None:
            self.returns.activateWindow()
            return
        page = self.returns = late.returns_page.ReturnsPage(self._bridge.case, self._window)
        self._choose_names(page.pseudonyms)
        page.change_asked.connect(lambda make, label: self._apply(make, label, page.bar))
        page.undo_asked.connect(lambda: self._undo(page.bar))
        self._listen_for_redo(page, page.bar)
        page.report_asked.connect(lambda sheets: self._save_report(page, sheets))
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def show_measures(self) -> None:
        """Show the measures of each child, as of the day of the chosen record or the last of the record."""
        if self.measures is not None:
            self.measures.activateWindow()
            return
        case, event = self._bridge.case, self._bridge.looking.event
        day = None if event is None else int(case.events.day[case.events.position(event)])
        page = self.measures = late.measures_page.MeasuresPage(case, day, self._window)
        self._choose_names(page.pseudonyms)
        page.save_asked.connect(lambda sheets: self._save_measures(page, sheets))
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def show_times(self) -> None:
        """Show how long each child was at each level, in the whole record and in the days that are shown."""
        if self.times is not None:
            self.times.activateWindow()
            return
        view = self._bridge.looking.view
        days = None if view.first_day is None or view.last_day is None else (view.first_day, view.last_day)
        page = self.times = late.times_page.TimesPage(self._bridge.case, view.children, days, self._window)
        self._choose_names(page.pseudonyms)
        page.save_asked.connect(lambda sheets: self._save_measures(page, sheets))
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def _choose_names(self, box: "PseudonymBox") -> None:
        """While a panel is shown, what is saved for it goes out with pseudonyms, unless somebody says otherwise."""
        box.named_in = self._bridge.whole_case
        box.setChecked(self.in_panel())

    def _save_measures(self, page: "MeasuresPage | TimesPage", sheets: "tuple[ReportSheet, ...]") -> None:
        """Ask for a file and write measures or times there: a few rows a child, so at once."""
        case = self._bridge.case
        named = tr("{case} time at each level.xlsx") if page is self.times else tr("{case} measures.xlsx")
        path = ask_where_to_save_measures(
            page, self._settings.folder / named.format(case=_file_name(page.pseudonyms, case))
        )
        if path is None:
            return
        try:
            late.import_report.save_sheets(sheets, path, _marking(page.pseudonyms, case))
        except UserError as error:
            page.bar.tell(str(error), Tone.PROBLEM)
            return
        page.bar.tell(tr("The measures are kept in {file}.").format(file=path.name), Tone.NOTE)

    def _save_report(self, page: "ReturnsPage", sheets: "tuple[ReportSheet, ...]") -> None:
        """Ask for a file and write the report of the import there."""
        case = self._bridge.case
        named = tr("{case} import report.xlsx").format(case=_file_name(page.pseudonyms, case))
        path, marking = ask_where_to_save_report(page, self._settings.folder / named), _marking(page.pseudonyms, case)
        if path is None:
            return

        def work(_progress: Progress) -> Path:
            late.import_report.save_sheets(sheets, path, marking)
            return path

        def tell(words: str, tone: Tone) -> None:
            if self.returns is page:
                page.bar.tell(words, tone)

        self._jobs.start(
            tr("Saving the import report"),
            work,
            lambda kept: tell(tr("The import report is kept in {file}.").format(file=kept.name), Tone.NOTE),
            lambda error: tell(str(error), Tone.PROBLEM),
        )

    def _decide(self, pair: "Pair", stand: "Stand") -> None:
        page, case = self.duplicates, self._bridge.case
        if page is not None:
            stands = late.duplicate_pairs.Stand
            label = {
                stands.SAME: tr("Take two records for one event"),
                stands.TWO: tr("Take two records for two events"),
            }
            words = label.get(stand, tr("Take a decision on two records back"))
            self._apply(lambda by: late.duplicate_pairs.decide(case, pair, stand, by), words, page.bar)

    def _apply(self, make: MakeEdit, label: str, bar: MessageBar) -> bool:
        """Change the case; what could not be done is said in the page's own bar. Whether it was done."""
        if not self._applying.attempt(make, label, lambda error: bar.tell(str(error), Tone.PROBLEM)):
            return False
        if self.duplicates is not None and bar is self.duplicates.bar:
            bar.dismiss()  # each decision stands in the list
        else:
            bar.tell(tr("{step}: done.").format(step=label), Tone.NOTE, (), Offer(tr("Undo"), lambda: self._undo(bar)))
        return True

    def _undo(self, bar: MessageBar) -> None:
        self._step(bar, self._applying.undo, tr("Taken back: {step}"), self._bridge.session.undo_label)

    def _redo(self, bar: MessageBar) -> None:
        self._step(bar, self._applying.redo, tr("Done again: {step}"), self._bridge.session.redo_label)

    def _step(self, bar: MessageBar, deed: Callable[[], None], words: str, step: str) -> None:
        """Take a step back or do it again from a page, and say so in its bar."""
        if not step:
            bar.tell(tr("There is nothing to take back or do again."), Tone.NOTE)
            return
        try:
            deed()
        except UserError as error:
            bar.tell(str(error), Tone.PROBLEM)
            return
        bar.tell(words.format(step=step), Tone.NOTE)

    def _listen_for_redo(self, page: QDialog, bar: MessageBar) -> None:
        for keys in REDO:
            QShortcut(QKeySequence(keys), page, lambda: self._redo(bar))

    def _let_go(self, page: QDialog) -> None:
        if page is self.duplicates:
            self.duplicates = None
        if page is self.people:
            self.people = None
        if page is self.returns:
            self.returns = None
        if page is self.measures:
            self.measures = None
        if page is self.times:
            self.times = None
        page.deleteLater()

    def _on_case_changed(self, changes: Changes) -> None:
        case = self._bridge.case
        if self.duplicates is not None and (changes.decisions or changes.events or changes.all_events):
            self.duplicates.show_case(case)
        for page in (self.people, self.returns, self.measures, self.times):
            if page is not None:
                page.show_case(case)

    def _on_jobs_changed(self) -> None:
        search, page = self._search, self.duplicates
        if search is not None and search.cancelled and page is not None:
            self._search = None
            page.tell_cancelled()

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)


def _file_name(box: "PseudonymBox", case: Case) -> str:
    """What a file is called after: the case, whose name may tell whose it is, or only what it is."""
    return PRODUCT if box.isChecked() else case.name


def _marking(box: "PseudonymBox", case: Case) -> str:
    return box.over_words(case.marking, case)
