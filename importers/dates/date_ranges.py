"""Two dates in one cell: "3-5.6.14", "29 Nov - 1 Dec 2010", "June/July 2014", "between October and mid-December 2011".

Either side may leave out what the other says: "3" takes the month and the year of "5 June 2014".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.case.dates import Precision
from app.language import tr
from importers.dates.date_patterns import (
    YEAR_MISSING,
    Order,
    Part,
    Problem,
    Span,
    kinds,
    read_month_then_day,
    read_part,
    span_of,
)
from importers.dates.date_vocabulary import Token

LONGEST_BORROWED_YEAR = 250
"""Days that "Nov - Feb 2014" may cover over a new year; a longer one was more likely typed the wrong way round."""

_SPLITTERS = "~-&,/"
_LIST_OF_DAYS = re.compile(r"[DO](?:[,/&]+[DO])*[,/&]+(?=[DO][-/.,]?M)")
_DAYS_AFTER_MONTH = re.compile(r"M([DO])[-~&/]([DO])[,.]?[DY]")
_MONTH_DAY_YEAR = re.compile(r"M[-/.,]?[DO][-/.,]{0,2}[DY]")
_NUMBERS = re.compile(r"D[-/.]D[-/.]D")
_NAMES = frozenset("MXTYK")


def read_span(tokens: Sequence[Token], order: Order) -> Span | Problem | None:
    """The days that the tokens tell, as one date or as a range of two; None when they tell none."""
    single = read_part(tokens, order)
    if isinstance(single, Part):
        return span_of(single)
    if single is not None:
        return single
    problem: Problem | None = None
    for left, right in _splits(tokens, order):
        span = _joined(left, right)
        if isinstance(span, Span):
            return span
        problem = problem or span
    if problem is not None:
        return problem
    unfinished = read_part(tokens, order, unfinished=True)
    return span_of(unfinished) if isinstance(unfinished, Part) else unfinished


def _splits(tokens: Sequence[Token], order: Order) -> Iterator[tuple[Part | Problem, Part | Problem]]:
    """Every way to see two dates in the tokens, the likeliest first."""
    text = kinds(tokens)
    if days := _DAYS_AFTER_MONTH.fullmatch(text):
        second = read_part([tokens[0], *tokens[days.start(2) :]], order)
        if second is not None:
            yield Part(day=tokens[days.start(1)].value), second
    if days := _LIST_OF_DAYS.match(text):
        last = read_part(tokens[days.end() :], order, unfinished=True)
        listed = [token.value for token in tokens[: days.end() + 1] if token.kind in "DO"]
        if last is not None and all(day < later for day, later in zip(listed, listed[1:], strict=False)):
            yield Part(day=listed[0]), last
        return
    for splitter in _SPLITTERS:
        for place in [place for place, kind in enumerate(text) if kind == splitter]:
            if 0 < place < len(text) - 1 and (splitter not in ",/" or _both_dates(text[:place], text[place + 1 :])):
                yield from _pair(_trimmed(tokens[:place]), _trimmed(tokens[place + 1 :]), order)


def _trimmed(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without the dots and commas at either end, as in "30.06. - 02.07.14"."""
    while tokens and tokens[0].kind in ".,":
        tokens = tokens[1:]
    while tokens and tokens[-1].kind in ".,":
        tokens = tokens[:-1]
    return tokens


def _both_dates(before: str, after: str) -> bool:
    # A comma or a slash also stands inside one date, so it parts two only where each side names a month or a year,
    # or is a date by itself.
    if _NUMBERS.fullmatch(before) and _NUMBERS.fullmatch(after):
        return True
    return not _NAMES.isdisjoint(before) and not _NAMES.isdisjoint(after)


def _pair(
    before: Sequence[Token], after: Sequence[Token], order: Order
) -> Iterator[tuple[Part | Problem, Part | Problem]]:
    if _MONTH_DAY_YEAR.fullmatch(kinds(after)):
        left = read_month_then_day(before, order) or read_part(before, order, unfinished=True)
    else:
        left = read_part(before, order, unfinished=True)
    right = read_part(after, order, unfinished=True)
    if left is not None and right is not None:
        yield left, right


def _joined(left: Part | Problem, right: Part | Problem) -> Span | Problem | None:
    """The days from the first of the left to the last of the right; None where the two do not go together."""
    if isinstance(left, Problem):
        return left
    if isinstance(right, Problem):
        return right
    if left.year is None and right.year is None:
        return None if left.month is None and right.month is None else YEAR_MISSING
    whole_left, whole_right = _borrow(left, right), _borrow(right, left)
    if whole_left is None or whole_right is None:
        return None
    first, last = span_of(whole_left), span_of(whole_right)
    if isinstance(first, Span) and isinstance(last, Span) and last.last < first.first:
        # The year stands with one of the two: "29 Dec - 2 Jan 2014" began in 2013.
        if left.year is None and left.month != right.month and whole_left.year is not None:
            first = span_of(replace(whole_left, year=whole_left.year - 1))
        elif right.year is None and left.month != right.month and whole_right.year is not None:
            last = span_of(replace(whole_right, year=whole_right.year + 1))
        if (
            isinstance(first, Span)
            and isinstance(last, Span)
            and (last.last - first.first).days > LONGEST_BORROWED_YEAR
        ):
            return Problem(tr("the range ends before it begins"))
    return _from_to(first, last)


def _from_to(first: Span | Problem, last: Span | Problem) -> Span | Problem:
    if isinstance(first, Problem):
        return first
    if isinstance(last, Problem):
        return last
    if last.last < first.first or last.first < first.first:
        return Problem(tr("the range ends before it begins"))
    precision = Precision.DAY if first.first == last.last else Precision.RANGE
    return Span(first.first, last.last, precision, max(first.varies, last.varies), time=first.time)


def _borrow(part: Part, other: Part) -> Part | None:
    """The part with the month and year of the other where it has none; None where that makes no sense."""
    if part.year is not None:
        return part
    year = other.year
    if part.month is not None or part.named is not None:
        return replace(part, year=year)
    if part.day is not None:
        return replace(part, year=year, month=other.month) if other.day is not None else None
    if part.third and other.named is None and not other.decade:
        return replace(part, year=year, month=other.month)
    return None
