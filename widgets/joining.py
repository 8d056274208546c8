"""Joining a colleague's copy of the case with the open one, and deciding where the two differ."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.case.disagreements import settle
from app.case.edits import Reviewer
from app.case.history import time_now
from app.case.model import Changes, Settled
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from widgets import late
from widgets.actions import Deed
from widgets.applying import Applying
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_copy_to_join
from widgets.jobs import Jobs
from widgets.parts.message_bar import Tone

if TYPE_CHECKING:
    from app.agreement.joining import Joined
    from widgets.agreement.agreement_page import AgreementPage

_LABELS = {
    Settled.MINE: tr("Decide between two reviewers: left"),
    Settled.THEIRS: tr("Decide between two reviewers: right"),
    Settled.OWN: tr("Decide between two reviewers: own value"),
    Settled.WAITING: tr("Take a decision between two reviewers back"),
}


class Joining(QObject):
    """Asks for the copy, joins it in one step and shows what is to be decided.

    ``failed`` (UserError); ``told`` (words, tone) what came of it where no page says so.
    """

    failed = Signal(object)
    told = Signal(str, object)

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, reviewer: Callable[[], Reviewer | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._jobs, self._window = bridge, jobs, window
        self._applying = Applying(bridge, reviewer)
        self.page: AgreementPage | None = None
        self._measured = ""
        bridge.case_changed.connect(self._on_case_changed)
        bridge.session_opened.connect(self._on_session_opened)

    @property
    def deeds(self) -> Mapping[str, Deed]:
        """The deeds of the commands about two reviewers."""
        return {"case.join": self.ask, "case.differences": self.show_page}

    def ask(self) -> None:
        """Ask for a colleague's copy and join it."""
        path = ask_copy_to_join(self._window)
        if path is None:
            return
        case, trail = self._bridge.case, self._bridge.session.trail

        def work(_progress: Progress) -> "Joined":
            return late.joining.join(case, trail, path)

        self._jobs.start(tr("Joining {file}").format(file=path.name), work, self._take, self.failed.emit)

    def _take(self, joined: "Joined") -> None:
        self._measured = late.agreement_values.agreement_in_words(joined.agreement)
        if joined.after is joined.before:
            none = tr("{file} has nothing that this case lacks.").format(file=joined.file)
            self.told.emit(f"{none} {self._measured}", Tone.NOTE)
            return
        label = tr("Join the copy {file}").format(file=joined.file)
        if not self._applying.attempt(lambda _by: joined.edit, label, self.failed.emit):
            return
        if joined.waits or self.page is not None:
            self.show_page()
            return
        alike = tr("{file} is joined; the two reviewers differ nowhere.").format(file=joined.file)
        self.told.emit(f"{alike} {self._measured}", Tone.NOTE)

    def show_page(self) -> None:
        """Show what two reviewers gave otherwise."""
        if self.page is not None:
            self.page.tell_agreement(self._measured)
            self.page.activateWindow()
            return
        page = self.page = late.agreement_page.AgreementPage(self._window)
        page.decided.connect(self._decide)
        page.undo_asked.connect(self._undo)
        page.finished.connect(lambda _code: self._let_go(page))
        page.tell_agreement(self._measured)
        page.show_case(self._bridge.case)
        page.show()

    def close_page(self) -> None:
        """Put the page away; what was decided stays decided, and the rest waits in the case."""
        if self.page is not None:
            self.page.close()

    def _decide(self, place: int, choice: Settled, own: str) -> None:
        done = self._applying.attempt(
            lambda by: settle(place, choice, by, time_now(), own), _LABELS[choice], self._tell
        )
        if done and self.page is not None:
            self.page.bar.dismiss()

    def _undo(self) -> None:
        try:
            self._applying.undo()
        except UserError as error:
            self._tell(error)

    def _tell(self, error: UserError) -> None:
        if self.page is not None:
            self.page.bar.tell(str(error), Tone.PROBLEM)

    def _let_go(self, page: "AgreementPage") -> None:
        self.page = None
        page.deleteLater()

    def _on_session_opened(self) -> None:
        self._measured = ""
        self.close_page()

    def _on_case_changed(self, _changes: Changes) -> None:
        if self.page is not None:
            self.page.show_case(self._bridge.case)
