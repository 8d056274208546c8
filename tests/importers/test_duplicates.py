"""The same event told by two agencies is suggested once; what only stands near is not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from threading import Event
from time import perf_counter, thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.checks import find_problems
from app.case.duplicate_edits import accept_duplicate, reject_duplicate, separate
from app.case.edits import Reviewer, add_batch, withdraw_events
from app.case.event_table import NO_DUPLICATE
from app.case.model import Agency, Case
from app.progress import Cancelled, Progress
from importers.duplicates.near import pairs_near
from importers.duplicates.pairs import standing_of
from importers.duplicates.suggesting import SURE, crowded_in_words, mark_suggested, suggest_duplicates
from tests.app.case_builder import Row, a_batch, a_case, a_large_case

ANN = Reviewer("Ann")
CHILDREN = ["Ben", "Cara"]


def a_case_of_files(**files: Sequence[Row]) -> Case:
    """A case with one file for each agency, which recorded all its rows: ``School=[…], Police=[…]``."""
    tellers = [agency.replace("_", " ") for agency in files]
    names = dict.fromkeys([*tellers, *(row.agency for rows in files.values() for row in rows if row.agency)])
    case = replace(a_case(CHILDREN), agencies=tuple(Agency(place, name) for place, name in enumerate(names)))
    for place, rows in enumerate(files.values()):
        own = [row._replace(agency=row.agency or tellers[place]) for row in rows]
        batch = a_batch(case, *own, file=f"{tellers[place]}.csv")
        case, _ = add_batch(replace(batch, sources=(replace(batch.sources[0], agency=place),)))(case)
    return case


def a_merged_case(*rows: Row) -> Case:
    """A case of one sheet that merges several agencies, each row with its agency."""
    case = a_case(CHILDREN, *rows)
    return replace(
        case, sources=tuple(replace(source, columns={**source.columns, "agency": "Agency"}) for source in case.sources)
    )


def pairs(case: Case) -> set[tuple[str, str]]:
    """Every suggestion as the beginnings of the words of both rows, the one that is kept first."""
    events = case.events

    def words(event: int) -> str:
        return events.text[events.position(event)].split()[0]

    return {(words(item.kept), words(item.twin)) for item in suggest_duplicates(case)}


FOUND_ON_ROAD = Row(
    "2014-06-07", "Ben", text="Located on the dual carriageway at 22.40 in pyjamas, returned to parents."
)
NOTICE = Row("2014-06-09", "Ben", text="PPN received: found on dual carriageway Saturday night.", agency="Police")


def test_a_notice_that_arrives_after_the_weekend_is_the_same_event():
    case = a_case_of_files(Police=[FOUND_ON_ROAD], Social_Care=[NOTICE])
    (item,) = suggest_duplicates(case)
    assert (item.kept, item.twin) == (0, 1) and item.likeness > 0.8
    assert item.why.startswith("Social Care dates it 2 days after Police: its row says that Police told it")
    assert "names that day of the week" in item.why and '"carriageway"' in item.why


def test_a_meeting_that_both_attended_is_one_event():
    case = a_case_of_files(
        Social_Care=[Row("2014-03-04", text="RCPC held. Plan to continue, category neglect.")],
        School=[Row("2014-03-05", text="Attended review conference yesterday, plan goes on.")],
    )
    assert pairs(case) == {("RCPC", "Attended")}


def test_a_call_is_told_by_caller_and_called():
    case = a_case_of_files(
        Health_visiting=[Row("2014-03-04", "Cara", text="Rang social care about bruise on Cara's ear, 2cm, purple.")],
        Social_Care=[Row("2014-03-05", "Cara", text="Call from HV: purple bruise to ear, 2cm.")],
    )
    assert pairs(case) == {("Rang", "Call")}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (NOTICE._replace(day="2014-06-12"), "five days later"),
        (NOTICE._replace(subjects="Cara"), "another child"),
        (Row("2014-06-09", "Ben", text="Home visit, bedroom seen, no concerns."), "another matter"),
        (Row("2014-06-08", "Ben", text="Reading level assessed, progress good."), "another matter"),
        (Row("2014-06-09", "Ben", text="GP rang: missed immunisations, third letter."), "told by somebody else"),
    ],
)
def test_what_only_stands_near_is_not_suggested(other: Row, why: str):
    assert pairs(a_case_of_files(Police=[FOUND_ON_ROAD], Social_Care=[other])) == set(), why


def test_rows_of_one_agencys_own_file_are_never_paired():
    # The sheet names the police as the source of a row; it was still written by social care.
    rows = [replace_agency(FOUND_ON_ROAD, "Social Care"), NOTICE, *others("Social Care")]
    case = a_case_of_files(Social_Care=rows)
    assert pairs(case) == set()


def test_agencies_in_one_merged_sheet_are_paired():
    assert pairs(a_merged_case(replace_agency(FOUND_ON_ROAD, "Police"), replace_agency(NOTICE, "Social Care")))
    assert not pairs(a_merged_case(replace_agency(FOUND_ON_ROAD, "Police"), replace_agency(NOTICE, "Police")))


def replace_agency(row: Row, agency: str) -> Row:
    return row._replace(agency=agency)


def others(agency: str) -> list[Row]:
    return [Row(f"2013-0{month}-01", "Ben", text=f"Visit {month}.", agency=agency) for month in range(1, 5)]


def test_copies_of_a_row_in_another_sheet_are_suggested_whoever_sent_them():
    case = a_case_of_files(Police=[FOUND_ON_ROAD], Social_Care=[replace_agency(FOUND_ON_ROAD, "Police")])
    (item,) = suggest_duplicates(case)
    assert item.why == "Both rows tell it on the same day in the same words."


def test_the_likeliest_row_is_chosen_and_each_row_is_a_twin_once():
    school = [
        Row("2014-05-12", "Ben", text="Pale and quiet in class, ate well."),
        Row("2014-05-13", "Ben", text="Disclosed that he was locked in the cellar; rang duty team."),
    ]
    care = [Row("2014-05-13", "Ben", text="School rang: disclosure, locked in cellar.")]
    assert pairs(a_case_of_files(School=school, Social_Care=care)) == {("Disclosed", "School")}


def test_three_agencies_share_one_kept_row():
    case = a_case_of_files(
        Social_Care=[Row("2014-03-04", text="ICPC. Both made subject of a plan, neglect.")],
        School=[Row("2014-03-05", text="ICPC yesterday, both on a plan, neglect.")],
        Health_visiting=[Row("2014-03-05", text="Attended ICPC yesterday: both on a plan for neglect.")],
    )
    assert {item.kept for item in suggest_duplicates(case)} == {0}
    marked, _ = mark_suggested(case)(case)
    assert marked.events.counted.sum() == 1 and find_problems(marked) == []


def test_suggestions_alone_change_nothing_and_marking_takes_only_likely_ones():
    case = a_case_of_files(Police=[FOUND_ON_ROAD], Social_Care=[NOTICE])
    suggest_duplicates(case)
    assert case.events.counted.all()
    marked, changes = mark_suggested(case)(case)
    assert marked.events.duplicate_of.tolist() == [NO_DUPLICATE, 0] and changes.events == {1}
    assert mark_suggested(case, likeness=1.0)(case)[0] is case
    assert all(item.likeness >= SURE for item in suggest_duplicates(case))


def test_what_was_decided_is_not_suggested_again():
    case = a_case_of_files(Police=[FOUND_ON_ROAD], Social_Care=[NOTICE])
    for edits in ([accept_duplicate(0, 1, ANN)], [reject_duplicate(0, 1, ANN)], [withdraw_events([0])]):
        decided = case
        for edit in edits:
            decided, _ = edit(decided)
        assert suggest_duplicates(decided) == ()
    accepted, _ = accept_duplicate(0, 1, ANN)(case)
    assert suggest_duplicates(separate(1, ANN)(accepted)[0]) == ()


def test_it_tells_how_far_it_is_and_can_be_stopped():
    told: list[float] = []
    case = a_large_case(300)
    suggest_duplicates(case, Progress(lambda done, _words: told.append(done)))
    assert told == sorted(told) and told[-1] == 1.0
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled):
        suggest_duplicates(case, Progress(stop=stop))


def test_a_register_with_every_row_on_one_day_is_done_in_time():
    rows = [
        Row("2014-03-04", "Ben", text=f"School rang about entry {at}.", agency=f"Team {at % 3}") for at in range(3000)
    ]
    case = a_merged_case(*rows)
    began = perf_counter()
    suggest_duplicates(case)
    assert perf_counter() - began < 20
    assert crowded_in_words(case).startswith("3,000 rows have more than 100 other rows within 3 days")


def test_all_rows_of_an_ordinary_case_are_compared():
    assert crowded_in_words(a_large_case(300)) == ""
    register = [Row("2014-03-04", "Ben", text=f"Entry {at}.", agency="School") for at in range(300)]
    assert crowded_in_words(a_merged_case(*register)) == "", "one agency's rows are compared with none of its own"


def test_the_files_of_a_crowded_day_are_compared_with_each_other():
    words = [" ".join(f"w{at * 7 + part}" for part in range(7)) for at in range(150)]
    rows = [Row("2014-03-04", "Ben", text=f"{say.capitalize()}.") for say in words]
    case = a_case_of_files(School=rows, Police=rows, Social_Care=rows)
    assert len(suggest_duplicates(case)) == 2 * len(rows), "each row finds its copies, however many stand between them"


def test_a_search_that_was_cancelled_midway_stops_within_moments():
    case = a_merged_case(
        *(
            Row("2014-03-04", "Ben", text="School rang the police about a bruise. " * 5, agency=f"Team {at % 3}")
            for at in range(2000)
        )
    )
    gaps, last = [0.0], thread_time()

    def report(_done: float, _words: str) -> None:
        nonlocal last
        gaps.append(thread_time() - last)
        last = thread_time()

    suggest_duplicates(case, Progress(report))
    assert max(gaps) < 0.3


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=60))
@settings(max_examples=50, deadline=None)
def test_few_rows_near_each_other_are_all_compared(told: list[tuple[int, int]]):
    case = a_merged_case(
        *(Row(f"2014-03-{4 * day + 1:02}", "Ben", text="Seen.", agency=f"Team {team}") for day, team in told)
    )
    found = {
        frozenset(pair) for one, other in pairs_near(standing_of(case), Progress())
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    }  # fmt: skip
    events = case.events
    assert found == {
        frozenset((one, other))
        for other in range(len(events))
        for one in range(other)
        if events.day[other] - events.day[one] <= 3 and events.agency[one] != events.agency[other]
    }


CUES = ["school", "rang", "police", "ward", "yesterday", "monday", "icpc", "from", "to", "ppn", "12/03", "hv"]
WORDS = [*CUES, "lice", "scald", "dna", "2cm", "closed"]
TOLD = st.builds(
    lambda day, who, words, agency: Row(
        (date(2014, 3, 1) + timedelta(day)).isoformat(), who, text=" ".join(words), agency=agency
    ),
    st.integers(0, 20),
    st.sampled_from(["Ben", "Cara", "all"]),
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.sampled_from(["School", "Police", "Hospital", ""]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(TOLD, max_size=25))
def test_whatever_the_rows_say_marking_leaves_a_sound_case(rows: list[Row]):
    case = a_merged_case(*rows)
    suggestions = suggest_duplicates(case)
    twins = [item.twin for item in suggestions]
    assert len(set(twins)) == len(twins) and not {item.kept for item in suggestions} & set(twins)
    assert all(0 <= item.likeness <= 1 and item.why.endswith(".") for item in suggestions)
    marked, _ = mark_suggested(case)(case)
    assert find_problems(marked) == []
    assert suggest_duplicates(case) == suggestions
