"""Which kinds of finding another wording of a row may change, where its codes and its response stay as they are."""

from collections.abc import Sequence

from app.analysis.clocks import clocks_of
from app.analysis.escalation import says_treated
from app.analysis.finding import ESCALATION, TIMESCALE
from app.case.rules import Nation


def kinds_that_read_otherwise(nation: Nation, reworded: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The kinds that look for words which one of two texts holds and the other does not, in any of these pairs.

    Only two read texts at all: escalations, whether a child was treated, and timescales, whether a step is shown.
    """
    found: set[str] = set()
    if any(says_treated(old) != says_treated(new) for old, new in reworded):
        found.add(ESCALATION)
    clocks = clocks_of(nation)
    steps = clocks.steps if clocks else ()
    for pattern in [pattern for step in steps for pattern in (step.pattern, step.beside_pattern) if pattern]:
        if any((pattern.search(old) is None) != (pattern.search(new) is None) for old, new in reworded):
            found.add(TIMESCALE)
    return frozenset(found)
