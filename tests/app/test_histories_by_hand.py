"""A reviewer at random who adds, splits, corrects, mends, merges and decides: always sound, undone exactly, kept."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from app.analysis.coverage import coverage, missing_returns
from app.case.checks import equal_cases, find_problems
from app.case.dates import ChronologyDate, Precision, exactly
from app.case.difference import event_difference
from app.case.duplicate_edits import accept_duplicate, separate
from app.case.edits import (
    Part,
    add_batch,
    add_event,
    adult_is_child,
    child_is_adult,
    correct_event,
    forget_words,
    join_parts,
    mend_rejected_row,
    merge_children,
    not_about,
    reassign,
    remove_child,
    rename_child,
    restore_events,
    restore_sources,
    set_aliases,
    set_birth,
    set_level,
    set_period,
    set_scope,
    set_severity,
    split_event,
    withdraw_events,
    withdraw_sources,
)
from app.case.model import Adult, Case, Changes, RowKind, SheetRow
from app.export.import_report import import_report
from tests.app.case_builder import Row, a_batch, a_case
from tests.app.sitting_machine import ANN, Sitting, sources_that_differ

CELLS = ("all", "C2", "C2 & Robin", "Perry")


def a_start() -> Case:
    """Two children, four rows with subject cells, and two rows that were rejected."""
    case = a_case(
        ["Perry", "Robin"],
        Row("2012-05-01", "all", 2, levels={"Perry": 2}, agency="School"),
        Row("2013-03", "Robin", 3),
        Row("2013-03-04", "all", 1, by_child={"Robin": 4}),
        Row("2014", "Perry", agency="Police"),
    )
    sheet = case.sources[0]
    rows = [replace(row, cells=(*row.cells, cell)) for row, cell in zip(sheet.rows, ("Who", *CELLS), strict=True)] + [
        SheetRow(6 + place, RowKind.REJECTED, ("tbc", "Seen.", cell), "not a date") for place, cell in enumerate(CELLS)
    ]
    columns = {"date": "Date", "text": "Event", "subjects": "Who"}
    sheet = replace(sheet, headings=("Date", "Event", "Who"), rows=tuple(rows), columns=columns)
    return replace(case, sources=(sheet,), adults=(Adult(0, "Mother", ("M",)),))


IDS, CHILDREN = st.integers(0, 8), st.integers(0, 3)
SOME_CHILDREN = st.sets(st.integers(0, 2), max_size=2)
DAYS = st.sampled_from([date(2011, 1, 1), date(2013, 3, 4), date(2013, 3, 10), date(2015, 6, 1)])
WHENS = st.one_of(
    DAYS.map(exactly),
    DAYS.map(lambda day: ChronologyDate(None, day, Precision.BEFORE, "before")),
    DAYS.map(lambda day: ChronologyDate(day, None, Precision.AFTER, "after", "10:00")),
)
WORDS = st.sampled_from(["", "Seen.", "Not seen."])
SAID = st.sampled_from(["all", "C2", "robin", "perry "])


def tells_what_changed(before: Case, now: Case, changes: Changes) -> None:
    difference = event_difference(before.events, now.events)
    assert changes.events == set(now.events.id[difference.written].tolist())
    assert changes.all_events or before.events.id.tolist() == now.events.id.tolist()
    people = [(case.children, case.adults, case.who_is_who) for case in (before, now)]
    assert changes.people == (people[0] != people[1])
    assert changes.agencies == (before.agencies != now.agencies)
    assert changes.sources == sources_that_differ(before, now)
    assert changes.scope == (before.scope != now.scope)


class ByHand(Sitting):
    """The case must stay sound, every step can be undone exactly, and the file holds what the session holds."""

    def __init__(self) -> None:
        super().__init__(a_start())
        self.session.save_as(self.folder / "case")

    def holds(self, before: Case, now: Case, changes: Changes) -> None:
        tells_what_changed(before, now, changes)

    @rule(when=WHENS, text=WORDS, about=SOME_CHILDREN, agency=st.sampled_from(["", "school", "GP"]))
    def adds_a_row(self, when: ChronologyDate, text: str, about: set[int], agency: str) -> None:
        self.do(add_event(when, text, about, ANN, agency))

    @rule(event=IDS, whens=st.lists(st.none() | WHENS, max_size=3), about=st.none() | SOME_CHILDREN)
    def splits_a_row_or_joins_it(self, event: int, whens: list[ChronologyDate | None], about: set[int] | None) -> None:
        subjects = None if about is None else tuple(about)
        parts = [Part("A part.", when, subjects) for when in whens]
        self.do(split_event(event, parts, ANN) if parts else join_parts(event))

    @rule(event=IDS, when=st.none() | WHENS, text=st.none() | WORDS, about=st.none() | SOME_CHILDREN, words=WORDS)
    def corrects(
        self, event: int, when: ChronologyDate | None, text: str | None, about: set[int] | None, words: str
    ) -> None:
        self.do(correct_event(event, ANN, when, text, about, agency=words, response=words))

    @rule(row=st.integers(5, 9), when=WHENS, about=st.none() | SOME_CHILDREN)
    def mends_a_row(self, row: int, when: ChronologyDate, about: set[int] | None) -> None:
        self.do(mend_rejected_row(0, row, when, ANN, subjects=about))

    @rule(words=SAID, about=st.none() | SOME_CHILDREN, early=st.booleans())
    def says_who_is_who_or_forgets_it(self, words: str, about: set[int] | None, early: bool) -> None:
        self.do(forget_words(words) if about is None else reassign(words, about, ANN, early))

    @rule(child=CHILDREN, born=st.none() | DAYS)
    def tells_a_birth(self, child: int, born: date | None) -> None:
        self.do(set_birth(child, exactly(born) if born else None))

    @rule(keep=CHILDREN, other=CHILDREN)
    def merges(self, keep: int, other: int) -> None:
        self.do(merge_children(keep, other, ANN))

    @rule(child=CHILDREN, name=st.sampled_from(["Alex", "C2", "Robin"]), alias=st.booleans())
    def names(self, child: int, name: str, alias: bool) -> None:
        self.do(set_aliases(child, [name]) if alias else rename_child(child, name))

    @rule(number=st.integers(0, 2), grown_up=st.booleans())
    def moves_a_person(self, number: int, grown_up: bool) -> None:
        self.do(child_is_adult(number) if grown_up else adult_is_child(number))

    @rule(child=CHILDREN)
    def deletes_a_child(self, child: int) -> None:
        self.do(remove_child(child))

    @rule(event=IDS, child=CHILDREN)
    def takes_a_child_out(self, event: int, child: int) -> None:
        self.do(not_about([event], child))

    @rule(first=st.none() | DAYS, last=st.none() | DAYS, source=st.none() | st.integers(0, 2))
    def sets_days(self, first: date | None, last: date | None, source: int | None) -> None:
        self.do(set_scope(first, last) if source is None else set_period(source, first, last))

    @rule(ids=st.sets(IDS, max_size=2), back=st.booleans())
    def withdraws_rows(self, ids: set[int], back: bool) -> None:
        self.do(restore_events(ids) if back else withdraw_events(ids))

    @rule(ids=st.sets(st.integers(0, 2), max_size=2))
    def withdraws_sources_and_gets_back_where_it_was(self, ids: set[int]) -> None:
        start, steps = self.session.case, len(self.before)
        self.do(withdraw_sources(ids))
        if len(self.before) > steps and not any(start.sources[number].withdrawn for number in ids):
            self.do(restore_sources(ids))
            assert equal_cases(self.session.case, start)

    @rule(source=st.integers(0, 2), back=st.booleans())
    def withdraws_a_source_or_restores_it(self, source: int, back: bool) -> None:
        self.do(restore_sources([source]) if back else withdraw_sources([source]))

    @rule(event=IDS, child=st.none() | CHILDREN, rank=st.none() | st.integers(0, 5))
    def codes(self, event: int, child: int | None, rank: int | None) -> None:
        self.do(set_severity([event], rank, ANN, child))
        self.do(set_level([event], child or 0, rank, ANN))

    @rule(kept=IDS, twin=IDS, apart=st.booleans())
    def decides_about_twins(self, kept: int, twin: int, apart: bool) -> None:
        self.do(separate(twin, ANN) if apart else accept_duplicate(kept, twin, ANN))

    @rule()
    def imports_a_sheet(self) -> None:
        case = self.session.case
        self.do(add_batch(a_batch(case, ("2013-03-04", "all"), file=f"sheet {len(case.sources)}.csv")))

    @rule()
    def closes_and_opens(self) -> None:
        path = self.session.path
        assert path
        before = self.session.case
        self.comes_back_to(path, ANN)
        assert equal_cases(self.session.case, before)

    @invariant()
    def the_case_is_sound_and_can_be_reported(self) -> None:
        case = self.session.case
        assert find_problems(case) == []
        assert [item.agency for item in coverage(case)][: len(case.agencies)] == list(range(len(case.agencies)))
        assert set(missing_returns(case)) <= {item.agency for item in coverage(case)}
        assert len(import_report(case)) == 4


TestByHand = ByHand.TestCase
TestByHand.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
