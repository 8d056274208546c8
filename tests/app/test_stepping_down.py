"""Steppings-down grouped again after a few changes are those that grouping all changes gives."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.levels import LevelChange
from app.analysis.stepping_down import alike_at_ends, grouped
from app.case.rules import Ranks

RANKS = Ranks()
LEVELS = st.lists(st.integers(0, 5), max_size=30)


def changes_between(*parts: Sequence[int]) -> tuple[LevelChange, ...]:
    """The rises and falls of a child whose level is each of these on a day of its own; each part begins a century."""
    told = [(100 * part + day, level) for part, levels in enumerate(parts) for day, level in enumerate(levels)]
    before = [0, *[level for _day, level in told]]
    return tuple(
        LevelChange(day, was, now, (day,)) for (day, now), was in zip(told, before, strict=False) if was != now
    )


@given(LEVELS, LEVELS, LEVELS, LEVELS)
def test_what_stays_the_same_is_grouped_as_it_was(
    first: list[int], before: list[int], after: list[int], last: list[int]
) -> None:
    known = grouped(changes_between(first, before, last), RANKS)
    changes = changes_between(first, after, last)
    again, fresh = grouped(changes, RANKS, known), grouped(changes, RANKS)
    assert (again.downs, again.begins, again.day.tolist()) == (fresh.downs, fresh.begins, fresh.day.tolist())


@given(st.lists(st.integers(0, 1), max_size=8), st.lists(st.integers(0, 1), max_size=8))
def test_as_many_are_alike_at_both_ends_as_can_be(one: list[int], other: list[int]) -> None:
    head, tail = alike_at_ends(tuple(one), tuple(other))
    left, right = one[head : len(one) - tail], other[head : len(other) - tail]
    assert one[:head] == other[:head] and one[len(one) - tail :] == other[len(other) - tail :]
    assert not (left and right) or (left[0] != right[0] and left[-1] != right[-1])
