"""What holds of every kind of finding, whatever the record: order, files, other children and the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.finding import ESCALATION, RELAPSE, Finding
from app.analysis.findings import find_all
from app.case.edits import add_batch
from app.case.model import Case
from tests.app.case_builder import Row, a_batch, a_case

NAMES = ["Perry", "Robin"]
AGENCIES = ["School", "GP", "Children's Social Care", "Hospital"]
CATEGORIES = ["hygiene", "physical_health", "missed_health", "protective", "administrative", "supervision nutrition"]
MARKERS = [
    (),
    ("child_seen",),
    ("was_not_brought",),
    ("referral:nfa",),
    ("referral:unclear",),
    ("referral:accepted",),
    ("strategy_discussion:held",),
    ("disagreement",),
    ("conference",),
    ("admission", "child_seen"),
    ("tool_use:used",),
]
FIRST_DAY = date(2012, 1, 2)
WORDS = ["", "Seen at home.", "Core group.", "Placed with aunt under section 20.", "LAC review.", "Rang again."]


@st.composite
def a_row(draw: st.DrawFn, about: Sequence[str] = (*NAMES, "all")) -> Row:
    subjects = draw(st.sampled_from(list(about)))
    whose = NAMES if subjects == "all" else [subjects]
    level = draw(st.sampled_from([None, None, 0, 1, 2, 3, 4, 5]))
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 900)))
    imprecise = draw(st.integers(0, 9)) == 0
    return Row(
        f"{day}..{day + timedelta(days=20)}" if imprecise else str(day),
        subjects,
        draw(st.sampled_from([None, 0, 1, 2, 3, 4, 5])),
        draw(st.sampled_from(CATEGORIES)),
        {} if level is None else {name: max(0, level - number) for number, name in enumerate(whose)},
        draw(st.sampled_from(WORDS)),
        draw(st.sampled_from(AGENCIES)),
        draw(st.sampled_from([None, "Noted", "Seen by doctor"])),
        markers=draw(st.sampled_from(MARKERS)),
    )


def rows(about: Sequence[str] = (*NAMES, "all"), least: int = 3) -> st.SearchStrategy[list[Row]]:
    return st.lists(a_row(about), min_size=least, max_size=30)


def told(case: Case, child: str | None = None) -> list[tuple[object, ...]]:
    """What is found, by what the rows behind it say; ids of events and places of rows do not matter."""
    return sorted(
        (
            finding.kind,
            case.children[finding.child].name,
            finding.start,
            finding.end,
            finding.says,
            tuple(sorted(_row_words(case, finding))),
        )
        for finding in find_all(case)
        if child is None or case.children[finding.child].name == child
    )


def _row_words(case: Case, finding: Finding) -> list[str]:
    events = [case.event(event) for event in finding.evidence]
    return [
        f"{event.when.words} {event.severity} {event.categories} {event.markers} {event.text} {event.response}"
        for event in events
    ]


@given(rows().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_the_rows_changes_no_finding(both: tuple[list[Row], list[Row]]) -> None:
    as_they_came, otherwise = both
    assert told(a_case(NAMES, *as_they_came)) == told(a_case(NAMES, *otherwise))


@given(rows(), st.data())
def test_rows_split_over_files_give_the_same_findings(made: list[Row], data: st.DataObject) -> None:
    first = data.draw(st.lists(st.booleans(), min_size=len(made), max_size=len(made)))
    one = [row for row, chosen in zip(made, first, strict=True) if chosen]
    other = [row for row, chosen in zip(made, first, strict=True) if not chosen]
    split = a_case(NAMES, *one)
    if other:
        split = add_batch(a_batch(split, *other, file="other.csv"))(split)[0]
    assert told(split) == told(a_case(NAMES, *made))


@given(rows(), a_row(["Robin"]))
def test_a_row_about_one_child_changes_no_other_childs_findings(made: list[Row], more: Row) -> None:
    assert told(a_case(NAMES, *made), "Perry") == told(a_case(NAMES, *made, more), "Perry")


@given(rows(), st.integers(-200, 200))
def test_whole_weeks_later_relapses_and_escalations_are_whole_weeks_later(made: list[Row], weeks: int) -> None:
    shift = timedelta(weeks=weeks)
    later = [
        row._replace(day="..".join(str(date.fromisoformat(day) + shift) for day in row.day.split(".."))) for row in made
    ]

    def dates(case: Case) -> list[tuple[str, int, date, date, tuple[int, ...]]]:
        return [
            (one.kind, one.child, one.start, one.end, one.evidence)
            for one in find_all(case)
            if one.kind in (RELAPSE, ESCALATION)
        ]

    before = [
        (kind, child, start + shift, end + shift, rows) for kind, child, start, end, rows in dates(a_case(NAMES, *made))
    ]
    assert dates(a_case(NAMES, *later)) == before


def _of_three_weeks(severity: int | None, category: str) -> Row:
    return Row("2012-01-02..2012-01-22", "Perry", severity, category, agency="School")


@given(rows())
@example(
    [
        _of_three_weeks(None, "hygiene"),
        _of_three_weeks(2, "physical_health"),
        _of_three_weeks(3, "physical_health"),
        _of_three_weeks(3, "physical_health"),
    ]
)
def test_each_finding_has_an_id_of_its_own_and_rests_on_rows_about_its_child(made: list[Row]) -> None:
    case = a_case(NAMES, *made)
    found = find_all(case)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        places = [case.events.position(event) for event in finding.evidence]
        about = case.events.subjects[places, finding.child] | (case.events.level[places, finding.child] >= 0)
        assert places and about.all() and places == sorted(places)
