"""Findings put into words at the last search, so that one which says the same again is not put into words anew."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import NamedTuple

from app.analysis.child_record import ChildRecord
from app.analysis.finding import Finding
from app.case.scheme import Scheme


class _Known(NamedTuple):
    """Findings by what they follow from, under one scheme and for a child of one name."""

    scheme: Scheme
    name: str
    made: dict[Hashable, Finding]


class Remembered:
    """The findings of one kind about one child, as they are asked for during a search.

    What is not asked for in a search is forgotten after it.
    """

    def __init__(self, record: ChildRecord, kind: str) -> None:
        scheme, kept = record.case.scheme, record.case.events.kept
        key = "findings made", kind, record.child  # not words: a key
        known = kept.get(key)
        fits = isinstance(known, _Known) and known.scheme is scheme and known.name == record.name
        self._known: dict[Hashable, Finding] = known.made if isinstance(known, _Known) and fits else {}
        self._asked: dict[Hashable, Finding] = {}
        kept[key] = _Known(scheme, record.name, self._asked)

    def finding(self, number: int, facts: Hashable, make: Callable[[], Finding]) -> Finding:
        """The finding of that number. All else in it follows from the facts, the scheme and the child's name."""
        found = self._known.get(facts)
        if found is None:
            found = make()
        elif found.number != number:
            found = replace(found, number=number)
        self._asked[facts] = found
        return found
