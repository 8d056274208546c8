"""Two people work on copies of a case: joining the copies loses no decision of either."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agreement.since import touched_since
from app.case.checks import equal_cases, find_problems
from app.case.dates import exactly
from app.case.disagreements import as_json, settle, to_decide, waiting
from app.case.duplicate_edits import accept_duplicate
from app.case.edits import (
    Reviewer,
    add_event,
    correct_event,
    reassign,
    rename_child,
    set_level,
    set_scope,
    set_severity,
    withdraw_events,
)
from app.case.event_table import CodeFrom
from app.case.merge_edits import merge_copy
from app.case.model import Adult, Case, Edit, RowKind, Settled, SheetRow
from app.case.panel_edits import give_pseudonym
from app.case.practice import Bookmark, Episode
from app.case.practice_edits import forget_bookmark, forget_episode, keep_bookmark, mark_episode
from app.case.pseudonyms import Whose
from app.case.scheme import shipped_scheme
from app.case.scheme_edits import set_scheme
from app.errors import UserError
from app.session import Session
from tests.app.case_builder import Row, a_case
from tests.app.merge_steps import KEPT_STEPS, STEPS, Step, with_window

ANN, BEN, CHAIR = Reviewer("Ann"), Reviewer("Ben"), Reviewer("Chair")


def a_start() -> Case:
    case = a_case(
        ["Perry", "Robin", "Sam"],
        Row("2012-01-01", "Perry", 2, "hygiene", {"Perry": 2}, "Head lice."),
        Row("2012-02-01", "all", 3, "hygiene", {}, "Lice again.", severity_from=CodeFrom.LEXICON),
        Row("2013-03-01", "Robin", None, "", {}, "Home visit."),
        Row("2013-04-01", "all", 1, "nutrition", {"Robin": 4}, "Hungry."),
        Row("2014-05-01", "Sam, Perry", None, "", {}, "Call."),
    )
    sheet = case.sources[0]
    rejected = SheetRow(9, RowKind.REJECTED, ("soon", "all", "Words of a row without a date."), "no date")
    return replace(case, sources=(replace(sheet, rows=(*sheet.rows, rejected)),), adults=(Adult(0, "Mother"),))


def worked_on(start: Session, by: Reviewer, steps: Sequence[Step]) -> Session:
    """A copy of a session on which a reviewer took these steps; what does not fit is left out."""
    copy = Session(start.case, by)
    copy._trail = list(start.trail)  # a copy of the file holds the trail so far
    for step in steps:
        try:
            copy.apply(step(copy.case, by), "a step")
        except (UserError, IndexError):
            continue
    return copy


def joined(mine: Session, theirs: Session) -> Edit:
    return merge_copy(theirs.case, *touched_since(mine.trail, theirs.trail))


def stands_in(case: Case, event: int) -> str:
    """The row that an event stands in, however its event is numbered and whatever was corrected."""
    place = case.events.position(event)
    source, row = int(case.events.source[place]), int(case.events.row[place])
    file = case.sources[source].file
    return f"{file}: {case.sheet_row(source, row).cells if case.sources[source].by_hand else row}"


def given_codes(case: Case) -> set[tuple[str, str, str]]:
    """(row, field, value) of every code that a reviewer gave; levels of any child."""
    events, told = case.events, set[tuple[str, str, str]]()
    for place, event in enumerate(events.id.tolist()):
        row = stands_in(case, event)
        if events.severity_from[place] == CodeFrom.REVIEWER:
            told.add((row, "severity", str(int(events.severity[place]))))
        if events.categories_from[place] == CodeFrom.REVIEWER:
            told.add((row, "categories", str(sorted(case.scheme.categories_in(int(events.categories[place]))))))
        for child in np.flatnonzero(events.level_from[place] == CodeFrom.REVIEWER).tolist():
            told.add((row, "level", str(int(events.level[place, child]))))
    return told


def kept_codes(case: Case) -> set[tuple[str, str, str]]:
    """As ``given_codes``, with what the record of disagreements keeps."""
    told = given_codes(case)
    for item in case.disagreements:
        if item.event is None or item.field not in ("severity", "categories", "level"):
            continue
        row = stands_in(case, item.event)
        for value in (json.loads(item.mine), json.loads(item.theirs)):
            said = value[0] if item.field == "severity" else value
            told.add((row, item.field, "-1" if said is None else str(said)))
    return told


@settings(max_examples=120, deadline=None)
@given(before=STEPS, ours=STEPS, theirs=STEPS)
def test_joining_two_copies_loses_no_decision(before: list[Step], ours: list[Step], theirs: list[Step]) -> None:
    start = worked_on(Session(a_start(), ANN), ANN, before)
    mine, other = worked_on(start, ANN, ours), worked_on(start, BEN, theirs)
    case, edit = mine.case, joined(mine, other)
    after, _ = edit(case)
    assert find_problems(after) == []
    assert given_codes(case) | given_codes(other.case) <= kept_codes(after)
    assert set(case.events.id.tolist()) <= set(after.events.id.tolist())
    mine.apply(edit, "Join")
    if after is not case:
        mine.undo()
        assert equal_cases(mine.case, case)


Decision = tuple[str, str, str]


def decisions_in(case: Case) -> set[Decision]:
    """(kind, what it is about, value) of every decision in force that names what it is about."""
    told: set[Decision] = {("bookmark", kept.name.casefold(), as_json(kept)) for kept in case.bookmarks}
    told |= {("filter", kept.name.casefold(), as_json(kept)) for kept in case.filters}
    told |= {("own words", kept.id, as_json(kept)) for kept in case.own_words}
    told |= {("pseudonym", kept.name.casefold(), kept.words) for kept in case.panel.pseudonyms}
    told |= {("finding", case.children[kept.child].name.casefold(), as_json(kept)) for kept in case.finding_decisions}
    told |= {("stops", "", as_json(case.panel.stops)), ("scheme", "", as_json(case.scheme))}
    events = case.events
    for place, child in zip(*np.nonzero(events.level_from == CodeFrom.REVIEWER), strict=True):
        rank = int(events.level[place, child])
        about = f"{int(events.id[place])} {case.children[int(child)].name}".casefold()
        told.add(("level", about, as_json(None if rank < 0 else rank)))
    return told


def recorded(case: Case) -> set[Decision]:
    """The same of what the record of disagreements keeps."""
    told = set[Decision]()
    for item in case.disagreements:
        about = item.about if item.event is None else f"{item.event} {item.about}"
        for value in (item.mine, item.theirs):
            said = json.loads(value)
            words = said["words"] if item.field == "pseudonym" and said else value
            told.add((item.field, about.casefold(), words))
    return told


@settings(max_examples=150, deadline=None)
@given(before=KEPT_STEPS, ours=KEPT_STEPS, theirs=KEPT_STEPS)
def test_nothing_that_is_kept_or_decided_is_lost(before: list[Step], ours: list[Step], theirs: list[Step]) -> None:
    """Levels of each child, findings' decisions, pseudonyms, bookmarks, own words, stops, filters, rules."""
    start = worked_on(Session(a_start(), ANN), ANN, before)
    mine, other = worked_on(start, ANN, ours), worked_on(start, BEN, theirs)
    after, _ = joined(mine, other)(mine.case)
    assert find_problems(after) == []
    then, both = decisions_in(start.case), decisions_in(mine.case) | decisions_in(other.case)
    assert both - then <= decisions_in(after) | recorded(after)
    there = decisions_in(mine.case) & decisions_in(other.case)
    assert there <= decisions_in(after), "what both have stands"


def test_levels_are_joined_child_by_child() -> None:
    """In one row I decide on Perry's level and they on Robin's: both stand and nothing waits."""
    case = copies(
        [lambda _case, by: set_level([3], 0, 2, by)],
        [lambda _case, by: set_level([3], 1, 5, by)],
    )
    place = case.events.position(3)
    assert case.events.level[place, :2].tolist() == [2, 5] and waiting(case) == ()
    again = copies(
        [lambda _case, by: set_level([3], 0, 2, by), lambda _case, by: set_level([3], 1, 3, by)],
        [lambda _case, by: set_level([3], 1, 5, by)],
    )
    (place,) = waiting(again)
    item = again.disagreements[place]
    assert (item.about, item.mine, item.theirs, item.mine_by, item.theirs_by) == ("Robin", "3", "5", "Ann", "Ben")


def test_rules_that_differ_wait_and_say_so() -> None:
    case = copies([lambda case, _by: with_window(case, 300)], [lambda case, _by: with_window(case, 400)])
    (place,) = waiting(case)
    assert case.disagreements[place].field == "scheme" and case.scheme.windows.relapse_days == 300
    case, _ = settle(place, Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00")(case)
    assert case.scheme.windows.relapse_days == 400
    theirs = copies([], [lambda case, _by: with_window(case, 400)])
    assert theirs.scheme.windows.relapse_days == 400 and waiting(theirs) == ()


def test_a_bookmark_and_a_pseudonym_that_both_gave_otherwise_wait_with_both() -> None:
    def bookmark(note: str) -> Step:
        return lambda _case, by: keep_bookmark(Bookmark("The turn", by=by.name, note=note))

    def pseudonym(name: str, words: str) -> Step:
        return lambda _case, by: give_pseudonym(Whose.CHILD, name, words, by.name)

    case = copies(
        [bookmark("Who knew?"), pseudonym("Perry", "Child X"), pseudonym("Sam", "Child Z")],
        [bookmark("Who acted?"), pseudonym("Perry", "Child Y"), pseudonym("Robin", "Child Z")],
    )
    kinds = [case.disagreements[place].field for place in waiting(case)]
    assert sorted(kinds) == ["bookmark", "pseudonym", "pseudonym"], "two children cannot go by the same words"
    assert [kept.note for kept in case.bookmarks] == ["Who knew?"]
    assert {(kept.name, kept.words) for kept in case.panel.pseudonyms} == {("Perry", "Child X"), ("Sam", "Child Z")}
    for place in waiting(case):
        if case.disagreements[place].about != "Robin":
            case, _ = settle(place, Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00")(case)
    assert [kept.note for kept in case.bookmarks] == ["Who acted?"]
    assert ("Perry", "Child Y") in {(kept.name, kept.words) for kept in case.panel.pseudonyms}
    (place,) = waiting(case)
    with pytest.raises(UserError, match="Another person goes by"):
        settle(place, Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00")(case)


def test_what_one_side_alone_forgot_stays_forgotten() -> None:
    start = worked_on(Session(a_start(), ANN), ANN, [lambda _case, _by: keep_bookmark(Bookmark("The turn"))])
    mine, other = worked_on(start, ANN, [lambda _case, _by: forget_bookmark("The turn")]), worked_on(start, BEN, [])
    case, _ = joined(mine, other)(mine.case)
    assert case.bookmarks == () and waiting(case) == ()


def test_what_rows_record_is_taken_over_where_mine_were_not_read_for_it() -> None:
    start = Session(a_start(), ANN)
    marked = start.case.events.recoded({"markers": (("child_seen",), *start.case.events.markers[1:])})
    other = replace(start.case, events=marked)
    after, _ = merge_copy(other)(start.case)
    assert after.events.markers[0] == ("child_seen",)
    assert merge_copy(start.case)(other)[0] is other


@settings(max_examples=80, deadline=None)
@given(steps=STEPS, known=st.booleans())
def test_joining_a_copy_with_itself_changes_nothing(steps: list[Step], known: bool) -> None:
    one = worked_on(Session(a_start(), ANN), ANN, steps)
    other = worked_on(one, BEN, [])
    edit = joined(one, other) if known else merge_copy(other.case)
    assert edit(one.case)[0] is one.case


@settings(max_examples=60, deadline=None)
@given(ours=STEPS, theirs=STEPS, choices=st.lists(st.sampled_from(list(Settled)[:3]), max_size=12))
def test_whatever_is_decided_the_case_stays_sound(ours: list[Step], theirs: list[Step], choices: list[Settled]) -> None:
    start = Session(a_start(), ANN)
    mine = worked_on(start, ANN, ours)
    mine.apply(joined(mine, worked_on(start, BEN, theirs)), "Join")
    for place in to_decide(mine.case):
        for choice in choices[place % 3 :: 3]:
            with suppress(UserError):  # a value may no longer fit, as when its child has become a grown-up
                mine.apply(settle(place, choice, CHAIR, "2026-01-02T00:00:00+00:00"), "Decide")
            assert find_problems(mine.case) == []
    kept = [(item.mine, item.theirs) for item in mine.case.disagreements]
    while mine.can_undo:
        mine.undo()
    assert equal_cases(mine.case, start.case) and all(one and other for one, other in kept)


def copies(ours: Sequence[Step], theirs: Sequence[Step]) -> Case:
    """What joining gives after these steps on two copies."""
    start = Session(a_start(), ANN)
    mine, other = worked_on(start, ANN, ours), worked_on(start, BEN, theirs)
    return joined(mine, other)(mine.case)[0]


def live_texts(case: Case) -> list[str]:
    return [text for text, gone in zip(case.events.text, case.events.withdrawn.tolist(), strict=True) if not gone]


def added(words: str) -> Step:
    return lambda _case, by: add_event(exactly(date(2013, 6, 1)), words, [0], by)


def test_what_only_they_did_is_taken_over() -> None:
    case = copies(
        [lambda _case, by: set_level([0], 0, 3, by)],
        [
            lambda _case, by: set_severity([4], 5, by),
            lambda _case, _by: withdraw_events([2]),
            lambda _case, _by: rename_child(0, "Percy"),
            lambda _case, by: reassign("the boys", [0, 2], by),
            lambda _case, by: accept_duplicate(0, 1, by),
            lambda _case, _by: set_scope(date(2012, 1, 1), None),
            lambda _case, by: correct_event(3, by, text="Hungry again."),
        ],
    )
    events = case.events
    assert waiting(case) == ()
    assert int(events.severity[events.position(4)]) == 5 and events.severity_by[events.position(4)] == "Ben"
    assert bool(events.withdrawn[events.position(2)]) and case.children[0].name == "Percy"
    assert int(events.level[events.position(0), 0]) == 3
    assert case.who_is_who[0].children == (0, 2) and case.decisions[0].by == "Ben"
    assert case.scope.first == date(2012, 1, 1)
    assert events.text[events.position(3)] == "Hungry again." and case.corrections[0].by == "Ben"


def test_a_code_that_one_changed_later_is_kept_in_the_record() -> None:
    start = worked_on(Session(a_start(), ANN), ANN, [lambda _case, by: set_severity([0], 1, by)])
    mine, other = worked_on(start, ANN, []), worked_on(start, BEN, [lambda _case, by: set_severity([0], 4, by)])
    case, _ = joined(mine, other)(mine.case)
    assert int(case.events.severity[case.events.position(0)]) == 4 and waiting(case) == ()
    (item,) = case.disagreements
    assert (item.settled, item.mine, item.theirs, item.theirs_by) == (Settled.LATER, "[1,{}]", "[4,{}]", "Ben")


def test_the_trail_and_the_file_tell_who_decided_what_and_who_had_given_it(tmp_path: Path) -> None:
    start = Session(a_start(), ANN)
    mine = worked_on(start, ANN, [lambda _case, by: set_severity([0], 1, by)])
    other = worked_on(start, BEN, [lambda _case, by: set_severity([0], 5, by)])
    mine.save_as(tmp_path / "case")
    mine.apply(joined(mine, other), "Join")
    mine.apply(settle(0, Settled.THEIRS, CHAIR, "2026-01-02T00:00:00+00:00"), "Decide")
    what = json.loads(mine.trail[-1].what)["disagreements"][0]
    assert (what["mine_by"], what["theirs_by"], what["by"], what["settled"]) == ("Ann", "Ben", "Chair", "theirs")
    case = mine.case
    mine.close()
    again = Session.open(tmp_path / "case.lifelanes", CHAIR)
    assert equal_cases(again.case, case) and again.case.disagreements[0].by == "Chair"
    again.close()


def test_cases_of_other_files_and_other_schemes_are_refused() -> None:
    other = a_case(["Kim"], Row("2012-01-01", "Kim", 2, text="Another family."), file="other.csv")
    with pytest.raises(UserError, match="no record in common"):
        merge_copy(other)(a_start())
    eleven, _ = set_scheme(shipped_scheme("england-eleven-step"))(a_start())
    with pytest.raises(UserError, match="other ranks or categories"):
        merge_copy(eleven)(a_start())


PLAN = Episode("The first plan", date(2013, 3, 1), date(2013, 6, 30))
LONGER = replace(PLAN, last=date(2013, 9, 30), by="Ben")


@pytest.mark.parametrize("mine_goes", [True, False])
def test_an_episode_that_one_took_away_and_the_other_changed_is_decided(mine_goes: bool) -> None:
    start = Session(a_start(), ANN)
    start.apply(mark_episode(PLAN), "Mark it")
    gone, changed = forget_episode(PLAN), mark_episode(LONGER, PLAN)
    ours, theirs = (gone, changed) if mine_goes else (changed, gone)
    mine = worked_on(start, ANN, [lambda _case, _by: ours])
    other = worked_on(start, BEN, [lambda _case, _by: theirs])
    case = joined(mine, other)(mine.case)[0]
    assert case.episodes == (LONGER,) and find_problems(case) == []
    (place,) = waiting(case)
    item = case.disagreements[place]
    assert (item.field, item.about) == ("episode", "The first plan")
    without = Settled.MINE if mine_goes else Settled.THEIRS
    assert settle(place, without, CHAIR, "2020-01-01")(case)[0].episodes == ()
