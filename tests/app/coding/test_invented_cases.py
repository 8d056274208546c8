"""Invented chronologies in very different voices, with a reader's labels: what the coder makes of them as they are."""

import pytest

from app.analysis.finding import ESCALATION, RELAPSE
from tests.benchmarks.coding_quality import codes_of, scores
from tests.benchmarks.invented_cases import Labelled, child_days, found_of, labelled, names

QUIET = ("ordinary", "school_cpoms", "quiet_family", "ill_child", "kinship")
"""Nothing is to be found of these: illnesses that are looked after, a school's small notes, help that ends well,
a home with a grandmother."""


@pytest.fixture(scope="module")
def cases() -> dict[str, Labelled]:
    return {name: labelled(name) for name in names()}


def test_every_cycle_is_found_and_none_that_is_not_there(cases: dict[str, Labelled]) -> None:
    hit, missed, extra = (sum(each) for each in zip(*(found_of(RELAPSE, case) for case in cases.values()), strict=True))
    assert hit / (hit + missed) >= 0.85
    assert hit / (hit + extra) >= 0.85


def test_the_escalation_is_found(cases: dict[str, Labelled]) -> None:
    assert found_of(ESCALATION, cases["gp_letters"]) == (1, 0, 0)


@pytest.mark.parametrize("name", QUIET)
def test_nothing_is_found_where_there_is_nothing(cases: dict[str, Labelled], name: str) -> None:
    assert found_of(RELAPSE, cases[name]) == (0, 0, 0)
    assert found_of(ESCALATION, cases[name]) == (0, 0, 0)


def test_levels_hold_on_most_days_of_every_case(cases: dict[str, Labelled]) -> None:
    assert {name: days for name, case in cases.items() if (days := child_days(case)) < 0.85} == {}


def test_severity_and_categories_agree_with_the_reader(cases: dict[str, Labelled]) -> None:
    truth = {key: codes for case in cases.values() for key, codes in case.truth.items()}
    said = {key: codes for case in cases.values() for key, codes in codes_of(case.case).items()}
    figures = scores(truth, said)
    assert figures["rows read"] == 1
    assert figures["severity weighted kappa"] >= 0.75
    assert figures["category F1 (micro)"] >= 0.70
    assert figures["quiet rows coded 0 or 1"] >= 0.93
