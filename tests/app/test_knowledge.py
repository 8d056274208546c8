"""Who knew what when: a case as an agency could have seen it holds nothing else, however deep one looks."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.finding import NO_CONTACT, NO_STRATEGY, UNCLEAR, Finding
from app.analysis.findings import find_all
from app.analysis.knowledge import agencies_named, as_known, known_from, seen_as, written_by
from app.analysis.measures import last_day
from app.case.checks import equal_cases, find_problems
from app.case.dates import day_number, exactly
from app.case.edits import Reviewer, accept_finding, set_duplicates, withdraw_events
from app.case.model import Adult, Agency, Case, Child, Correction, Period, SheetRow
from app.case.scheme import default_scheme
from app.case.split_edits import Part, split_event
from app.errors import UserError
from app.intake import read_files
from tests.app.case_builder import Row, a_case, a_full_case, a_large_case
from tests.app.within import every_text

MAY = date(2015, 5, 1)


@pytest.fixture(scope="module")
def sample(sample_files: dict[str, Path]) -> Case:
    return read_files([sample_files["combined.xlsx"]], default_scheme()).case


def two_agencies() -> Case:
    return a_case(
        ["Perry", "Robin"],
        Row("2014-03-01", "Perry", 2, "hygiene", {}, "Head lice. Mo told.", "School"),
        Row("2014-03", "Perry", 1, "nutrition", {}, "Hungry in the mornings.", "School"),
        Row("2014-03-02", "all", 4, "domestic_abuse", {"Robin": 4}, "Called to the home.", "Police"),
        Row("2014-03-09", "Perry", 3, "hygiene", {}, "Head lice again.", "School"),
    )


def texts_of(case: Case) -> set[str]:
    return set(case.events.text)


def test_an_agency_knows_its_own_rows_up_to_that_day():
    case = two_agencies()
    (school,) = agencies_named(case, ["school"])
    assert texts_of(as_known(case, [school], date(2014, 3, 8))) == {"Head lice. Mo told."}
    both = agencies_named(case, ["School", " police "])
    assert len(as_known(case, both, date(2014, 3, 2)).events) == 2


def test_an_imprecise_row_is_known_from_its_last_day():
    case = two_agencies()
    hungry = "Hungry in the mornings."
    assert hungry not in texts_of(as_known(case, [0], date(2014, 3, 30)))
    assert hungry in texts_of(as_known(case, [0], date(2014, 3, 31)))


def test_a_row_is_known_from_the_day_it_was_entered():
    case = two_agencies()
    entered = case.events.entry_day.copy()
    entered[case.events.text.index("Head lice. Mo told.")] = day_number(date(2014, 6, 1))
    entered[case.events.text.index("Head lice again.")] = day_number(date(2014, 1, 1))
    case = replace(case, events=replace(case.events, entry_day=entered))
    assert texts_of(as_known(case, [0], date(2014, 3, 8))) == set()
    assert texts_of(as_known(case, [0], date(2014, 4, 1))) == {"Head lice again.", "Hungry in the mornings."}
    assert known_from(case).max() == day_number(date(2014, 6, 1))


def test_children_and_names_that_no_known_row_uses_stay_out():
    case = two_agencies()
    perry, robin = case.children
    case = replace(
        case,
        children=(replace(perry, aliases=("P", "Pez"), born=exactly(date(2008, 1, 1)), vulnerabilities=("x",)), robin),
        adults=(Adult(0, "Mother", ("Mo", "Mrs Q")), Adult(1, "Father", ("Fa",))),
        scope=Period(date(2010, 1, 1), date(2016, 1, 1)),
    )
    known = as_known(case, [0], date(2014, 3, 8))
    assert known.children == (Child(0, "Perry", exactly(date(2008, 1, 1))),)
    assert known.adults == (Adult(0, "Mother", ("Mo",)),)
    assert known.agencies == (Agency(0, "School"),)
    assert known.scope == Period(date(2010, 1, 1), date(2014, 3, 8))
    assert find_problems(known) == []


def test_of_a_sheet_only_its_headings_and_known_rows_are_left():
    known = as_known(two_agencies(), [1], date(2014, 3, 8))
    (source,) = known.sources
    assert [row.cells[1] for row in source.rows] == ["Event", "Called to the home."]
    assert source.digest == "" and source.notes == ()


def test_a_sheet_of_several_agencies_keeps_only_headings_under_which_a_known_row_says_something(tmp_path: Path):
    sheet = tmp_path / "all.csv"
    sheet.write_text(
        "Date,Agency,Child,Event,Level Perry,Level Robin,Incident no\n"
        "03/02/2014,School,Perry,Perry came to school with head lice.,1,,\n"
        '10/02/2014,Police,"Perry, Robin",Robin found wandering at night.,1,2,7714\n'
        "03/03/2014,School,Perry,Perry late for school and hungry.,2,,\n",
        "utf-8",
    )
    case = read_files([sheet], default_scheme()).case
    assert "Level Robin" in case.sources[0].headings
    known = as_known(case, agencies_named(case, ["School"]), MAY)
    said = "\n".join(every_text((known.sources, known.children)))
    assert "Level Perry" in said and "head lice" in said
    assert not any(words in said for words in ("Robin", "Incident", "7714"))
    assert find_problems(known) == []


def test_of_a_row_that_was_split_only_the_known_part_can_be_read():
    case = two_agencies()
    event = int(case.events.id[case.events.text.index("Head lice again.")])
    later = exactly(date(2016, 7, 1))
    parts = [Part("Head lice again."), Part("Told in 2016 of Robin’s burn.", later, (1,))]
    split = split_event(event, parts, Reviewer("Ann"))(with_row_text(case, event, "Head lice again. Burn."))[0]
    before, after = as_known(split, [0], date(2015, 5, 1)), as_known(split, [0], date(2017, 5, 1))
    assert "Head lice again." in texts_of(before) and find_problems(before) == []
    assert "burn" not in "\n".join(every_text(before)).casefold() and "Head lice again. Burn." in "\n".join(
        every_text(after)
    )


def with_row_text(case: Case, event: int, words: str) -> Case:
    """The case with these words in the cells of that event's row."""
    row = case.event(event).row
    rows = tuple(
        replace(item, cells=("9/3/14", words)) if item.number == row else item for item in case.sources[0].rows
    )
    return replace(case, sources=(replace(case.sources[0], rows=rows),))


def test_a_row_whose_original_is_another_agencys_counts_by_itself():
    case = two_agencies()
    ids = {text: int(case.events.id[place]) for place, text in enumerate(case.events.text)}
    police, first, again = ids["Called to the home."], ids["Head lice. Mo told."], ids["Head lice again."]
    case = set_duplicates({first: police, again: police})(case)[0]
    known = as_known(case, [0], date(2014, 12, 31))
    assert known.events.counted.tolist().count(True) == 2
    assert known.events.event(known.events.position(again)).duplicate_of == first
    assert find_problems(known) == []


def test_a_row_of_an_agencys_own_chronology_is_that_agencys_whomever_it_names():
    case = two_agencies()
    police, school = agencies_named(case, ["Police"])[0], agencies_named(case, ["School"])[0]
    case = replace(case, sources=(replace(case.sources[0], agency=police),))
    assert len(as_known(case, [school], date(2015, 1, 1)).events) == 0
    known = as_known(case, [police], date(2015, 1, 1))
    assert len(known.events) == 4 and find_problems(known) == []
    assert {known.agency_name(number) for number in known.events.agency.tolist()} == {"Police", "School"}
    assert seen_as(case, [police], date(2015, 1, 1)).agencies == ("Police",)
    place = int(np.flatnonzero(case.events.agency == school)[0])
    mine = Correction(int(case.events.id[place]), "agency", "Ann")
    assert len(as_known(replace(case, corrections=(mine,)), [school], date(2015, 1, 1)).events) == 1


def test_withdrawn_rows_and_decisions_on_findings_are_not_in_it(sample: Case):
    found = find_all(sample)[0]
    case = accept_finding(found, Reviewer("Ann"), "2026-01-01T00:00:00+00:00")(sample)[0]
    (school,) = agencies_named(case, ["School"])
    assert as_known(case, [school], MAY).finding_decisions == ()
    one = int(as_known(case, [school], MAY).events.id[0])
    assert not as_known(withdraw_events([one])(case)[0], [school], MAY).events.has(one)


def test_seen_as_says_how_much_of_the_record_it_is(sample: Case):
    seen = seen_as(sample, agencies_named(sample, ["School", "GP"]), MAY)
    assert seen.says == "As School and GP could have seen it on 1 May 2015: 71 of 267 records"


@pytest.mark.parametrize("names", [["Schule"], [], [" "]])
def test_an_agency_that_is_not_there_is_said(sample: Case, names: list[str]):
    with pytest.raises(UserError, match=r"The agencies are Health visiting, Housing"):
        agencies_named(sample, names)


def test_without_an_agency_there_is_no_view(sample: Case):
    with pytest.raises(UserError):
        seen_as(sample, [], MAY)


def test_nothing_of_another_agency_or_a_later_day_can_be_reached(sample: Case):
    """Walks all that hangs on the case: every text of a row that is not known would have to turn up somewhere."""
    known = seen_as(sample, agencies_named(sample, ["School"]), MAY).case
    events = sample.events
    own = np.isin(events.id, known.events.id)
    reached = "\n".join(every_text(known))
    kept = {text for text, mine in zip(events.text, own, strict=True) if mine}
    for text in {text for text, mine in zip(events.text, own, strict=True) if not mine} - kept:
        assert text not in reached
    assert all(events.agency[own] == agencies_named(sample, ["School"])[0])
    assert events.end[own].max() <= day_number(MAY)
    assert all(finding.end <= MAY for finding in find_all(known))
    assert {event for finding in find_all(known) for event in finding.evidence} <= set(known.events.id.tolist())
    for agency in sample.agencies:
        if agency.name not in ("School", "School nursing"):
            assert not any(agency.name == word for word in every_text(known.agencies))
    later = [day for day in re.findall(r"\b(20\d\d-\d\d-\d\d)\b", reached) if date.fromisoformat(day) > MAY]
    assert later == []


def test_everyone_at_the_end_sees_every_row_of_an_agency():
    case = a_full_case()
    known = as_known(case, [agency.id for agency in case.agencies], date(2030, 1, 1))
    assert find_problems(known) == []
    named = (written_by(case) >= 0) & ~case.events.withdrawn
    assert set(known.events.id.tolist()) == set(case.events.id[named].tolist())


LAST_WORDS = a_case(
    ["Perry"],
    Row("2014-02-10", "Perry", 2, "hygiene", {"Perry": 2}, "Plan agreed.", "Social care", markers=("child_seen",)),
    Row("2014-02-20", "Perry", 2, "hygiene", {}, "Home visit.", "Social care", markers=("child_seen",)),
    Row("2014-03-03", "Perry", 4, "physical_injury", {}, "Bruise to the face.", "Social care"),
    Row("2014-03-03", "Perry", 3, "hygiene", {}, "Told social care.", "Social care", markers=("referral:unclear",)),
    Row("2016-03-01", "Perry", 0, "administrative", {}, "File closed.", "Police"),
)


def test_what_has_not_followed_on_an_agencys_last_row_by_the_day_is_told():
    """Months of silence before the day are silence that could have been seen on it."""
    (care,) = agencies_named(LAST_WORDS, ["Social care"])
    asked = {NO_STRATEGY, UNCLEAR, NO_CONTACT}

    def told(on: date) -> set[str]:
        return {finding.kind for finding in find_all(as_known(LAST_WORDS, [care], on))} & asked

    assert told(date(2014, 3, 4)) == set()
    assert told(date(2015, 3, 4)) == asked
    assert last_day(as_known(LAST_WORDS, [care], date(2015, 3, 4))) == day_number(date(2015, 3, 4))


def test_a_day_after_the_whole_record_ends_adds_no_silence_to_it():
    every = [agency.id for agency in LAST_WORDS.agencies]
    at_its_end, later = (as_known(LAST_WORDS, every, day) for day in (date(2016, 3, 1), date(2030, 1, 1)))
    assert findings_say(find_all(later)) == findings_say(find_all(at_its_end)) == findings_say(find_all(LAST_WORDS))


@given(st.integers(0, 6000), st.sets(st.sampled_from([0, 1]), min_size=1))
def test_any_view_is_a_sound_case_and_grows_with_time(days: int, agencies: set[int]):
    day = date(2000, 1, 1) + timedelta(days)
    known = as_known(LARGE, agencies, day)
    assert find_problems(known) == []
    assert equal_cases(as_known(known, [agency.id for agency in known.agencies], day), known)
    later = as_known(LARGE, agencies, day + timedelta(200))
    assert set(known.events.id.tolist()) <= set(later.events.id.tolist())


LARGE = a_large_case(300)


def findings_say(findings: tuple[Finding, ...]) -> str:
    return json.dumps([finding.says for finding in findings])


def test_a_case_can_be_seen_on_the_last_day_that_there_is(sample: Case):
    view = seen_as(sample, agencies_named(sample, ["School"]), date.max)
    assert view.coded(lambda case: case).case.events is view.case.events


def test_a_change_in_what_is_not_known_changes_nothing(sample: Case):
    """The strongest form: with every other row's words and codes made otherwise the view is the same, to the byte."""
    school = agencies_named(sample, ["School"])
    known = as_known(sample, school, MAY)
    events = sample.events
    other = ~np.isin(events.id, known.events.id)
    spoilt = replace(
        events,
        severity=np.where(other, 5, events.severity).astype(np.int8),
        text=tuple("XXXX" if hidden else text for text, hidden in zip(events.text, other, strict=True)),
        response=tuple("XXXX" if hidden else text for text, hidden in zip(events.response, other, strict=True)),
        categories=np.where(other, 1, events.categories),
    )
    hidden_rows = set(events.row[other].tolist())
    sources = tuple(
        replace(
            source,
            digest="XXXX",
            notes=("XXXX",),
            rows=tuple(SheetRow(r.number, r.kind, ("XXXX",)) if r.number in hidden_rows else r for r in source.rows),
        )
        for source in sample.sources
    )
    changed = replace(sample, events=spoilt, sources=sources, adults=(Adult(0, "XXXX"),))
    assert equal_cases(as_known(changed, school, MAY), known)
    assert findings_say(find_all(as_known(changed, school, MAY))) == findings_say(find_all(known))
