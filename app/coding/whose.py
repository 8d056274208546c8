"""Which children of a row a concern is said of: clause by clause, not by the whole sentence.

A clause that names a child is about that child. What is said of the home, the household or the parents is said of
every child of the row, wherever a name stands. A clause that does neither goes on about whom was named before it; one
that comes before every name is about all, unless it is an injury that the name then tells the owner of.
Source: the scales of the field ("state of the family home concerns every child living there").
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.coding.context import clause
from app.coding.entries import Concern
from app.coding.lexicon import SharedWords
from app.coding.naming import Mention
from app.coding.scanning import Scan

Children = frozenset[int]

_BREAK = re.compile(
    r"[,;:()\n]|\s(?:and|&|\+|while|whilst|then|also|plus|with|but|that|told|tells|disclosed|mentioned|-)(?=\s)"
)
_JOINER = re.compile(r"\s*(?:,\s*)?(?:and|&|\+|/|,|n)?\s*")
_ONE = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b")
_SEVERAL = re.compile(
    r"\b(?:they|them|their|both)\b"
    r"(?! (?:parents?|arms?|legs?|eyes?|ears?|knees?|hands?|feet|cheeks|sides?|agreed|mother|mum))"
)
_APART = re.compile(r"\s*(?:\(|-|:|,)?\s*")
_BODILY = frozenset(("physical_injury", "sexual_harm"))
"""What happens to one body: said before a name, it is said of that name."""


class _Run(NamedTuple):
    """Children named one after the other: "Leo and Mia"."""

    start: int
    end: int
    children: Children


class Whose:
    """Of whom the concerns of one sentence are said that names children, in a row about ``subjects``.

    What is found of one place is kept: many concerns stand in the same words.
    """

    def __init__(self, scan: Scan, named: Sequence[Mention], subjects: Children, shared: SharedWords) -> None:
        self._scan, self._subjects, self._shared = scan, subjects, shared
        self._several = bool(named) and len(subjects) > 1
        self._runs = _runs(scan.text, named) if self._several else []
        self._pieces: dict[tuple[int, int], tuple[int, int]] = {}
        self._of_all: dict[tuple[int, int, tuple[str, ...]], bool] = {}

    def of(self, entry: Concern, start: int, end: int) -> Children | None:
        """The children of whom the concern at that place is said; None for every child of the row."""
        if not self._several:
            return None
        found = self._said_of(entry, start, end)
        if found is None:
            return None
        found &= self._subjects
        return found if found and found != self._subjects else None

    def _said_of(self, entry: Concern, start: int, end: int) -> Children | None:
        runs, text = self._runs, self._scan.text
        within = [run for run in runs if start <= run.start and run.end <= end]
        if within:
            return within[-1].children
        first, last = self._piece(start, end)
        inside = [run for run in runs if first <= run.start and run.end <= last]
        if inside:
            before = [run for run in inside if run.end <= start]
            return (before or inside)[-1 if before else 0].children
        if entry.adult or self._is_of_all(entry, first, last):
            return None
        before = [run for run in runs if run.end <= first]
        after = [run for run in runs if run.start >= last]
        if after and _stands_apart(text, last, after[0]):
            return after[0].children
        if _SEVERAL.search(text, first, last):
            return next((run.children for run in reversed(before) if len(run.children) > 1), self._subjects)
        if before:
            told = before[-1]
            between = self._shared.household(text, told.end, first) and not _ONE.search(text, first, last)
            return None if between else told.children
        if after and not _BODILY.isdisjoint(entry.categories) and after[0].end <= clause(self._scan, start, end)[1]:
            return after[0].children
        return None

    def _piece(self, start: int, end: int) -> tuple[int, int]:
        """Where the part of a clause begins and ends in which words stand, between commas and words that join."""
        found = self._pieces.get((start, end))
        if found is None:
            found = self._pieces[start, end] = _piece(self._scan, self._runs, start, end)
        return found

    def _is_of_all(self, entry: Concern, first: int, last: int) -> bool:
        """Whether words between two places make that concern one of all."""
        key = first, last, entry.categories
        found = self._of_all.get(key)
        if found is None:
            found = self._of_all[key] = self._shared.says(self._scan.text, first, last, entry)
        return found


def _runs(text: str, named: Sequence[Mention]) -> list[_Run]:
    """Those named one after the other, together."""
    runs: list[_Run] = []
    for found in named:
        if runs and _JOINER.fullmatch(text, runs[-1].end, found.start):
            last = runs.pop()
            runs.append(_Run(last.start, found.end, last.children | found.children))
        elif not runs or found.start >= runs[-1].end:
            runs.append(_Run(found.start, found.end, found.children))
    return runs


def _piece(scan: Scan, runs: Sequence[_Run], start: int, end: int) -> tuple[int, int]:
    first, last = clause(scan, start, end)
    for found in _BREAK.finditer(scan.text, first, last):
        if any(run.start <= found.start() < run.end for run in runs):
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            return first, found.start()
    return first, last


def _stands_apart(text: str, last: int, run: _Run) -> bool:
    """Whether a name behind words is put to them: "head lice (Leo)", "bruised arm - Leo"."""
    gap = text[last : run.start]
    if "(" not in gap and "-" not in gap or not _APART.fullmatch(gap):
        return False
    follows = text[run.end :].lstrip()
    return not follows or follows[0] in "),;."
