"""A case goes into a file of its own: at once where that is quick, else on the worker while the window lives on."""

from collections.abc import Callable
from pathlib import Path

from app.case.edits import rename_case
from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from app.session import Session, Written, write_new
from widgets.case_bridge import QUICK_EVENTS, CaseBridge
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.parts.message_bar import Tone

Tell = Callable[[str, Tone], None]


class Saving:
    """Keeps the open case in the file that was chosen, and tells so (words, tone)."""

    def __init__(self, bridge: CaseBridge, jobs: Jobs, settings: KeptSettings, tell: Tell) -> None:
        self._bridge, self._jobs, self._settings, self._tell = bridge, jobs, settings, tell

    def keep(self, path: Path, *, at_once: bool = False) -> bool:
        """Keep the case in that file. Whether that was done, or was begun where the case is large.

        ``at_once`` has it done on return: the case is about to go.
        """
        session = self._bridge.session
        if at_once or session.sealed or session.is_kept_in(path) or len(session.case.events) <= QUICK_EVENTS:
            return self._keep_in(session, path)
        case, trail, looking = session.case, session.trail, self._bridge.looking

        def work(progress: Progress) -> Written:
            return write_new(path, case, trail, looking, progress)

        def done(written: Written) -> None:
            if self._bridge.whole_session is session:
                self._keep_in(session, path, written)
            else:
                written.file.close()

        title = tr("Saving {file}").format(file=path.name)
        self._jobs.start(title, work, done, self._fail, dropped=lambda written: written.file.close())
        return True

    def _keep_in(self, session: Session, path: Path, written: Written | None = None) -> bool:
        """The new file comes first: the one until now may be the very reason why another is wanted."""
        try:
            session.save_as(path, written)
            if session.case.name == Case(session.case.scheme).name:
                session.apply(rename_case(path.stem), tr("Name the case after its file"))
            session.keep_looking(self._bridge.looking)
        except UserError as error:
            self._fail(error)
            return False
        kept = session.path or path
        self._settings.become(self._settings.now.with_recent(kept))
        words = tr("The case is kept in {file}; every change from now on is written there at once.")
        self._tell(words.format(file=kept.name), Tone.NOTE)
        return True

    def _fail(self, error: UserError) -> None:
        self._tell(str(error), Tone.PROBLEM)
