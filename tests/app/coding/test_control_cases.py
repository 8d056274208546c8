"""Invented chronologies, most with nothing to find: a reader said what is there before the program read them."""

from pathlib import Path

import pytest
import tomli

from app.analysis.finding import ESCALATION, RELAPSE
from tests.benchmarks.coding_quality import codes_of, scores
from tests.benchmarks.invented_cases import child_days, found_of, labelled

FOLDER = Path(__file__).parents[2] / "control_cases"
NAMES = tuple(tomli.loads((FOLDER / "cases.toml").read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_there_is_found_and_nothing_else(name: str) -> None:
    case = labelled(name, FOLDER)
    assert found_of(RELAPSE, case) == (len(case.told["relapse"]), 0, 0)
    assert found_of(ESCALATION, case) == (len(case.told["escalation"]), 0, 0)
    assert child_days(case) >= 0.95
    assert scores(case.truth, codes_of(case.case))["severity within 1"] >= 0.85
