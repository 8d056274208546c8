"""The record beside the chart answers "why?" for each of its codes."""

import re

from PySide6.QtWidgets import QLabel

from app.case.edits import Reviewer, set_level
from app.coding.coder import suggest_codes
from tests.app.test_every_code_says_why import INVENTED, a_case
from tests.widgets.driver import Driver


def test_every_suggested_code_of_the_record_says_why_by_which_entry_and_whose_words(driver: Driver) -> None:
    case = a_case(["Perry", "Robin"], *INVENTED)
    driver.is_given(suggest_codes(case)(case)[0])
    for event in driver.case.events.id.tolist():
        driver.chooses_record(event)
        shown = driver.case.events.event(driver.case.events.position(event))
        said = driver.words_on_record()
        why = [line for line in said.splitlines() if line.startswith("• ")]
        codes = len(driver.case.scheme.categories_in(shown.categories)) + len(shown.levels) + len(shown.markers)
        assert len(why) >= codes + (shown.severity >= 0), (shown.text, why)
        assert all(line.endswith("]") and " [" in line for line in why), "each says where it is from"
        assert not any(re.search(r"\[[a-z_]+\.[a-z_.]+", line) for line in why), "in words, not by the names of rules"
        label = next(item for item in driver.window.record.findChildren(QLabel) if item.text() == "\n".join(why))
        assert re.search(r"lexicon: [a-z_]+\.[a-z_.]+", label.toolTip()), "which are there for who asks for them"


def test_levels_say_whose_they_are_each(driver: Driver) -> None:
    case = a_case(["Perry", "Robin"], *INVENTED)
    case, _ = suggest_codes(case)(case)
    driver.is_given(set_level([1], 0, 1, Reviewer("Ann"))(case)[0])
    driver.chooses_record(1)
    said = driver.words_on_record()
    assert "Perry: set by the reviewer" in said
    assert "Robin: suggested by its wording, not confirmed" in said
    assert "Robin: child in need, because" in said and "Perry: child in need, because" not in said
