"""One row as the coder sees it."""

from dataclasses import dataclass

from app.coding.naming import Mention
from app.coding.scanning import Scan


@dataclass(frozen=True, slots=True)
class Row:
    """A row's scanned text and response, whom it is about, and when it was. ``agency`` is its name in lower case.

    ``present`` are the children whom "all" means; ``year`` and ``ages`` (years, of children born by then) are
    None and empty where they are not known. ``named`` and ``named_in_response`` say who is named where.
    """

    text: Scan
    response: Scan
    subjects: frozenset[int]
    present: frozenset[int]
    year: int | None
    ages: dict[int, float]
    unborn: frozenset[int]
    agency: str = ""
    named: tuple[Mention, ...] = ()
    named_in_response: tuple[Mention, ...] = ()


def named_before(mentions: tuple[Mention, ...], first: int, start: int) -> frozenset[int]:
    """The children named between two places, the latest run of names: "P and S … Robin" gives Robin."""
    return frozenset().union(
        *(mention.children for mention in mentions if first <= mention.start and mention.end <= start)
    )
