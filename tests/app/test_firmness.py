"""How firm a finding is: under how many settings within reason it is found again, and that this never varies."""

import json

import pytest

from app.analysis.finding import ESCALATION, RELAPSE
from app.analysis.findings import FINDERS_BY_KIND, find_all
from app.analysis.firmness import Firmness, firmness_of, settings_for
from app.case.scheme import default_scheme
from app.export.json_documents import findings_document
from app.progress import Cancelled, Progress
from tests.app.case_builder import Row, a_case

CYCLE = (
    Row("2012-01-10", "Perry", 3, "hygiene"),
    Row("2012-02-01", "Perry", 3, "administrative", {"Perry": 4}),
    Row("2012-09-01", "Perry", 0, "protective"),
    Row("2013-01-15", "Perry", 1, "administrative", {"Perry": 0}),
    Row("2013-06-04", "Perry", 4, "home_conditions"),
    Row("2015-01-01", "Perry", 0, "administrative"),
)


def firmness(*rows: Row) -> Firmness:
    """How firm the cycle of these rows is."""
    case = a_case(["Perry"], *rows)
    (cycle,) = [finding for finding in find_all(case) if finding.kind == RELAPSE]
    return firmness_of(case, [cycle])[cycle.id]


def test_a_clear_cycle_holds_whatever_the_settings() -> None:
    firm = firmness(*CYCLE)
    assert (firm.holds, firm.of, firm.breaks_with) == (50, 50, ())
    assert firm.says == "Firm: found under all 50 settings tried"


def test_a_return_near_the_end_of_its_window_breaks_with_a_shorter_window() -> None:
    late = firmness(*(row._replace(day="2014-01-05") if row is CYCLE[4] else row for row in CYCLE))
    assert 0 < late.holds < 50
    assert {"windows.relapse_days": 335} in late.breaks_with
    assert all(
        int(setting["windows.relapse_days"]) < 355 for setting in late.breaks_with if "windows.relapse_days" in setting
    )


def test_a_return_at_the_least_severity_breaks_with_a_higher_one() -> None:
    slight = firmness(*(row._replace(severity=3) if row is CYCLE[4] else row for row in CYCLE))
    assert slight.breaks_with[0] == {"windows.relapse_severity": 4}


def test_an_imprecise_date_may_decide() -> None:
    some_time = firmness(*(row._replace(day="2013-12-20..2014-02-20") if row is CYCLE[4] else row for row in CYCLE))
    assert {"dates": "latest"} in some_time.breaks_with


def test_the_same_settings_are_tried_every_time_and_the_schemes_own_first() -> None:
    for kind in FINDERS_BY_KIND:
        tried = settings_for(kind, default_scheme(), dated=True)
        assert tried == settings_for(kind, default_scheme(), dated=True)
        assert tried[0] == {} and len(tried) == len(settings_for(kind, default_scheme(), dated=False)) == 50
        assert len({tuple(sorted(setting.items())) for setting in tried}) == len(tried)


def test_the_trial_can_be_stopped() -> None:
    case = a_case(["Perry"], *CYCLE)
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        firmness_of(case, find_all(case), progress)


def test_the_document_answers_why_and_how_firm() -> None:
    case = a_case(["Perry"], *CYCLE)
    found = find_all(case)
    told = findings_document(case, found, firmness_of(case, found))["findings"]
    entry = next(item for item in json.loads(json.dumps(told)) if item["kind"] == RELAPSE)
    assert entry["rule"]["id"] == RELAPSE and entry["rule"]["settings"]["relapse_days"] == 365
    assert (
        entry["rule"]["says"].startswith("Concerns, a rise in level")
        and "England, six levels" in entry["rule"]["scheme"]
    )
    assert entry["firmness"] == {"holds": 50, "of": 50, "breaks_with": []}
    untried = json.loads(json.dumps(findings_document(case, found)))["findings"]
    assert {item["firmness"] for item in untried} == {None}


def test_a_record_of_three_health_concerns_is_tried_with_runs_of_four_and_five() -> None:
    days = ("2015-01-05", "2015-03-05", "2015-05-05")
    rows = (Row(day, "Perry", severity, "physical_health") for day, severity in zip(days, (2, 2, 3), strict=True))
    case = a_case(["Perry"], *rows, Row("2015-08-05", "Perry", 0, "administrative"))
    (run,) = [finding for finding in find_all(case) if finding.kind == ESCALATION]
    firm = firmness_of(case, [run])[run.id]
    assert {"windows.health_run_concerns": 4} in firm.breaks_with
    assert {"windows.health_run_concerns": 5} in firm.breaks_with
