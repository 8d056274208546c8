"""The days in view, and how a gesture changes them. Pure functions, in day numbers."""

from dataclasses import dataclass

LEAST_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Span:
    """Days in view, both inclusive; fractions arise while dragging."""

    first: float
    last: float


def fitted(span: Span, whole: Span) -> Span:
    """The span kept inside the whole record and no shorter than a week, where the record has one."""
    wide = min(max(span.last - span.first, LEAST_DAYS), whole.last - whole.first)
    first = min(max(span.first, whole.first), whole.last - wide)
    return Span(first, first + wide)


def zoomed(span: Span, whole: Span, factor: float, about: float) -> Span:
    """``factor`` times fewer days, with the day ``about`` kept where it is."""
    about = min(max(about, span.first), span.last)
    return fitted(Span(about - (about - span.first) / factor, about + (span.last - about) / factor), whole)


def panned(span: Span, whole: Span, days: float) -> Span:
    """The span moved by some days, as far as the record goes."""
    return fitted(Span(span.first + days, span.last + days), whole)
