"""Chronologies that readers labelled before the program was run on them: what a panel may count on at the least."""

import pytest

from tests.benchmarks.labelled_cases import PARTS, READERS, agreement


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("part", PARTS)
def test_readers_who_never_saw_the_rules_are_agreed_with(reader: str, part: str) -> None:
    found = agreement(reader, part)
    assert found.figures["rows read"] == 1
    assert found.figures["severity weighted kappa"] >= 0.70
    assert found.figures["category F1 (micro)"] >= 0.63
    assert found.figures["health F1"] >= 0.85
    assert found.figures["child-days"] >= 0.95
    for hit, wanted, extra in (found.cycles, found.escalations):
        assert wanted - hit <= 1 and extra <= 1
