"""How pairs of records stand is worked out from the decisions once, however many pairs there are."""

import time
from dataclasses import replace

from app.case.model import Case, DuplicateDecision
from tests.app.case_builder import a_large_case
from widgets.duplicates.pairs import Pair, Stand, Stands, stand_of


def decided(rows: int, pairs: int) -> tuple[Case, list[Pair]]:
    case = a_large_case(rows)
    ids = case.events.id.tolist()
    decisions = tuple(DuplicateDecision(ids[2 * at], ids[2 * at + 1], False, "Ann") for at in range(pairs))
    return replace(case, decisions=decisions), [Pair(item.kept, item.twin, None, "") for item in decisions]


def test_all_pairs_stand_as_each_one_does() -> None:
    case, pairs = decided(60, 10)
    some = [*pairs, Pair(pairs[0].kept, pairs[1].twin, 0.5, "")]
    stands = Stands(case)
    told = [stands.of(pair) for pair in some]
    assert told == [stand_of(case, pair) for pair in some]
    assert told == [Stand.TWO] * 10 + [Stand.OPEN]


def test_thousands_of_pairs_are_told_at_once() -> None:
    case, pairs = decided(6000, 3000)
    began = time.process_time()
    stands = Stands(case)
    assert [stands.of(pair) for pair in pairs] == [Stand.TWO] * 3000
    assert time.process_time() - began < 1, "each pair by itself went through every decision: 3 seconds"
