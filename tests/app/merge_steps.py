"""Steps that a reviewer takes on a copy of a case, for made-up histories."""

from collections.abc import Callable
from datetime import date

import msgspec
from hypothesis import strategies as st

from app.case.dates import exactly
from app.case.duplicate_edits import accept_duplicate, reject_duplicate
from app.case.edits import (
    Edit,
    Part,
    Reviewer,
    accept_finding,
    add_batch,
    add_event,
    adult_is_child,
    child_is_adult,
    correct_event,
    dismiss_finding,
    forget_words,
    join_parts,
    mend_rejected_row,
    merge_children,
    note_finding,
    reassign,
    remove_child,
    rename_case,
    rename_child,
    restore_events,
    restore_sources,
    set_birth,
    set_categories,
    set_level,
    set_period,
    set_scope,
    set_severity,
    set_subjects,
    split_event,
    withdraw_events,
    withdraw_sources,
)
from app.case.model import Case
from app.case.narrowing import Filter
from app.case.narrowing_edits import forget_filter, keep_filter
from app.case.own_words import OwnEntry
from app.case.own_words_edits import forget_own_entry, keep_own_entry
from app.case.panel_edits import arrange_stops, give_pseudonym
from app.case.practice import Bookmark
from app.case.practice_edits import change_bookmark, forget_bookmark, keep_bookmark
from app.case.pseudonyms import StopChoice, StopKind, Whose
from app.case.scheme_edits import set_scheme
from tests.app.case_builder import a_batch

Step = Callable[[Case, Reviewer], Edit]
AnyStep = st.SearchStrategy[Step]

IDS, CHILDREN = st.integers(0, 8), st.integers(0, 2)
RANKS, DAYS = st.none() | st.integers(0, 5), st.dates(date(2010, 1, 1), date(2015, 12, 31))
SOME = st.sets(CHILDREN, max_size=2)
WORDS = st.sampled_from(["Other words.", "Words again."])
SAID = st.sampled_from(["all", "Perry", "the boys"])


def signed(make: Callable[..., Edit], *given: st.SearchStrategy[object]) -> AnyStep:
    """Steps that name their reviewer."""
    return st.tuples(*given).map(lambda values: lambda _case, by: make(*values, by=by))


def unsigned(make: Callable[..., Edit], *given: st.SearchStrategy[object]) -> AnyStep:
    """Steps that name nobody."""
    return st.tuples(*given).map(lambda values: lambda _case, _by: make(*values))


class Found:
    """A finding as a decision needs it."""

    def __init__(self, child: int) -> None:
        self.kind, self.child, self.start, self.evidence = "relapse", child, date(2013, 3, 1), (0, 1)


def noted(case: Case, by: Reviewer, child: int, note: str) -> Edit:
    """Keep a note with the finding about a child, in place of the one that is there."""
    earlier = next((item for item in case.finding_decisions if item.child == child), None)
    return note_finding(Found(child), note, by, "2026-01-01T00:00:00+00:00", earlier)


def decided(by: Reviewer, child: int, day: int, what: str) -> Edit:
    """Accept, dismiss or note a finding about a child that begins on one of a few days."""
    found = Found(child)
    found.start = date(2013, 3, day)
    if what == "accept":
        return accept_finding(found, by, "2026-01-01T00:00:00+00:00")
    return dismiss_finding(found, what, by, "2026-01-01T00:00:00+00:00")


def with_window(case: Case, days: int) -> Edit:
    """Another window for returns of concern: the same scheme with a rule of its own."""
    windows = msgspec.structs.replace(case.scheme.windows, relapse_days=days)
    return set_scheme(msgspec.structs.replace(case.scheme, windows=windows))


NAMES, NOTES = st.sampled_from(["The turn", "The move"]), st.sampled_from(["", "Ask: who knew?", "Say this first."])
ENTRIES = st.sampled_from(["ours.zindle", "ours.zed"])
_KINDS = (
    signed(lambda n, note, d, by: keep_bookmark(Bookmark(n, d, None, None, None, by.name, note)), NAMES, NOTES, DAYS),
    unsigned(lambda n, to, note: change_bookmark(n, Bookmark(to, note=note)), NAMES, NAMES, NOTES),
    unsigned(forget_bookmark, NAMES),
    unsigned(lambda n, words: keep_filter(n, Filter(words)), NAMES, WORDS),
    unsigned(forget_filter, NAMES),
    unsigned(lambda i, n: keep_own_entry(OwnEntry(i, "concerns", f'{{"severity":{n}}}')), ENTRIES, st.integers(1, 3)),
    unsigned(forget_own_entry, ENTRIES),
    signed(
        lambda name, words, by: give_pseudonym(Whose.CHILD, name, words, by.name),
        st.sampled_from(["Perry", "Robin", "Sam"]),
        st.sampled_from(["", "Child X", "Child Y"]),
    ),
    st.lists(st.sampled_from("abc"), unique=True).map(
        lambda keys: lambda _case, _by: arrange_stops([StopChoice(StopKind.FINDING, key) for key in keys])
    ),
    signed(
        lambda c, d, what, by: decided(by, c, d, what),
        CHILDREN,
        st.integers(1, 3),
        st.sampled_from(["accept", "not so", "a slip"]),
    ),
    st.sampled_from([300, 365, 400]).map(lambda days: lambda case, _by: with_window(case, days)),
    signed(lambda e, c, r, by: set_level([e], c, r, by), IDS, CHILDREN, RANKS),
)
"""What is kept under a name or a child's own, kind by kind: steps that leave people and rows as they are."""
KEPT = st.one_of(*_KINDS)

CODES = st.one_of(
    signed(lambda e, r, c, by: set_severity([e], r, by, c), IDS, RANKS, st.none() | CHILDREN),
    signed(
        lambda e, keys, by: set_categories([e], keys, by),
        IDS,
        st.sets(st.sampled_from(["hygiene", "nutrition", "emotional"])),
    ),
    signed(lambda e, c, r, by: set_level([e], c, r, by), IDS, CHILDREN, RANKS),
)
ROWS = st.one_of(
    signed(lambda e, c, by: set_subjects([e], c, by), IDS, SOME),
    unsigned(lambda e: withdraw_events([e]), IDS),
    unsigned(lambda e: restore_events([e]), IDS),
    signed(lambda e, d, w, by: correct_event(e, by, d and exactly(d), w), IDS, st.none() | DAYS, st.none() | WORDS),
    signed(lambda d, w, c, by: add_event(exactly(d), w, c, by), DAYS, WORDS, SOME),
    signed(lambda e, w, by: split_event(e, [Part(w), Part("The rest.")], by), IDS, WORDS),
    unsigned(join_parts, IDS),
    signed(lambda d, by: mend_rejected_row(0, 9, exactly(d), by), DAYS),
    signed(accept_duplicate, IDS, IDS),
    signed(reject_duplicate, IDS, IDS),
)
WHOLE = st.one_of(
    signed(reassign, SAID, SOME),
    unsigned(forget_words, SAID),
    unsigned(rename_child, CHILDREN, st.sampled_from(["Alex", "Kim"])),
    unsigned(lambda c, d: set_birth(c, exactly(d)), CHILDREN, DAYS),
    signed(merge_children, CHILDREN, CHILDREN),
    unsigned(child_is_adult, CHILDREN),
    unsigned(remove_child, CHILDREN),
    unsigned(adult_is_child, st.just(0)),
    unsigned(lambda d: set_scope(d, None), DAYS),
    unsigned(lambda d: set_period(0, d, None), DAYS),
    unsigned(rename_case, st.sampled_from(["Family Q", "Family R"])),
    unsigned(lambda back: restore_sources([0]) if back else withdraw_sources([0]), st.booleans()),
    st.tuples(CHILDREN, st.sampled_from(["look again", "agreed"])).map(
        lambda said: lambda case, by: noted(case, by, *said)
    ),
    st.sampled_from(["a.csv", "b.csv"]).map(
        lambda name: lambda case, _by: add_batch(a_batch(case, ("2013-03-04", "all"), file=name))
    ),
)
KEPT_STEPS: st.SearchStrategy[list[Step]] = st.tuples(*(st.lists(kind, max_size=2) for kind in _KINDS)).map(
    lambda kinds: [step for steps in kinds for step in steps]
)
STEPS: st.SearchStrategy[list[Step]] = st.lists(st.one_of(CODES, CODES, ROWS, WHOLE, KEPT), max_size=8)
