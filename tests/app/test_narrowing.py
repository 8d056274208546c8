"""What filters leave of a case, and that they are kept with it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from app.analysis.finding import Finding
from app.analysis.findings import find_all
from app.case.checks import equal_cases
from app.case.edits import Reviewer, rename_child, withdraw_events
from app.case.event_table import CodeFrom
from app.case.model import Case
from app.case.narrowing import Filter
from app.case.narrowing_edits import forget_filter, keep_filter
from app.errors import UserError
from app.lanes.filtered import filtered
from app.lanes.layout import lay_out
from app.lanes.scene import resolve
from app.lanes.words import footer, titles
from app.search.facets import AGENCY, CATEGORY, CHILD, FACETS, IN_USE, KIND, SEEN, SEVERITY, STANDING, TWINS
from app.search.narrowed import narrowed, parts_of, words_of
from app.session import Session
from app.workspace import Looking
from tests.app.case_builder import Row, a_case


@pytest.fixture
def case() -> Case:
    """Six rows about two children."""
    made = a_case(
        ["Perry", "Robin"],
        Row("2013-01-01", "Perry", 3, "hygiene", text="a", agency="School", markers=("child_seen",)),
        Row("2013-02-01", "Robin", 1, "", text="b", agency="Police", markers=("child_not_seen",)),
        Row("2013-03-01", "all", 2, "hygiene", text="c", agency="School", by_child={"Robin": 5}),
        Row("2013-04", "all", None, "", text="d"),
        Row("2014-01-01", "Perry", 4, "nutrition", text="e", agency="School", severity_from=CodeFrom.LEXICON),
        Row("2014-02-01", "", 0, "", text="f", agency="GP"),
    )
    events = replace(made.events, duplicate_of=np.array([-1, -1, -1, -1, 2, -1], np.int32))
    return withdraw_events([1])(replace(made, events=events))[0]


def left(case: Case, wanted: Filter) -> list[int]:
    """The ids of the rows that a filter leaves."""
    return case.events.id[narrowed(case, find_all(case), wanted, None).rows].tolist()


@pytest.mark.parametrize(
    ("facet", "keys", "expected"),
    [
        (CHILD, ("Perry",), [0, 2, 3, 4]),
        (CHILD, ("Perry", ""), [0, 2, 3, 4, 5]),
        (CHILD, ("Nobody we know",), []),
        (AGENCY, ("GP",), [5]),
        (AGENCY, ("",), [3]),
        (CATEGORY, ("hygiene", "nutrition"), [0, 2, 4]),
        (CATEGORY, ("none",), [3, 5]),
        (SEVERITY, ("5",), [2]),
        (SEVERITY, ("0", "4"), [4, 5]),
        (SEVERITY, ("not scored",), [3]),
        (SEEN, ("seen",), [0]),
        (SEEN, ("not said",), [2, 3, 4, 5]),
        (STANDING, ("suggested",), [4]),
        (STANDING, ("none",), [3]),
        (TWINS, ("repeats",), [4]),
        (TWINS, ("repeated",), [2]),
        (TWINS, ("once",), [0, 3, 5]),
        (IN_USE, ("withdrawn",), [1]),
        (IN_USE, ("used", "withdrawn"), [0, 1, 2, 3, 4, 5]),
        (KIND, ("no finding",), None),
    ],
)
def test_a_tick_leaves(case: Case, facet: str, keys: tuple[str, ...], expected: list[int] | None) -> None:
    rows = left(case, Filter().with_keys(facet, keys))
    if expected is not None:
        assert rows == expected


def test_every_answer_of_every_question_is_one_of_the_choices_offered(case: Case) -> None:
    for facet in FACETS.values():
        keys = tuple(choice.key for choice in facet.choices(case))
        assert len(set(keys)) == len(keys), facet.name
        passing = facet.passing(case, find_all(case), keys)
        assert passing.all() or facet.key == KIND, facet.name


def test_questions_are_asked_together_and_days_too(case: Case) -> None:
    wanted = Filter().with_keys(AGENCY, ("School",)).with_keys(SEVERITY, ("2", "3", "4"))
    assert left(case, wanted) == [0, 2, 4]
    assert left(case, wanted.with_days(date(2013, 2, 1), date(2013, 12, 31))) == [2]
    assert left(case, Filter().with_days(date(2013, 4, 15), date(2013, 4, 16))) == [3], "some day in that April"


def test_a_renamed_child_is_still_the_one_filtered_by(case: Case) -> None:
    wanted = Filter().with_keys(CHILD, ("Robin",))
    renamed = rename_child(1, "Rowan")(case)[0]
    assert left(renamed, wanted) == left(case, wanted) == [2, 3]


def test_findings_are_left_that_rest_on_a_row_that_is_left(case: Case) -> None:
    days = date(2013, 1, 1), date(2013, 6, 1)
    findings = (
        Finding("a", "relapse", 0, 1, *days, (0, 2), ""),
        Finding("b", "relapse", 1, 1, *days, (3,), ""),
        Finding("c", "no_contact", 0, 1, *days, (), ""),
    )

    def names(wanted: Filter) -> frozenset[str]:
        return narrowed(case, findings, wanted, None).findings

    assert names(Filter().with_keys(AGENCY, ("School",))) == {"a"}
    assert names(Filter().with_keys(CHILD, ("Robin",))) == {"b"}
    assert names(Filter().with_keys(KIND, ("no_contact",))) == {"c"}
    assert names(Filter().with_days(date(2013, 5, 1), None)) == {"c"}, "no row of the others is in those days"
    assert names(Filter("zzz")) == {"a", "b"}, "words are looked up by the search"
    assert left(case, Filter().with_keys(KIND, ("no finding",))) == [0, 2, 3, 4, 5]


def test_a_filter_says_what_it_asks(case: Case) -> None:
    wanted = Filter("head lice").with_keys(SEVERITY, ("1", "2", "4", "not scored")).with_keys(AGENCY, ("School",))
    assert words_of(case, wanted) == "Words: head lice; Agency: School; Severity: 1–2, 4, not scored"
    dated = Filter().with_days(date(2013, 1, 1), None)
    assert [part.words for part in parts_of(case, dated)] == ["Days: from 1 January 2013"]
    assert Filter(" ").empty and not dated.empty


def test_a_filter_is_kept_with_the_case_undone_and_read_back(case: Case, tmp_path: Path) -> None:
    session = Session(case, Reviewer("Ann"))
    session.save_as(tmp_path / "q.lifelanes")
    wanted = Filter("lice").with_keys(CHILD, ("Perry",)).with_days(date(2013, 1, 1), None)
    session.apply(keep_filter(" Perry’s  lice ", wanted), "Keep")
    session.apply(keep_filter("perry’s lice", wanted.with_words("nits")), "Keep")
    session.keep_looking(Looking(filter=wanted))
    kept = session.case
    session.close()
    again = Session.open(tmp_path / "q.lifelanes", Reviewer("Bo"))
    assert equal_cases(again.case, kept)
    assert [(item.name, item.filter.words) for item in again.case.filters] == [("perry’s lice", "nits")]
    assert again.looking().filter == wanted
    assert "nits" in again.trail[-1].what
    again.apply(forget_filter("perry’s lice"), "Forget")
    again.undo()
    again.close()
    session = Session.open(tmp_path / "q.lifelanes", Reviewer("Ann"))
    assert equal_cases(session.case, kept)
    session.close()


def test_a_filter_without_a_name_or_of_nothing_is_not_kept(case: Case) -> None:
    for name, wanted in ((" ", Filter("x")), ("All", Filter())):
        with pytest.raises(UserError):
            keep_filter(name, wanted)
    assert forget_filter("never kept")(case)[0] is case


def test_a_filtered_chart_shows_its_rows_and_says_so(case: Case) -> None:
    whole = resolve(case, find_all(case))
    rows = narrowed(case, (), Filter().with_keys(AGENCY, ("School",)), None).rows
    scene = filtered(whole, rows, "Agency: School", [0])
    assert [lane.name for lane in scene.lanes] == ["Perry"]
    assert scene.lanes[0].marks.event.tolist() == [0, 2, 4]
    assert scene.lanes[0].states == next(lane for lane in whole.lanes if lane.child == 0).states
    words = footer(lay_out(scene, 1200, 600))
    assert "3 of 5 records shown" in words and "filter: Agency: School" in words
    nothing = filtered(whole, np.zeros(len(case.events), np.bool_), "Words: zzz")
    assert titles(nothing)[0] == "None of 5 records passes the filter"
