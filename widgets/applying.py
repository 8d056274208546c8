"""Changing the case from a page of its own: in the reviewer's name, one step for each change."""

from collections.abc import Callable

from app.case.edits import Reviewer
from app.case.model import Edit
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.case_bridge import CaseBridge

NAMELESS = tr("Nothing was changed: a change needs the reviewer's name.")

MakeEdit = Callable[[Reviewer], Edit]


class Applying:
    """Applies edits to the open case. Where one cannot be, its error says why."""

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None]) -> None:
        self._bridge = bridge
        self._reviewer = reviewer

    def apply(self, make: MakeEdit, label: str) -> None:
        """Change the case in the reviewer's name, who is asked for where nobody gave it.

        Raises:
            UserError: when no name was given, or the edit does not fit the case or cannot be written.
        """
        by = self._reviewer()
        if by is None:
            raise UserError(NAMELESS)
        self._bridge.session.apply(late.following.following(make(by)), label)

    def attempt(self, make: MakeEdit, label: str, refused: Callable[[UserError], object]) -> bool:
        """Change the case as ``apply`` does; ``refused`` is told why that cannot be done. Whether it was done."""
        try:
            self.apply(make, label)
        except UserError as error:
            refused(error)
            return False
        return True

    def undo(self) -> None:
        """Take back the last step.

        Raises:
            UserError: when there is none, or it cannot be written.
        """
        self._bridge.session.undo()

    def redo(self) -> None:
        """Do the step again that was taken back last.

        Raises:
            UserError: when there is none, or it cannot be written.
        """
        self._bridge.session.redo()
