"""A case that was never saved outlives a crash: a draft of it is kept beside the settings until it is saved or let go.

Rows of a file that asked for a password are never written unasked: such a case has no draft until it is saved, and
the import says so.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.case.dates import spoken
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from app.session import Session
from app.settings_file import settings_file
from app.storage.case_file import read_copy
from app.storage.drafts import Draft, Left, left_behind, new_draft, remove_draft
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_to_delete_draft
from widgets.filing import Filing
from widgets.jobs import Job, Jobs
from widgets.parts.message_bar import Offer, Tone
from widgets.start.start_page import StartPage

FOLDER = "unsaved"
"""The folder of the drafts, beside the settings."""


class Rescuing(QObject):
    """Writes each change of an unsaved case on the worker, and takes the draft away when it has been let go.

    ``found`` (Left) with the drafts that a crash left; ``taken_up`` (when it was last changed) once one is open
    again; ``failed`` (UserError) where one cannot be written, once for a case, or not be read.
    """

    found = Signal(object)
    taken_up = Signal(object)
    failed = Signal(object)

    def __init__(
        self, bridge: CaseBridge, jobs: Jobs, folder: Path, worth: Callable[[Session], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._bridge, self._jobs, self._folder, self._worth = bridge, jobs, folder, worth
        self._session: Session | None = None
        self._draft: Draft | None = None
        self._going: list[Draft] = []
        self._at_work: Job | None = None
        self._kept: object = None
        self._given_up: Session | None = None
        self._taking: Path | None = None
        bridge.session_opened.connect(self.follow)
        bridge.case_changed.connect(self.follow)

    def look(self) -> None:
        """Tell which drafts lie there."""
        self.found.emit(left_behind(self._folder))

    def follow(self, _changes: object = None) -> None:
        """Keep the case as it now is; let go of the draft of one that is saved, or open no more."""
        session = self._bridge.whole_session
        if session is not self._session:
            self._let_go()
            self._session = session
            self._draft, self._taking = (Draft(self._taking) if self._taking else None), None
        if session.path is not None or not session.unsaved or not self._worth(session):
            self._let_go()
        elif self._at_work is None and session.case is not self._kept and session is not self._given_up:
            self._keep(session)

    def take_up(self, left: Left) -> None:
        """Open a draft again, as a case that is still to be saved."""
        reviewer = self._bridge.session.reviewer

        def work(_progress: Progress) -> Session:
            return Session.taken_up(*read_copy(left.path), reviewer)

        def done(session: Session) -> None:
            self._taking = left.path
            self._bridge.take_session(session)
            self.taken_up.emit(left.changed)

        self._jobs.start(tr("Opening the case that was not saved"), work, done, self.failed.emit)

    def forget(self, left: Left) -> None:
        """Take a draft away for good."""
        try:
            remove_draft(left.path)
        except UserError as error:
            self.failed.emit(error)
        self.look()

    def end(self) -> None:
        """The window has closed as it should, and its worker has ended: what is still kept goes.

        So does what the worker was to take away and never came to.
        """
        drafts = [*self._going, self._draft] if self._draft is not None else self._going
        self._going, self._draft = [], None
        for draft in drafts:
            draft.remove()

    def _keep(self, session: Session) -> None:
        if self._draft is None:
            self._draft = new_draft(self._folder)
        draft, case, trail = self._draft, session.case, session.trail

        def done(_answer: None) -> None:
            self._at_work, self._kept = None, case
            self.follow()

        def failed(error: UserError) -> None:
            self._at_work, self._given_up = None, session
            self.failed.emit(error)

        def work(_progress: Progress) -> None:
            draft.keep(case, trail)

        self._at_work = self._jobs.start(tr("Keeping the case"), work, done, failed, quiet=True)

    def _let_go(self) -> None:
        draft, self._draft, self._kept = self._draft, None, None
        if self._at_work is not None:
            self._jobs.cancel(self._at_work)
            self._at_work = None
        if draft is not None:
            self._going.append(draft)

            def done(_answer: None) -> None:
                self._going.remove(draft)
                self.look()

            # After whatever the worker still writes into it.
            self._jobs.start(tr("Keeping the case"), lambda _p: draft.remove(), done, self.failed.emit, quiet=True)


def rescue(bridge: CaseBridge, jobs: Jobs, filing: Filing, page: StartPage, tell: Callable[..., None]) -> Rescuing:
    """Drafts for the cases of this window, offered on its start page where a crash left some."""
    folder = settings_file().with_name(FOLDER)
    rescuing = Rescuing(bridge, jobs, folder, filing.worth_a_draft, page)

    def open_again(left: Left) -> None:
        if filing.may_go():
            rescuing.take_up(left)

    def delete(left: Left) -> None:
        if ask_to_delete_draft(page.window()):
            rescuing.forget(left)

    def say(changed: datetime) -> None:
        when = f"{spoken(changed.date())}, {changed:%H:%M}"
        words = tr("This is the case as it was on {when}, when Lifelanes ended. No file of yours holds it yet.")
        tell(words.format(when=when), Tone.NOTE, (), (Offer(tr("Save case as…"), filing.save_as),))

    rescuing.found.connect(page.show_left_behind)
    rescuing.failed.connect(lambda error: tell(str(error), Tone.PROBLEM, (), None))
    rescuing.taken_up.connect(say)
    page.left_behind.asked.connect(open_again)
    page.left_behind.delete_asked.connect(delete)
    filing.told.connect(lambda *_told: rescuing.follow())
    rescuing.look()
    if page.left_behind.fields:
        page.left_behind.fields[0].setFocus()
    rescuing.follow()
    return rescuing
