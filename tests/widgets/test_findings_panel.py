"""The list of findings: by child and kind, narrowed to a kind, each with its rule and how firm it is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem

from app.analysis.finding import RELAPSE, RISING
from app.analysis.firmness import Firmness
from app.analysis.kinds import setting_words
from tests.widgets.driver import Driver
from widgets.findings.finding_delegate import FINDING, KIND, WHY
from widgets.findings.kind_names import firmness_words, kind_name


def children_of(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item.child(place) for place in range(item.childCount())]


def under(driver: Driver, name: str) -> list[QTreeWidgetItem]:
    """What stands under the child of that name."""
    findings = driver.window.findings
    tops = [findings.topLevelItem(place) for place in range(findings.topLevelItemCount())]
    return next(children_of(top) for top in tops if top is not None and top.text(0).startswith(f"{name}:"))


def chooses_kind(driver: Driver, kind: str | None) -> None:
    choice = driver.window.findings_panel.kind_choice
    choice.setCurrentIndex(choice.findData(kind))
    choice.activated.emit(choice.currentIndex())


def test_findings_stand_under_their_child_by_kind_and_several_of_a_kind_under_its_name(sample: Driver) -> None:
    perry = under(sample, "Perry")
    assert [item.data(0, KIND) for item in perry[:3]] == [kind_name(RELAPSE)] * 3
    groups = {item.text(0): len(children_of(item)) for item in perry if item.childCount()}
    rising = [one for one in sample.window.bridge.findings if one.kind == RISING and one.child == 0]
    assert groups[f"{kind_name(RISING)} ({len(rising)})"] == len(rising) > 1


def test_one_kind_can_be_listed_alone_and_stepped_through(sample: Driver) -> None:
    wanted = [finding.id for finding in sample.window.bridge.findings if finding.kind == RISING]
    chooses_kind(sample, RISING)
    assert set(sample.window.findings.order) == set(wanted)
    sample.gives("look.next_finding")
    assert sample.finding_chosen in wanted
    chooses_kind(sample, None)
    assert len(sample.window.findings.order) == len(sample.window.bridge.findings)
    assert sample.finding_chosen in wanted, "what was chosen stays so"


def test_on_a_heading_the_keys_decide_nothing(reviewer: Driver) -> None:
    findings = reviewer.window.findings
    reviewer.window.moving.go_to_finding(findings.order[0])
    reviewer.window.activateWindow()
    findings.setFocus()
    reviewer.waits()
    assert findings.hasFocus()
    QTest.keyClick(findings, Qt.Key.Key_Up)
    heading = findings.currentItem()
    assert heading is not None and heading.data(0, FINDING) is None
    assert reviewer.finding_chosen is None
    QTest.keyClick(findings, Qt.Key.Key_A)
    assert not reviewer.window.bridge.case.finding_decisions
    reviewer.window.moving.go_to_finding(findings.order[0])
    reviewer.waits()
    QTest.keyClick(findings, Qt.Key.Key_A)
    assert len(reviewer.window.bridge.case.finding_decisions) == 1


def test_a_chosen_finding_says_its_rule_its_settings_and_how_firm_it_is(sample: Driver) -> None:
    finding = next(one for one in sample.window.bridge.findings if one.kind == RELAPSE)
    sample.window.moving.go_to_finding(finding.id)
    sample.waits()
    item = sample.window.findings.currentItem()
    assert item is not None
    why = item.data(0, WHY)
    assert why.startswith("Concerns, a rise in level, improvement, a fall in level")
    assert "days after the step-down within which concern returns: 365" in why
    assert "ound under " in why and " 50 settings tried" in why


def test_choosing_on_and_on_leaves_only_the_last_trial(sample: Driver) -> None:
    for _ in range(5):
        sample.gives("look.next_finding")
    sample.waits()
    item = sample.window.findings.currentItem()
    assert item is not None and item.data(0, WHY).count("settings tried") == 1


def test_firmness_names_the_changes_with_which_it_is_not_found() -> None:
    assert firmness_words(Firmness(50, 50, ())) == "Firm: found under all 50 settings tried."
    alone = Firmness(48, 50, ({"windows.relapse_severity": 4}, {"dates": "latest"}))
    assert firmness_words(alone) == (
        "Found under 48 of the 50 settings tried. "
        "Not with severity of a return of concern: 4; or imprecise dates: latest."
    )
    together = Firmness(49, 50, ({"windows.relapse_severity": 4, "dates": "latest"},))
    assert "Not with severity of a return of concern: 4 and imprecise dates: latest." in firmness_words(together)


def test_every_setting_has_a_name(sample: Driver) -> None:
    settings = {name for finding in sample.window.bridge.findings for name in finding.settings}
    assert not [name for name in settings if "_" in setting_words(name, "")]


def test_an_edit_leaves_the_list_as_it_was_read(sample: Driver) -> None:
    findings = sample.window.findings
    group = next(item for item in under(sample, "Perry") if item.childCount())
    group.setExpanded(True)
    heading = group.text(0)
    findings.verticalScrollBar().setValue(60)
    lines = {item.data(0, FINDING): item for item in under(sample, "Perry") if not item.childCount()}
    sample.names_self()
    sample.chooses_record(int(sample.case.events.id[0]))
    sample.scores(1)
    sample.waits()
    again = under(sample, "Perry")
    assert next(item for item in again if item.text(0) == heading).isExpanded()
    assert findings.verticalScrollBar().value() == 60
    kept = [item for item in again if lines.get(item.data(0, FINDING)) is item]
    assert len(kept) >= len(lines) - 2, "only the lines of findings that changed are written anew"
