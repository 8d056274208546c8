"""Several edits as one step."""

from collections.abc import Sequence

from app.case.model import Case, Changes, Edit


def chained(edits: Sequence[Edit]) -> Edit:
    """One edit that is all of these, each applied to what the one before it left."""

    def edit(case: Case) -> tuple[Case, Changes]:
        total = Changes()
        for one in edits:
            case, changes = one(case)
            total = total | changes
        return case, total

    return edit
