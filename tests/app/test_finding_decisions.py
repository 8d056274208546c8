"""What a reviewer makes of a finding is a fact of the case: kept, undone, in the trail, flagged when it ages."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from app.analysis.decisions import decided, no_longer_found, not_dismissed
from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.case.checks import equal_cases, find_problems
from app.case.edits import (
    Reviewer,
    accept_finding,
    add_batch,
    add_child,
    dismiss_finding,
    merge_children,
    note_finding,
    reopen_finding,
    set_severity,
    withdraw_events,
)
from app.case.model import Case, Child, FindingDecision, Verdict
from app.errors import UserError
from app.export.json_documents import findings_document
from app.session import Session
from app.storage.audit import WhatChanged
from app.storage.case_file import CaseFile, read_case
from app.storage.connection import VERSION
from tests.app.case_builder import Row, a_batch, a_case

ANN, BOB = Reviewer("Ann"), Reviewer("Bob")
NOON = "2026-06-01T12:00:00+00:00"


def a_cycle() -> Case:
    """Concern, help, improvement, step-down, and concern again; and the same for another child, later."""
    rows = [
        Row(day.format(year=year), child, severity, "hygiene", levels, text)
        for child, year in (("Robin", 2011), ("Perry", 2013))
        for day, severity, levels, text in (
            ("{year}-01-10", 3, {}, "Home conditions poor."),
            ("{year}-02-20", 3, {child: 2}, "Child in need plan."),
            ("{year}-06-01", 0, {}, "Much improved."),
            ("{year}-09-30", 0, {child: 0}, "Closed."),
            ("{year}-12-03", 4, {}, "Home conditions very poor."),
        )
    ]
    return a_case(["Robin", "Perry"], *rows)


def the_cycle(case: Case, child: str = "Perry") -> Finding:
    place = case.child_named(child).id
    (found,) = [item for item in find_all(case) if item.kind == "relapse" and item.child == place]
    return found


def after(case: Case, *edits) -> Case:
    for edit in edits:
        case = edit(case)[0]
        assert find_problems(case) == []
    return case


def standing(case: Case, child: str = "Perry"):
    return decided(case, find_all(case)).get(the_cycle(case, child).id)


def test_an_accepted_finding_says_by_whom_and_when():
    case = a_cycle()
    case = after(case, accept_finding(the_cycle(case), ANN, NOON))
    item = standing(case)
    assert item is not None and not item.changed and not item.dismissed
    assert (item.decision.state, item.decision.by, item.decision.on) == (Verdict.ACCEPTED, "Ann", NOON)
    assert standing(case, "Robin") is None


def test_a_finding_is_dismissed_for_a_reason():
    case = a_cycle()
    found = the_cycle(case)
    with pytest.raises(UserError, match="for a reason"):
        dismiss_finding(found, "  ", ANN, NOON)
    case = after(case, dismiss_finding(found, "Two families of one name", ANN, NOON))
    assert found in find_all(case)
    assert found not in not_dismissed(case, find_all(case))


def test_a_note_stays_whatever_is_decided_and_an_empty_one_goes():
    case = a_cycle()
    found = the_cycle(case)
    case = after(case, note_finding(found, "Ask the school.", ANN, NOON))
    (noted,) = case.finding_decisions
    assert noted.state is Verdict.OPEN
    case = after(case, dismiss_finding(found, "Wrong child", BOB, NOON, noted))
    (decision,) = case.finding_decisions
    assert (decision.note, decision.reason, decision.by) == ("Ask the school.", "Wrong child", "Bob")
    case = after(case, note_finding(found, " ", BOB, NOON, decision))
    assert [(item.state, item.note) for item in case.finding_decisions] == [(Verdict.DISMISSED, "")]
    case = after(case, reopen_finding(case.finding_decisions[0]))
    assert case.finding_decisions == ()
    assert note_finding(found, "", ANN, NOON)(case)[0] is case


def test_the_decision_survives_a_new_search_and_says_when_its_rows_have_changed():
    case = a_cycle()
    found = the_cycle(case)
    decided_case = after(case, accept_finding(found, ANN, NOON))
    elsewhere = set_severity([0], 2, ANN)
    item = standing(after(decided_case, elsewhere))
    assert item is not None and not item.changed
    worse = set_severity([found.evidence[-1]], 5, ANN)
    item = standing(after(decided_case, worse))
    assert item is not None and item.changed


def test_confirming_a_code_is_no_change_of_the_rows():
    case = a_cycle()
    found = the_cycle(case)
    row = case.event(found.evidence[-1])
    case = after(case, accept_finding(found, ANN, NOON), set_severity([row.id], row.severity, BOB))
    item = standing(case)
    assert item is not None and not item.changed


def test_a_finding_that_begins_on_another_day_keeps_its_decision():
    case = a_cycle()
    case = after(case, accept_finding(the_cycle(case), ANN, NOON))
    earlier = Row("2012-12-20", "Perry", 3, "hygiene", {}, "Home conditions poor.")
    case = after(case, add_batch(a_batch(case, earlier)))
    assert the_cycle(case).start != case.finding_decisions[0].start
    item = standing(case)
    assert item is not None and item.changed


def test_a_decision_on_what_is_no_longer_found_stays_in_the_case():
    case = a_cycle()
    found = the_cycle(case)
    case = after(case, accept_finding(found, ANN, NOON), withdraw_events(found.evidence))
    assert decided(case, find_all(case)) == {}
    assert no_longer_found(case, find_all(case)) == case.finding_decisions


def test_a_decision_goes_with_its_child():
    case = after(a_cycle(), add_child(Child(2, "C1")))
    case = after(case, accept_finding(the_cycle(case), ANN, NOON), merge_children(2, 0, ANN))
    assert [child.name for child in case.children] == ["Perry", "C1"]
    assert case.finding_decisions[0].child == 0
    assert standing(case) is not None


def test_it_can_be_undone_and_the_trail_tells_from_what(tmp_path: Path):
    case = a_cycle()
    found = the_cycle(case)
    session = Session(case, ANN)
    session.save_as(tmp_path / "case")
    session.apply(accept_finding(found, ANN, NOON), "Accept a finding")
    (first,) = session.case.finding_decisions
    changes = session.apply(dismiss_finding(found, "Wrong child", BOB, NOON, first), "Dismiss a finding")
    assert changes.findings
    told = msgspec.json.decode(session.trail[-1].what, type=WhatChanged)
    assert told.findings_were == (first,)
    assert [item.reason for item in told.findings_decided] == ["Wrong child"]
    kept = session.case
    session.undo()
    assert session.case.finding_decisions == (first,)
    session.redo()
    session.close()
    assert equal_cases(read_case(tmp_path / "case.lifelanes"), kept)


def test_a_file_of_the_first_version_gains_what_it_lacks(tmp_path: Path):
    path, case = tmp_path / "old.lifelanes", a_cycle()
    CaseFile.create(path, case).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE finding_decision")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    before = path.read_bytes()
    assert equal_cases(read_case(path), case)
    assert path.read_bytes() == before
    session = Session.open(path, ANN)
    session.apply(accept_finding(the_cycle(case), ANN, NOON), "Accept a finding")
    session.close()
    assert len(read_case(path).finding_decisions) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_json_tells_the_decision():
    case = a_cycle()
    case = after(case, dismiss_finding(the_cycle(case), "Wrong child", ANN, NOON))
    told = json.loads(json.dumps(findings_document(case, find_all(case))))["findings"]
    by_child = {item["child"]: item["decision"] for item in told if item["kind"] == "relapse"}
    expected = {"state": "dismissed", "by": "Ann", "on": NOON, "reason": "Wrong child", "note": None}
    assert by_child == {"Robin": None, "Perry": {**expected, "rows_changed": False}}


def test_a_decision_stands_for_one_finding_only():
    case = a_cycle()
    found = the_cycle(case)
    case = after(case, accept_finding(found, ANN, NOON))
    twin = replace(found, id="another", start=found.end)
    assert list(decided(case, [twin, found])) == [found.id]


def test_a_decision_about_an_unknown_child_is_refused_and_noticed():
    case = a_cycle()
    stray = replace(the_cycle(case), child=9)
    with pytest.raises(UserError):
        accept_finding(stray, ANN, NOON)(case)
    odd = FindingDecision("relapse", 9, stray.start, Verdict.ACCEPTED, "Ann", NOON)
    assert find_problems(replace(case, finding_decisions=(odd,)))
