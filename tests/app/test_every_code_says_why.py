"""Every code of a row and every finding says why: where it came from, or which words of the row, which entry, whose."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from app.analysis.findings import find_all
from app.analysis.firmness import firmness_of
from app.analysis.kinds import kinds
from app.case.edits import Reviewer, correct_event, set_categories, set_level, set_severity
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.case.scheme import default_scheme
from app.coding.coder import explainer, health_rows, suggest_codes
from app.export.json_documents import event_entries, findings_document
from app.intake import read_files
from tests.app.case_builder import Row, a_case

ANN = Reviewer("Ann")
Told = Mapping[str, object]

INVENTED = (
    Row("2014-01-07", "Perry", text="Head lice again, clothes dirty. Mother told.", agency="School", response="NFA"),
    Row("2014-02-04", "all", text="CIN plan agreed for both children.", agency="Children's Social Care"),
    Row("2014-02-18", "all", text="Perry hungry, no lunch. Robin clean and happy.", agency="School"),
    Row("2014-03-04", "Perry", text="DNA dental appointment, third one missed.", agency="Dental"),
    Row("2014-03-18", "all", text="Referral to CSC, not accepted, advice only.", agency="Health visiting"),
    Row("2014-04-01", "all", text="Strategy discussion held, section 47 to begin.", agency="Children's Social Care"),
    Row("2014-04-22", "Robin", text="Weighed at clinic, putting on weight, much improved.", agency="Health visiting"),
    Row("2014-05-06", "Perry", text="Asthma review kept, inhaler technique good.", agency="GP"),
    Row("2014-06-03", "Perry", text="Telephone call returned.", agency="Housing"),
)


def entries(case: Case) -> list[Told]:
    """What the JSON document says of every event."""
    told = event_entries(case, range(len(case.events)), health_rows(case), explainer(case))
    return cast("list[Told]", json.loads(json.dumps(told)))


def reasons(entry: Told) -> list[Told]:
    """The reasons of one of them."""
    return cast("list[Told]", entry["reasons"])


def codes_of(entry: Told) -> Iterator[tuple[str, object, str | None]]:
    """Every code that an entry of the document shows: which, its value, whose it is."""
    if entry["severity_reason"] is not None:
        yield "severity", None, None
    for code, several in (("severity", "severity_by_child"), ("level", "levels")):
        for child, value in cast("Mapping[str, int]", entry[several]).items():
            yield code, value, child
    for code, several in (("category", "categories"), ("marker", "markers")):
        for value in cast("list[str]", entry[several]):
            yield code, value, None
    if entry["health"]:
        yield "health", True, None


def told_why(entry: Told, code: str, value: object, child: str | None) -> Told:
    """The one reason for that code."""
    found = [item for item in reasons(entry) if (item["code"], item.get("child")) == (code, child)]
    (reason,) = [item for item in found if value is None or item["value"] == value]
    return reason


@pytest.fixture(scope="module")
def invented() -> Case:
    case = a_case(["Perry", "Robin"], *INVENTED)
    return suggest_codes(case)(case)[0]


def all_say_why(case: Case) -> int:
    """How many codes the document shows of a case; each of them says why."""
    count = 0
    for entry in entries(case):
        whole = f"{entry['text']}\n{entry['response']}"
        for code, value, child in codes_of(entry):
            reason = told_why(entry, code, value, child)
            assert reason["says"], (entry["text"], code)
            if reason["from"] == "lexicon":
                assert reason["source"] and reason["rule"], (entry["text"], reason)
                assert isinstance(reason["words"], str), (entry["text"], reason)
                weighed = code != "severity" or str(reason["value"]) in cast("str", reason["says"])
                assert weighed, "a reason for another rank is none"
                single = code in ("category", "level", "marker")
                assert not single or reason["words"] in whole, (entry["text"], reason)
            count += 1
        assert len(reasons(entry)) == len(list(codes_of(entry))), "and nothing else does"
    return count


def test_every_suggested_code_has_an_entry_its_source_and_the_words(invented: Case) -> None:
    assert all_say_why(invented) > 30
    seen = {str(item["code"]) for entry in entries(invented) for item in reasons(entry)}
    assert seen == {"severity", "category", "level", "marker", "health"}


@pytest.mark.parametrize("name", ["siblings.csv", "welsh.csv", "hospital.csv"])
def test_the_same_of_whole_chronologies(name: str) -> None:
    case = read_files([Path(__file__).parents[1] / "labelled_cases" / name], default_scheme()).case
    assert all_say_why(case) > 60


def test_each_child_has_a_reason_of_its_own(invented: Case) -> None:
    enquiry = next(entry for entry in entries(invented) if "section 47" in str(entry["text"]))
    levels = [item for item in reasons(enquiry) if item["code"] == "level"]
    assert {(item["child"], item["value"]) for item in levels} == {("Perry", 3), ("Robin", 3)}
    assert all(str(item["says"]).startswith(str(item["child"])) for item in levels)
    case, _ = set_level([1], 0, 2, ANN)(invented)
    support = next(entry for entry in entries(case) if "CIN plan" in str(entry["text"]))
    froms = {item["child"]: item["from"] for item in reasons(support) if item["code"] == "level"}
    assert froms == {"Perry": "reviewer", "Robin": "lexicon"}


def test_what_a_sheet_states_what_is_carried_and_what_a_reviewer_gave_say_so(invented: Case) -> None:
    stated = a_case(["Perry"], Row("2014-01-07", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice."))
    sheet = stated.sources[0]
    stated = replace(stated, sources=(replace(sheet, columns={**sheet.columns, "severity": "How bad"}),))
    (entry,) = entries(stated)
    assert told_why(entry, "severity", 2, None)["says"] == "Stated in the sheet, under “How bad”."
    assert told_why(entry, "category", "hygiene", None)["says"] == "Stated in the sheet."
    carried = replace(stated.events, level_from=stated.events.level_from * 0 + int(CodeFrom.CARRIED))
    (entry,) = entries(replace(stated, events=carried))
    assert told_why(entry, "level", 2, "Perry")["says"] == "Carried on from an earlier row."
    case, _ = set_severity([0], 4, ANN)(invented)
    case, _ = set_categories([0], ["emotional"], ANN)(case)
    first = entries(case)[0]
    assert told_why(first, "severity", 4, None)["says"] == "Set by Ann."
    assert told_why(first, "category", "emotional", None)["from"] == "reviewer"


def test_a_row_that_was_corrected_since_says_so(invented: Case) -> None:
    case, _ = correct_event(0, ANN, text="Nothing to report.")(invented)
    told = reasons(entries(case)[0])
    assert "The row has been changed since." in {item["says"] for item in told}
    assert all(item["says"] for item in told)


def test_a_row_that_nobody_coded_gives_no_reason() -> None:
    (entry,) = entries(a_case(["Perry"], Row("2014-01-07", "Perry", None, text="Call.", agency="Housing",
                                             severity_from=CodeFrom.NOBODY)))  # fmt: skip
    assert entry["severity"] is None and [item["code"] for item in reasons(entry) if item["code"] != "health"] == []


def test_every_finding_has_its_rule_settings_evidence_and_firmness() -> None:
    case = read_files([Path(__file__).parents[1] / "labelled_cases" / "siblings.csv"], default_scheme()).case
    found = find_all(case)
    document = json.loads(json.dumps(findings_document(case, found, firmness_of(case, found))))["findings"]
    events = {entry["id"] for entry in entries(case)}
    assert document
    for item in document:
        assert item["rule"]["says"] == kinds()[item["kind"]].rule and item["rule"]["settings"]
        assert item["rule"]["scheme"] == "England, six levels, version 1"
        assert item["evidence"] and set(item["evidence"]) <= events
        assert item["firmness"]["of"] == 50 and 1 <= item["firmness"]["holds"] <= 50
        assert item["says"].startswith(item["child"])
