"""The search over the records of the open case: made ready when somebody wants to search, kept in step from then on."""

from PySide6.QtCore import QObject, Signal

from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.memory import give_back
from app.progress import Progress
from app.search.index import Rows
from app.search.query import Query
from app.search.record_search import RecordSearch, search_over
from widgets.jobs import Job, Jobs

QUICK_ROWS = 2_000
"""A case of up to this many rows is made ready at once, a larger one on the worker."""


class Searching(QObject):
    """``became_ready`` once a search that had to be made ready on the worker can be asked."""

    became_ready = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._search: RecordSearch | None = None
        self._case: Case | None = None
        self._making: Job | None = None

    @property
    def making_ready(self) -> bool:
        """Whether the records are just being read."""
        return self._making is not None

    def follow(self, case: Case) -> None:
        """Another state of the same case is shown."""
        if self._search is not None and self._case is not None:
            self._search = self._search.brought_up(self._case, case)
            self._case = case

    def forget(self) -> None:
        """Another case is shown."""
        self._search = self._case = None
        if self._making is not None:
            self._jobs.cancel(self._making)
            self._making = None

    def make_ready(self, case: Case) -> bool:
        """See to it that the case can be searched; whether it can be at once."""
        if self._search is not None:
            return True
        if len(case.events) <= QUICK_ROWS:
            self._search, self._case = search_over(case), case
            return True
        if self._making is None:

            def work(progress: Progress) -> RecordSearch:
                search = search_over(case, progress)
                give_back()
                return search

            self._making = self._jobs.start(
                tr("Reading every record"),
                work,
                lambda search: self._made_ready(search, case),
                self._on_failed,
                quiet=True,
            )
        return False

    def matching(self, case: Case, query: Query) -> Rows | None:
        """(n,): the events that a query finds; None where it asks for nothing, or cannot be answered yet."""
        if not query.terms or not self.make_ready(case) or self._search is None:
            return None
        return self._search.matching(case, query)

    def _made_ready(self, search: RecordSearch, case: Case) -> None:
        self._making = None
        self._search, self._case = search, case
        self.became_ready.emit()

    def _on_failed(self, error: UserError) -> None:
        self._making = None
        self.failed.emit(error)
