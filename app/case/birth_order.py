"""In which order the children of a case stand: the oldest first, as a reviewer tells of a family."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.case.dates import day_number

if TYPE_CHECKING:
    from app.case.model import Case, Child


def oldest_first(case: "Case", children: "Sequence[Child] | None" = None) -> "list[Child]":
    """These children (None for all), the oldest first.

    Those whose birth nobody gave come after those who were born before the record begins, and before those who were
    born within it: a chronology that tells of a birth tells of the brothers and sisters who were there.

    Rows that are withdrawn count as well: the letters that children go by in papers must not change places because a
    row no longer counts.
    """
    begins = int(case.events.day.min()) if len(case.events) else None

    def place(child: "Child") -> tuple[int, int, int]:
        if child.born is None:
            return 1, 0, child.id
        born = day_number(child.born.day)
        return (2 if begins is not None and born > begins else 0), born, child.id

    return sorted(case.children if children is None else children, key=place)
