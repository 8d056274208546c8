"""A colleague's copy of the open case: how far both agree, and what joining the two would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.agreement.fields import Agreement, agreement
from app.agreement.labels import called_as_in, labels_of_case
from app.agreement.since import touched_since
from app.case.disagreements import waiting
from app.case.merge_edits import merge_copy
from app.case.model import Case, Changes, Edit
from app.errors import UserError
from app.language import tr
from app.storage.audit import Entry
from app.storage.case_file import read_copy


@dataclass(frozen=True, slots=True)
class Joined:
    """The case ``before``, what it is ``after`` joining, and how far the two reviewers agree on rows both coded.

    ``waits`` counts what is to be decided since the copies were joined.
    """

    file: str
    before: Case
    after: Case
    changes: Changes
    agreement: Agreement
    waits: int

    @property
    def edit(self) -> Edit:
        """The step that joins the two; it fits only the case it was made for.

        Raises:
            UserError: when the case has changed since.
        """

        def edit(case: Case) -> tuple[Case, Changes]:
            if case is not self.before:
                raise UserError(tr("The case has changed since the copy was read."), tr("Join it again."))
            return self.after, self.changes

        return edit


def join(mine: Case, trail: Sequence[Entry], path: Path) -> Joined:
    """Read a colleague's copy and join it with mine, whose audit trail is ``trail``; nothing is changed yet.

    Raises:
        UserError: when the file cannot be read, or is no copy of this case.
    """
    theirs, their_trail = read_copy(path)
    ours, their_touch = touched_since(trail, their_trail)
    after, changes = merge_copy(theirs, ours, their_touch)(mine)
    left, right = ours.by or tr("This copy"), their_touch.by or path.name
    told = agreement(
        labels_of_case(mine, left, confirmed=True, since=ours),
        labels_of_case(theirs, right, confirmed=True, since=their_touch, children=called_as_in(mine, theirs)),
    )
    return Joined(path.name, mine, after, changes, told, len(waiting(after)) - len(waiting(mine)))
