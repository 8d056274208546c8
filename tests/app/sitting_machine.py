"""A reviewer at random before an open case: takes steps, undoes them, and does them again."""

import shutil
import tempfile
from pathlib import Path

from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from app.case.checks import equal_cases
from app.case.edits import Edit, Reviewer
from app.case.model import Case, Changes
from app.errors import UserError
from app.session import Session

ANN = Reviewer("Ann")


class Sitting(RuleBasedStateMachine):
    """Holds the session and the cases before and ahead of it.

    Every step is undone exactly, or changes nothing; the file holds at the end what the session holds.
    """

    def __init__(self, start: Case) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lifelanes-test-"))
        self.session = Session(start, ANN)
        self.before: list[Case] = []
        self.after: list[Case] = []

    def holds(self, before: Case, now: Case, changes: Changes) -> None:
        """What must hold of each step, by what it says it changed."""
        raise NotImplementedError

    def do(self, edit: Edit) -> None:
        """Take a step; one that is refused, or that says it changed nothing, leaves the case alone."""
        before = self.session.case
        try:
            changes = self.session.apply(edit, "a step")
        except UserError:
            assert self.session.case is before
            return
        if changes == Changes():
            assert self.session.case is before
            return
        self.holds(before, self.session.case, changes)
        self.before.append(before)
        self.after.clear()

    @precondition(lambda self: self.before)
    @rule()
    def undoes(self) -> None:
        now = self.session.case
        self.session.undo()
        assert self.session.case is self.before.pop()
        self.after.append(now)

    @precondition(lambda self: self.after)
    @rule()
    def redoes(self) -> None:
        now = self.session.case
        self.session.redo()
        assert self.session.case is self.after.pop()
        self.before.append(now)

    def comes_back_to(self, path: Path, reviewer: Reviewer) -> None:
        """Close the case and open it from that file; no step of the sitting before can be undone."""
        self.session.close()
        self.session = Session.open(path, reviewer)
        self.before.clear()
        self.after.clear()

    def teardown(self) -> None:
        self.session.close()
        if self.session.path:
            kept = Session.open(self.session.path, ANN)
            assert equal_cases(kept.case, self.session.case)
            kept.close()
        shutil.rmtree(self.folder)


def sources_that_differ(before: Case, after: Case) -> set[int]:
    """The sources (ids) that are not the same in both cases."""
    most = max(len(before.sources), len(after.sources))
    return {place for place in range(most) if before.sources[place : place + 1] != after.sources[place : place + 1]}
