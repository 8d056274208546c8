"""Long work as the window shows it: what runs, how far it is, and a way to stop it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.language import tr
from widgets.jobs import Jobs
from widgets.parts.message_bar import Tone
from widgets.parts.progress_strip import ProgressStrip


class Working(QObject):
    """Keeps the progress in the status bar in step with the jobs asked for; ``tell`` says what was stopped."""

    def __init__(self, jobs: Jobs, strip: ProgressStrip, tell: Callable[[str, Tone], None], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._strip, self._tell = jobs, strip, tell
        jobs.changed.connect(self._show)
        strip.cancel_asked.connect(self._cancel)

    def _show(self) -> None:
        asked = [job for job in self._jobs.running if not job.quiet]
        if asked:
            job = asked[0]
            self._strip.show_progress(job.words or f"{job.title}…", job.share)
        else:
            self._strip.hide()

    def _cancel(self) -> None:
        asked = [job for job in self._jobs.running if not job.quiet]
        for job in asked:
            self._jobs.cancel(job)
        if asked:
            self._tell(tr("Cancelled. The case is as it was."), Tone.NOTE)
