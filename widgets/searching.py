"""The search over the records of the open case: made ready while the window waits for a person, or when somebody wants
to search before that, and kept in step from then on."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.case.model import Case
from app.errors import UserError
from app.language import tr
from app.memory import give_back
from app.progress import Progress
from app.search.index import Rows
from app.search.query import Query
from app.search.record_search import RecordSearch, search_over
from widgets.at_rest import WindowAtRest
from widgets.jobs import Job, Jobs

QUICK_ROWS = 2_000
"""A case of up to so many rows is made ready at once where somebody wants to search it, a larger one on the worker."""


class Searching(QObject):
    """``became_ready`` once a search that had to be made ready on the worker can be asked.

    The worker gives way to the window whether or not somebody waits for it, so that no key that is typed meanwhile is
    slow. While nobody waits, other work goes before.
    """

    became_ready = Signal()
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._search: RecordSearch | None = None
        self._case: Case | None = None
        self._making: Job | None = None
        self._asked = False
        self._rest = WindowAtRest()
        jobs.changed.connect(self._let_others_first)

    @property
    def ready(self) -> bool:
        """Whether it can be searched at once, or is being made ready."""
        return self._search is not None or self._making is not None

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
        self._give_up()

    def make_ready(self, case: Case) -> bool:
        """See to it that the case can be searched, since somebody wants to; whether it can be at once."""
        self._asked = True
        if self._search is None and len(case.events) <= QUICK_ROWS:
            self._give_up()
            self._search, self._case = search_over(case), case
        elif not self.ready:
            self._make(case)
        return self._search is not None

    def make_ahead(self, case: Case) -> None:
        """Make the case ready to be searched before anybody wants to."""
        if not self.ready:
            self._asked = False
            self._make(case)

    def _make(self, case: Case) -> None:
        def work(progress: Progress) -> RecordSearch:
            search = search_over(case, replace(progress, give_way=self._rest.give_way))
            give_back()
            return search

        self._rest.watch()
        self._making = self._jobs.start(
            tr("Reading every record"),
            work,
            lambda search: self._made_ready(search, case),
            self._on_failed,
            quiet=True,
        )

    def matching(self, case: Case, query: Query) -> Rows | None:
        """(n,): the events that a query finds; None where it asks for nothing, or cannot be answered yet."""
        if not query.terms or not self.make_ready(case) or self._search is None:
            return None
        return self._search.matching(case, query)

    def _let_others_first(self) -> None:
        job = self._making
        if job is not None and not self._asked and any(other is not job for other in self._jobs.running):
            self._give_up()

    def _give_up(self) -> None:
        job, self._making = self._making, None
        if job is not None:
            self._rest.watch_no_more()
            self._jobs.cancel(job)

    def _made_ready(self, search: RecordSearch, case: Case) -> None:
        self._making = None
        self._rest.watch_no_more()
        self._search, self._case = search, case
        self.became_ready.emit()

    def _on_failed(self, error: UserError) -> None:
        self._making = None
        self._rest.watch_no_more()
        self.failed.emit(error)
