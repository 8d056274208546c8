"""Steps taken and taken back, and a machine that plays a reviewer at random."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from app.case.checks import equal_cases, find_problems
from app.case.difference import event_difference
from app.case.edits import (
    Reviewer,
    add_batch,
    add_child,
    rename_case,
    restore_source,
    set_categories,
    set_duplicates,
    set_level,
    set_severity,
    set_subjects,
    withdraw_events,
    withdraw_source,
)
from app.case.history import DEEPEST, History, Step
from app.case.model import Case, Changes, Child
from tests.app.case_builder import Row, a_batch, a_case
from tests.app.sitting_machine import ANN, Sitting, sources_that_differ

START = a_case(
    ["Perry", "Robin"],
    ("2013-03-01", "Perry", 2, "hygiene", {}, "Head lice again."),
    Row("2013-04", "all", 3, "nutrition", {"Perry": 2}, "CIN plan agreed.", by_child={"Robin": 1}),
)


def test_undo_goes_back_and_redo_goes_forward():
    one, two, three = a_case(["Perry"]), a_case(["Robin"]), a_case(["Sam"])
    history = History().done(one, Step("second", "Ann")).done(two, Step("third", "Ann"))
    assert (history.undo_label, history.redo_label) == ("third", "")
    moment, history = history.undone(three)
    assert moment.case is two
    assert (history.undo_label, history.redo_label) == ("second", "third")
    moment, history = history.redone(two)
    assert moment.case is three
    assert [step.label for step in history.steps] == ["second", "third"]


def test_a_new_step_ends_what_could_be_redone():
    _, history = History().done(START, Step("one", "Ann")).undone(START)
    assert history.can_redo
    assert not history.done(START, Step("other", "Ann")).can_redo


def test_history_keeps_as_many_steps_as_it_says():
    history = History()
    for number in range(DEEPEST + 20):
        history = history.done(START, Step(str(number), "Ann"))
    assert len(history.steps) == DEEPEST
    assert history.undo_label == str(DEEPEST + 19)


def test_a_step_knows_when_it_was_taken():
    assert Step("x", "Ann").at.endswith("+00:00")


def _names_what_changed(before: Case, after: Case, changes: Changes) -> None:
    difference = event_difference(before.events, after.events)
    ids = {*after.events.id[difference.written].tolist(), *before.events.id[difference.gone].tolist()}
    assert changes.events == ids
    assert changes.all_events == bool(len(difference.added) or len(difference.gone))
    assert changes.people == ((before.children, before.adults) != (after.children, after.adults))
    assert changes.agencies == (before.agencies != after.agencies)
    assert changes.sources == sources_that_differ(before, after)
    assert changes.name == ((before.name, before.marking) != (after.name, after.marking))


class Reviewing(Sitting):
    """Imports, codes, withdraws, undoes, redoes, saves, closes and opens; the case must stay sound and be kept."""

    def __init__(self) -> None:
        super().__init__(START)
        self.names = 0

    def holds(self, before: Case, now: Case, changes: Changes) -> None:
        _names_what_changed(before, now, changes)

    @rule(rows=st.lists(st.tuples(st.sampled_from(["2012-05-01", "2013-03", "2014"]), st.just("all")), max_size=3))
    def imports_a_sheet(self, rows: list[tuple[str, str]]) -> None:
        self.do(add_batch(a_batch(self.session.case, *rows, file=f"sheet {len(self.session.case.sources)}.csv")))

    @rule(agency=st.sampled_from(["School", "Police"]))
    def imports_a_new_child(self, agency: str) -> None:
        self.names += 1
        name = f"Child {self.names}"
        row = Row("2013-06-01", name, 4, "hygiene", {name: 3}, "A report.", agency)
        self.do(add_batch(a_batch(self.session.case, row, new_children=[name])))

    @rule()
    def adds_a_child(self) -> None:
        self.names += 1
        self.do(add_child(Child(0, f"Child {self.names}")))

    @rule(
        ids=st.sets(st.integers(0, 6), max_size=3),
        rank=st.none() | st.integers(0, 6),
        child=st.none() | st.integers(0, 3),
    )
    def scores(self, ids: set[int], rank: int | None, child: int | None) -> None:
        self.do(set_severity(ids, rank, ANN, child))

    @rule(ids=st.sets(st.integers(0, 6), max_size=3), keys=st.sets(st.sampled_from(["hygiene", "nutrition"])))
    def categorises(self, ids: set[int], keys: set[str]) -> None:
        self.do(set_categories(ids, keys, ANN))

    @rule(ids=st.sets(st.integers(0, 6), max_size=2), child=st.integers(0, 3), rank=st.none() | st.integers(0, 5))
    def states_a_level(self, ids: set[int], child: int, rank: int | None) -> None:
        self.do(set_level(ids, child, rank, ANN))

    @rule(ids=st.sets(st.integers(0, 6), max_size=2), children=st.sets(st.integers(0, 3)))
    def says_whom_a_row_is_about(self, ids: set[int], children: set[int]) -> None:
        self.do(set_subjects(ids, children, ANN))

    @rule(event=st.integers(0, 6), original=st.none() | st.integers(0, 6))
    def marks_a_twin(self, event: int, original: int | None) -> None:
        self.do(set_duplicates({event: original}))

    @rule(ids=st.sets(st.integers(0, 6), max_size=2))
    def withdraws_rows(self, ids: set[int]) -> None:
        self.do(withdraw_events(ids))

    @rule(source=st.integers(0, 2), back=st.booleans())
    def withdraws_a_source_or_restores_it(self, source: int, back: bool) -> None:
        self.do(restore_source(source) if back else withdraw_source(source))

    @rule(name=st.text(max_size=5))
    def renames(self, name: str) -> None:
        if name.isprintable():
            self.do(rename_case(name))

    @rule(number=st.integers(0, 1))
    def saves(self, number: int) -> None:
        self.session.save_as(self.folder / f"case {number}")

    @precondition(lambda self: self.session.path)
    @rule()
    def closes_and_opens(self) -> None:
        path = self.session.path
        assert path
        before, trail = self.session.case, self.session.trail
        self.comes_back_to(path, Reviewer("Bob"))
        assert equal_cases(self.session.case, before)
        assert [(line.step.label, line.what) for line in self.session.trail] == [
            (line.step.label, line.what) for line in trail
        ]

    @invariant()
    def the_case_is_sound(self) -> None:
        assert find_problems(self.session.case) == []
        assert self.session.can_undo == bool(self.before)
        assert self.session.can_redo == bool(self.after)


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
