"""An agency sends its file again, corrected: what did not change keeps all that a reviewer gave it."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.case.again_edits import Again, import_again
from app.case.checks import equal_cases, find_problems
from app.case.duplicate_edits import accept_duplicate
from app.case.edits import add_batch, set_categories, set_severity, withdraw_events
from app.case.event_table import NO_DUPLICATE, CodeFrom
from app.case.model import Case
from app.case.scheme import default_scheme
from app.errors import UserError
from app.session import Session
from app.storage.case_file import read_case
from importers.again import compare, earlier_sources
from tests.app.case_builder import Row, a_batch, a_case
from tests.importers.school_log import ANN, HEADINGS, sent_again, taken_in

ROWS = (
    ("03/03/2012", "Perry", "Perry arrived hungry and asked for breakfast twice.", "Breakfast club offered"),
    ("05/03/2012", "Robin", "Robin did not attend, no message from home.", "Letter sent"),
    ("09/03/2012", "Perry", "Head lice seen again, mother told at the gate.", ""),
    ("12/03/2012", "Perry", "Coat smelled strongly of urine and smoke.", "Spare coat given"),
    ("20/03/2012", "Robin", "Parents evening, nobody came.", ""),
)


def a_school_case(path: Path, rows: Sequence[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS) -> Case:
    """A case of that log in which every row has a severity from a reviewer: 0, 1, 2 … in the order of the rows."""
    empty = Case(default_scheme())
    case, _ = add_batch(taken_in(empty, path, rows, headings))(empty)
    for event in case.events.id.tolist():
        case, _ = set_severity([event], event % 6, ANN)(case)
    return case


def texts(case: Case) -> dict[int, str]:
    return dict(zip(case.events.id.tolist(), case.events.text, strict=True))


def live(case: Case) -> set[int]:
    return set(case.events.id[~case.events.withdrawn].tolist())


def test_the_same_file_again_changes_nothing(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    after, again = sent_again(case, tmp_path / "log.csv", ROWS)
    assert after is case
    assert (again.new, again.changed, again.gone, len(again.same)) == ((), (), (), len(ROWS))


def test_a_changed_row_keeps_its_number_and_code_and_its_old_words_can_be_found(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    rows = list(ROWS)
    rows[2] = ("10/03/2012", "Perry", "Head lice seen again by the nurse, mother told at the gate.", "Lotion given")
    after, again = sent_again(case, tmp_path / "log.csv", rows)
    assert [(row.event, set(row.fields)) for row in again.changed] == [(2, {"date", "text", "response"})]
    event = after.events.event(after.events.position(2))
    assert event.text.startswith("Head lice seen again by the nurse") and event.response == "Lotion given"
    assert event.when.day.day == 10 and event.severity == 2 and event.severity_from is CodeFrom.REVIEWER
    (earlier,) = after.earlier
    old = after.sheet_row(earlier.source, earlier.row)
    assert (
        earlier.event == 2 and "mother told at the gate" in str(old.cells) and after.sources[earlier.source].withdrawn
    )
    assert after.sheet_row(event.source, event.row).cells[0] == "10/03/2012"


def test_rows_put_in_taken_out_and_sorted_are_told_apart(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    rows = [ROWS[4], ROWS[0], ("06/03/2012", "Perry", "Wet through, no socks.", "Dried off"), ROWS[3], ROWS[1]]
    after, again = sent_again(case, tmp_path / "log.csv", rows)
    assert len(again.new) == 1 and again.gone == (2,) and again.changed == ()
    assert live(after) == {0, 1, 3, 4, 5}
    assert texts(after)[5] == "Wet through, no socks." and texts(after)[2] == ROWS[2][2]
    for event in (0, 1, 3, 4):
        place = after.events.position(event)
        assert after.events.severity[place] == event and after.events.severity_by[place] == "Ann"
    assert find_problems(after) == []


def test_rows_under_a_reference_are_followed_through_any_change(tmp_path: Path):
    headings = ("Ref", *HEADINGS)
    before = [(f"D{1000 + 7 * at}", *row) for at, row in enumerate(ROWS)]
    case = a_school_case(tmp_path / "log.csv", before, headings)
    rows = [*before]
    rows[3] = (before[3][0], "28/04/2012", "Robin", "Entered under the wrong pupil: see bully log.", "")
    _, again = sent_again(case, tmp_path / "log.csv", rows, headings)
    assert [row.event for row in again.changed] == [3] and not again.gone and not again.new


def test_numbers_that_only_count_the_rows_are_no_change(tmp_path: Path):
    headings = ("No", *HEADINGS)
    more = [("01/02/2012", "Perry", "First day in this school.", ""), *ROWS]
    case = a_school_case(tmp_path / "log.csv", [(str(at), *row) for at, row in enumerate(ROWS, 1)], headings)
    _, again = sent_again(case, tmp_path / "log.csv", [(str(at), *row) for at, row in enumerate(more, 1)], headings)
    assert len(again.new) == 1 and len(again.same) == len(ROWS) and not again.changed


def test_a_date_written_otherwise_is_the_same_row(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    rows = [(row[0].replace("/03/", " March "), *row[1:]) for row in ROWS]
    _, again = sent_again(case, tmp_path / "log.csv", rows)
    assert len(again.same) == len(ROWS)


def test_a_column_that_is_new_and_holds_something_is_a_change(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    rows = [(*row, "Yes" if at == 1 else "") for at, row in enumerate(ROWS)]
    _, again = sent_again(case, tmp_path / "log.csv", rows, (*HEADINGS, "Copied to governors"))
    assert [(row.event, row.fields) for row in again.changed] == [(1, ("Copied to governors",))]


def test_a_severity_the_agency_now_states_does_not_replace_a_reviewers(tmp_path: Path):
    empty = Case(default_scheme())
    headings = (*HEADINGS, "Severity (0-5)")
    case, _ = add_batch(taken_in(empty, tmp_path / "log.csv", [(*row, "1") for row in ROWS], headings))(empty)
    case, _ = set_severity([0], 4, ANN)(case)
    after, again = sent_again(case, tmp_path / "log.csv", [(*row, "3") for row in ROWS], headings)
    assert len(again.changed) == len(ROWS)
    assert after.events.severity.tolist() == [4, 3, 3, 3, 3]


def test_a_decision_on_twins_stays_and_a_twin_counts_once_its_event_is_gone(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    case, _ = add_batch(a_batch(case, Row("2012-03-09", "Perry", text="School rang: lice."), file="csc.csv"))(case)
    case, _ = accept_duplicate(2, 5, ANN)(case)
    after, _ = sent_again(case, tmp_path / "log.csv", ROWS[:4])
    assert after.events.duplicate_of[after.events.position(5)] == 2 and after.decisions == case.decisions
    without, again = sent_again(case, tmp_path / "log.csv", [row for row in ROWS if row is not ROWS[2]])
    assert again.gone == (2,)
    place = without.events.position(5)
    assert without.events.duplicate_of[place] == NO_DUPLICATE and without.events.counted[place]


def test_a_row_that_was_withdrawn_by_hand_stays_withdrawn(tmp_path: Path):
    case, _ = withdraw_events([1])(a_school_case(tmp_path / "log.csv"))
    after, _ = sent_again(case, tmp_path / "log.csv", [*ROWS, ("30/03/2012", "Perry", "Last day of term.", "")])
    assert 1 not in live(after)


def test_a_file_under_another_name_is_known_by_its_rows(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    assert earlier_sources(case, taken_in(case, tmp_path / "log v2 final.csv", ROWS[1:])) == (0,)
    assert earlier_sources(case, taken_in(case, tmp_path / "other.csv", [("1/1/2001", "Perry", "Born.", "")])) == ()


def test_a_third_version_finds_the_second(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    second, _ = sent_again(case, tmp_path / "log.csv", ROWS[1:])
    third, again = sent_again(second, tmp_path / "log.csv", ROWS[2:])
    assert again.sources == (1,) and again.gone == (1,) and live(third) == {2, 3, 4}
    assert [source.withdrawn for source in third.sources] == [True, True, False]


def test_it_is_kept_in_the_file_and_can_be_undone(tmp_path: Path):
    session = Session(a_school_case(tmp_path / "log.csv"), ANN)
    before = session.case
    session.save_as(tmp_path / "case")
    batch = taken_in(before, tmp_path / "log.csv", [(*ROWS[0][:3], "Nothing done"), *ROWS[2:]])
    session.apply(import_again(batch, compare(before, (0,), batch), ANN), "Import log.csv again")
    assert session.path is not None and session.case.earlier
    kept = tmp_path / "kept.lifelanes"
    shutil.copy(session.path, kept)
    assert equal_cases(read_case(kept), session.case)
    session.undo()
    session.close()
    assert equal_cases(read_case(session.path), before)


def test_a_case_that_changed_meanwhile_is_told(tmp_path: Path):
    case = a_school_case(tmp_path / "log.csv")
    batch = taken_in(case, tmp_path / "log.csv", ROWS[1:])
    with pytest.raises(UserError, match="changed since"):
        import_again(batch, Again((0,)), ANN)(case)


WORDS = st.lists(st.sampled_from(["lice", "coat", "hungry", "late", "bruise", "call", "visit", "toe"]), min_size=1)
DAYS = st.dates().map(lambda day: day.replace(year=2010 + day.year % 5).isoformat() if day.day < 29 else "2011-05-05")
TOLD = st.tuples(DAYS, st.sampled_from(["Perry", "Robin", "all"]), WORDS).map(
    lambda told: Row(told[0], told[1], text=" ".join(told[2]))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=12))
def test_any_file_again_changes_nothing(rows: list[Row]):
    case = a_case(["Perry", "Robin"], *rows)
    batch = a_batch(case, *rows, file="log.csv")
    sources = tuple(source.id for source in case.sources)
    assert import_again(batch, compare(case, sources, batch), ANN)(case)[0] is case


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_whatever_an_agency_changes_every_row_left_alone_keeps_its_codes(data: st.DataObject):
    rows = data.draw(st.lists(TOLD, min_size=1, max_size=12, unique_by=lambda row: (row.day, row.text)))
    case = a_case(["Perry", "Robin"], *rows)
    keys = sorted(scheme_keys())
    codes: dict[tuple[str, str], tuple[int, int, int]] = {}
    for event in case.events.id.tolist():
        place = case.events.position(event)
        case, _ = set_severity([event], event % 6, ANN)(case)
        case, _ = set_categories([event], [keys[event % len(keys)]], ANN)(case)
        words = (case.events.date_words[place], case.events.text[place])
        codes[words] = (event, int(case.events.severity[place]), int(case.events.categories[place]))
    deeds = data.draw(st.lists(st.sampled_from("kkked"), min_size=len(rows), max_size=len(rows)))
    edited = [
        row._replace(text=row.text + " and more") if deed == "e" else row for row, deed in zip(rows, deeds, strict=True)
    ]
    kept = [row for row, deed in zip(edited, deeds, strict=True) if deed != "d"]
    sent = data.draw(st.permutations(kept + data.draw(st.lists(TOLD, max_size=4))))
    batch = a_batch(case, *sent, file="log.csv")
    after, changes = import_again(batch, compare(case, (0,), batch), ANN)(case)
    assert find_problems(after) == []
    assert len(live(after)) == len(sent)
    for row, deed in zip(rows, deeds, strict=True):
        event, severity, categories = codes[row.day, row.text]
        place = after.events.position(event)
        if deed == "k":
            assert not after.events.withdrawn[place] and after.events.text[place] == row.text
        assert (after.events.severity[place], after.events.categories[place]) == (severity, categories)
        assert after.events.severity_by[place] == "Ann"


def scheme_keys() -> set[str]:
    return set(default_scheme().category_bits)
