"""Findings are accepted, dismissed and noted from the list of findings, in the reviewer's words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QInputDialog, QTreeWidgetItem, QTreeWidgetItemIterator

from app.case.edits import set_severity
from tests.widgets.answers import answering
from tests.widgets.driver import Driver
from widgets.findings.finding_delegate import KIND, SAYS


@pytest.fixture
def at_a_finding(driver: Driver) -> Driver:
    """The reviewer, named, at the first finding of the sample case."""
    driver.opens_sample()
    driver.names_self()
    driver.window.moving.step_finding(1)
    driver.window.findings.setFocus()
    return driver


def says(words: str):
    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        dialog.setTextValue(words)
        dialog.accept()

    return answering(answer)


def item_of(driver: Driver) -> QTreeWidgetItem:
    item = driver.window.findings.currentItem()
    assert item is not None
    return item


def headings(driver: Driver) -> list[str]:
    findings = driver.window.findings
    items = [findings.topLevelItem(place) for place in range(findings.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def test_a_accepts_and_ctrl_z_takes_it_back(at_a_finding: Driver) -> None:
    at_a_finding.presses("A")
    assert item_of(at_a_finding).data(0, KIND).startswith("✓ ")
    assert "Accepted by A. Reviewer on" in item_of(at_a_finding).data(0, SAYS)
    assert "Accepted by A. Reviewer" in item_of(at_a_finding).data(0, Qt.ItemDataRole.AccessibleTextRole)
    at_a_finding.presses("Ctrl+Z")
    assert "Accepted" not in item_of(at_a_finding).data(0, SAYS)


def test_d_asks_why_and_takes_it_off_the_chart_but_not_off_the_list(at_a_finding: Driver) -> None:
    key = at_a_finding.finding_chosen
    drawn = at_a_finding.window.chart.accessibleDescription()
    sentence = at_a_finding.window.bridge.finding(key)
    assert sentence is not None and sentence.says in drawn
    with says("Two families of one name"):
        at_a_finding.presses("D")
    assert at_a_finding.finding_chosen == key
    assert "Dismissed: 1 finding" in headings(at_a_finding)
    assert "Two families of one name" in item_of(at_a_finding).data(0, SAYS)
    assert sentence.says not in at_a_finding.window.chart.accessibleDescription()


def test_a_dismissal_without_a_reason_is_refused(at_a_finding: Driver) -> None:
    with says(" "):
        at_a_finding.presses("D")
    assert "for a reason" in at_a_finding.message
    assert at_a_finding.case.finding_decisions == ()


def test_n_keeps_a_note_and_o_leaves_it_open_again(at_a_finding: Driver) -> None:
    with says("Ask the school."):
        at_a_finding.presses("N")
    assert "Note: Ask the school." in item_of(at_a_finding).data(0, SAYS)
    at_a_finding.presses("O")
    assert at_a_finding.case.finding_decisions == ()


def test_a_decided_finding_whose_rows_change_says_so(at_a_finding: Driver) -> None:
    at_a_finding.presses("A")
    window = at_a_finding.window
    finding = window.bridge.finding(window.findings.chosen)
    assert finding is not None
    event = finding.evidence[0]
    case = at_a_finding.case
    rank = int(case.events.severity[case.events.position(event)])
    window.bridge.session.apply(set_severity([event], rank + 1, window.bridge.session.reviewer), "Code")
    at_a_finding.waits()
    told = [words for words in all_says(at_a_finding) if "Its rows have changed since" in words]
    assert len(told) == 1 or any("No longer found" in words for words in headings(at_a_finding))


def all_says(driver: Driver) -> list[str]:
    """What every finding in the list says, however deep it stands."""
    items = QTreeWidgetItemIterator(driver.window.findings)
    told: list[str] = []
    while (item := items.value()) is not None:
        told.append(item.data(0, SAYS) or "")
        items += 1
    return told


def test_without_a_chosen_finding_the_keys_are_off(driver: Driver) -> None:
    driver.opens_sample()
    for command in ("accept", "dismiss", "note", "reopen"):
        assert not driver.window.actions_by_id[f"code.finding.{command}"].isEnabled()
