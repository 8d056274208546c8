"""What a reviewer marks in the record: key practice episodes, and places to come back to.

A key practice episode is a stretch of days in which practice is looked at closely (Fish, Munro and Bairstow,
Learning Together to Safeguard Children, SCIE guide 24, 2008). Children are named rather than numbered: a number means
another child once two were merged.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Episode:
    """A key practice episode from the first to the last day, both inclusive.

    ``children`` are the names of those it is about, none for all of them; ``by`` is who marked it.
    """

    title: str
    first: date
    last: date
    note: str = ""
    children: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place to come back to: the days shown (None for the whole record), the record (id) and the finding (id) that
    were chosen, where one was; ``by`` is who kept it, ``note`` what the reviewer wants to say there."""

    name: str
    first: date | None = None
    last: date | None = None
    event: int | None = None
    finding: str | None = None
    by: str = ""
    note: str = ""
